//! Every hostile fixture server at once: one catalogue, one lock, one crate, one gateway.
//!
//! What each mode does to `pin` alone is tested in `pin.rs`. Here they stand beside each other,
//! and what is made of them is compiled, tested and served: none may take its siblings down, and
//! no text of theirs may run.

#[path = "hostile/gateway.rs"]
#[expect(dead_code, reason = "shared with the tests of killed gateways")]
mod gateway;
#[path = "pin/project.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of `pin`, which use all of it"
)]
mod project;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use gateway::Gateway;
use mcpreg_codegen::Lock;
use project::{Project, Run, server};

/// The modes that cannot be pinned, and what is said of each.
const FAILING: &[(&str, &str)] = &[
    ("colliding-tools", "would both be the public name"),
    ("die-at-start", "the flux compensator is missing"),
    ("huge-line", "at most 16777216 are read"),
    (
        "needs-secret",
        "the environment variable API_KEY is required",
    ),
    ("silent", "no answer to `server/discover` or `initialize`"),
];

/// The modes that are pinned, and how many tools of each survive.
const PINNED: &[(&str, usize)] = &[
    ("bidi-and-control", 2),
    ("big-numbers", 2),
    ("changing-tools", 4),
    ("colliding-properties", 5),
    ("comment-end", 2),
    ("deep-nesting", 1),
    ("die-on-call", 2),
    ("duplicate-tools", 1),
    ("endless-pages", 100),
    ("fenced-description", 2),
    ("garbage-lines", 1),
    ("hang-on-call", 2),
    ("ignore-eof", 1),
    ("indented-description", 2),
    ("leave-child", 1),
    ("malformed-tool", 2),
    ("no-input-schema", 1),
    ("notifications-before-reply", 1),
    ("repeating-cursor", 1),
    ("show-secret", 2),
    ("slow-start", 1),
    ("spy", 2),
    ("stderr-flood", 1),
    ("wrong-id", 1),
];

/// All modes, pinned together in a project of their own.
struct All {
    project: Project,
    folder: PathBuf,
    pinned: Run,
}

static ALL: LazyLock<All> = LazyLock::new(|| {
    let project = Project::new("");
    let folder = project.path().join("hostile-gateway");
    let new = project.command(&["new", "hostile-gateway"]).output();
    Run::of(new.expect("the command runs")).expect(0, &[]);
    let modes = FAILING
        .iter()
        .map(|(mode, _)| mode)
        .chain(PINNED.iter().map(|(mode, _)| mode));
    let servers: String = modes.map(|mode| entry(mode, &folder)).collect();
    let catalogue = format!("[gateway]\nname = \"hostile-gateway\"\n{servers}");
    std::fs::write(folder.join("mcpreg.toml"), catalogue).expect("the catalogue can be written");
    let pin = project
        .command(&["pin", "--jobs", "8"])
        .current_dir(&folder)
        .output();
    let pinned = Run::of(pin.expect("the command runs"));
    All {
        project,
        folder,
        pinned,
    }
});

fn entry(mode: &str, folder: &Path) -> String {
    // Silence and hanging are waited out, everything else has time on a busy machine.
    let timeouts = match mode {
        "silent" => "{ start = \"2s\" }",
        "hang-on-call" | "wrong-id" => "{ start = \"60s\", call = \"2s\" }",
        _ => "{ start = \"60s\", call = \"60s\" }",
    };
    let mark = folder.to_str().expect("a temporary folder is UTF-8");
    server(
        mode,
        &["hostile", mode],
        &format!("timeouts = {timeouts}\nenv = {{ MARK = {mark:?} }}"),
    )
}

impl All {
    fn lock(&self) -> Lock {
        let text = std::fs::read_to_string(self.folder.join("mcpreg.lock")).expect("a lock");
        Lock::parse(&text).expect("the lock can be read again")
    }

    fn cargo(&self, arguments: &[&str]) -> Run {
        let output = gateway::cargo(&self.folder, arguments).output();
        Run::of(output.expect("cargo runs"))
    }

    /// Fails if a description's code left its mark anywhere.
    #[track_caller]
    fn assert_nothing_foreign_ran(&self, run: &Run) {
        let all = format!("{}{}", run.stdout, run.stderr);
        assert!(!all.contains("foreign code ran"), "{all}");
        let mut folders = vec![self.project.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                assert_ne!(entry.file_name(), "foreign-code-ran", "{}", path.display());
                folders.extend(Some(path).filter(|path| path.is_dir()));
            }
        }
    }
}

#[test]
fn every_mode_is_tested() {
    let listed = std::process::Command::new(project::fixtures().join("hostile")).output();
    let listed = Run::of(listed.expect("the fixture runs")).stderr;
    let modes = listed
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let tested = FAILING
        .iter()
        .map(|(mode, _)| *mode)
        .chain(PINNED.iter().map(|(mode, _)| *mode));
    assert_eq!(modes.collect::<BTreeSet<_>>(), tested.collect());
}

