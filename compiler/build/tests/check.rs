//! What stops a build, each case on the files of a project as `generate` leaves them.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use mcpreg_build::{CheckError, Drift, Refusal, Stamp, StampError, VERSION, check};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

/// Why a test may rely on its files.
const HERE: &str = "a test has its folder";

const LOCK: &str = "format = 1\n";
const LIB: &str = "servers/clock/src/lib.rs";

/// The files of a project, by their paths in `generated/`.
const FILES: [(&str, &str); 5] = [
    ("Cargo.toml", "[package]\n"),
    ("src/lib.rs", "pub use clock;\n"),
    ("servers/clock/Cargo.toml", "[package]\n"),
    (LIB, "pub fn now() {}\n"),
    ("pins/clock.json", "{}\n"),
];

/// A project beside a folder that is none of its business.
struct Project(TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(TempDir::new().expect(HERE));
        fs::create_dir_all(project.outside()).expect(HERE);
        fs::write(project.outside().join("lib.rs"), "pub fn now() {}\n").expect(HERE);
        project.write("mcpreg.lock", LOCK);
        for (path, text) in FILES {
            project.write(&format!("generated/{path}"), text);
        }
        let stamp = Stamp::new(LOCK, FILES).to_text();
        project.write("generated/.mcpreg-files", &stamp);
        project
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("project")
    }

    fn outside(&self) -> PathBuf {
        self.0.path().join("outside")
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect(HERE)).expect(HERE);
        fs::write(path, text).expect(HERE);
    }

    /// Takes away what is at a path.
    fn clear(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() {
            fs::remove_dir_all(path).expect(HERE);
        } else {
            fs::remove_file(path).expect(HERE);
        }
    }

    fn edit_stamp(&self, edit: impl FnOnce(String) -> String) {
        let path = "generated/.mcpreg-files";
        let text = fs::read_to_string(self.path(path)).expect(HERE);
        self.write(path, &edit(text));
    }

    #[track_caller]
    fn error(&self) -> CheckError {
        let error = check(&self.root()).expect_err("the build stops");
        let said = error.to_string();
        assert!(
            said.contains("help: run `mcpreg-compile generate`"),
            "{said}"
        );
        error
    }

    /// The check finds just these differences, and prints them by their paths in the project.
    #[track_caller]
    fn check_drift(&self, expected: &Drift, lines: &[&str]) {
        let error = self.error();
        let said = error.to_string();
        match error {
            CheckError::Drift(drift) => assert_eq!(&drift, expected),
            other => panic!("{other}"),
        }
        for line in lines {
            assert!(said.lines().any(|found| found.trim() == *line), "{said}");
        }
    }

    /// The check names the path, and why it is not read.
    #[track_caller]
    fn check_refused(&self, path: &str, refusal: Refusal) {
        match self.error() {
            CheckError::Unreadable(files) => {
                assert_eq!(files[0].path, path);
                assert_eq!(Refusal::of(&files[0].error), Some(refusal), "{path}");
            }
            other => panic!("{path}: {other}"),
        }
    }
}

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

fn changed(path: &str) -> Drift {
    Drift {
        changed: paths(&[path]),
        ..Drift::default()
    }
}

fn missing(path: &str) -> Drift {
    Drift {
        missing: paths(&[path]),
        ..Drift::default()
    }
}

fn extra(path: &str) -> Drift {
    Drift {
        extra: paths(&[path]),
        ..Drift::default()
    }
}

#[test]
fn what_was_generated_builds() {
    check(&Project::new().root()).expect("nothing was changed");
}

#[test]
fn every_file_that_is_edited_is_named() {
    for (path, text) in FILES {
        let project = Project::new();
        project.write(&format!("generated/{path}"), &format!("{text} "));
        let line = format!("changed: generated/{path}");
        project.check_drift(&changed(path), &[&line]);
    }
}

#[test]
fn an_edited_lock_is_named() {
    let project = Project::new();
    project.write("mcpreg.lock", "format = 1\n# by hand\n");
    project.check_drift(&changed("../mcpreg.lock"), &["changed: mcpreg.lock"]);
}

#[test]
fn every_file_that_is_gone_is_named() {
    for (path, _) in FILES {
        let project = Project::new();
        project.clear(&format!("generated/{path}"));
        let line = format!("missing: generated/{path}");
        project.check_drift(&missing(path), &[&line]);
    }
    let project = Project::new();
    project.clear("mcpreg.lock");
    project.check_drift(&missing("../mcpreg.lock"), &["missing: mcpreg.lock"]);
}

#[test]
fn every_file_that_was_added_is_named() {
    for path in [
        "src/backdoor.rs",
        "src/a/b/backdoor.rs",
        "servers/clock/build.rs",
        "servers/other/src/lib.rs",
        "pins/other.json",
    ] {
        let project = Project::new();
        project.write(&format!("generated/{path}"), "");
        let line = format!("extra: generated/{path}");
        project.check_drift(&extra(path), &[&line]);
    }
}

#[test]
fn a_name_that_is_not_unicode_is_named() {
    let project = Project::new();
    let name = std::ffi::OsStr::from_bytes(b"back\xffdoor.rs");
    fs::write(project.path("generated/src").join(name), "").expect(HERE);
    project.check_drift(&extra("src/back\u{fffd}door.rs"), &[]);
}

