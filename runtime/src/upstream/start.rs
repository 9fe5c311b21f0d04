//! What a server is started with, each time that it is.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use mcpreg_container::{Host, Launch};
use mcpreg_contract::Server;

use crate::account::Account;
use crate::core::Core;

/// What a server is started with.
#[derive(Debug, Clone)]
pub(super) struct Start {
    pub(super) server: &'static Server,
    pub(super) launch: Launch,
    pub(super) host: Host,
    pub(super) core: Arc<Core>,
    /// What waits for the server.
    pub(super) account: Arc<Account>,
    /// How many calls wait or are open.
    pub(super) calls: Arc<AtomicUsize>,
}
