//! The files of a new project, as text.
//!
//! A name and a source for mcpreg's packages go in, paths and texts come out; nothing is written
//! here. The lock and the generated packages are those of a gateway without servers,
//! made by the same code as all later ones, so that a new project builds as it is.

use std::collections::BTreeMap;

use mcpreg_codegen::lock::{FILE_NAME, FORMAT, Gateway};
use mcpreg_codegen::{CONTRACT, Lock, Pins, name};

use super::name::GatewayName;
use super::runtime::RuntimeSource;
use crate::written;

/// Paths relative to the project's folder, `/`-separated, and what they hold.
pub(super) fn files(name: &GatewayName, runtime: &RuntimeSource) -> BTreeMap<String, String> {
    let templates = [
        (".gitignore", include_str!("template/gitignore.in")),
        ("Cargo.toml", include_str!("template/Cargo.toml.in")),
        ("README.md", include_str!("template/README.md.in")),
        ("build.rs", include_str!("template/build.rs.in")),
        ("mcpreg.toml", include_str!("template/mcpreg.toml.in")),
        ("src/main.rs", include_str!("template/main.rs.in")),
    ];
    let mut files = BTreeMap::new();
    for (path, template) in templates {
        files.insert(path.to_owned(), fill(template, name, runtime));
    }
    let lock = empty_lock(name);
    let sources = mcpreg_codegen::compile(&lock, &Pins::new());
    let sources = sources.expect("a lock without servers has nothing to find fault with");
    let lock = lock.to_text();
    let stamp = written::stamp(&lock, &Pins::new(), &sources);
    files.insert(written::stamp_path(), stamp.to_text());
    for (path, text) in sources.files {
        files.insert(format!("generated/{path}"), text);
    }
    files.insert(FILE_NAME.to_owned(), lock);
    files
}

fn fill(template: &str, name: &GatewayName, runtime: &RuntimeSource) -> String {
    template
        .replace("{{name}}", name.as_str())
        .replace("{{crate}}", &name.generated_crate())
        .replace("{{dependencies}}", &runtime.dependencies())
}

fn empty_lock(gateway: &GatewayName) -> Lock {
    let name_budget = name::default_budget(gateway.as_str());
    Lock {
        format: FORMAT,
        contract: CONTRACT,
        gateway: Gateway {
            name: gateway.to_string(),
            name_budget,
        },
        servers: BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::files;
    use crate::catalogue::Catalogue;
    use crate::diagnostic::Source;
    use crate::project::{GatewayName, RuntimeSource};

    fn acme(runtime: &RuntimeSource) -> std::collections::BTreeMap<String, String> {
        files(
            &GatewayName::new("acme-tools").expect("a good name"),
            runtime,
        )
    }

    #[test]
    fn no_placeholder_is_left() {
        for (path, text) in acme(&RuntimeSource::Released("0.1.0".into())) {
            assert!(!text.contains("{{"), "{path}: {text}");
        }
    }

    #[test]
    fn every_manifest_is_toml_and_names_its_sources() {
        let files = acme(&RuntimeSource::Checkout(PathBuf::from("/opt/a \"b\"")));
        let manifest: toml::Table = files["Cargo.toml"].parse().expect("it is TOML");
        let dependencies = &manifest["workspace"]["dependencies"];
        assert_eq!(
            dependencies["mcpreg-runtime"]["path"].as_str(),
            Some("/opt/a \"b\"/runtime")
        );
        assert!(
            dependencies.get("mcpreg-contract").is_some(),
            "generated/ inherits it"
        );
        let generated: toml::Table = files["generated/Cargo.toml"].parse().expect("it is TOML");
        assert_eq!(
            generated["package"]["name"].as_str(),
            Some("acme-tools-generated")
        );
        assert_eq!(generated["lib"]["doctest"].as_bool(), Some(false));
    }

    #[test]
    fn a_released_runtime_is_named_by_version() {
        let files = acme(&RuntimeSource::Released("1.2.3".into()));
        assert!(files["Cargo.toml"].contains("mcpreg-runtime = { version = \"1.2.3\" }"));
    }

    #[test]
    fn the_main_file_has_five_lines_and_the_build_script_three() {
        let files = acme(&RuntimeSource::Released("0.1.0".into()));
        let code = |path: &str| files[path].lines().filter(|line| !line.is_empty()).count();
        assert!(code("src/main.rs") <= 5 && code("build.rs") <= 5);
        assert!(files["src/main.rs"].contains("acme_tools_generated::REGISTRY"));
    }

    #[track_caller]
    fn check_catalogue(text: String, expected: &[&str]) {
        let source = Source::new(Path::new("mcpreg.toml"), text);
        let catalogue = Catalogue::parse(source).expect("a catalogue");
        assert_eq!(catalogue.gateway.name, "acme-tools");
        assert_eq!(catalogue.servers.keys().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_catalogue_is_right_as_it_is_and_with_its_examples() {
        let text = acme(&RuntimeSource::Released("0.1.0".into())).remove("mcpreg.toml");
        let text = text.expect("every project has a catalogue");
        let line = |line: &str| match line.strip_prefix('#') {
            Some(example) if !example.starts_with(' ') => format!("{example}\n"),
            _ => format!("{line}\n"),
        };
        let with_examples = text.lines().map(line).collect();
        check_catalogue(text, &[]);
        check_catalogue(with_examples, &["notes", "units"]);
    }
}
