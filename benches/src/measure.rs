//! What a process costs, and what is left of many numbers.

use std::time::Duration;

use anyhow::Context as _;

/// The CPU time that all threads of a process have had so far.
///
/// From `/proc/<pid>/task/*/schedstat`, whose first field counts nanoseconds on a CPU: the
/// hundredths of a second of `/proc/<pid>/stat` are too coarse for a short phase.
///
/// # Errors
///
/// The process is gone, or the kernel keeps no such statistics.
pub fn cpu_time(pid: u32) -> anyhow::Result<Duration> {
    let tasks = format!("/proc/{pid}/task");
    let mut nanoseconds = 0;
    for task in std::fs::read_dir(&tasks).with_context(|| format!("cannot list {tasks}"))? {
        let path = task?.path().join("schedstat");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let first = text
            .split_whitespace()
            .next()
            .and_then(|field| field.parse::<u64>().ok());
        nanoseconds += first.with_context(|| format!("{} has no number", path.display()))?;
    }
    Ok(Duration::from_nanos(nanoseconds))
}

/// The memory a process holds now, in MiB (`VmRSS`).
///
/// # Errors
///
/// The process is gone.
pub fn resident_mib(pid: u32) -> anyhow::Result<f64> {
    let path = format!("/proc/{pid}/status");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    Ok(kib.with_context(|| format!("{path} has no VmRSS"))? / 1024.0)
}

/// The middle of some numbers; of an even number of them, the upper middle.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The number that `part` (0 to 1) of some sorted durations are not above.
pub fn quantile(sorted: &[Duration], part: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index into a slice that is far shorter than 2^52"
    )]
    let index = (sorted.len() as f64 * part) as usize;
    sorted
        .get(index.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert!(median(vec![]).is_nan());
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(vec![4.0, 1.0]) - 4.0).abs() < f64::EPSILON);
    }

    #[test]
    fn quantiles() {
        let sorted: Vec<_> = (1..=100).map(Duration::from_micros).collect();
        assert_eq!(quantile(&sorted, 0.5), Duration::from_micros(51));
        assert_eq!(quantile(&sorted, 0.99), Duration::from_micros(100));
        assert_eq!(quantile(&sorted, 1.0), Duration::from_micros(100));
        assert_eq!(quantile(&[], 0.5), Duration::ZERO);
    }

    #[test]
    fn this_process_has_a_cost() {
        assert!(cpu_time(std::process::id()).expect("this process runs") > Duration::ZERO);
        assert!(resident_mib(std::process::id()).expect("this process runs") > 0.1);
    }
}
