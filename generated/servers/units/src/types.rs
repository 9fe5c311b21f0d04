// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The arguments and the output of each tool, a module per tool.

/// The types of the tool `convert`.
pub mod convert {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    #[typed(closed)]
    pub struct Arguments {
        pub from: Unit,
        pub to: Unit,
        pub value: f64,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, typed::Choice)]
    pub enum Unit {
        #[typed("m")]
        M,
        #[typed("km")]
        Km,
        #[typed("ft")]
        Ft,
        #[typed("kg")]
        Kg,
        #[typed("lb")]
        Lb,
        #[typed("K")]
        K,
        /// `°C`
        #[typed("°C")]
        C,
        /// `°F`
        #[typed("°F")]
        F,
    }

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    #[typed(closed)]
    pub struct Output {
        pub unit: OutputUnit,
        pub value: f64,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, typed::Choice)]
    pub enum OutputUnit {
        #[typed("m")]
        M,
        #[typed("km")]
        Km,
        #[typed("ft")]
        Ft,
        #[typed("kg")]
        Kg,
        #[typed("lb")]
        Lb,
        #[typed("K")]
        K,
        /// `°C`
        #[typed("°C")]
        C,
        /// `°F`
        #[typed("°F")]
        F,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::CONVERT, Arguments, Output);
}

/// The types of the tool `list_units`.
pub mod list_units {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, Default, PartialEq, typed::Object)]
    pub struct Arguments {
        pub quantity: Option<Quantity>,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, typed::Choice)]
    pub enum Quantity {
        #[typed("length")]
        Length,
        #[typed("mass")]
        Mass,
        #[typed("temperature")]
        Temperature,
    }

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    pub struct Output {
        pub units: Vec<String>,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::LIST_UNITS, Arguments, Output);
}
