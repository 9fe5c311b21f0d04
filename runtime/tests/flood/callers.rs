//! The well-behaved: each calls one tool again and again, and every call must be answered.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::many::Many;

/// The callers, which go on until they are ended.
pub(crate) struct Callers {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    is_over: AtomicBool,
    /// How long each call took since the last measurement began.
    took: Mutex<Vec<Duration>>,
}

/// How a phase went.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phase {
    pub(crate) calls: usize,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

impl Callers {
    /// So many callers, each with a session of its own.
    pub(crate) fn of(many: &Many, count: usize) -> Self {
        let shared = Arc::new(Shared::default());
        let threads = (0..count).map(|_| {
            let mut client = many.client();
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || {
                while !shared.is_over.load(Ordering::Relaxed) {
                    let since = Instant::now();
                    // Fails unless the next line is the answer, and the right one.
                    assert_eq!(client.call_text("mcp_calm_ok", &json!({})), "ok");
                    shared
                        .took
                        .lock()
                        .expect("no caller panics with it")
                        .push(since.elapsed());
                }
                assert!(client.end().is_empty(), "more answers than calls");
            })
        });
        Self {
            threads: threads.collect(),
            shared,
        }
    }

    /// How it goes for as long.
    pub(crate) fn measure(&self, time: Duration) -> Phase {
        let took =
            || std::mem::take(&mut *self.shared.took.lock().expect("no caller panics with it"));
        took();
        std::thread::sleep(time);
        Phase::of(took())
    }

    /// Ends all of them; a call that was not answered as it should be fails here.
    pub(crate) fn end(self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        for thread in self.threads {
            assert!(
                thread.join().is_ok(),
                "a well-behaved caller lost an answer"
            );
        }
    }
}

impl Phase {
    fn of(mut took: Vec<Duration>) -> Self {
        took.sort_unstable();
        let at = |percent: usize| {
            took.get(took.len() * percent / 100)
                .copied()
                .unwrap_or_default()
        };
        Self {
            calls: took.len(),
            p50: at(50),
            p99: at(99),
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { calls, p50, p99 } = self;
        write!(f, "{calls} calls, p50 {p50:?}, p99 {p99:?}")
    }
}
