//! Servers on this host while they are pinned: what they see of the command, and what is left.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::project::{Project, Run, server};

/// The processes with `mark` in their command lines.
fn marked(mark: &str) -> Vec<String> {
    let entries = fs::read_dir("/proc").expect("this is Linux");
    let commands = entries.filter_map(|entry| fs::read(entry.ok()?.path().join("cmdline")).ok());
    commands
        .map(|command| String::from_utf8_lossy(&command).into_owned())
        .filter(|command| command.contains(mark))
        .collect()
}

#[test]
fn a_process_in_a_session_of_its_own_is_gone_after_pinning() {
    let folder = TempDir::new().expect("a folder can be made");
    let mark = folder.path().join("up");
    let mark = mark.to_str().expect("a temporary folder is UTF-8");
    let project = Project::new(&server("bad", &["hostile", "leave-child", mark], ""));
    project.pin(&[]).expect(0, &["bad: 1 tool"]);
    assert!(fs::exists(mark).expect("it can be seen"), "it never was");
    assert_eq!(marked(mark), Vec::<String>::new());
}

#[test]
fn a_server_cannot_read_the_environment_of_the_command() {
    let secret = "hunter22-of-another-server";
    let project = Project::new(&server("spy", &["hostile", "spy", secret], ""));
    let check = |prefix: &[&str]| {
        let pin = project.command(&["pin"]);
        let [program, arguments @ ..] = &[prefix, &["env"]].concat()[..] else {
            unreachable!("there is at least `env`")
        };
        let output = Command::new(program)
            .args(arguments)
            .arg(format!("TOKEN_OF_ANOTHER={secret}"))
            .arg(pin.get_program())
            .args(pin.get_args())
            .current_dir(project.path())
            .stdin(Stdio::null())
            .output();
        Run::of(output.expect("`env` and `setpriv` are there")).expect(0, &["spy: 2 tools"]);
        let tools = project.pinned("spy").tools;
        let seen = tools.iter().find_map(|tool| {
            let description = tool.get("description")?.as_str()?;
            description.starts_with("Seen").then_some(description)
        });
        assert_eq!(seen, Some("Seen in 0 processes."), "{prefix:?}");
    };
    check(&[]);
    // Between processes of one user without capabilities, as users have none.
    if fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0) {
        check(&["setpriv", "--bounding-set=-all"]);
    }
}

#[test]
fn a_script_beside_the_catalogue_is_refused_before_it_is_pinned() {
    for lines in [
        "command = [\"sh\", \"server.sh\"]",
        "command = [\"sh\"]\nargs = [\"server.sh\"]",
    ] {
        let project = Project::new(&format!("[servers.rel]\n{lines}\n"));
        let script = project.path().join("server.sh");
        fs::write(&script, "exit 1").expect("the folder is there");
        let refused = "the argument `server.sh` is a file beside this one";
        let lines_of_args = usize::from(lines.contains("args"));
        let place = format!("mcpreg.toml:{}", 4 + lines_of_args);
        project
            .pin(&[])
            .expect(2, &[refused, &place, "`directory`"]);
        // From elsewhere, too, the file is the one beside the catalogue.
        let catalogue = project.path().join("mcpreg.toml");
        let elsewhere = project
            .command(&["pin", "--catalogue"])
            .arg(catalogue)
            .current_dir("/")
            .output();
        Run::of(elsewhere.expect("the command runs")).expect(2, &[refused]);
    }
}
