//! A project's files are written all or not at all, whichever step the writer dies at.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use mcpreg_compile::transaction::state::StateFolder;
use mcpreg_compile::transaction::{
    Committed, STAGING, Step, Transaction, TransactionError, recover_from,
};
use tempfile::TempDir;

/// Why a test may rely on its files.
const HERE: &str = "a test has its folder";

type Files = BTreeMap<String, String>;

fn files(root: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect(HERE) {
            let path = entry.expect(HERE).path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(root)
                    .expect(HERE)
                    .to_str()
                    .expect(HERE)
                    .to_owned();
                found.insert(name, fs::read_to_string(path).expect(HERE));
            }
        }
    }
    found
}

/// A project with files, and the state folder of the user who writes it.
struct Old {
    folder: TempDir,
    before: Files,
}

impl Old {
    fn new() -> Self {
        let folder = TempDir::new().expect(HERE);
        let root = folder.path().join("project");
        fs::create_dir_all(root.join("generated/pins")).expect(HERE);
        fs::create_dir_all(root.join("generated/servers/gone/src")).expect(HERE);
        fs::write(root.join("mcpreg.lock"), "old lock").expect(HERE);
        fs::write(root.join("generated/pins/gone.json"), "old pin").expect(HERE);
        fs::write(root.join("generated/servers/gone/src/lib.rs"), "old").expect(HERE);
        fs::write(root.join("generated/same"), "same").expect(HERE);
        let before = files(&root);
        Self { folder, before }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn state(&self) -> StateFolder {
        StateFolder::new(&self.folder.path().join("state"))
    }

    fn commit(&self) -> Result<Committed, TransactionError> {
        self.commit_observed(&mut |_| Ok(()))
    }

    fn commit_observed(
        &self,
        observer: &mut dyn FnMut(Step) -> io::Result<()>,
    ) -> Result<Committed, TransactionError> {
        transaction(&self.root()).commit_observed(&self.state(), observer)
    }

    fn recover(&self) -> Result<bool, TransactionError> {
        recover_from(&self.root(), &self.state())
    }

    /// Runs the transaction in a process that dies at this step.
    fn die(&self, step: usize) {
        let status = Command::new(std::env::current_exe().expect(HERE))
            .args(["--exact", "dies_at_the_step_it_is_told"])
            .env("MCPREG_TEST_FOLDER", self.folder.path())
            .env("MCPREG_TEST_STEP", step.to_string())
            .output()
            .expect(HERE)
            .status;
        assert!(!status.success(), "step {step} did not kill");
    }
}

fn transaction(root: &Path) -> Transaction {
    let mut transaction = Transaction::new(root);
    transaction.write("mcpreg.lock", "new lock");
    transaction.write("generated/servers/time/src/lib.rs", "new source");
    transaction.write("generated/same", "same");
    transaction.remove("generated/pins/gone.json");
    transaction.remove("generated/servers/gone/src/lib.rs");
    transaction.remove("generated/never-there");
    transaction
}

fn new_files() -> Files {
    let pairs = [
        ("mcpreg.lock", "new lock"),
        ("generated/servers/time/src/lib.rs", "new source"),
        ("generated/same", "same"),
    ];
    pairs
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into()
}

fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    let counted = Old::new().commit_observed(&mut |step| {
        steps.push(step);
        Ok(())
    });
    counted.expect(HERE);
    steps
}

#[test]
fn everything_is_written_and_only_what_changed_is_touched() {
    let old = Old::new();
    let same = || fs::metadata(old.root().join("generated/same")).unwrap();
    let untouched = same().modified().unwrap();
    let committed = old.commit().unwrap();
    assert_eq!(
        committed.written,
        ["generated/servers/time/src/lib.rs", "mcpreg.lock"]
    );
    assert_eq!(
        committed.removed,
        [
            "generated/pins/gone.json",
            "generated/servers/gone/src/lib.rs"
        ]
    );
    assert!(!old.root().join("generated/servers/gone").exists());
    assert_eq!(files(&old.root()), new_files());
    assert_eq!(same().modified().unwrap(), untouched);
    let again = old.commit().unwrap();
    assert!(
        again.written.is_empty() && again.removed.is_empty(),
        "{again:?}"
    );
    assert!(!old.root().join(STAGING).exists());
    let records = fs::read_dir(old.folder.path().join("state")).unwrap();
    assert_eq!(records.count(), 0, "a record was left");
}

#[test]
fn a_failure_at_any_step_leaves_the_old_state() {
    for failing in 0..steps().len() - 1 {
        let old = Old::new();
        let mut step = 0;
        let outcome = old.commit_observed(&mut |_| {
            step += 1;
            if step == failing + 1 {
                Err(io::Error::other("disk full"))
            } else {
                Ok(())
            }
        });
        assert!(
            matches!(outcome, Err(TransactionError::Io { .. })),
            "step {failing}"
        );
        assert_eq!(files(&old.root()), old.before, "step {failing}");
    }
}

