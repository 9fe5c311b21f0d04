// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! What the tools take and give.

/// The types of convert.
pub mod convert {
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct Arguments {
        pub from: ArgumentsUnit,
        pub to: ArgumentsUnit,
        pub value: f64,
    }
    #[derive(
        Debug,
        Clone,
        Copy,
        Eq,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub enum ArgumentsUnit {
        #[serde(rename = "m")]
        M,
        #[serde(rename = "km")]
        Km,
        #[serde(rename = "ft")]
        Ft,
        #[serde(rename = "kg")]
        Kg,
        #[serde(rename = "lb")]
        Lb,
        K,
        #[serde(rename = "°C")]
        C,
        #[serde(rename = "°F")]
        F,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct Output {
        pub unit: OutputUnit,
        pub value: f64,
    }
    #[derive(
        Debug,
        Clone,
        Copy,
        Eq,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub enum OutputUnit {
        #[serde(rename = "m")]
        M,
        #[serde(rename = "km")]
        Km,
        #[serde(rename = "ft")]
        Ft,
        #[serde(rename = "kg")]
        Kg,
        #[serde(rename = "lb")]
        Lb,
        K,
        #[serde(rename = "°C")]
        C,
        #[serde(rename = "°F")]
        F,
    }
}

/// The types of list_units.
pub mod list_units {
    #[derive(
        Debug,
        Clone,
        Default,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Arguments {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quantity: Option<ArgumentsQuantity>,
    }
    #[derive(
        Debug,
        Clone,
        Copy,
        Eq,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub enum ArgumentsQuantity {
        #[serde(rename = "length")]
        Length,
        #[serde(rename = "mass")]
        Mass,
        #[serde(rename = "temperature")]
        Temperature,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Output {
        pub units: Vec<String>,
    }
}