#[test]
fn one_run_pins_what_can_be_pinned_and_names_the_rest() {
    let failed: Vec<_> = FAILING.iter().map(|(mode, _)| *mode).collect();
    let last = format!(
        "error: {} of 29 servers failed: {}",
        failed.len(),
        failed.join(", ")
    );
    let mut parts: Vec<_> = FAILING.iter().map(|(_, part)| *part).collect();
    parts.push(&last);
    ALL.pinned.expect(1, &parts);
    let lock = ALL.lock();
    let counts: BTreeMap<_, _> = lock
        .servers
        .iter()
        .map(|(id, server)| (id.as_str(), server.tools.len()))
        .collect();
    assert_eq!(counts, PINNED.iter().copied().collect());
    for (id, server) in &lock.servers {
        assert!(
            id == "endless-pages" || server.tools.contains_key("good"),
            "{id}: {server:?}"
        );
    }
}

#[test]
fn nothing_written_turns_text_around_or_drives_a_terminal() {
    let generated = ALL.folder.join("generated");
    let dangerous = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
            || (c.is_control() && c != '\n')
    };
    let mut folders = vec![generated.join("src"), generated.join("servers")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("a source is UTF-8");
                assert_eq!(text.find(dangerous), None, "{}", path.display());
            }
        }
    }
}

#[test]
fn the_generated_crate_compiles_and_its_tests_run_nothing_foreign() {
    let tested = ALL.cargo(&["test", "--workspace"]);
    tested.expect(0, &["test result: ok. 0 passed"]);
    ALL.assert_nothing_foreign_ran(&tested);
    // Nor does the text hold a test where somebody switches documentation tests on.
    let switch = |from: &str, to: &str| {
        for manifest in generated_manifests() {
            let text = std::fs::read_to_string(&manifest).expect("a manifest is text");
            let switched = text.replace(from, to);
            assert_ne!(text, switched, "{} has no {from}", manifest.display());
            std::fs::write(&manifest, switched).expect("the manifest can be written");
        }
    };
    let (off, on) = ("doctest = false", "doctest = true");
    let switching = MANIFESTS.lock().unwrap_or_else(PoisonError::into_inner);
    switch(off, on);
    let documented = ALL.cargo(&["test", "--doc", "--workspace", "--features", TYPES]);
    switch(on, off);
    drop(switching);
    documented.expect(0, &["running 0 tests"]);
    ALL.assert_nothing_foreign_ran(&documented);
}

/// The feature with which the generated packages hold all there is.
const TYPES: &str = "hostile-gateway-generated/types";

/// Held while the manifests are other than generated, or have to be as generated.
static MANIFESTS: Mutex<()> = Mutex::new(());

/// The manifests of the generated packages.
fn generated_manifests() -> Vec<std::path::PathBuf> {
    let generated = ALL.folder.join("generated");
    let servers = std::fs::read_dir(generated.join("servers")).expect("a package per server");
    let folders = servers.map(|entry| entry.expect("it can be listed").path());
    let folders = std::iter::once(generated).chain(folders);
    folders.map(|folder| folder.join("Cargo.toml")).collect()
}

#[test]
fn the_gateway_serves_the_good_tools_beside_the_bad() {
    let building = MANIFESTS.lock().unwrap_or_else(PoisonError::into_inner);
    let gateway = Gateway::build(&ALL.folder, "hostile-gateway");
    drop(building);
    let mut client = gateway.serve();
    let listed = client.request("tools/list", "{}");
    let expected: usize = PINNED.iter().map(|(_, tools)| tools).sum();
    let listed = listed.matches(r#""inputSchema":"#).count();
    assert!(
        listed >= expected,
        "{listed} of {expected} tools are listed"
    );
    let bad = [
        "mcp_hang_on_call_hang",
        "mcp_die_on_call_die",
        "mcp_wrong_id_good",
    ];
    let hanging = bad.map(|tool| client.call(tool));
    for (mode, _) in PINNED
        .iter()
        .filter(|(mode, _)| !["wrong-id", "endless-pages"].contains(mode))
    {
        let id = client.call(&format!("mcp_{}_good", mode.replace('-', "_")));
        let answer = client.answer(id);
        // The one that changes at each start may be refused, and the one that dies be dying.
        if !["changing-tools", "die-on-call"].contains(mode) {
            assert_eq!(
                answer["result"]["content"][0]["text"], "called good",
                "{mode}: {answer}"
            );
        }
    }
    for (tool, id) in bad.iter().zip(hanging) {
        let answer = client.answer(id);
        let failed = answer["error"].is_object() || answer["result"]["isError"] == true;
        assert!(failed, "{tool}: {answer}");
    }
    client.end();
    // The servers' own variable: what other tests build in this folder has the folder elsewhere.
    let mark = format!("MARK={}", ALL.folder.display());
    assert_eq!(gateway::processes_with(&mark), Vec::<u32>::new());
}
