//! One `[servers.<id>]` of the catalogue: what it is started from and what of it is offered.

mod command;
mod confinement;
mod limits;
mod overrides;
mod secrets;

use std::collections::BTreeMap;

use mcpreg_codegen::lock::{CaseVariants, Checks, OutputCheck, Timeouts};
use mcpreg_codegen::schema::Formats;
use mcpreg_container::{ImageProgram, Launch, Program};

use super::fault::{Fault, FaultKind, Place};
use super::keys::{CheckKeys, ServerKeys, TimeoutKeys};
use super::reader::{Member, Placed, Reader, Section};
use super::{Server, value};

const DEFAULT_START_MS: u64 = 30_000;
const DEFAULT_CALL_MS: u64 = 60_000;

/// A server with the place its prefix comes from: the key, or the id.
pub(super) struct Read {
    pub(super) server: Server,
    pub(super) prefix_place: Place,
}

/// Reads one server; nothing where what it is started from is not known.
pub(super) fn read(reader: &mut Reader, member: &Member<'_>) -> Option<Read> {
    let id = &member.name;
    if !value::is_server_id(&id.value) {
        let message = format!("`{}` cannot be a server's id", id.value);
        let fault = Fault::new(FaultKind::BadName, id.place.clone(), message);
        reader.fault(fault.expected("expected a-z, 0-9, `-` and `_`, at most 64 of them"));
    }
    let mut section = reader.table::<ServerKeys>(member.path.clone(), member.value)?;
    section.place = id.place.clone();
    let prefix = read_prefix(reader, &section, id);
    let env = read_variables(reader, &section, "env");
    let probe_env = read_variables(reader, &section, "probe_env");
    let secrets = secrets::read(reader, &section, &env);
    let probe_secrets = secrets::read_probe(reader, &section);
    let args = reader.strings(&section, "args").unwrap_or_default();
    let confinement = confinement::read(reader, &section);
    let timeouts = read_timeouts(reader, &section);
    let checks = read_checks(reader, &section);
    let limits = limits::read(reader, &section);
    let tools = reader.strings(&section, "tools");
    let overrides = overrides::read(reader, &section);
    let program = read_program(reader, &section, &args);
    let confined = matches!(program, Some(Program::Image(_)));
    let prefix_place = prefix.place.clone();
    let launch = Launch {
        program: program?,
        args: texts(Some(args)),
        env: plain(env),
        secrets,
        confinement: confined.then_some(confinement),
    };
    let server = Server {
        place: id.place.clone(),
        prefix: prefix.value,
        launch,
        probe_env: plain(probe_env),
        probe_secrets,
        tools,
        timeouts,
        checks,
        limits,
        overrides,
    };
    Some(Read {
        server,
        prefix_place,
    })
}

fn read_prefix(reader: &mut Reader, section: &Section<'_>, id: &Placed<String>) -> Placed<String> {
    let given = reader.string(section, "prefix");
    let prefix = given.unwrap_or_else(|| Placed {
        value: id.value.replace('-', "_"),
        place: id.place.clone(),
    });
    let (message, help) = if prefix.value == "registry" {
        (
            "the prefix `registry` is the gateway's own".to_owned(),
            "write another `prefix`",
        )
    } else if value::is_prefix(&prefix.value) {
        return prefix;
    } else {
        (
            format!("`{}` cannot be a prefix", prefix.value),
            "tools are named `mcp_<prefix>_<tool>`",
        )
    };
    let fault = Fault::new(FaultKind::BadName, prefix.place.clone(), message);
    reader.fault(fault.expected("expected a-z, 0-9 and `_`").help(help));
    prefix
}

fn read_program(
    reader: &mut Reader,
    section: &Section<'_>,
    args: &[Placed<String>],
) -> Option<Program> {
    let image = section.entry("image");
    let command = section.entry("command");
    match (image, command) {
        (Some(_), None) => {
            belongs_to_command(reader, section);
            read_image(reader, section)
        }
        (None, Some(_)) => {
            belongs_to_image(reader, section);
            command::read(reader, section, args)
        }
        (Some((image, _)), Some((command, _))) => {
            let message = format!("`[{}]` has both `image` and `command`", section.path);
            let fault = Fault::new(FaultKind::ImageAndCommand, command, message);
            reader.fault(
                fault
                    .expected("expected only one of them")
                    .with(image, "`image` stands here")
                    .help("arguments after the image's entry point go into `args`"),
            );
            None
        }
        (None, None) => {
            let message = format!("`[{}]` has neither `image` nor `command`", section.path);
            let fault = Fault::new(
                FaultKind::NeitherImageNorCommand,
                section.place.clone(),
                message,
            );
            reader.fault(
                fault.expected("expected one of them").help(
                    "write `image = \"docker.io/acme/notes:1.2\"` or `command = [\"notes\"]`",
                ),
            );
            None
        }
    }
}

