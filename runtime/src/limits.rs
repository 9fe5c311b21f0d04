//! How much memory and work one peer can cost the gateway: every such number is here.
//!
//! What holds much draws from an [`Account`](crate::account::Account): a client's from
//! [`CLIENT_BYTES`], a server's from [`SERVER_BYTES`], and all together from [`GATEWAY_BYTES`]. Over
//! its own account a peer is not read until it has taken something back; over the gateway's, a
//! message of more than [`SMALL_BYTES`] is refused by name while small ones go on. The longest line
//! is `mcpreg_wire::MAX_LINE_BYTES`, the longest id `mcpreg_wire::MAX_ID_BYTES`.

use std::time::Duration;

/// All buffers together.
pub(crate) const GATEWAY_BYTES: usize = 48 << 20;

/// What a message of this size needs is always granted: its sender is one of a few.
pub(crate) const SMALL_BYTES: usize = 64 << 10;

/// A peer that holds no more than this is not one who overdrew the gateway's account.
pub(crate) const LITTLE_BYTES: usize = 1 << 20;

/// What waits for one client, and what it has sent that is still to be decided. While it is more,
/// nothing is read from the client.
pub(crate) const CLIENT_BYTES: usize = 8 << 20;

/// What may wait for one client before it is given up: servers still write what it asked for when
/// it has stopped reading.
pub(crate) const UNREAD_BYTES: usize = 40 << 20;

/// How many calls of one client may be open.
pub(crate) const CLIENT_CALLS: usize = 16 << 10;

/// What waits for one server, or is to be decided of what it sent.
pub(crate) const SERVER_BYTES: usize = 32 << 20;

/// How many calls of one server may be open or wait.
pub(crate) const SERVER_CALLS: usize = 64 << 10;

/// Longer arguments and results are decided on another thread than the one that relays.
pub(crate) const CHECKED_HERE_BYTES: usize = 64 << 10;

/// A longer message is handled on another thread as a whole: to look at each of its bytes takes
/// longer than others should wait.
pub(crate) const LARGE_BYTES: usize = 1 << 20;

/// How much of one peer is handled before the others get their turn.
pub(crate) const TURN_BYTES: usize = 64 << 10;

/// How many messages of one peer are handled before the others get their turn.
pub(crate) const TURN_MESSAGES: usize = 64;

/// How many messages a server's line counts for that answers no call.
pub(crate) const UNASKED_MESSAGES: usize = 8;

/// How often the others get their turn after a peer has used its own up.
pub(crate) const REST_ROUNDS: usize = 8;

/// How many messages one batch may have.
pub(crate) const BATCH_MESSAGES: usize = 1_000;

/// A refusal as a whole: its text and its violations.
pub(crate) const REFUSAL_BYTES: usize = 16 << 10;

/// What is passed on, or repeated, of a server's text about an error.
pub(crate) const ERROR_TEXT_BYTES: usize = 4 << 10;

/// What is repeated of a name that a client sent.
pub(crate) const NAME_BYTES: usize = 128;

/// How many lines a server may write within [`FLOOD_WINDOW`] that answer no call.
pub(crate) const FLOOD_LINES: u64 = 20_000;

/// How many bytes such lines may have.
pub(crate) const FLOOD_BYTES: u64 = 64 << 20;

/// The time that the two belong to.
pub(crate) const FLOOD_WINDOW: Duration = Duration::from_secs(10);
