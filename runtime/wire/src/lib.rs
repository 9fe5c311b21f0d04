//! How one speaks MCP over a byte stream: one definition for the probe and for the gateway.
//!
//! [`Lines`] cuts lines out of what arrives, [`OneLine`] makes sure that no reader can see two
//! lines in one, [`Message`] reads an envelope, [`Channel`] holds the two streams of a server, and
//! a [`Conversation`] asks it: [`open`] in either era, [`list`] page by page. Texts stay their
//! sender's bytes; nothing is parsed further than it takes to route it. This crate starts no
//! server, decides no arguments and knows no tool.

mod channel;
mod conversation;
mod envelope;
mod error;
mod excerpt;
mod framing;
mod line_end;
mod listing;
mod members;
mod opening;
mod protocol;
mod raw;
mod reply;
mod splice;

pub use channel::{Channel, Step};
pub use conversation::{Conversation, Noise, answer_server};
pub use envelope::{Answer, MAX_DEPTH, MAX_ID_BYTES, Malformed, Message, id_in_ends};
pub use error::Error;
pub use excerpt::excerpt;
pub use framing::{Cut, Line, Lines, MAX_LINE_BYTES, Overlong, READ_BYTES};
pub use line_end::{OneLine, one_line};
pub use listing::{End, Kind, List, Pages, list};
pub use members::{Members, disguise, disguised, put, twice};
pub use opening::{Introduction, Opened, Plan, open};
pub use protocol::{
    Era, INVALID_PARAMS, INVALID_REQUEST, LEGACY, META_CAPABILITIES, META_PREFIX, META_VERSION,
    METHOD_NOT_FOUND, MODERN, UNSUPPORTED_VERSION, WITH_BATCHES,
};
pub use raw::{Raw, Text, each_member, string};
pub use reply::{ReplyError, write_raw_error, write_result};
pub use splice::{json_text, quoted, range_of, with_members, without_member, write_edited};