fn read_image(reader: &mut Reader, section: &Section<'_>) -> Option<Program> {
    let reference = reader.string(section, "image")?;
    if let Some(expected) = value::image_fault(&reference.value) {
        let message = format!("`{}` is no image reference", reference.value);
        let fault = Fault::new(FaultKind::BadImage, reference.place, message);
        reader.fault(
            fault
                .expected(expected)
                .help("for example `docker.io/acme/notes:1.2`"),
        );
        return None;
    }
    let reference = reference.value;
    Some(Program::Image(ImageProgram {
        reference,
        digest: None,
        image_id: None,
        platform: None,
    }))
}

fn belongs_to_command(reader: &mut Reader, section: &Section<'_>) {
    if let Some((place, _)) = section.entry("directory") {
        let fault = Fault::new(
            FaultKind::ImageAndCommand,
            place,
            "`directory` is for a `command`",
        );
        reader.fault(fault.expected("expected no `directory` beside `image`"));
    }
}

fn belongs_to_image(reader: &mut Reader, section: &Section<'_>) {
    for key in [
        "network", "memory", "cpus", "pids", "user", "tmpfs", "mounts",
    ] {
        if let Some((place, _)) = section.entry(key) {
            let message = format!("`{key}` confines containers, and this server is a `command`");
            let fault = Fault::new(FaultKind::ImageAndCommand, place, message);
            reader.fault(
                fault
                    .expected(format!("expected no `{key}` beside `command`"))
                    .help(
                        "a command runs on this host without a box; use an `image` to confine it",
                    ),
            );
        }
    }
}

fn read_variables(
    reader: &mut Reader,
    section: &Section<'_>,
    key: &str,
) -> BTreeMap<String, Placed<String>> {
    for member in reader.members(section, key) {
        check_variable(reader, &member.name);
    }
    // The members were looked at above; a value that is no table is one fault, not two.
    if section
        .entry(key)
        .is_some_and(|(_, value)| value.get_ref().is_table())
    {
        reader.string_map(section, key)
    } else {
        BTreeMap::new()
    }
}

/// Says if a name cannot be an environment variable's.
fn check_variable(reader: &mut Reader, name: &Placed<String>) {
    if !value::is_variable(&name.value) {
        let message = format!("`{}` cannot name an environment variable", name.value);
        let fault = Fault::new(FaultKind::BadName, name.place.clone(), message);
        reader.fault(fault.expected("expected letters, digits and `_`, not a digit first"));
    }
}

fn read_timeouts(reader: &mut Reader, section: &Section<'_>) -> Timeouts {
    let mut timeouts = Timeouts {
        start_ms: DEFAULT_START_MS,
        call_ms: DEFAULT_CALL_MS,
    };
    let Some((_, value)) = section.entry("timeouts") else {
        return timeouts;
    };
    let path = format!("{}.timeouts", section.path);
    let Some(table) = reader.table::<TimeoutKeys>(path, value) else {
        return timeouts;
    };
    if let Some(start) = read_duration(reader, &table, "start") {
        timeouts.start_ms = start;
    }
    if let Some(call) = read_duration(reader, &table, "call") {
        timeouts.call_ms = call;
    }
    timeouts
}

fn read_checks(reader: &mut Reader, section: &Section<'_>) -> Checks {
    let mut checks = Checks::default();
    let Some((_, value)) = section.entry("checks") else {
        return checks;
    };
    let path = format!("{}.checks", section.path);
    let Some(table) = reader.table::<CheckKeys>(path, value) else {
        return checks;
    };
    let outputs = [OutputCheck::Off, OutputCheck::Warn, OutputCheck::Enforce];
    let outputs = outputs.map(|output| (output.name(), output));
    checks.output = reader.word(&table, "output", &outputs).unwrap_or_default();
    let formats = [Formats::Annotate, Formats::Assert];
    let formats = formats.map(|format| (format.name(), format));
    checks.format = reader.word(&table, "format", &formats).unwrap_or_default();
    let variants = [CaseVariants::Refuse, CaseVariants::Accept];
    let variants = variants.map(|variants| (variants.name(), variants));
    let variants = reader.word(&table, "case_variants", &variants);
    checks.case_variants = variants.unwrap_or_default();
    checks
}

fn read_duration(reader: &mut Reader, section: &Section<'_>, key: &str) -> Option<u64> {
    let text = reader.string(section, key)?;
    if let Some(duration) = value::duration(&text.value) {
        return u64::try_from(duration.as_millis()).ok();
    }
    let message = format!("`{}` is no duration", text.value);
    let fault = Fault::new(FaultKind::BadDuration, text.place, message);
    reader.fault(fault.expected("expected a duration such as `30s`, from 1ms to 24h"));
    None
}

fn texts(placed: Option<Vec<Placed<String>>>) -> Vec<String> {
    placed
        .into_iter()
        .flatten()
        .map(|placed| placed.value)
        .collect()
}

fn plain(placed: BTreeMap<String, Placed<String>>) -> BTreeMap<String, String> {
    placed
        .into_iter()
        .map(|(name, placed)| (name, placed.value))
        .collect()
}
