//! How much time and memory one worker may take: the flags, and the limits they become.

use std::ffi::OsString;
use std::io;
use std::time::Duration;

use bytesize::ByteSize;
use rustix::process::{Resource, Rlimit, setrlimit};

/// How long a worker may take by default.
pub const TIME: &str = "5m";

/// How much memory a worker may have by default.
pub const MEMORY: &str = "4GiB";

/// How much time and memory one worker may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Args)]
pub struct Budget {
    /// How long the compiler may take, such as `10m`.
    #[arg(
        id = "compile_time",
        long = "compile-time",
        env = "MCPREG_COMPILE_TIME",
        value_name = "TIME",
        default_value = TIME,
        value_parser = humantime::parse_duration
    )]
    pub time: Duration,
    /// How much memory the compiler may have, such as `8GiB`.
    #[arg(
        id = "compile_memory",
        long = "compile-memory",
        env = "MCPREG_COMPILE_MEMORY",
        value_name = "SIZE",
        default_value = MEMORY
    )]
    pub memory: ByteSize,
}

impl Budget {
    /// The flags that give a worker this budget.
    pub(super) fn arguments(&self) -> [OsString; 4] {
        let time = humantime::format_duration(self.time).to_string();
        let memory = format!("{}B", self.memory.as_u64());
        ["--compile-time", &time, "--compile-memory", &memory].map(OsString::from)
    }

    /// Holds this process to the budget: its address space and its time on a CPU. The parent
    /// watches the clock.
    ///
    /// # Errors
    ///
    /// When the system refuses a limit.
    pub fn enforce(&self) -> io::Result<()> {
        let limit = |resource, most| {
            let limit = Rlimit {
                current: Some(most),
                maximum: Some(most),
            };
            setrlimit(resource, limit)
        };
        limit(Resource::As, self.memory.as_u64())?;
        limit(Resource::Cpu, self.time.as_secs().saturating_add(1))?;
        // What killed it is told by the parent, not by a file.
        limit(Resource::Core, 0)?;
        Ok(())
    }
}
