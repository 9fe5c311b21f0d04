//! A checkout is an attacker's: links, pipes and journals planted where this tool has its files.
//!
//! Each attack is made on a project that `pin` wrote, then `pin`, `generate` and `build` are run
//! in it. They must refuse by name, end, and leave everything outside of the project as it was.

#[path = "planted/checkout.rs"]
mod checkout;
#[path = "pin/project.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of `pin`, which use all of it"
)]
mod project;

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use checkout::{Checkout, run};

const COMMANDS: [&str; 3] = ["pin", "generate", "build"];

/// Plants something in a fresh checkout, then every command must refuse with these parts of a
/// message, and change nothing at all.
#[track_caller]
fn check(commands: &[&str], plant: impl Fn(&Checkout), parts: &[&str]) {
    for command in commands {
        let checkout = Checkout::new();
        plant(&checkout);
        let before = checkout.snapshot();
        let (status, said) = checkout.run(&[command]);
        assert!(
            matches!(status, Some(1 | 2)),
            "{command}: {status:?}\n{said}"
        );
        for part in parts {
            assert!(said.contains(part), "{command}: no {part:?} in\n{said}");
        }
        assert_eq!(checkout.snapshot(), before, "{command} changed something");
    }
}

/// Puts a link to `outside` in the place of what is there.
fn link(checkout: &Checkout, path: &str, outside: &str) {
    checkout.clear(path);
    symlink(checkout.outside(outside), checkout.path(path)).expect("a link");
}

#[test]
fn a_planted_journal_is_refused() {
    let journal = r#"{"entries":[{"path":"../outside/victim","had":true},{"path":"../outside/folder/a","had":false}]}"#;
    let sum = "0".repeat(64);
    let record = format!(
        r#"{{"format":1,"phase":"replacing","entries":[{{"path":"../outside/victim","before":null,"after":"{sum}"}}]}}"#
    );
    let plant = |checkout: &Checkout| {
        let staging = checkout.path(".mcpreg-transaction");
        fs::create_dir(&staging).expect("a folder");
        fs::write(staging.join("journal.json"), journal).expect("a file");
        fs::write(staging.join("record.json"), &record).expect("a file");
        fs::write(staging.join("0.old"), "planted").expect("a file");
    };
    check(&COMMANDS, plant, &[".mcpreg-transaction", "help: "]);
}

#[test]
fn a_linked_staging_folder_is_refused() {
    let plant = |checkout: &Checkout| link(checkout, ".mcpreg-transaction", "folder");
    check(&COMMANDS, plant, &[".mcpreg-transaction", "help: "]);
}

#[test]
fn linked_folders_are_not_followed() {
    for path in [
        "generated",
        "generated/src",
        "generated/servers",
        "generated/servers/units",
        "generated/servers/units/src",
        "generated/pins",
    ] {
        let plant = |checkout: &Checkout| link(checkout, path, "folder");
        check(&COMMANDS, plant, &[path, "symbolic link"]);
    }
}

#[test]
fn linked_files_are_not_followed() {
    for path in [
        "mcpreg.lock",
        "generated/Cargo.toml",
        "generated/.mcpreg-files",
        "generated/src/lib.rs",
        "generated/pins/units.json",
    ] {
        for target in ["victim", "nowhere"] {
            let plant = |checkout: &Checkout| link(checkout, path, target);
            check(&COMMANDS, plant, &[path, "symbolic link"]);
        }
    }
}

#[test]
fn a_link_inside_the_project_is_not_followed_either() {
    let plant = |checkout: &Checkout| {
        fs::create_dir(checkout.path("src")).expect("a folder");
        fs::write(checkout.path("src/main.rs"), "fn main() {}").expect("a file");
        checkout.clear("generated/src");
        symlink("../src", checkout.path("generated/src")).expect("a link");
    };
    check(&COMMANDS, plant, &["generated/src", "symbolic link"]);
}

#[test]
fn the_catalogue_is_no_way_to_read_another_file() {
    let plant = |checkout: &Checkout| link(checkout, "mcpreg.toml", "secret");
    check(&["pin", "build"], plant, &["mcpreg.toml", "symbolic link"]);
    let checkout = Checkout::new();
    plant(&checkout);
    for command in COMMANDS {
        let (_, said) = checkout.run(&[command]);
        assert!(!said.contains("$6$"), "{command}: {said}");
    }
}

#[test]
fn pipes_and_sockets_are_not_waited_for() {
    for path in [
        "mcpreg.lock",
        "generated/pins/units.json",
        "generated/src/lib.rs",
        "generated/.mcpreg-files",
    ] {
        let pipe = |checkout: &Checkout| {
            checkout.clear(path);
            let made = Command::new("mkfifo").arg(checkout.path(path)).status();
            assert!(made.expect("mkfifo starts").success());
        };
        check(&COMMANDS, pipe, &[path, "not a regular file"]);
        let socket = |checkout: &Checkout| {
            checkout.clear(path);
            UnixListener::bind(checkout.path(path)).expect("a socket");
        };
        check(&COMMANDS, socket, &[path, "not a regular file"]);
    }
    let pipe = |checkout: &Checkout| {
        checkout.clear("mcpreg.toml");
        let path = checkout.path("mcpreg.toml");
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.expect("mkfifo starts").success());
    };
    check(
        &["pin", "build"],
        pipe,
        &["mcpreg.toml", "not a regular file"],
    );
}

#[test]
fn huge_files_are_not_read() {
    for path in ["mcpreg.lock", "generated/pins/units.json"] {
        let plant = |checkout: &Checkout| {
            let file = File::create(checkout.path(path)).expect("a file");
            file.set_len(1 << 40).expect("a sparse file");
        };
        check(&COMMANDS, plant, &[path, "larger than"]);
    }
    let plant = |checkout: &Checkout| {
        let file = File::create(checkout.path("mcpreg.toml")).expect("a file");
        file.set_len(1 << 40).expect("a sparse file");
    };
    check(&["pin", "build"], plant, &["mcpreg.toml", "larger than"]);
}

