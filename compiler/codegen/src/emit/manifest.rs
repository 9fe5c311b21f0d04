//! `Cargo.toml`: the manifests of the generated packages, one for the gateway and one a server.
//!
//! A server's tools are a package of their own so that rustc compiles again only the server whose
//! pin changed; the gateway's package re-exports them all. Where `mcpreg-contract` comes from
//! differs from machine to machine, so the workspace around says it, and no path of a machine is
//! in here. Nothing that Cargo would find by itself is built: no script, test or example.

use std::fmt::Write as _;

use crate::check::CheckCode;
use crate::model::{ServerModel, TypedModel, TypedTool};

/// The first lines of every manifest.
const HEADER: &str = "\
# Written by mcpreg-compile from mcpreg.lock. Do not edit it:
# change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.
";

/// The names of the generated packages of one gateway.
pub(super) struct Packages {
    root: String,
}

impl Packages {
    /// The packages of the gateway with this name.
    ///
    /// A lock is a file that people edit: what Cargo would not take as a name becomes hyphens.
    pub(super) fn of(gateway: &str) -> Self {
        let plain = |c: char| match c {
            'a'..='z' | '0'..='9' | '-' | '_' => c,
            _ => '-',
        };
        let name: String = gateway.chars().map(plain).collect();
        let root = if name.starts_with(|first: char| first.is_ascii_lowercase()) {
            format!("{name}-generated")
        } else {
            format!("gateway-{name}-generated")
        };
        Self { root }
    }

    /// The package of one server.
    fn server(&self, module: &str) -> String {
        format!("{}-{module}", self.root)
    }

    /// The crate of one server, as Rust code names it.
    pub(super) fn server_crate(&self, module: &str) -> String {
        self.server(module).replace('-', "_")
    }

    /// The manifest of the package that re-exports all servers.
    pub(super) fn root_manifest(&self, model: &TypedModel) -> String {
        let modules = model.servers.iter().map(|server| &server.module);
        let of_all = |feature: &str| -> Vec<String> {
            let of = |module: &String| format!("\"{}/{feature}\"", self.server(module));
            modules.clone().map(of).collect()
        };
        let mut text = head(
            &self.root,
            "Written by mcpreg-compile: the pinned tools of one gateway.",
        );
        text.push_str("\n[features]\ndefault = [\"types\"]\n");
        text.push_str("# Argument and result types, and one typed function per tool.\n");
        text.push_str(&list("types", &of_all("types")));
        text.push_str("# The types' schemas for the crate schemars.\n");
        text.push_str(&list("schemars", &of_all("schemars")));
        text.push_str("\n[dependencies]\nmcpreg-contract = { workspace = true }\n");
        for module in modules {
            let package = self.server(module);
            let _ = writeln!(text, "{package} = {{ path = \"servers/{module}\" }}");
        }
        text
    }

    /// The manifest of one server's package.
    ///
    /// It asks for the validator where a check or a type of its own stands on it, so that a
    /// gateway whose schemas are all tables is built without that crate.
    pub(super) fn server_manifest(&self, server: &ServerModel<TypedTool>) -> String {
        let mut checks = server.tools.iter().flat_map(TypedTool::checks);
        let mut types = server.tools.iter().flat_map(TypedTool::types);
        let of_checks = checks.any(CheckCode::needs_validator);
        let of_types = !of_checks && types.any(|types| types.has_formats);
        let mut text = head(
            &self.server(&server.module),
            "Written by mcpreg-compile: the pinned tools of one server.",
        );
        let validator = "\"mcpreg-contract/validator\"";
        let _ = writeln!(
            text,
            "\n[features]\ntypes = [{}]",
            if of_types { validator } else { "" }
        );
        text.push_str("schemars = [\"types\", \"mcpreg-contract/schemars\"]\n");
        let features = if of_checks {
            ", features = [\"validator\"]"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "\n[dependencies]\nmcpreg-contract = {{ workspace = true{features} }}"
        );
        text
    }
}

fn head(package: &str, description: &str) -> String {
    format!(
        "{HEADER}
[package]
name = \"{package}\"
description = \"{description}\"
version = \"0.1.0\"
edition = \"2024\"
publish = false
build = false
autobins = false
autobenches = false
autoexamples = false
autotests = false

[lib]
# Its documentation comes from servers, and none of their text may ever run.
doctest = false
test = false
bench = false
"
    )
}

fn list(key: &str, values: &[String]) -> String {
    if values.is_empty() {
        return format!("{key} = []\n");
    }
    let mut text = format!("{key} = [\n");
    for value in values {
        let _ = writeln!(text, "    {value},");
    }
    text + "]\n"
}

#[cfg(test)]
mod tests {
    use super::Packages;

    #[track_caller]
    fn check(gateway: &str, expected: &str) {
        assert_eq!(Packages::of(gateway).root, expected);
    }

    #[test]
    fn packages_are_called_like_their_gateway() {
        check("acme", "acme-generated");
        check("acme-tools", "acme-tools-generated");
        let packages = Packages::of("acme-tools");
        assert_eq!(packages.server_crate("time"), "acme_tools_generated_time");
    }

    #[test]
    fn a_name_that_is_none_stays_a_name() {
        check("", "gateway--generated");
        check("1st", "gateway-1st-generated");
        check("a\"]\n[b]", "a----b--generated");
    }
}
