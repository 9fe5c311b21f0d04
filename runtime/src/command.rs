//! The command line of a gateway binary.

mod call;
mod doctor;
mod serve;
mod tools;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use mcpreg_contract::Registry;
use mcpreg_text::{errln, escaped_json, log_value};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::fmt::format::debug_fn;

use crate::gateway::Roles;

/// What a shell sees: everything went well.
const EXIT_OK: u8 = 0;
/// The tool reports an error, or something is missing on this machine.
const EXIT_FAILED: u8 = 1;
/// The arguments were refused, or the command line is wrong.
const EXIT_REFUSED: u8 = 2;
/// A server, or the gateway itself, is not available.
const EXIT_UNAVAILABLE: u8 = 3;

/// The subcommand that keeps one server on this host, see [`mcpreg_container::keeper`].
const KEEP: &str = "keep";

/// Serves exactly the tools that were pinned when this binary was built.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,

    /// How log lines are written to stderr. `MCPREG_LOG` sets their level, such as `debug`; by
    /// default it is `info` for `serve` and `warn` for the other commands.
    #[arg(
        long,
        global = true,
        env = "MCPREG_LOG_FORMAT",
        value_enum,
        default_value = "text"
    )]
    log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogFormat {
    /// For people.
    Text,
    /// One object per line.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the tools over stdin and stdout, to one client.
    Serve,
    /// List the tools.
    Tools {
        /// As a JSON array, with the schemas.
        #[arg(long)]
        json: bool,
    },
    /// Call one tool and print its result.
    ///
    /// Exits with 0 for a result, 1 for an error of the tool, 2 for refused arguments and 3 for a
    /// server that is not available.
    Call {
        /// The tool's public name, as `tools` lists it.
        tool: String,
        /// Its arguments, a JSON object; `-` reads them from stdin.
        #[arg(default_value = "{}")]
        arguments: String,
        /// Print the whole result as the server sent it.
        #[arg(long)]
        json: bool,
    },
    /// Say what is missing on this machine: engine, images, commands, secrets.
    Doctor {
        /// As a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Remove what the gateway that started this process leaves behind.
    #[command(hide = true)]
    Reap,
}

/// Runs a gateway binary: a team's whole `main`.
///
/// The command line is the process's own; see `--help`.
pub fn main(registry: &'static Registry) -> ExitCode {
    mcpreg_container::forbid_inspection();
    // Not in the command line that people see: its words are another program's.
    let mut words = std::env::args_os().skip(1);
    if words.next().is_some_and(|word| word == KEEP) {
        return mcpreg_container::keeper::run(words);
    }
    let matches = CommandLine::command().name(registry.gateway).get_matches();
    let line = match CommandLine::from_arg_matches(&matches) {
        Ok(line) => line,
        Err(error) => error.exit(),
    };
    if matches!(line.command, Command::Reap) {
        return mcpreg_container::reaper::run();
    }
    start_log(line.log_format, &line.command);
    match run(registry, line.command) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            errln!("error: {error:#}");
            if let Some(help) = error
                .downcast_ref::<crate::Error>()
                .and_then(crate::Error::help)
            {
                errln!("help: {help}");
            }
            ExitCode::from(EXIT_UNAVAILABLE)
        }
    }
}

fn run(registry: &'static Registry, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Serve => on_one_thread(serve::run(registry)),
        Command::Tools { json } => tools::run(registry, json),
        Command::Call {
            tool,
            arguments,
            json,
        } => on_one_thread(call::run(registry, tool, arguments, json)),
        Command::Doctor { json } => on_one_thread(doctor::run(registry, json)),
        Command::Reap => unreachable!("answered before the log is set up"),
    }
}

/// Runs `work` on a runtime of one thread.
///
/// As a task of its own: `block_on` wakes its own future through a system call each time, a
/// spawned one not.
fn on_one_thread(
    work: impl Future<Output = anyhow::Result<u8>> + Send + 'static,
) -> anyhow::Result<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.context("cannot set the runtime up")?;
    let code = runtime.block_on(async { tokio::spawn(work).await });
    // A terminal's stdin is read by a thread that cannot be interrupted.
    runtime.shutdown_background();
    code.context("the gateway failed")?
}

/// The command lines with which this binary is run again as its own reaper and keeper.
fn roles() -> Roles {
    let Ok(program) = std::env::current_exe() else {
        return Roles::default();
    };
    let role = |name: &str| Some(vec![program.clone().into_os_string(), OsString::from(name)]);
    Roles {
        reaper: role("reap"),
        keeper: role(KEEP),
    }
}

/// Starts the log on stderr. What a command that people type says goes to its own output, so
/// only `serve` tells what it does unless `MCPREG_LOG` says otherwise.
fn start_log(format: LogFormat, command: &Command) {
    let level = match command {
        Command::Serve => "info",
        _ => "warn",
    };
    let filter = EnvFilter::try_from_env("MCPREG_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    // A second gateway in one process, as in tests, keeps the first one's log.
    let _ = match format {
        LogFormat::Text => {
            let fields =
                debug_fn(|out, field, value| write!(out, "{}", log_value(field.name(), value)));
            log.fmt_fields(fields.delimited(" "))
                .with_target(false)
                .with_writer(std::io::stderr)
                .try_init()
        }
        LogFormat::Json => log.json().with_writer(|| JsonLines).try_init(),
    };
}

/// Log lines in JSON on stderr, with invisible characters escaped: each is one write.
struct JsonLines;

impl std::io::Write for JsonLines {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        std::io::stderr().write_all(escaped_json(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}
