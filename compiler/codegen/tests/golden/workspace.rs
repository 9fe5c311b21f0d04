//! A cargo workspace of generated crates, in the test's own folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mcpreg_codegen::SourceTree;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A workspace that uses this repository's contract crate and locked versions.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// An empty workspace; what an earlier run compiled is kept.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(root.join("crates"));
        let this = Self { root };
        let contract = Path::new(REPOSITORY).join("runtime/contract");
        let manifest = format!(
            r#"
                [workspace]
                resolver = "3"
                members = ["crates/*"]

                [workspace.dependencies]
                mcpreg-contract = {{ path = '{}' }}
            "#,
            contract.display()
        );
        this.write("Cargo.toml", &manifest);
        let lock = Path::new(REPOSITORY).join("Cargo.lock");
        fs::copy(lock, this.root.join("Cargo.lock")).expect("the repository has a Cargo.lock");
        this
    }

    /// Adds packages that deny warnings and, unlike real ones, run documentation tests.
    pub(crate) fn add(&self, name: &str, tree: &SourceTree) {
        for (path, text) in &tree.files {
            let path = format!("crates/{name}/{path}");
            if !path.ends_with("/Cargo.toml") {
                self.write(&path, text);
                continue;
            }
            let manifest = text.replace("doctest = false", "doctest = true");
            assert_ne!(text, &manifest, "{path} switches documentation tests off");
            let lints = "\n[lints.rust]\nwarnings = \"deny\"\n\n[lints.rustdoc]\nall = \"deny\"\n";
            self.write(&path, &format!("{manifest}{lints}"));
        }
    }

    /// Runs cargo, which must succeed, and gives what it printed.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.root);
        // Dependencies are shared with the repository's own build.
        let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let target = own.parent().expect("it is in the target folder");
        command.env("CARGO_TARGET_DIR", target);
        command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
        let output = command.output().expect("cargo can be started");
        let (stdout, stderr) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(
            output.status.success(),
            "cargo {arguments:?}\n{stdout}\n{stderr}"
        );
        format!("{stdout}\n{stderr}")
    }

    /// How many files of that name are in the crates.
    pub(crate) fn files_named(&self, name: &str) -> usize {
        let mut folders = vec![self.root.join("crates")];
        let mut count = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder can be listed") {
                let path = entry.expect("it can be listed").path();
                count += usize::from(path.file_name().is_some_and(|found| found == name));
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        count
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        let folder = path.parent().expect("the path has a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
}
