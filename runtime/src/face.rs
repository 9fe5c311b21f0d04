//! What a client is told without any server: the opening of both eras and the list of tools.
//!
//! Every answer is written once, from the registry alone; so `tools/list` is the same bytes each
//! time and needs no container. A list is written when a client of its era first asks for it.

mod legacy;
mod modern;

use std::borrow::Cow;
use std::sync::OnceLock;

use mcpreg_contract::{Registry, Tool};
use mcpreg_wire::{
    Era, INVALID_PARAMS, LEGACY, META_CAPABILITIES, META_VERSION, METHOD_NOT_FOUND, MODERN,
    Members, ReplyError, UNSUPPORTED_VERSION, excerpt, one_line, quoted, string,
};

use crate::limits::NAME_BYTES;
use crate::params::Params;

pub(crate) use legacy::Opened;

/// The prepared answers of one registry.
#[derive(Debug)]
pub(crate) struct Face {
    registry: &'static Registry,
    /// `serverInfo`, as JSON.
    info: String,
    discover: String,
    legacy_list: OnceLock<String>,
    modern_list: OnceLock<String>,
}

impl Face {
    /// The face of `registry`; `info` is the gateway's name and version, as JSON.
    pub(crate) fn of(registry: &'static Registry, info: &str) -> Self {
        Self {
            registry,
            discover: modern::discover(info),
            legacy_list: OnceLock::new(),
            modern_list: OnceLock::new(),
            info: info.to_owned(),
        }
    }

    /// The result of `initialize`.
    pub(crate) fn initialize(&self, params: &Params<'_>) -> Result<Opened, ReplyError> {
        legacy::initialize(params, &self.info)
    }

    /// The result of a request that no server is needed for.
    pub(crate) fn answer(
        &self,
        era: Era,
        method: &str,
        params: &Params<'_>,
    ) -> Result<&str, ReplyError> {
        match (era, method) {
            (Era::Legacy, "ping") => Ok("{}"),
            (Era::Modern, "server/discover") => Ok(&self.discover),
            (_, "tools/list") if params.cursor.is_some() => {
                let message =
                    "cursor: unknown; the list of tools has one page, ask without a cursor";
                Err(ReplyError::new(INVALID_PARAMS, message))
            }
            (Era::Legacy, "tools/list") => {
                Ok(self.legacy_list.get_or_init(|| legacy::list(self.tools())))
            }
            (Era::Modern, "tools/list") => {
                let list = || modern::list(self.tools(), &self.info);
                Ok(self.modern_list.get_or_init(list))
            }
            _ => {
                let method = excerpt(method, NAME_BYTES);
                let message = format!("{method}: no such method; this gateway serves tools");
                Err(ReplyError::new(METHOD_NOT_FOUND, message))
            }
        }
    }

    fn tools(&self) -> impl Iterator<Item = &'static Tool> + use<> {
        self.registry
            .servers
            .iter()
            .flat_map(|server| server.tools.iter().copied())
    }

    /// The members that a result of the gateway's own has in `era`, each with its comma.
    pub(crate) fn own_members(era: Era) -> &'static str {
        match era {
            Era::Legacy => "",
            Era::Modern => "\"resultType\":\"complete\",",
        }
    }
}

/// The era that a request is made in.
///
/// `_meta` decides where it names a revision. Without it the request belongs to the session that
/// `initialize` opened.
pub(crate) fn era_of(meta: &Members<'_>, has_session: bool) -> Result<Era, ReplyError> {
    let Some(version) = meta.get(META_VERSION) else {
        if has_session {
            return Ok(Era::Legacy);
        }
        let message = format!(
            "params._meta: {META_VERSION} is missing; name {MODERN} there, or open a session \
             with initialize"
        );
        return Err(ReplyError::new(INVALID_PARAMS, message));
    };
    let version = string(version).ok_or_else(|| {
        let message = format!("params._meta: {META_VERSION} must be a string");
        ReplyError::new(INVALID_PARAMS, message)
    })?;
    if LEGACY.contains(&&*version) {
        return Ok(Era::Legacy);
    }
    if version != MODERN {
        let supported = serde_json::to_string(&supported()).expect("strings are JSON");
        let data = format!(
            "{{\"supported\":{supported},\"requested\":{}}}",
            quoted(&excerpt(&version, NAME_BYTES))
        );
        let error = ReplyError::new(UNSUPPORTED_VERSION, "Unsupported protocol version");
        return Err(ReplyError {
            data: Some(data),
            ..error
        });
    }
    match meta.get(META_CAPABILITIES) {
        Some(capabilities) if capabilities.get().starts_with('{') => Ok(Era::Modern),
        _ => {
            let message = format!("params._meta: {META_CAPABILITIES} must be an object");
            Err(ReplyError::new(INVALID_PARAMS, message))
        }
    }
}

/// Every revision that the gateway speaks, newest first.
fn supported() -> Vec<&'static str> {
    std::iter::once(MODERN).chain(LEGACY).collect()
}

/// Appends a JSON array of listings.
fn write_array<'a>(out: &mut String, listings: impl Iterator<Item = Cow<'a, str>>) {
    let mut before = '[';
    for listing in listings {
        out.push(before);
        out.push_str(&listing);
        before = ',';
    }
    if before == '[' {
        out.push('[');
    }
    out.push(']');
}

/// The listing of `tool` on one line.
fn listing(tool: &Tool) -> Cow<'static, str> {
    one_line(tool.listing)
}
