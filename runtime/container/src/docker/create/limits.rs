//! The limits of a container that are numbers: those of its confinement, and the fixed ones.

use bollard::models::ResourcesUlimits;

use crate::Error;
use crate::launch::Confinement;
use crate::order::Order;

/// The folder of shared memory: a tmpfs, so what is in it counts as the container's memory.
pub(super) const SHM: &str = "/dev/shm";
/// How large it may get unless the catalogue's `tmpfs` names it.
const SHM_BYTES: u64 = 16 << 20;
/// Of -1000 to 1000 (proc(5), `oom_score_adj`): well above the 0 of ordinary programs.
pub(super) const OOM_SCORE_ADJUSTMENT: i64 = 500;

/// Per process, soft and hard (getrlimit(2)). None is above the hard limits that Linux starts
/// with, because an engine without privileges cannot raise those.
const ULIMITS: [(&str, i64); 4] = [
    // No core dump: it would go where the host's `core_pattern` says, out of the container.
    ("core", 0),
    // The largest file: one that grows in a writable mount stops here.
    ("fsize", 1 << 30),
    ("nofile", 4096),
    // Counted by the kernel per user number, over all containers; `pids` is what counts one.
    ("nproc", 4096),
];

pub(super) fn ulimits() -> Vec<ResourcesUlimits> {
    let limit = |(name, value): &(&str, i64)| ResourcesUlimits {
        name: Some((*name).to_owned()),
        soft: Some(*value),
        hard: Some(*value),
    };
    ULIMITS.iter().map(limit).collect()
}

/// The size of `/dev/shm`.
pub(super) fn shm(order: &Order, confinement: &Confinement) -> Result<i64, Error> {
    let named = confinement.tmpfs.get(SHM).copied();
    positive(order, "tmpfs of /dev/shm", named.unwrap_or(SHM_BYTES))
}

/// A number as engines take it.
pub(super) fn positive(order: &Order, name: &str, value: u64) -> Result<i64, Error> {
    i64::try_from(value)
        .ok()
        .filter(|value| *value > 0)
        .ok_or_else(|| {
            order.unusable(format!(
                "`{name}` is {value}; a number above 0 and below 2^63 is expected"
            ))
        })
}
