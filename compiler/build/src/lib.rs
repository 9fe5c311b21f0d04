//! The check in a gateway's build script: `generated/` is what `mcpreg-compile generate` wrote
//! from the lock and the pins that are there.
//!
//! `generate` writes a [`Stamp`], the hash of each file that it read or wrote; [`check`] compares
//! the files with it. Nothing is generated here, so that a gateway does not build the generator,
//! and nothing is written: a script that repaired the sources and went on would link the old ones.
//! A stamp is as easy to edit as the files. `mcpreg-compile generate --check` believes none: it
//! generates the files again and compares them.
//!
//! ```no_run
//! // build.rs
//! fn main() -> std::process::ExitCode {
//!     mcpreg_build::check_generated()
//! }
//! ```

mod drift;
mod error;
mod files;
mod stamp;

use std::path::Path;
use std::process::ExitCode;

use mcpreg_text::shown_on_one_line;

pub use drift::Drift;
pub use error::{CheckError, Refusal, Unreadable};
pub use files::{DEPTH_LIMIT, FILE_LIMIT_BYTES, LOCK_LIMIT_BYTES, MANIFEST, SOURCES, in_generated};
pub use stamp::{LOCK_ENTRY, Stamp, StampError, entry, sha256};

/// The version of this package and of the generator, which are released together.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The lock's file name, beside the catalogue.
pub const LOCK: &str = "mcpreg.lock";

/// The folder of the generated packages, beside the lock.
pub const GENERATED: &str = "generated";

/// The folder of the pins, beside the lock.
pub const PINS: &str = "generated/pins";

/// The name of the stamp's file in `generated/`.
pub const STAMP: &str = ".mcpreg-files";

/// What cures almost everything that is found here.
const HELP: &str = "help: run `mcpreg-compile generate`";

/// Fails the build where `generated/` is not what was generated, and prints each file that differs.
///
/// For the `main` of a build script; it runs again when the lock or a file in `generated/` has a
/// new modification time.
pub fn check_generated() -> ExitCode {
    for path in [LOCK, GENERATED] {
        println!("cargo::rerun-if-changed={path}");
    }
    let finding = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(root) => match check(Path::new(&root)) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => error.to_string(),
        },
        None => "CARGO_MANIFEST_DIR is not set; this runs as a cargo build script".to_owned(),
    };
    for line in finding.lines() {
        println!("cargo::error={}", shown_on_one_line(line));
    }
    ExitCode::FAILURE
}

/// Compares the lock, the pins and the generated packages of the project in `root` with its stamp.
///
/// # Errors
///
/// - A file differs, is missing, or is not listed.
/// - The stamp is missing, damaged, or of another version of the generator.
/// - A file cannot be read, or is a link, a pipe or a device.
pub fn check(root: &Path) -> Result<(), CheckError> {
    let stamp = Stamp::load(root)?;
    if stamp.generator() != VERSION {
        return Err(CheckError::Generator {
            found: stamp.generator().to_owned(),
        });
    }
    let drift = Drift::between(stamp.files(), &files::hashes(root)?);
    if drift.is_empty() {
        Ok(())
    } else {
        Err(CheckError::Drift(drift))
    }
}
