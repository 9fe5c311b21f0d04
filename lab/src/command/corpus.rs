//! `mcpreg-lab corpus`: Show how well a folder of tool lists compiles.

use std::path::PathBuf;

use bytesize::ByteSize;
use mcpreg_text::{outln, print_json};

use crate::corpus::{self, BuildMode, BuildReport, Report};
use crate::differential;
use mcpreg_compile::coverage::Counts;
use mcpreg_compile::exit::Exit;
use mcpreg_compile::project::RuntimeSource;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder of recorded answers to `tools/list`: `*.json`, each `{"tools": […]}`.
    folder: PathBuf,
    /// Also build the generated crate in a temporary folder, and print what that costs.
    #[arg(long, value_name = "MODE", num_args = 0..=1, default_missing_value = "check")]
    build: Option<BuildMode>,
    /// Stop after so many tools.
    #[arg(long, value_name = "COUNT", default_value_t = usize::MAX, hide_default_value = true)]
    tools: usize,
    /// A checkout of mcpreg to build against, instead of the one this tool was built from.
    #[arg(long, value_name = "PATH")]
    runtime: Option<PathBuf>,
    /// Compare every check with the `jsonschema` crate instead, on instances made of each schema.
    #[arg(long, conflicts_with_all = ["build", "runtime"])]
    differential: bool,
    /// With `--differential`: how many instances of one schema are compared.
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 4_000,
        requires = "differential"
    )]
    instances: usize,
    /// Print everything as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
///
/// What stops the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    if arguments.differential {
        return compare(arguments);
    }
    let (mut report, tree) = corpus::compile(&arguments.folder, arguments.tools)?;
    if let Some(mode) = arguments.build {
        let runtime = match &arguments.runtime {
            Some(path) => RuntimeSource::checkout(path)?,
            None => RuntimeSource::of_this_tool(),
        };
        report.build = Some(corpus::build(&tree, mode, &runtime)?);
    }
    if arguments.json {
        print_json(&(serde_json::to_string_pretty(&report)? + "\n"));
    } else {
        print(&report);
    }
    Ok(if report.is_clean() {
        Exit::Done
    } else {
        Exit::Failed
    })
}

fn compare(arguments: &Arguments) -> anyhow::Result<Exit> {
    let Arguments {
        folder,
        tools,
        instances,
        ..
    } = arguments;
    let report = differential::compare(folder, *tools, *instances)?;
    if arguments.json {
        print_json(&(serde_json::to_string_pretty(&report)? + "\n"));
    } else {
        mcpreg_text::print(&report.to_string());
    }
    Ok(if report.is_clean() {
        Exit::Done
    } else {
        Exit::Failed
    })
}

fn print(report: &Report) {
    outln!("{}", report.coverage.table());
    mcpreg_text::print(&report.coverage.left_out());
    print_counts(
        "types that say less than their schemas",
        &report.coverage.reason_counts(),
    );
    print_counts(
        "conventions that stand for a schema's own words",
        &report.coverage.note_counts(),
    );
    print_counts(
        "checks left to the run-time validator",
        &report.coverage.validator_counts(),
    );
    mcpreg_text::print(&report.coverage.validated());
    print_counts(
        "patterns that refuse every string that meets them",
        &report.coverage.undecidable_counts(),
    );
    print_leaves(report.coverage.total());
    outln!();
    let size = ByteSize(u64::try_from(report.source_bytes).unwrap_or(u64::MAX));
    let Report {
        listed,
        served,
        compile_ms,
        ..
    } = report;
    outln!("{served} of {listed} tools compiled in {compile_ms} ms to {size} of Rust");
    if let Some(build) = &report.build {
        print_build(build);
    }
    for fault in &report.faults {
        outln!("fault: {}: {}", fault.file, fault.message);
    }
}

/// What part of the schemas is a bare JSON value in Rust, and whose doing that is.
fn print_leaves(counts: Counts) {
    let Counts {
        failed,
        leaves,
        free_leaves,
        untyped_leaves,
        ..
    } = counts;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share, printed with two decimals"
    )]
    let share = |part: usize| 100.0 * part as f64 / leaves.max(1) as f64;
    let all = free_leaves + untyped_leaves;
    outln!(
        "\n{all} of {leaves} schema leaves are `serde_json::Value` ({:.2} %): {free_leaves} where \
         the schema says nothing, {untyped_leaves} elsewhere ({:.2} %)",
        share(all),
        share(untyped_leaves)
    );
    if failed > 0 {
        outln!("fault: the passes failed on {failed} tools, which are raw");
    }
}

fn print_counts(title: &str, counts: &[(String, usize)]) {
    if counts.is_empty() {
        return;
    }
    outln!("\n{title}:");
    for (reason, count) in counts {
        outln!("{count:>7}  {reason}");
    }
}

fn print_build(build: &BuildReport) {
    let BuildReport {
        command,
        succeeded,
        elapsed_ms,
        usage,
    } = build;
    let ended = if *succeeded { "succeeded" } else { "failed" };
    let peak = ByteSize(usage.peak_bytes);
    let cpu = usage.cpu_ms;
    outln!("{command} {ended} after {elapsed_ms} ms: {cpu} ms of CPU, largest process {peak}");
}
