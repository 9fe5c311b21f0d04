//! `secrets`: environment variables by reference, each with exactly one source.

use std::collections::BTreeMap;
use std::path::PathBuf;

use mcpreg_container::SecretRef;
use toml::Spanned;
use toml::de::DeValue;

use crate::catalogue::fault::{Fault, FaultKind};
use crate::catalogue::keys::SecretKeys;
use crate::catalogue::reader::{Placed, Reader, Section};
use crate::probe::secrets::ProbeSecrets;

const EXPECTED: &str = "expected `{ env = \"…\" }`, `{ file = \"/…\" }` or `{ command = [\"…\"] }`";

/// Reads the secrets of a server whose plain variables are `env`.
pub(super) fn read(
    reader: &mut Reader,
    section: &Section<'_>,
    env: &BTreeMap<String, Placed<String>>,
) -> BTreeMap<String, SecretRef> {
    let mut secrets = BTreeMap::new();
    for member in reader.members(section, "secrets") {
        super::check_variable(reader, &member.name);
        if let Some(plain) = env.get(&member.name.value) {
            let message = format!(
                "`{}` is both a secret and a plain variable",
                member.name.value
            );
            let fault = Fault::new(FaultKind::SecretAndEnv, member.name.place.clone(), message);
            reader.fault(
                fault
                    .expected("a secret here")
                    .with(plain.place.clone(), "its value stands here in the open")
                    .help(format!("remove `{}` from `env`", member.name.value)),
            );
        }
        if let Some(secret) = read_one(reader, &member.path, member.value) {
            secrets.insert(member.name.value, secret);
        }
    }
    secrets
}

/// Reads which values the secrets have while the server is pinned.
pub(super) fn read_probe(reader: &mut Reader, section: &Section<'_>) -> ProbeSecrets {
    let words = [("dummy", ProbeSecrets::Dummy), ("real", ProbeSecrets::Real)];
    reader
        .word(section, "probe_secrets", &words)
        .unwrap_or_default()
}

fn read_one<'t>(
    reader: &mut Reader,
    path: &str,
    value: &'t Spanned<DeValue<'t>>,
) -> Option<SecretRef> {
    if !value.get_ref().is_table() {
        let fault = Fault::new(
            FaultKind::BadSecret,
            value.span(),
            format!("`{path}` is no reference"),
        );
        reader.fault(
            fault
                .expected(EXPECTED)
                .help("a secret's value never stands in this file"),
        );
        return None;
    }
    let section = reader.table::<SecretKeys>(path.to_owned(), value)?;
    let given: Vec<&str> = ["env", "file", "command"]
        .into_iter()
        .filter(|key| section.entry(key).is_some())
        .collect();
    match given.as_slice() {
        ["env"] => reader
            .string(&section, "env")
            .map(|name| SecretRef::Env(name.value)),
        ["file"] => read_file(reader, &section),
        ["command"] => {
            let words = reader.strings(&section, "command").unwrap_or_default();
            if let Some(program) = words.first() {
                super::command::check_program(reader, program);
            }
            let words = super::texts(Some(words));
            (!words.is_empty()).then_some(SecretRef::Command(words))
        }
        _ => {
            let message = format!("`{path}` has not exactly one source");
            reader
                .fault(Fault::new(FaultKind::BadSecret, value.span(), message).expected(EXPECTED));
            None
        }
    }
}

fn read_file(reader: &mut Reader, section: &Section<'_>) -> Option<SecretRef> {
    let file = reader.string(section, "file")?;
    let path = PathBuf::from(&file.value);
    if path.is_absolute() {
        return Some(SecretRef::File(path));
    }
    let message = format!("the secret's file `{}` is not absolute", file.value);
    let fault = Fault::new(FaultKind::RelativePath, file.place, message);
    reader.fault(fault.expected("expected a path that starts with `/`"));
    None
}
