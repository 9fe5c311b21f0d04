//! The descriptors that this process was started with.

/// Where the numbers of open descriptors are listed.
const OPEN: &str = "/proc/self/fd";
/// How many numbers are tried where they are not listed.
const TRIED: i32 = 4096;

/// Closes every descriptor after stderr: what the owner's own parent left open is neither the
/// server's nor the reaper's. Only for the start of a process, when none of them has an owner.
pub(crate) fn close_inherited() {
    let numbers: Vec<i32> = match std::fs::read_dir(OPEN) {
        Ok(entries) => entries
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .collect(),
        Err(_) => (0..TRIED).collect(),
    };
    // The listing's own descriptor is among the numbers, and is closed already.
    for number in numbers.into_iter().filter(|number| *number > 2) {
        let _ = nix::unistd::close(number);
    }
}
