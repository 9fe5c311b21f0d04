//! What is mounted into a container, in each engine's own way.
//!
//! - Docker makes no folder on disk for a declared volume where its API's `Mounts` have the path,
//!   but does where only `Tmpfs` has it. Its tmpfs mounts are `nosuid,nodev,noexec` by themselves.
//! - Podman makes none for either, and knows `noexec` in `Tmpfs` only.
//! - Docker mounts a folder of the host by our open descriptor: an anonymous volume of the `local`
//!   driver, whose device the daemon itself mounts, in its own mount namespace. A plain bind mount
//!   happens inside the container's, where a descriptor of another one is refused (mount(2),
//!   EINVAL).
//! - Podman gets the folder's name, and what it mounted is compared with the open folder before
//!   the server is given its input.

use std::collections::{BTreeMap, HashMap};

use bollard::models::{
    Mount, MountBindOptions, MountBindOptionsPropagationEnum, MountTmpfsOptions, MountType,
    MountVolumeOptions, MountVolumeOptionsDriverConfig,
};

use super::Parts;
use crate::EngineName;
use crate::mounts::Bind;

/// Read, written and searched by everyone, and only owners delete (chmod(2)), so that every user
/// can use it.
const FOR_ALL: i64 = 0o1777;

/// How a folder of the host gets into a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::docker) enum Binding {
    /// By our descriptor of it.
    Descriptor,
    /// By its name.
    Name,
}

impl Binding {
    /// What `engine` can do.
    pub(in crate::docker) fn of(engine: EngineName) -> Self {
        match engine {
            EngineName::Docker => Self::Descriptor,
            EngineName::Podman => Self::Name,
        }
    }
}

/// The two members of the request that mount something.
pub(super) struct Mounts {
    pub(super) mounts: Vec<Mount>,
    pub(super) tmpfs: HashMap<String, String>,
}

/// Everything that is mounted: folders of the host, and those in memory.
pub(super) fn all(parts: Parts<'_>, folders: &BTreeMap<String, u64>) -> Mounts {
    let mut mounts: Vec<_> = parts
        .binds
        .iter()
        .map(|bind| match Binding::of(parts.engine) {
            Binding::Descriptor => by_descriptor(bind),
            Binding::Name => by_name(bind),
        })
        .collect();
    let mut tmpfs = HashMap::new();
    match parts.engine {
        EngineName::Docker => mounts.extend(folders.iter().map(in_memory)),
        EngineName::Podman => tmpfs.extend(folders.iter().map(|(path, size)| {
            let options = format!("rw,nosuid,nodev,noexec,size={size},mode={FOR_ALL:o}");
            (path.clone(), options)
        })),
    }
    Mounts { mounts, tmpfs }
}

fn in_memory((path, size): (&String, &u64)) -> Mount {
    Mount {
        typ: Some(MountType::TMPFS),
        target: Some(path.clone()),
        tmpfs_options: Some(MountTmpfsOptions {
            size_bytes: Some(i64::try_from(*size).unwrap_or(i64::MAX)),
            mode: Some(FOR_ALL),
            options: None,
        }),
        ..Mount::default()
    }
}

fn by_descriptor(bind: &Bind) -> Mount {
    let access = if bind.is_writable { "rw" } else { "ro" };
    let options = [
        ("type", "none".to_owned()),
        ("o", format!("bind,{access},nosuid,nodev")),
        ("device", bind.folder.descriptor_path()),
    ];
    let options = options.map(|(name, value)| (name.to_owned(), value));
    Mount {
        typ: Some(MountType::VOLUME),
        target: Some(bind.target.clone()),
        volume_options: Some(MountVolumeOptions {
            // Otherwise the image's files at the target are copied into the host's folder.
            no_copy: Some(true),
            driver_config: Some(MountVolumeOptionsDriverConfig {
                name: Some("local".to_owned()),
                options: Some(HashMap::from(options)),
            }),
            ..MountVolumeOptions::default()
        }),
        ..Mount::default()
    }
}

fn by_name(bind: &Bind) -> Mount {
    Mount {
        typ: Some(MountType::BIND),
        source: Some(bind.folder.path().to_string_lossy().into_owned()),
        target: Some(bind.target.clone()),
        read_only: Some(!bind.is_writable),
        bind_options: Some(MountBindOptions {
            propagation: Some(MountBindOptionsPropagationEnum::RPRIVATE),
            ..MountBindOptions::default()
        }),
        ..Mount::default()
    }
}
