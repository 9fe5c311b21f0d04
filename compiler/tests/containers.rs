//! Confinement through the command that people run: hostile images and hostile catalogues, pinned.
//!
//! The server says in its tool's description what it could do while it was pinned.

#[path = "containers/image.rs"]
mod image;
#[path = "pin/project.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of `pin`, which use all of it"
)]
mod project;

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use project::{Project, Run};
use serde_json::json;
use tempfile::TempDir;

/// The root of every path: what an operator must not be able to open by it alone is refused.
const EVERYTHING: &str = "writable /\n";

fn entry(image: &str, more: &str) -> String {
    format!("[servers.boxed]\nimage = \"{image}\"\n{more}\n")
}

/// What the server saw.
fn report(project: &Project) -> String {
    let pin = project.pinned("boxed");
    let look = pin.tool("look").expect("it has the tool");
    let text = look.get("description").and_then(|text| text.as_str());
    text.expect("it is described").to_owned()
}

/// Pins on a machine whose operator allows these lines, with this mode of the file.
fn pin_with(project: &Project, roots: &str, mode: u32) -> Run {
    let configuration = project.path().join("configuration");
    let file = configuration.join("mcpreg/mount-roots");
    std::fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it is writable");
    std::fs::write(&file, roots).expect("it is writable");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("it is ours");
    let mut command = project.command(&["pin"]);
    command.env("XDG_CONFIG_HOME", &configuration);
    Run::of(command.output().expect("the command runs"))
}

fn mount(source: &Path, writable: bool) -> String {
    let owner = source.symlink_metadata().expect("it is there").uid();
    format!(
        "user = {owner}\nmounts = [{{ source = \"{}\", target = \"/mounted\", \
         writable = {writable} }}]",
        source.display()
    )
}

#[track_caller]
fn has(report: &str, parts: &[&str]) {
    for part in parts {
        assert!(
            report.split("; ").any(|line| line == *part),
            "no {part} in {report}"
        );
    }
}

#[test]
fn a_server_is_pinned_without_root_and_without_the_hosts_disk() {
    if !image::has_engine() {
        return;
    }
    let declared = json!({
        "User": "toor",
        "Volumes": { "/vol/": {} },
        "Healthcheck": { "Test": ["CMD", "/server"] },
        "Labels": { "io.mcpreg.instance": "x", "io.mcpreg.owner": "x" },
    });
    let image = image::load(&declared, "toor:x:0:0::/:\n");
    let project = Project::new(&entry(&image, ""));
    project.pin(&[]).expect(0, &["boxed"]);
    has(
        &report(&project),
        &[
            "/ takes 0 MiB",
            "/tmp/ takes 16 MiB",
            "/vol/ takes 16 MiB",
            "Uid: 65532 65532 65532 65532",
            "CapEff: 0000000000000000",
            "Seccomp: 2",
            "Max core file size 0 0 bytes",
            "Max file size 1073741824 1073741824 bytes",
            "Max open files 4096 4096 files",
            "Max processes 4096 4096 processes",
        ],
    );
}

#[test]
fn the_catalogue_says_otherwise_and_the_lock_keeps_it() {
    if !image::has_engine() {
        return;
    }
    let declared = json!({ "Volumes": { "/vol": {} } });
    let image = image::load(&declared, "");
    let more = "user = \"1234:5678\"\ntmpfs = { \"/vol\" = \"2MiB\" }";
    let project = Project::new(&entry(&image, more));
    project.pin(&[]).expect(0, &["boxed"]);
    let uid = "Uid: 1234 1234 1234 1234";
    has(
        &report(&project),
        &[uid, "Gid: 5678 5678 5678 5678", "/vol/ takes 2 MiB"],
    );
    let launch = project.lock().servers["boxed"].launch_json();
    assert!(
        launch.contains(r#""user":{"ids":{"gid":5678,"uid":1234}}"#),
        "{launch}"
    );
    project.catalogue(&entry(&image, "user = \"image\""));
    project.pin(&[]).expect(0, &["boxed"]);
    has(
        &report(&project),
        &["Uid: 0 0 0 0", "CapEff: 0000000000000000"],
    );
    let launch = project.lock().servers["boxed"].launch_json();
    assert!(launch.contains(r#""user":"image""#), "{launch}");
}

#[test]
fn a_volume_that_cannot_be_kept_off_the_disk_fails_by_name() {
    if !image::has_engine() {
        return;
    }
    for volume in ["relative", "/dev/shm", "/with:colon"] {
        let image = image::load(&json!({ "Volumes": { volume: {} } }), "");
        let run = Project::new(&entry(&image, "")).pin(&[]);
        run.expect(
            1,
            &["boxed", &format!("declares the volume `{volume}`"), "help:"],
        );
    }
}

#[test]
fn a_pulled_catalogue_mounts_nothing_that_the_operator_does_not_allow() {
    if !image::has_engine() {
        return;
    }
    let image = image::load(&json!({}), "");
    let notes = TempDir::new().expect("a temporary folder");
    std::fs::write(notes.path().join("note"), "hello").expect("it is writable");
    let all = notes.path().display().to_string();
    let reading = Project::new(&entry(&image, &mount(notes.path(), false)));
    let writing = Project::new(&entry(&image, &mount(notes.path(), true)));
    pin_with(&reading, "", 0o600).expect(1, &["lets no server see it", &format!("line `{all}`")]);
    pin_with(&reading, &format!("{all}\n"), 0o666).expect(1, &["only its owner", "chmod go-w"]);
    pin_with(&reading, "nonsense\n", 0o600).expect(1, &["line 1: an absolute path"]);
    pin_with(&writing, &format!("{all}\n"), 0o600).expect(
        1,
        &["lets no server write there", &format!("`writable {all}`")],
    );
    pin_with(&reading, &format!("{all}\n"), 0o600).expect(0, &["boxed"]);
    has(
        &report(&reading),
        &["the note is hello", "/mounted/ takes 0 MiB"],
    );
    pin_with(&writing, &format!("writable {all}\n"), 0o600).expect(0, &["boxed"]);
    has(
        &report(&writing),
        &["the note is hello", "/mounted/ takes 64 MiB"],
    );
    assert!(
        notes.path().join("note").exists(),
        "it was removed with the container"
    );
}

#[test]
fn some_folders_are_refused_whatever_the_operator_allows() {
    if !image::has_engine() {
        return;
    }
    let image = image::load(&json!({}), "");
    let folder = TempDir::new().expect("a temporary folder");
    let (ssh, link) = (folder.path().join(".ssh"), folder.path().join("link"));
    std::fs::create_dir(&ssh).expect("it is writable");
    std::os::unix::fs::symlink("/etc", &link).expect("a link can be made");
    for (source, expected) in [
        (ssh.as_path(), "`.ssh`"),
        (folder.path(), "`.ssh`"),
        (&link, "symbolic link"),
        (Path::new("/"), "as a whole"),
        (Path::new("/etc/ssl"), "/etc"),
        (Path::new("/run"), "/run"),
    ] {
        let project = Project::new(&entry(&image, &mount(source, true)));
        pin_with(&project, EVERYTHING, 0o600).expect(1, &[expected, "help:"]);
    }
}
