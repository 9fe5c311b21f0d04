//! A project's files are written all or not at all, whichever step the writer dies at.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use mcpreg_compile::transaction::{STAGING, Step, Transaction, TransactionError, recover};
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

fn old_project() -> (TempDir, Files) {
    let root = TempDir::new().expect(HERE);
    fs::create_dir_all(root.path().join("generated/pins")).expect(HERE);
    fs::create_dir_all(root.path().join("generated/servers/gone/src")).expect(HERE);
    fs::write(root.path().join("mcpreg.lock"), "old lock").expect(HERE);
    fs::write(root.path().join("generated/pins/gone.json"), "old pin").expect(HERE);
    fs::write(root.path().join("generated/servers/gone/src/lib.rs"), "old").expect(HERE);
    fs::write(root.path().join("same"), "same").expect(HERE);
    let before = files(root.path());
    (root, before)
}

fn transaction(root: &Path) -> Transaction {
    let mut transaction = Transaction::new(root);
    transaction.write("mcpreg.lock", "new lock");
    transaction.write("generated/servers/time/src/lib.rs", "new source");
    transaction.write("same", "same");
    transaction.remove("generated/pins/gone.json");
    transaction.remove("generated/servers/gone/src/lib.rs");
    transaction.remove("never-there");
    transaction
}

fn new_files() -> Files {
    let pairs = [
        ("mcpreg.lock", "new lock"),
        ("generated/servers/time/src/lib.rs", "new source"),
        ("same", "same"),
    ];
    pairs
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into()
}

fn count_steps() -> usize {
    let (root, _) = old_project();
    let mut steps = 0;
    let counted = transaction(root.path()).commit_observed(&mut |_| {
        steps += 1;
        Ok(())
    });
    counted.expect(HERE);
    steps
}

#[test]
fn everything_is_written_and_only_what_changed_is_touched() {
    let (root, _) = old_project();
    let untouched = fs::metadata(root.path().join("same"))
        .unwrap()
        .modified()
        .unwrap();
    let committed = transaction(root.path()).commit().unwrap();
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
    assert!(!root.path().join("generated/servers/gone").exists());
    assert_eq!(files(root.path()), new_files());
    assert_eq!(
        fs::metadata(root.path().join("same"))
            .unwrap()
            .modified()
            .unwrap(),
        untouched
    );
    let again = transaction(root.path()).commit().unwrap();
    assert!(
        again.written.is_empty() && again.removed.is_empty(),
        "{again:?}"
    );
    assert!(!root.path().join(STAGING).exists());
}

#[test]
fn a_failure_at_any_step_leaves_the_old_state() {
    for failing in 0..count_steps() - 1 {
        let (root, before) = old_project();
        let mut step = 0;
        let outcome = transaction(root.path()).commit_observed(&mut |_| {
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
        assert_eq!(files(root.path()), before, "step {failing}");
    }
}

/// Runs as a child of the test below and dies at the step its environment names.
#[test]
fn dies_at_the_step_it_is_told() {
    let (Ok(root), Ok(step)) = (
        std::env::var("MCPREG_TEST_ROOT"),
        std::env::var("MCPREG_TEST_STEP"),
    ) else {
        return;
    };
    let dying: usize = step.parse().unwrap();
    let mut step = 0;
    let outcome = transaction(Path::new(&root)).commit_observed(&mut |_| {
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
    let steps = count_steps();
    for dying in 0..steps {
        let (root, before) = old_project();
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "dies_at_the_step_it_is_told"])
            .env("MCPREG_TEST_ROOT", root.path())
            .env("MCPREG_TEST_STEP", dying.to_string())
            .output()
            .unwrap()
            .status;
        assert!(!status.success(), "step {dying} did not kill");
        recover(root.path()).unwrap();
        // The last step comes after the commit: there the new state is the one to keep.
        let expected = if dying + 1 == steps {
            new_files()
        } else {
            before
        };
        assert_eq!(files(root.path()), expected, "step {dying}");
        transaction(root.path()).commit().unwrap();
        assert_eq!(files(root.path()), new_files(), "step {dying}");
    }
}

#[test]
fn a_commit_undoes_a_killed_one_first() {
    let (root, _) = old_project();
    let staging = root.path().join(STAGING);
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join("0.old"), "older lock").unwrap();
    let journal = r#"{"entries":[{"path":"mcpreg.lock","had":true},{"path":"same","had":false}]}"#;
    fs::write(staging.join("journal.json"), journal).unwrap();
    Transaction::new(root.path()).commit().unwrap();
    assert_eq!(
        fs::read_to_string(root.path().join("mcpreg.lock")).unwrap(),
        "older lock"
    );
    assert!(!root.path().join("same").exists());
}

#[test]
fn two_writers_do_not_mix() {
    let (root, _) = old_project();
    let path = root.path().to_path_buf();
    let outcome = transaction(root.path()).commit_observed(&mut |step| {
        if step == Step::Journal {
            let second = transaction(&path).commit();
            assert!(
                matches!(second, Err(TransactionError::Busy(_))),
                "{second:?}"
            );
        }
        Ok(())
    });
    outcome.unwrap();
    assert_eq!(files(root.path()), new_files());
}

#[test]
fn a_damaged_journal_is_named() {
    let (root, _) = old_project();
    fs::create_dir(root.path().join(STAGING)).unwrap();
    fs::write(root.path().join(STAGING).join("journal.json"), "{").unwrap();
    let error = recover(root.path()).unwrap_err();
    assert!(matches!(error, TransactionError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("journal.json"), "{error}");
}

#[test]
fn nothing_to_recover_is_fine() {
    let (root, before) = old_project();
    assert!(!recover(root.path()).unwrap());
    assert_eq!(files(root.path()), before);
}
