//! Whether the files of the generated packages are what their lock says.
//!
//! The reading half of `generate --check`, of `build.rs` and of the tests. Nothing here writes:
//! a build script that repaired `generated/` and went on would link the code it had before.

mod files;

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use mcpreg_text::shown_on_one_line;

use crate::problem::Problems;
use crate::tree::SourceTree;

pub use files::{FILE_LIMIT_BYTES, LOCK_LIMIT_BYTES, load, pins, read};

/// The folder of the generated packages, beside the lock.
pub const GENERATED: &str = "generated";

/// The folder of the pins, beside the lock.
pub const PINS: &str = "generated/pins";

/// How the files on disk differ from what the lock gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drift {
    /// Files that should be there.
    pub missing: Vec<String>,
    /// Files with other contents.
    pub changed: Vec<String>,
    /// Files that should not be there.
    pub extra: Vec<String>,
}

impl Drift {
    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.extra.is_empty()
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("generated/ is what mcpreg.lock says");
        }
        f.write_str("generated/ is not what mcpreg.lock says")?;
        let kinds = [
            ("missing", &self.missing),
            ("changed", &self.changed),
            ("extra", &self.extra),
        ];
        for (kind, paths) in kinds {
            for path in paths {
                write!(f, "\n  {kind}: generated/{path}")?;
            }
        }
        f.write_str("\n  help: run `mcpreg-compile generate`")
    }
}

/// Compares the files there should be with the ones there are.
pub fn compare(expected: &SourceTree, found: &SourceTree) -> Drift {
    let mut drift = Drift::default();
    for (path, text) in &expected.files {
        match found.files.get(path) {
            None => drift.missing.push(path.clone()),
            Some(other) if other != text => drift.changed.push(path.clone()),
            Some(_) => {}
        }
    }
    let extra = found
        .files
        .keys()
        .filter(|path| !expected.files.contains_key(*path));
    drift.extra = extra.cloned().collect();
    drift
}

/// Compiles the lock in `root` and compares the packages in `root/generated` with it.
///
/// # Errors
///
/// What is wrong with the lock, the pins, or reading the files.
pub fn check(root: &Path) -> Result<Drift, Problems> {
    let (lock, pins) = load(root)?;
    let expected = crate::compile(&lock, &pins)?;
    let found = read(&root.join(GENERATED))?;
    Ok(compare(&expected, &found))
}

/// A whole build script: fails the build where `generated/` is not what `mcpreg.lock` says.
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     mcpreg_codegen::drift::build_script()
/// }
/// ```
pub fn build_script() -> ExitCode {
    for path in ["mcpreg.lock", "generated"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let finding = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(root) => match check(Path::new(&root)) {
            Ok(drift) if drift.is_empty() => return ExitCode::SUCCESS,
            Ok(drift) => drift.to_string(),
            Err(problems) => problems.to_string(),
        },
        None => "CARGO_MANIFEST_DIR is not set; this runs as a cargo build script".to_owned(),
    };
    for line in finding.lines() {
        println!("cargo::error={}", shown_on_one_line(line));
    }
    ExitCode::FAILURE
}
