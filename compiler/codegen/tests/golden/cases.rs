//! The locks in `fixtures/locks`, and one that is too deep to be kept as a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use mcpreg_codegen::pin::{self, Pin, Pins};
use mcpreg_codegen::{Lock, SourceTree, compile, drift};

/// One folder of `fixtures/locks`.
pub(crate) struct Case {
    pub(crate) name: String,
    root: PathBuf,
}

impl Case {
    /// Every case, by name; blessed first, where that is asked for.
    pub(crate) fn all() -> Vec<Self> {
        static BLESSED: Once = Once::new();
        let cases = Self::listed();
        if std::env::var_os("MCPREG_BLESS").is_some() {
            BLESSED.call_once(|| cases.iter().for_each(Self::bless));
        }
        cases
    }

    /// The case of this name.
    pub(crate) fn named(name: &str) -> Self {
        let mut cases = Self::all().into_iter();
        cases.find(|case| case.name == name).expect("it is listed")
    }

    fn listed() -> Vec<Self> {
        let entries = fs::read_dir(fixtures("locks")).expect("fixtures/locks is there");
        let mut roots: Vec<_> = entries
            .map(|entry| entry.expect("it can be listed").path())
            .collect();
        roots.sort();
        let name = |root: &Path| {
            let name = root.file_name().expect("an entry of a folder has a name");
            name.to_string_lossy().into_owned()
        };
        roots
            .into_iter()
            .map(|root| Self {
                name: name(&root),
                root,
            })
            .collect()
    }

    /// Where the expected packages are.
    pub(crate) fn expected(&self) -> PathBuf {
        fixtures("expected").join(&self.name)
    }

    pub(crate) fn load(&self) -> (Lock, Pins) {
        drift::load(&self.root).unwrap_or_else(|problems| panic!("{}:\n{problems}", self.name))
    }

    pub(crate) fn compile(&self) -> SourceTree {
        let (lock, pins) = self.load();
        compile(&lock, &pins).unwrap_or_else(|problems| panic!("{}:\n{problems}", self.name))
    }

    /// Makes the pins canonical, hashes them into the lock and writes the expected files.
    fn bless(&self) {
        let (mut lock, pins) = self.load();
        for (id, text) in pins {
            let pin = Pin::parse(&id, &text).expect("the fixture is a pin");
            let path = self.root.join(drift::PINS).join(format!("{id}.json"));
            fs::write(path, pin.to_text()).expect("the fixture can be written");
            lock.servers
                .get_mut(&id)
                .expect("the lock has it")
                .pin_sha256 = pin.sha256();
        }
        fs::write(self.root.join("mcpreg.lock"), lock.to_text()).expect("it can be written");
        let expected = self.expected();
        let _ = fs::remove_dir_all(&expected);
        for (path, text) in self.compile().files {
            let path = expected.join(path);
            let folder = path.parent().expect("the file is in a folder");
            fs::create_dir_all(folder).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        }
    }
}

/// A crate whose one tool takes objects in objects, `levels` deep.
pub(crate) fn nested(levels: usize) -> SourceTree {
    let mut schema = r#"{"type":"string"}"#.to_owned();
    for _ in 0..levels {
        schema = format!(r#"{{"type":"object","properties":{{"a":{schema}}}}}"#);
    }
    let tool = format!(r#"{{"name":"deep","inputSchema":{schema},"outputSchema":{schema}}}"#);
    let head = r#""format":1,"opening":"initialize","server":{},"prompts":[]"#;
    let lists = format!(r#""resources":[],"resourceTemplates":[],"tools":[{tool}]"#);
    let text = format!("{{{head},{lists}}}");
    let pin = Pin::parse("deep", &text).expect("it is a pin").to_text();
    let lock = format!(
        r#"
            format = 1
            contract = 1
            gateway = {{ name = "deep", name_budget = 40 }}
            [servers.deep]
            prefix = "deep"
            name = ""
            version = ""
            protocol = "2025-11-25"
            pin_sha256 = "{}"
            timeouts = {{ start_ms = 1, call_ms = 1 }}
            launch = {{}}
            tools.deep = {{ public = "mcp_deep_deep", rust = "deep" }}
        "#,
        pin::sha256(&pin)
    );
    let lock = Lock::parse(&lock).unwrap_or_else(|problem| panic!("{problem}"));
    let pins = Pins::from([("deep".to_owned(), pin)]);
    compile(&lock, &pins).unwrap_or_else(|problems| panic!("{problems}"))
}

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(folder)
}
