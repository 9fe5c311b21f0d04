//! The implementations that every type has: `Typed`, `Serialize` and `Deserialize`.

use proc_macro::Ident;

/// The module that the written code names.
pub(crate) const TYPED: &str = "::mcpreg_contract::typed";

/// How one kind of types is read and written: the bodies of the two functions.
pub(crate) struct Typed<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) read: &'a str,
    pub(crate) write: &'a str,
    /// Further functions of the trait.
    pub(crate) more: &'a str,
}

impl Typed<'_> {
    pub(crate) fn to_text(&self) -> String {
        let Self {
            name,
            read,
            write,
            more,
        } = self;
        format!(
            "#[automatically_derived]
            impl {TYPED}::Typed for {name} {{
                #[inline]
                fn read(
                    value: &::mcpreg_contract::serde_json::Value,
                ) -> ::core::result::Result<Self, {TYPED}::Mismatch> {{
                    {read}
                }}
                #[inline]
                fn write(
                    &self,
                ) -> ::core::result::Result<
                    ::mcpreg_contract::serde_json::Value, {TYPED}::Mismatch,
                > {{
                    {write}
                }}
                {more}
            }}
            #[automatically_derived]
            impl ::mcpreg_contract::serde::Serialize for {name} {{
                fn serialize<S: ::mcpreg_contract::serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {{
                    {TYPED}::serialize(self, serializer)
                }}
            }}
            #[automatically_derived]
            impl<'de> ::mcpreg_contract::serde::Deserialize<'de> for {name} {{
                fn deserialize<D: ::mcpreg_contract::serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {{
                    {TYPED}::deserialize(deserializer)
                }}
            }}
            "
        )
    }
}