#[test]
fn files_and_folders_in_each_others_place_are_named() {
    let file = |checkout: &Checkout| {
        checkout.clear("generated");
        fs::write(checkout.path("generated"), "a file").expect("a file");
    };
    check(&COMMANDS, file, &["generated", "not a folder"]);
    let folder = |checkout: &Checkout| {
        checkout.clear("mcpreg.lock");
        fs::create_dir(checkout.path("mcpreg.lock")).expect("a folder");
    };
    check(&COMMANDS, folder, &["mcpreg.lock", "not a regular file"]);
}

#[test]
fn a_lock_cannot_name_servers_out_of_the_folder() {
    for id in ["..", "../..", "../../../outside/folder", "/etc"] {
        let checkout = Checkout::new();
        let lock = checkout.path("mcpreg.lock");
        let text = fs::read_to_string(&lock).expect("a lock");
        let text = text.replace("[servers.units", &format!("[servers.\"{id}\""));
        fs::write(&lock, text).expect("a lock");
        if !id.contains('/') {
            let pin = checkout.path(&format!("generated/pins/{id}.json"));
            fs::rename(checkout.path("generated/pins/units.json"), pin).expect("a pin");
        }
        let outside = checkout.snapshot_outside();
        for command in COMMANDS {
            let (_, said) = checkout.run(&[command]);
            assert_eq!(checkout.snapshot_outside(), outside, "{command}: {said}");
            let entries = fs::read_dir(checkout.path("")).expect("a folder");
            let mut names = entries.map(|entry| entry.expect("an entry").file_name());
            let expected = ["generated", "mcpreg.lock", "mcpreg.toml"];
            let is_expected = |name: &OsString| expected.iter().any(|other| name == other);
            assert!(names.all(|name| is_expected(&name)), "{said}");
        }
    }
}

#[test]
fn other_names_of_a_file_keep_their_contents() {
    let checkout = Checkout::new();
    for path in ["mcpreg.lock", "generated/src/lib.rs"] {
        checkout.clear(path);
        fs::hard_link(checkout.outside("victim"), checkout.path(path)).expect("a hard link");
    }
    let outside = checkout.snapshot_outside();
    let (status, said) = checkout.run(&["pin"]);
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(checkout.snapshot_outside(), outside);
    let (status, said) = checkout.run(&["generate", "--check"]);
    assert_eq!(status, Some(0), "{said}");
}

#[test]
fn what_this_tool_did_not_write_stays() {
    for (path, command) in [
        ("generated/src/mine.rs", "pin"),
        ("generated/pins/mine.json", "pin"),
        ("generated/servers/gone/src/lib.rs", "pin"),
        ("generated/servers/gone/src/lib.rs", "generate"),
    ] {
        let checkout = Checkout::new();
        let file = checkout.path(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, "mine").expect("a file");
        let (status, said) = checkout.run(&[command]);
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(path) && said.contains("help: move"), "{said}");
        assert_eq!(fs::read_to_string(&file).expect("it stays"), "mine");
    }
}

#[test]
fn names_that_only_look_the_same_are_not_removed() {
    let checkout = Checkout::new();
    fs::create_dir(checkout.path("generated/SRC")).expect("a folder");
    fs::write(checkout.path("generated/SRC/lib.rs"), "mine").expect("a file");
    fs::write(checkout.path("generated/src/LIB.rs"), "mine").expect("a file");
    let before = checkout.snapshot();
    let (status, said) = checkout.run(&["generate"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("generated/src/LIB.rs"), "{said}");
    assert_eq!(checkout.snapshot(), before);
}

/// Runs as another user where the tests run as root, whom no permission stops.
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let checkout = Checkout::new();
    let user = checkout.owner();
    let program = checkout.program();
    fs::remove_file(checkout.path("generated/src/lib.rs")).expect("it is there");
    let nobody = 65_534;
    if user == 0 {
        checkout.give_to(nobody);
    }
    let source = checkout.path("generated/src");
    fs::set_permissions(&source, Permissions::from_mode(0o555)).expect("permissions");
    let before = checkout.snapshot();
    let mut command = Command::new(&program);
    command.arg("generate");
    if user == 0 {
        command.uid(nobody).gid(nobody);
    }
    let (status, said) = run(checkout.prepare(&mut command));
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("generated/src/lib.rs"), "{said}");
    assert_eq!(checkout.snapshot(), before);
    fs::set_permissions(&source, Permissions::from_mode(0o755)).expect("permissions");
    chown(&source, Some(user), None).expect("the folder is given back");
}

#[test]
fn new_writes_into_no_link() {
    let checkout = Checkout::new();
    fs::create_dir(checkout.outside("empty")).expect("a folder");
    for target in ["empty", "nowhere", "folder"] {
        link(&checkout, "gateway", target);
        let before = checkout.snapshot();
        let (status, said) = checkout.run(&["new", "gateway"]);
        assert_eq!(status, Some(2), "{said}");
        assert!(
            said.contains("symbolic link") && said.contains("help: "),
            "{said}"
        );
        assert_eq!(checkout.snapshot(), before);
    }
    checkout.clear("gateway");
    fs::create_dir(checkout.path("gateway")).expect("a folder");
    link(&checkout, "gateway/src", "empty");
    let before = checkout.snapshot();
    let (status, said) = checkout.run(&["new", "gateway"]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("is not empty"), "{said}");
    assert_eq!(checkout.snapshot(), before);
    assert!(Path::new(&checkout.outside("empty")).exists());
}