#[test]
fn a_name_prints_no_line_of_its_own() {
    let project = Project::new();
    project.write("generated/src/a\nhelp: run evil\u{1b}[2J", "");
    let said = project.error().to_string();
    assert!(!said.lines().any(|line| line.starts_with("help")), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn everything_is_named_at_once() {
    let project = Project::new();
    project.clear("generated/src/lib.rs");
    project.write("mcpreg.lock", "");
    project.write("generated/src/other.rs", "");
    let drift = Drift {
        missing: paths(&["src/lib.rs"]),
        changed: paths(&["../mcpreg.lock"]),
        extra: paths(&["src/other.rs"]),
    };
    project.check_drift(&drift, &[]);
}

#[test]
fn what_rustc_does_not_read_may_be_there() {
    let project = Project::new();
    project.write("generated/README.md", "");
    project.write("generated/pins/README.md", "");
    check(&project.root()).expect("nothing was changed");
}

#[test]
fn a_missing_stamp_stops_the_build() {
    for path in ["generated/.mcpreg-files", "generated"] {
        let project = Project::new();
        project.clear(path);
        let error = project.error();
        assert!(matches!(error, CheckError::NoStamp), "{error}");
        assert!(
            error.to_string().contains("generated/.mcpreg-files"),
            "{error}"
        );
    }
}

#[test]
fn another_generator_stops_the_build() {
    let project = Project::new();
    let own = format!("# generator: {VERSION}\n");
    project.edit_stamp(|text| text.replace(&own, "# generator: 0.0.9\n"));
    let error = project.error();
    assert!(
        matches!(&error, CheckError::Generator { found } if found == "0.0.9"),
        "{error}"
    );
    let said = error.to_string();
    assert!(said.contains("mcpreg-compile 0.0.9"), "{said}");
    assert!(said.contains(&format!("mcpreg-build {VERSION}")), "{said}");
}

#[test]
fn a_damaged_stamp_stops_the_build() {
    let project = Project::new();
    project.edit_stamp(|text| text.replacen("# format: 1", "<<<<<<< ours\n# format: 1", 1));
    let error = project.error();
    assert!(
        matches!(error, CheckError::Stamp(StampError::Line(3))),
        "{error}"
    );
    let project = Project::new();
    project.edit_stamp(|text| text.replace("# format: 1", "# format: 2"));
    let error = project.error();
    assert!(
        matches!(&error, CheckError::Stamp(StampError::Format(found)) if found == "2"),
        "{error}"
    );
}

#[test]
fn a_stamp_opens_nothing() {
    let project = Project::new();
    let sum = mcpreg_build::sha256("pub fn now() {}\n");
    project.edit_stamp(|text| format!("{text}{sum}  ../../outside/lib.rs\n"));
    project.check_drift(
        &missing("../../outside/lib.rs"),
        &["missing: generated/../../outside/lib.rs"],
    );
}

#[test]
fn links_are_not_followed() {
    for path in [
        "generated",
        "generated/src",
        "generated/servers",
        "generated/servers/clock/src",
        "generated/pins",
        "generated/Cargo.toml",
        "generated/.mcpreg-files",
        "generated/servers/clock/src/lib.rs",
        "mcpreg.lock",
    ] {
        for target in ["lib.rs", ".", "nowhere"] {
            let project = Project::new();
            project.clear(path);
            symlink(project.outside().join(target), project.path(path)).expect(HERE);
            project.check_refused(path, Refusal::Link);
        }
    }
}

/// Puts something else where a file is expected, which must be refused without being opened.
#[track_caller]
fn check_special(plant: impl Fn(&Path)) {
    for path in [
        "mcpreg.lock",
        "generated/.mcpreg-files",
        "generated/servers/clock/src/lib.rs",
        "generated/pins/clock.json",
    ] {
        let project = Project::new();
        project.clear(path);
        plant(&project.path(path));
        project.check_refused(path, Refusal::NotAFile);
    }
}

#[test]
fn pipes_and_sockets_are_not_opened() {
    check_special(|path| drop(UnixListener::bind(path).expect(HERE)));
    check_special(|path| {
        let mode = Mode::RUSR | Mode::WUSR;
        mknodat(CWD, path, FileType::Fifo, mode, 0).expect(HERE);
    });
}

#[test]
fn files_and_folders_in_each_others_place_are_named() {
    for path in ["generated", "generated/servers"] {
        let project = Project::new();
        project.clear(path);
        project.write(path, "a file");
        project.check_refused(path, Refusal::NotAFolder);
    }
    for path in ["mcpreg.lock", "generated/.mcpreg-files"] {
        let project = Project::new();
        project.clear(path);
        fs::create_dir(project.path(path)).expect(HERE);
        project.check_refused(path, Refusal::NotAFile);
    }
}

#[test]
fn huge_files_are_not_read() {
    for path in ["mcpreg.lock", "generated/src/lib.rs"] {
        let project = Project::new();
        let file = File::create(project.path(path)).expect(HERE);
        file.set_len(1 << 40).expect("a sparse file");
        match project.error() {
            CheckError::Unreadable(files) => {
                let refusal = Refusal::of(&files[0].error);
                assert!(matches!(refusal, Some(Refusal::TooLarge { .. })), "{path}");
            }
            other => panic!("{path}: {other}"),
        }
    }
}

#[test]
fn folders_end_somewhere() {
    let project = Project::new();
    project.write(&format!("generated/src/{}x.rs", "a/".repeat(40)), "");
    let deepest = format!("generated/src{}", "/a".repeat(16));
    project.check_refused(&deepest, Refusal::TooDeep);
}
