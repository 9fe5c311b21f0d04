// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! What the tools take and give.

/// The types of convert.
pub mod convert {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, PartialEq)]
    pub struct Arguments {
        pub from: ArgumentsUnit,
        pub to: ArgumentsUnit,
        pub value: f64,
    }
    impl Arguments {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(from: ArgumentsUnit, to: ArgumentsUnit, value: f64) -> Self {
            Self { from, to, value }
        }
    }
    impl typed::Object for Arguments {
        const REST: typed::Rest = typed::Rest::Refused(&["from", "to", "value"]);
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                from: members.required("from")?,
                to: members.required("to")?,
                value: members.required("value")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("from", &self.from);
            members.required("to", &self.to);
            members.required("value", &self.value);
        }
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum ArgumentsUnit {
        M,
        Km,
        Ft,
        Kg,
        Lb,
        K,
        /// °C
        C,
        /// °F
        F,
    }
    impl typed::Choice for ArgumentsUnit {
        const VARIANTS: &'static [Self] = &[
            Self::M,
            Self::Km,
            Self::Ft,
            Self::Kg,
            Self::Lb,
            Self::K,
            Self::C,
            Self::F,
        ];
        const TEXTS: &'static [&'static str] = &[
            "m",
            "km",
            "ft",
            "kg",
            "lb",
            "K",
            "°C",
            "°F",
        ];
    }
    typed::serde_impls! {
        objects : [Arguments], enums : [ArgumentsUnit]
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Output {
        pub unit: OutputUnit,
        pub value: f64,
    }
    impl Output {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(unit: OutputUnit, value: f64) -> Self {
            Self { unit, value }
        }
    }
    impl typed::Object for Output {
        const REST: typed::Rest = typed::Rest::Refused(&["unit", "value"]);
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                unit: members.required("unit")?,
                value: members.required("value")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("unit", &self.unit);
            members.required("value", &self.value);
        }
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum OutputUnit {
        M,
        Km,
        Ft,
        Kg,
        Lb,
        K,
        /// °C
        C,
        /// °F
        F,
    }
    impl typed::Choice for OutputUnit {
        const VARIANTS: &'static [Self] = &[
            Self::M,
            Self::Km,
            Self::Ft,
            Self::Kg,
            Self::Lb,
            Self::K,
            Self::C,
            Self::F,
        ];
        const TEXTS: &'static [&'static str] = &[
            "m",
            "km",
            "ft",
            "kg",
            "lb",
            "K",
            "°C",
            "°F",
        ];
    }
    typed::serde_impls! {
        objects : [Output], enums : [OutputUnit]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[0], "inputSchema"
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Output, crate ::TOOLS[0], "outputSchema"
    }
}

/// The types of list_units.
pub mod list_units {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Arguments {
        pub quantity: Option<ArgumentsQuantity>,
    }
    impl Arguments {
        /// Gives `quantity`.
        #[inline]
        pub fn with_quantity(mut self, quantity: ArgumentsQuantity) -> Self {
            self.quantity = Some(quantity);
            self
        }
    }
    impl typed::Object for Arguments {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                quantity: members.optional("quantity")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.optional("quantity", &self.quantity);
        }
    }
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum ArgumentsQuantity {
        Length,
        Mass,
        Temperature,
    }
    impl typed::Choice for ArgumentsQuantity {
        const VARIANTS: &'static [Self] = &[Self::Length, Self::Mass, Self::Temperature];
        const TEXTS: &'static [&'static str] = &["length", "mass", "temperature"];
    }
    typed::serde_impls! {
        objects : [Arguments], enums : [ArgumentsQuantity]
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Output {
        pub units: Vec<String>,
    }
    impl Output {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(units: Vec<String>) -> Self {
            Self { units }
        }
    }
    impl typed::Object for Output {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                units: members.required("units")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("units", &self.units);
        }
    }
    typed::serde_impls! {
        objects : [Output]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[1], "inputSchema"
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Output, crate ::TOOLS[1], "outputSchema"
    }
}
