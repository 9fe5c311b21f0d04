//! The box of a container: `network`, `memory`, `cpus`, `pids`, `user`, `tmpfs` and `mounts`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use mcpreg_container::{Confinement, Mount, Network, User};
use toml::Spanned;
use toml::de::DeValue;

use crate::catalogue::fault::{Fault, FaultKind};
use crate::catalogue::keys::MountKeys;
use crate::catalogue::reader::{Placed, Reader, Section};
use crate::catalogue::value;

/// Reads a server's box; what is not said stays closed.
pub(super) fn read(reader: &mut Reader, section: &Section<'_>) -> Confinement {
    let mut confinement = Confinement::default();
    if let Some(network) = reader.string(section, "network") {
        confinement.network = read_network(reader, network);
    }
    if let Some(memory) = reader
        .string(section, "memory")
        .and_then(|text| read_size(reader, text))
    {
        confinement.memory_bytes = memory;
    }
    if let Some(cpus) = reader.thousandths(section, "cpus") {
        confinement.cpu_millis = cpus;
    }
    if let Some(pids) = reader.whole(section, "pids", 1..=4_194_304) {
        confinement.pids = pids;
    }
    if let Some((_, user)) = section.entry("user") {
        confinement.user = read_user(reader, user);
    }
    if section.entry("tmpfs").is_some() {
        confinement.tmpfs = read_tmpfs(reader, section);
    }
    confinement.mounts = read_mounts(reader, section);
    confinement
}

fn read_network(reader: &mut Reader, network: Placed<String>) -> Network {
    match network.value.as_str() {
        "none" => Network::None,
        "bridge" => Network::Bridge,
        "" | "host" => {
            let message = format!("`{}` is no network for a confined server", network.value);
            let fault = Fault::new(FaultKind::BadName, network.place, message);
            reader.fault(fault.expected("expected `none`, `bridge` or a network's name"));
            Network::None
        }
        _ => Network::Named(network.value),
    }
}

fn read_user(reader: &mut Reader, value: &Spanned<DeValue<'_>>) -> User {
    let text = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::String(text) => text.as_ref(),
        _ => "",
    };
    let user = user(text);
    if user.is_none() {
        let fault = Fault::new(
            FaultKind::BadUser,
            value.span(),
            "invalid user of a container",
        );
        reader.fault(
            fault
                .expected("expected `1000`, `\"1000:1000\"` or `\"image\"`")
                .help("names of users mean something in an image only; write the number"),
        );
    }
    user.unwrap_or_default()
}

fn user(text: &str) -> Option<User> {
    if text == "image" {
        return Some(User::Image);
    }
    let (uid, gid) = text.split_once(':').unwrap_or((text, text));
    let number = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_plain)
    };
    Some(User::Ids {
        uid: number(uid)?,
        gid: number(gid)?,
    })
}

pub(super) fn read_size(reader: &mut Reader, text: Placed<String>) -> Option<u64> {
    let size = value::size(&text.value);
    if size.is_none() {
        let fault = Fault::new(
            FaultKind::BadSize,
            text.place,
            format!("`{}` is no size", text.value),
        );
        reader.fault(fault.expected("expected a size such as `512MiB`"));
    }
    size
}

fn read_tmpfs(reader: &mut Reader, section: &Section<'_>) -> BTreeMap<String, u64> {
    let mut tmpfs = BTreeMap::new();
    for member in reader.members(section, "tmpfs") {
        if let Some(path) = absolute(reader, member.name, "the tmpfs")
            && let Some(text) = reader.text(&member.path, member.value)
            && let Some(size) = read_size(reader, text)
        {
            tmpfs.insert(path, size);
        }
    }
    tmpfs
}

fn read_mounts(reader: &mut Reader, section: &Section<'_>) -> Vec<Mount> {
    let Some((_, value)) = section.entry("mounts") else {
        return Vec::new();
    };
    let path = format!("{}.mounts", section.path);
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong_type(
            &path,
            value,
            "a list such as `[{ source = \"/srv\", target = \"/srv\" }]`",
        );
        return Vec::new();
    };
    let mut mounts = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(table) = reader.table::<MountKeys>(format!("{path}.{index}"), item) {
            mounts.extend(read_mount(reader, &table));
        }
    }
    mounts
}

fn read_mount(reader: &mut Reader, table: &Section<'_>) -> Option<Mount> {
    let writable = reader.flag(table, "writable");
    for key in ["source", "target"] {
        if table.entry(key).is_none() {
            reader.missing(
                table,
                key,
                "a mount has a `source` on this host and a `target` inside",
            );
        }
    }
    let source = reader.string(table, "source");
    let target = reader.string(table, "target");
    let source = source.and_then(|text| absolute(reader, text, "the mount's source"));
    let target = target.and_then(|text| absolute(reader, text, "the mount's target"));
    Some(Mount {
        source: PathBuf::from(source?),
        target: target?,
        writable,
    })
}

fn absolute(reader: &mut Reader, path: Placed<String>, what: &str) -> Option<String> {
    if path.value.starts_with('/') {
        return Some(path.value);
    }
    let message = format!("{what} `{}` is not absolute", path.value);
    let fault = Fault::new(FaultKind::RelativePath, path.place, message);
    reader.fault(fault.expected("expected a path that starts with `/`"));
    None
}
