//! Keeping this process's memory and starting environment from other processes of its user.

/// Makes this process undumpable, so that no process of the same user can read
/// `/proc/<pid>/environ`, `/proc/<pid>/mem` or `/proc/<pid>/fd`, attach to it, or find a core file
/// of it (`PR_SET_DUMPABLE` in `prctl(2)`, "ptrace access mode checking" in `ptrace(2)`).
///
/// Call it first in `main`, before a server is started. A process with `CAP_SYS_PTRACE` or
/// `CAP_PERFMON`, as root usually is, still reads everything; a [`keeper`](crate::keeper) takes
/// both from what it starts. What remains: the parent of this process has the same environment and
/// may be readable, and so is this one until it gets here. Elsewhere than on Linux this does
/// nothing.
pub fn forbid_inspection() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
            tracing::warn!(%error, "other processes of this user can read this one's memory");
        }
    }
}
