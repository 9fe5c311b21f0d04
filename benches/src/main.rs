//! Prints what mcpreg costs: compiling, starting, relaying, deciding.
//!
//! `cargo run --release -p mcpreg-benches -- [compile|start|relay|check|all] [--quick]` builds what it
//! measures, prints the method beside the figures, and fails on any wrong answer.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use mcpreg_benches::workspace::Workspace;
use mcpreg_benches::{check, compile, relay, start};

/// Prints what mcpreg costs, beside a direct connection and an rmcp gateway.
#[derive(Debug, Parser)]
struct Cli {
    /// What to measure.
    #[arg(value_enum, default_value = "all")]
    what: What,
    /// Fewer and shorter rounds: to see that it works, not for figures.
    #[arg(long)]
    quick: bool,
    /// The gateway `bench-10` of another build (`target/bench-gateways/release/bench-10` in its
    /// checkout, once its own relay was measured), which `relay` measures beside this one.
    #[arg(long, value_name = "BINARY")]
    against: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The passes, the emission, and rustc's work on the generated crate.
    Compile,
    /// From start to the first tools/list.
    Start,
    /// Calls a second and CPU a call.
    Relay,
    /// Deciding a call's arguments.
    Check,
    /// Everything.
    All,
}

impl What {
    /// The packages whose programs take part.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Check | Self::Compile => &["mcpreg-benches"],
            _ => &["mcpreg-compile", "mcpreg-fixture-servers", "mcpreg-benches"],
        }
    }
}

fn main() -> anyhow::Result<()> {
    let Cli {
        what,
        quick,
        against,
    } = Cli::parse();
    let workspace = Workspace::build(what.packages())?;
    let processors = std::thread::available_parallelism()?;
    println!("{} on {processors} processors\n", processor());
    let wanted = |part| what == part || what == What::All;
    if wanted(What::Relay) {
        relay::run(&workspace, quick, against)?;
    }
    if wanted(What::Check) {
        check::run(&workspace, quick)?;
    }
    if wanted(What::Start) {
        start::run(&workspace, quick)?;
    }
    if wanted(What::Compile) {
        compile::run(&workspace, quick)?;
    }
    Ok(())
}

fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(
        || std::env::consts::ARCH.to_owned(),
        |(_, model)| model.to_owned(),
    )
}
