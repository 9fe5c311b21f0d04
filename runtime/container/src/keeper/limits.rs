//! The limits of a server on this host.
//!
//! | limit | value | why |
//! |---|---|---|
//! | `RLIMIT_CORE` | 0 | a core file would hold the server's secrets |
//! | `RLIMIT_NOFILE` | 1,024, may be raised to 65,536 | what the owner was given is not for every server |
//!
//! There is none on memory or time: address space says little about memory, and a user's count of
//! processes is shared by all servers. Where the owner is root, the capabilities with which a
//! server could read its memory are given up for good: `CAP_SYS_PTRACE` (`ptrace(2)`), and
//! `CAP_PERFMON` with `CAP_SYS_ADMIN`, which newer kernels take for permission to read
//! `/proc/<pid>/environ` and `mem` (`mm_access` in Linux's `kernel/fork.c`). So a server of a root
//! gateway cannot mount or make namespaces.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{
    CapabilitySet, capabilities, remove_capability_from_bounding_set, set_capabilities,
};

/// What lets a process read another one's memory.
const READ_MEMORY: [CapabilitySet; 3] = [
    CapabilitySet::SYS_PTRACE,
    CapabilitySet::PERFMON,
    CapabilitySet::SYS_ADMIN,
];
const OPEN_FILES: u64 = 1024;
const MOST_OPEN_FILES: u64 = 65_536;

/// Limits this process, and with it all that it starts. What cannot be limited stays as it was.
pub(super) fn apply() {
    let _ = setrlimit(Resource::Core, limit(0, 0));
    let most = getrlimit(Resource::Nofile)
        .maximum
        .map_or(MOST_OPEN_FILES, |given| given.min(MOST_OPEN_FILES));
    let _ = setrlimit(Resource::Nofile, limit(OPEN_FILES.min(most), most));
    for capability in READ_MEMORY {
        give_up(capability);
    }
}

/// Gives one capability up, and with it the way back through a program that root executes.
fn give_up(capability: CapabilitySet) {
    // Fails without `CAP_SETPCAP`; then executing a program gives none back either.
    let _ = remove_capability_from_bounding_set(capability);
    if let Ok(mut sets) = capabilities(None) {
        sets.effective.remove(capability);
        sets.permitted.remove(capability);
        sets.inheritable.remove(capability);
        let _ = set_capabilities(None, sets);
    }
}

fn limit(current: u64, maximum: u64) -> Rlimit {
    Rlimit {
        current: Some(current),
        maximum: Some(maximum),
    }
}
