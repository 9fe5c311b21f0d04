//! How much a server may say while it is asked, so that none can fill memory or keep a run from
//! ending.

use std::time::Duration;

use mcpreg_codegen::lock::Timeouts;

/// The caps of one probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest line, in bytes; 16 MiB.
    pub line_bytes: usize,
    /// All of stdout together, in bytes; 64 MiB.
    pub total_bytes: u64,
    /// The pages of one list; 100.
    pub pages: usize,
    /// The items of one list; 10,000.
    pub items: usize,
    /// The nesting of one item; 100. Clients read a list as one text, most of them to 128 levels,
    /// and one item beyond that would cost them all of it.
    pub depth: usize,
    /// From starting the server to its answer to the opening request.
    pub start: Duration,
    /// One page of a list.
    pub page: Duration,
    /// All lists together.
    pub lists: Duration,
}

impl Limits {
    /// The caps with a server's own timeouts.
    pub fn new(timeouts: Timeouts) -> Self {
        let page = Duration::from_millis(timeouts.call_ms);
        Self {
            line_bytes: 16 << 20,
            total_bytes: 64 << 20,
            pages: 100,
            items: 10_000,
            depth: 100,
            start: Duration::from_millis(timeouts.start_ms),
            page,
            lists: page * 4,
        }
    }

    /// The caps with one time for each wait.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.start = timeout;
        self.page = timeout;
        self.lists = timeout * 4;
        self
    }
}
