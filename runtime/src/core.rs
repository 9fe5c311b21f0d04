//! What the clients and the servers of one gateway draw on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use mcpreg_wire::Introduction;

use crate::account::Account;
use crate::decision::Deciders;

/// One gateway's account, threads, numbers and name.
#[derive(Debug)]
pub(crate) struct Core {
    /// Its memory.
    pub(crate) account: Arc<Account>,
    /// The threads that decide what takes long.
    pub(crate) deciders: Deciders,
    /// How it introduces itself to servers.
    pub(crate) introduction: Introduction,
    numbers: AtomicU64,
}

impl Core {
    /// The core of the gateway of that name.
    pub(crate) fn new(gateway: &str) -> Self {
        Self {
            account: Account::of_gateway(),
            deciders: Deciders::new(),
            introduction: Introduction::new(gateway, env!("CARGO_PKG_VERSION")),
            numbers: AtomicU64::new(1),
        }
    }

    /// The first of so many numbers that no other request of this gateway has.
    pub(crate) fn numbers(&self, count: u64) -> u64 {
        self.numbers.fetch_add(count, Ordering::Relaxed)
    }
}
