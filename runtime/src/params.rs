//! The `params` of the messages the gateway reads, borrowed from the line they came in.
//!
//! Members that the gateway does not know are not read and not lost: forwarding edits the
//! sender's text, it does not write it anew.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::envelope::{Text, present, put};
use crate::raw::{Raw, each_member};

/// What any `params` may have; each method looks at its own.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Params<'a> {
    /// `tools/call`: the tool.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) name: Option<Raw<'a>>,
    /// `tools/call`: its arguments.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) arguments: Option<Raw<'a>>,
    /// Any request: metadata.
    #[serde(rename = "_meta", borrow, default, deserialize_with = "present")]
    pub(crate) meta: Option<Raw<'a>>,
    /// `tools/list`: the page.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) cursor: Option<Raw<'a>>,
    /// `initialize`: the revision asked for.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) protocol_version: Option<Raw<'a>>,
    /// `notifications/cancelled`: the request.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) request_id: Option<Raw<'a>>,
    /// `notifications/cancelled`: why.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) reason: Option<Raw<'a>>,
    /// `notifications/progress`: the call.
    #[serde(borrow, default, deserialize_with = "present")]
    pub(crate) progress_token: Option<Raw<'a>>,
}

/// The members of one `_meta`, in order.
#[derive(Debug, Default)]
pub(crate) struct Meta<'a>(pub(crate) Vec<(Cow<'a, str>, Raw<'a>)>);

impl<'a> Params<'a> {
    /// Reads `params`, which may be absent but not anything else than an object.
    pub(crate) fn parse(params: Option<Raw<'a>>) -> Result<Self, String> {
        let Some(params) = params else {
            return Ok(Self::default());
        };
        if !params.get().starts_with('{') {
            return Err("params must be an object".to_owned());
        }
        match Self::of_plain(params.get()) {
            Some(plain) => Ok(plain),
            None => serde_json::from_str(params.get()).map_err(|error| format!("params: {error}")),
        }
    }

    /// Reads params that are written as nearly all are.
    fn of_plain(text: &'a str) -> Option<Self> {
        let mut params = Self::default();
        each_member(text, |key, value| {
            let place = match key {
                "name" => &mut params.name,
                "arguments" => &mut params.arguments,
                "_meta" => &mut params.meta,
                "cursor" => &mut params.cursor,
                "protocolVersion" => &mut params.protocol_version,
                "requestId" => &mut params.request_id,
                "reason" => &mut params.reason,
                "progressToken" => &mut params.progress_token,
                _ => return Some(()),
            };
            put(place, value)
        })?;
        Some(params)
    }

    /// Reads `_meta`.
    pub(crate) fn meta(&self) -> Result<Meta<'a>, String> {
        let Some(meta) = self.meta else {
            return Ok(Meta::default());
        };
        serde_json::from_str(meta.get()).map_err(|_| "params._meta must be an object".to_owned())
    }
}

impl<'a> Meta<'a> {
    /// The value of `key`.
    pub(crate) fn get(&self, key: &str) -> Option<Raw<'a>> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| *value)
    }
}

/// The text of a JSON string; `None` for anything else.
pub(crate) fn string(value: Raw<'_>) -> Option<Cow<'_, str>> {
    if let Some(plain) = value.plain_string() {
        return Some(Cow::Borrowed(plain));
    }
    serde_json::from_str::<Text<'_>>(value.get())
        .ok()
        .map(|text| text.0)
}

impl<'de: 'a, 'a> Deserialize<'de> for Meta<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Vec<(Cow<'de, str>, Raw<'de>)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut members = Vec::new();
                while let Some(Text(name)) = map.next_key()? {
                    members.push((name, map.next_value()?));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Members).map(Meta)
    }
}
