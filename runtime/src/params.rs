//! The `params` of the messages the gateway reads, borrowed from the line they came in.
//!
//! Members that the gateway does not know are neither read nor lost: forwarding edits the
//! sender's text, it does not write it anew. Those of the protocol come once and are spelled
//! exactly, whether the gateway reads them or the peer behind it does.

use mcpreg_wire::{META_PREFIX, Members, Raw, disguise, disguised, each_member, put, twice};

/// The members of any `params` that MCP defines, in all its revisions.
const NAMES: [&str; 27] = [
    "_meta",
    "argument",
    "arguments",
    "capabilities",
    "clientInfo",
    "context",
    "cursor",
    "data",
    "elicitationId",
    "inputResponses",
    "level",
    "logger",
    "message",
    "name",
    "notifications",
    "progress",
    "progressToken",
    "protocolVersion",
    "reason",
    "ref",
    "requestId",
    "requestState",
    "resourceSubscriptions",
    "task",
    "taskId",
    "total",
    "uri",
];

/// The members of `_meta` that MCP defines or reserves (specification 2026-07-28, basic, "`_meta`").
const META_NAMES: [&str; 4] = ["progressToken", "traceparent", "tracestate", "baggage"];

/// The longest progress token, in bytes of JSON text: it is kept while its call is open.
pub(crate) const MAX_TOKEN_BYTES: usize = 256;

/// What any `params` may have; each method looks at its own.
#[derive(Debug, Default)]
pub(crate) struct Params<'a> {
    /// `tools/call`: the tool.
    pub(crate) name: Option<Raw<'a>>,
    /// `tools/call`: its arguments.
    pub(crate) arguments: Option<Raw<'a>>,
    /// Any request: metadata.
    pub(crate) meta: Option<Raw<'a>>,
    /// `tools/list`: the page.
    pub(crate) cursor: Option<Raw<'a>>,
    /// `initialize`: the revision asked for.
    pub(crate) protocol_version: Option<Raw<'a>>,
    /// `notifications/cancelled`: the request.
    pub(crate) request_id: Option<Raw<'a>>,
    /// `notifications/cancelled`: why.
    pub(crate) reason: Option<Raw<'a>>,
    /// `notifications/progress`: the call.
    pub(crate) progress_token: Option<Raw<'a>>,
    /// A bit for each of [`NAMES`] that is there and not read here.
    unread: u32,
}

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
            None => Self::of_any(params.get()).map_err(|reason| format!("params: {reason}")),
        }
    }

    /// Reads `_meta`.
    pub(crate) fn meta(&self) -> Result<Members<'a>, String> {
        let Some(meta) = self.meta else {
            return Ok(Members::default());
        };
        let members =
            Members::parse(meta.get()).map_err(|_| "params._meta must be an object".to_owned())?;
        for (at, (name, _)) in members.0.iter().enumerate() {
            check_meta(name).map_err(|reason| format!("params._meta: {reason}"))?;
            if members.0[..at].iter().any(|(other, _)| other == name) {
                return Err(format!("params._meta: {}", twice(name)));
            }
        }
        Ok(members)
    }

    /// Reads params that are written as nearly all are.
    fn of_plain(text: &'a str) -> Option<Self> {
        let mut params = Self::default();
        each_member(text, |name, value| params.take(name, value).ok())?;
        Some(params)
    }

    fn of_any(text: &'a str) -> Result<Self, String> {
        let members = Members::parse(text).map_err(|error| error.to_string())?;
        let mut params = Self::default();
        for (name, value) in members.0 {
            params.take(&name, value)?;
        }
        Ok(params)
    }

    #[inline]
    fn take(&mut self, name: &str, value: Raw<'a>) -> Result<(), String> {
        let place = match name {
            "name" => &mut self.name,
            "arguments" => &mut self.arguments,
            "_meta" => &mut self.meta,
            "cursor" => &mut self.cursor,
            "protocolVersion" => &mut self.protocol_version,
            "requestId" => &mut self.request_id,
            "reason" => &mut self.reason,
            "progressToken" => &mut self.progress_token,
            other => return self.pass(other),
        };
        put(place, value).ok_or_else(|| twice(name))
    }

    /// Lets a member pass that is not read here.
    fn pass(&mut self, name: &str) -> Result<(), String> {
        if let Some(place) = NAMES.iter().position(|known| *known == name) {
            let bit = 1 << place;
            if self.unread & bit != 0 {
                return Err(twice(name));
            }
            self.unread |= bit;
            return Ok(());
        }
        disguised(name, &NAMES).map_or(Ok(()), |known| Err(disguise(name, known)))
    }
}

/// Refuses a member of `_meta` whose name could be taken for one of the protocol's.
fn check_meta(name: &str) -> Result<(), String> {
    if let Some(known) = disguised(name, &META_NAMES) {
        return Err(disguise(name, known));
    }
    if name.starts_with(META_PREFIX) || name.len() < META_PREFIX.len() {
        return Ok(());
    }
    let head: String = name.chars().take(META_PREFIX.len()).collect();
    match disguised(&head, &[META_PREFIX]) {
        Some(known) => Err(disguise(name, known)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use mcpreg_wire::Raw;

    use super::Params;

    /// Compares what is wrong with `params`, if anything.
    #[track_caller]
    fn check(params: &str, expected: Option<&str>) {
        let raw: Raw<'_> = serde_json::from_str(params).expect("the case is JSON");
        let read = Params::parse(Some(raw)).and_then(|params| params.meta().map(drop));
        match (read, expected) {
            (Ok(()), None) => {}
            (Err(reason), Some(expected)) => assert!(reason.contains(expected), "{reason}"),
            (read, _) => panic!("{params}: {read:?}"),
        }
    }

    #[test]
    fn names_of_the_protocol_come_once() {
        check(r#"{"name":"a","x":1,"x":2}"#, None);
        check(r#"{"name":"a","name":"b"}"#, Some(r#""name" comes twice"#));
        check(r#"{"task":{},"task":{}}"#, Some(r#""task" comes twice"#));
        check(
            r#"{"n\u0061me":"a","name":"b"}"#,
            Some(r#""name" comes twice"#),
        );
        check(
            r#"{"_meta":{"a/b":1,"a/b":2}}"#,
            Some(r#""a/b" comes twice"#),
        );
    }

    #[test]
    fn names_of_the_protocol_are_not_disguised() {
        check(r#"{"name":"a","nickname":"b"}"#, None);
        for name in [
            "Name",
            "ARGUMENTS",
            "_Meta",
            "Ta\u{17f}k",
            "tas\u{212a}",
            "URI",
        ] {
            check(&format!(r#"{{"{name}":1}}"#), Some("only in case"));
        }
        for name in ["ProgressToken", "TraceParent", "IO.modelcontextprotocol/x"] {
            check(
                &format!(r#"{{"_meta":{{"{name}":1}}}}"#),
                Some("only in case"),
            );
        }
        check(
            r#"{"_meta":{"io.modelcontextprotocol/x":1,"acme/y":2}}"#,
            None,
        );
    }
}
