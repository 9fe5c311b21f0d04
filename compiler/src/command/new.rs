//! `mcpreg-compile new`: Write a new gateway project into a folder.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use mcpreg_text::{errln, outln};

use crate::exit::Exit;
use crate::project::{self, GatewayName, ProjectError, RuntimeSource};

/// What the command line says.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder to write into; it must be absent or empty.
    folder: PathBuf,
    /// The name of the gateway and of its binary; the folder's own name unless given.
    #[arg(long)]
    name: Option<String>,
    /// A checkout of mcpreg to build against, instead of the one this tool was built from.
    #[arg(long, value_name = "PATH")]
    runtime: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// What stops the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => folder_name(&arguments.folder)?,
    };
    let name = match GatewayName::new(&name) {
        Ok(name) => name,
        Err(error) => return Ok(bad_input(&error.to_string(), error.help())),
    };
    let runtime = match arguments.runtime.as_deref().map(RuntimeSource::checkout) {
        Some(Ok(runtime)) => runtime,
        Some(Err(error)) => {
            let help = "give `--runtime` the folder that `git clone` of mcpreg made";
            return Ok(bad_input(&error.to_string(), help));
        }
        None => RuntimeSource::of_this_tool(),
    };
    match project::create(&arguments.folder, &name, &runtime) {
        Ok(()) => {}
        Err(
            error @ (ProjectError::NotEmpty { .. }
            | ProjectError::NoFolder(_)
            | ProjectError::Link(_)),
        ) => {
            return Ok(bad_input(
                &error.to_string(),
                "name a folder that is absent or empty",
            ));
        }
        Err(error) => return Err(error.into()),
    }
    print_next_steps(&arguments.folder, &name, &runtime);
    Ok(Exit::Done)
}

fn folder_name(folder: &Path) -> anyhow::Result<String> {
    let absolute = std::path::absolute(folder)
        .with_context(|| format!("cannot make {} absolute", folder.display()))?;
    Ok(absolute
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned())
}

fn bad_input(message: &str, help: &str) -> Exit {
    errln!("error: {message}\n  help: {help}");
    Exit::BadInput
}

fn print_next_steps(folder: &Path, name: &GatewayName, runtime: &RuntimeSource) {
    let from = match runtime {
        RuntimeSource::Checkout(root) => format!("the checkout {}", root.display()),
        RuntimeSource::Released(version) => format!("release {version}"),
    };
    outln!(
        "wrote the gateway {name} into {}, built against {from}",
        folder.display()
    );
    outln!(
        "next: name your servers in {}, then",
        folder.join("mcpreg.toml").display()
    );
    outln!(
        "  cd {} && mcpreg-compile build --release",
        folder.display()
    );
}
