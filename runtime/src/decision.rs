//! Decisions that would hold up the thread that relays: long texts, and patterns that are still to
//! be compiled.
//!
//! They run on other threads, no more of them at once than the machine has processors, in the
//! order in which they were asked for.

use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;

/// The priority of threads that decide, as `nice(1)` counts.
const DECIDER_NICE: i32 = 10;

/// The threads that decide.
#[derive(Debug)]
pub(crate) struct Deciders {
    slots: Arc<Semaphore>,
}

impl Deciders {
    /// As many as there are processors, and at least two, so that no client has them all.
    pub(crate) fn new() -> Self {
        let processors = available_parallelism().map_or(2, usize::from).max(2);
        Self {
            slots: Arc::new(Semaphore::new(processors)),
        }
    }

    /// Runs `work` on another thread; `None` if it panicked or the runtime is shutting down.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let slot = Arc::clone(&self.slots).acquire_owned().await.ok()?;
        let decided = tokio::task::spawn_blocking(move || {
            // Of this thread alone; the one that relays goes first. It cannot be refused.
            let _ = rustix::process::setpriority_process(None, DECIDER_NICE);
            let outcome = work();
            drop(slot);
            outcome
        });
        decided.await.ok()
    }
}