/// Runs as a child of the tests below and dies at the step its environment names.
#[test]
fn dies_at_the_step_it_is_told() {
    let (Ok(folder), Ok(step)) = (
        std::env::var("MCPREG_TEST_FOLDER"),
        std::env::var("MCPREG_TEST_STEP"),
    ) else {
        return;
    };
    let (folder, dying): (_, usize) = (PathBuf::from(folder), step.parse().unwrap());
    let mut step = 0;
    let state = StateFolder::new(&folder.join("state"));
    let outcome = transaction(&folder.join("project")).commit_observed(&state, &mut |_| {
        if step == dying {
            std::process::abort();
        }
        step += 1;
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn a_kill_at_any_step_is_undone_by_the_next_run() {
    let steps = steps().len();
    for dying in 0..steps {
        let old = Old::new();
        old.die(dying);
        old.recover().unwrap();
        // The last step comes after the commit: there the new state is the one to keep.
        let expected = if dying + 1 == steps {
            &new_files()
        } else {
            &old.before
        };
        assert_eq!(&files(&old.root()), expected, "step {dying}");
        old.commit().unwrap();
        assert_eq!(files(&old.root()), new_files(), "step {dying}");
    }
}

/// A project whose writer was killed when the files were replaced.
fn half_done() -> Old {
    let old = Old::new();
    let commit = steps().iter().position(|step| *step == Step::Commit);
    old.die(commit.expect("a commit has this step"));
    assert_ne!(files(&old.root()), old.before);
    old
}

#[test]
fn a_commit_undoes_a_killed_one_first() {
    let old = half_done();
    let nothing = Transaction::new(&old.root());
    let committed = nothing.commit_observed(&old.state(), &mut |_| Ok(()));
    assert_eq!(committed.unwrap(), Committed::default());
    assert_eq!(files(&old.root()), old.before);
}

#[test]
fn another_user_or_machine_does_not_undo_it() {
    let old = half_done();
    let found = files(&old.root());
    let elsewhere = StateFolder::new(&old.folder.path().join("elsewhere"));
    let error = recover_from(&old.root(), &elsewhere).unwrap_err();
    assert!(matches!(error, TransactionError::Foreign(_)), "{error}");
    assert!(error.help().unwrap().contains(STAGING));
    assert_eq!(files(&old.root()), found);
    assert!(old.recover().unwrap());
}

#[test]
fn what_was_changed_after_a_kill_stays() {
    for (path, contents) in [
        ("mcpreg.lock", "by hand"),
        (".mcpreg-transaction/0.old", "by hand"),
    ] {
        let old = half_done();
        fs::write(old.root().join(path), contents).unwrap();
        let found = files(&old.root());
        let error = old.recover().unwrap_err();
        assert!(matches!(error, TransactionError::Changed { .. }), "{error}");
        assert_eq!(files(&old.root()), found);
    }
}

#[test]
fn two_writers_do_not_mix() {
    let old = Old::new();
    let outcome = old.commit_observed(&mut |step| {
        if step == Step::Record {
            let second = old.commit();
            assert!(
                matches!(second, Err(TransactionError::Busy(_))),
                "{second:?}"
            );
        }
        Ok(())
    });
    outcome.unwrap();
    assert_eq!(files(&old.root()), new_files());
}

#[test]
fn a_damaged_record_is_named() {
    let old = half_done();
    let state = old.folder.path().join("state");
    let folder = fs::read_dir(state).unwrap().next().unwrap().unwrap().path();
    fs::write(folder.join("record.json"), "{").unwrap();
    let error = old.recover().unwrap_err();
    assert!(matches!(error, TransactionError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("record.json"), "{error}");
}

#[test]
fn nothing_to_recover_is_fine() {
    let old = Old::new();
    assert!(!old.recover().unwrap());
    assert_eq!(files(&old.root()), old.before);
}

#[test]
fn other_files_are_not_written() {
    for path in ["mcpreg.toml", "generated/../x", "/etc/x", "generated"] {
        let old = Old::new();
        let mut outside = Transaction::new(&old.root());
        outside.write(path, "");
        let error = outside.commit_observed(&old.state(), &mut |_| Ok(()));
        let error = error.unwrap_err();
        assert!(matches!(error, TransactionError::Outside(_)), "{error}");
    }
}

#[test]
fn names_that_differ_in_case_only_are_one_file() {
    let old = Old::new();
    let mut both = transaction(&old.root());
    both.remove("generated/SAME");
    let error = both.commit_observed(&old.state(), &mut |_| Ok(()));
    let error = error.unwrap_err();
    assert!(matches!(error, TransactionError::SameFile(..)), "{error}");
    assert_eq!(files(&old.root()), old.before);
}

#[test]
fn records_are_kept_where_no_checkout_reaches() {
    let old = Old::new();
    let inside = StateFolder::new(&old.root().join("state"));
    let error = transaction(&old.root()).commit_observed(&inside, &mut |_| Ok(()));
    let error = error.unwrap_err();
    assert!(
        matches!(error, TransactionError::StateInProject(_)),
        "{error}"
    );
    let shared = old.folder.path().join("shared");
    fs::create_dir(&shared).unwrap();
    fs::set_permissions(&shared, Permissions::from_mode(0o777)).unwrap();
    let error =
        transaction(&old.root()).commit_observed(&StateFolder::new(&shared), &mut |_| Ok(()));
    let error = error.unwrap_err();
    assert!(matches!(error, TransactionError::SharedState(_)), "{error}");
}

#[test]
fn where_nothing_changes_no_record_is_needed() {
    let old = Old::new();
    let nowhere = StateFolder::new(Path::new("/proc/nowhere"));
    let mut same = Transaction::new(&old.root());
    same.write("generated/same", "same");
    let committed = same.commit_observed(&nowhere, &mut |_| Ok(()));
    assert_eq!(committed.unwrap(), Committed::default());
    let error = transaction(&old.root()).commit_observed(&nowhere, &mut |_| Ok(()));
    assert!(matches!(error, Err(TransactionError::Io { .. })));
    assert_eq!(files(&old.root()), old.before);
}
