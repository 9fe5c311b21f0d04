//! One line per server while it is pinned: live on a terminal, plain lines elsewhere.
//!
//! Everything goes to stderr, so that stdout stays for results. On a terminal each server has a
//! spinner whose text follows it; in a log each step is a line of its own that names the server,
//! and a pull says how far it is only now and then.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytesize::ByteSize;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use mcpreg_container::PullProgress;
use mcpreg_text::{errln, shown};

/// Where progress is shown.
#[derive(Debug)]
pub struct Progress {
    bars: Option<MultiProgress>,
    width: usize,
}

/// The progress of one server.
#[derive(Debug)]
pub struct ServerProgress {
    bar: Option<ProgressBar>,
    server: String,
    /// The tenth of a pull that was said last.
    tenth: Mutex<Option<u64>>,
}

impl Progress {
    /// Live where stderr is a terminal. `width` is the length of the longest server's id.
    pub fn of_stderr(width: usize) -> Self {
        let bars = std::io::stderr().is_terminal().then(MultiProgress::new);
        Self { bars, width }
    }

    /// The progress of a server that begins to be pinned.
    pub fn server(&self, id: &str) -> ServerProgress {
        let bar = self.bars.as_ref().map(|bars| {
            let bar = bars.add(ProgressBar::new_spinner());
            let style = ProgressStyle::with_template("{spinner} {prefix} {msg}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.set_prefix(format!("{id:width$}", width = self.width));
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        ServerProgress {
            bar,
            server: id.to_owned(),
            tenth: Mutex::new(None),
        }
    }

    /// Takes the live lines away, before results are printed.
    pub fn clear(&self) {
        if let Some(bars) = &self.bars {
            // A terminal that cannot be cleared only looks untidy.
            drop(bars.clear());
        }
    }
}

impl ServerProgress {
    /// Says what is being done.
    pub fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(shown(text)),
            None => errln!("{}: {text}", self.server),
        }
    }

    /// Says how a pull is going.
    pub fn pull(&self, pull: &PullProgress) {
        let text = describe(pull);
        if let Some(bar) = &self.bar {
            bar.set_message(text);
            return;
        }
        let tenth = (pull.bytes_done * 10).checked_div(pull.bytes_total);
        let mut said = self.tenth.lock().unwrap_or_else(PoisonError::into_inner);
        if said.is_none() || *said != tenth && tenth.is_some() {
            *said = tenth.or(Some(0));
            errln!("{}: {text}", self.server);
        }
    }

    /// Says how it ended.
    pub fn end(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.finish_with_message(shown(text)),
            None => errln!("{}: {text}", self.server),
        }
    }
}

fn describe(pull: &PullProgress) -> String {
    let bytes = if pull.bytes_total == 0 {
        String::new()
    } else {
        format!(
            ", {} of {}",
            ByteSize(pull.bytes_done),
            ByteSize(pull.bytes_total)
        )
    };
    format!(
        "pulling: {} of {} layers{bytes}",
        pull.layers_done, pull.layers
    )
}

#[cfg(test)]
mod tests {
    use super::describe;
    use mcpreg_container::PullProgress;

    #[test]
    fn a_pull_in_words() {
        let mut pull = PullProgress {
            layers: 3,
            layers_done: 1,
            ..PullProgress::default()
        };
        assert_eq!(describe(&pull), "pulling: 1 of 3 layers");
        pull.bytes_done = 1 << 20;
        pull.bytes_total = 4 << 20;
        assert_eq!(
            describe(&pull),
            "pulling: 1 of 3 layers, 1.0 MiB of 4.0 MiB"
        );
    }
}
