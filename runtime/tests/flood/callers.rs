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
    p50: Duration,
    p99: Duration,
    /// The median of the p99 of each second: one pause of a shared machine does not decide it.
    pub(crate) usual_p99: Duration,
}

/// What is measured by itself.
const WINDOW: Duration = Duration::from_secs(1);

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
        let windows = (0..time.as_secs() / WINDOW.as_secs()).map(|_| {
            std::thread::sleep(WINDOW);
            took()
        });
        Phase::of(&windows.collect::<Vec<_>>())
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
    fn of(windows: &[Vec<Duration>]) -> Self {
        let p99s = windows.iter().map(|took| percentile(took.clone(), 99));
        let usual_p99 = percentile(p99s.collect(), 50);
        let took = windows.concat();
        Self {
            calls: took.len(),
            p50: percentile(took.clone(), 50),
            p99: percentile(took, 99),
            usual_p99,
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            calls,
            p50,
            p99,
            usual_p99,
        } = self;
        write!(
            f,
            "{calls} calls, p50 {p50:?}, p99 {p99:?}, p99 of the median second {usual_p99:?}"
        )
    }
}

/// The least of these that so many in a hundred do not exceed.
fn percentile(mut of: Vec<Duration>, percent: usize) -> Duration {
    of.sort_unstable();
    of.get(of.len() * percent / 100)
        .copied()
        .unwrap_or_default()
}
