//! Whose something is: the marks that everything this crate starts carries.
//!
//! An [`InstanceId`] names one run of one gateway. An [`Owner`] says which process that run is,
//! in enough detail that a reused process number, a reboot, another PID namespace or another
//! machine behind the same engine is not mistaken for it.

use std::fmt;
use std::io::Read as _;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::process_id::Status;

/// One run of one gateway: 24 random hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InstanceId(String);

impl InstanceId {
    /// A new random identity.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn random() -> Result<Self, Error> {
        let mut bytes = [0_u8; 12];
        std::fs::File::open("/dev/urandom")
            .and_then(|mut source| source.read_exact(&mut bytes))
            .map_err(|source| Error::System {
                action: "read /dev/urandom".to_owned(),
                source,
            })?;
        Ok(Self(hexadecimal(&bytes)))
    }

    /// The identity as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The process that owns an instance. Its text form, `machine/boot/namespace/pid/started`, is
/// what labels and environments carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// A hash of the machine's identity; of its host name where it has none.
    pub machine: String,
    /// The kernel's boot identity; empty where there is none.
    pub boot: String,
    /// The PID namespace; empty where there is none.
    pub namespace: String,
    /// The process number.
    pub pid: u32,
    /// When the process started, in clock ticks since the boot; 0 where nobody says.
    pub started: u64,
}

/// What is known about an owner from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerState {
    /// It runs.
    Alive,
    /// It ended, so what it started is an orphan.
    Dead,
    /// It lives, or lived, on another machine or in another PID namespace.
    Elsewhere,
}

impl Owner {
    /// This process.
    pub fn this_process() -> Self {
        let pid = std::process::id();
        Self {
            machine: machine(),
            boot: trimmed("/proc/sys/kernel/random/boot_id"),
            namespace: std::fs::read_link("/proc/self/ns/pid")
                .map(|link| {
                    link.to_string_lossy()
                        .chars()
                        .filter(char::is_ascii_digit)
                        .collect()
                })
                .unwrap_or_default(),
            pid,
            started: started(pid).unwrap_or_default(),
        }
    }

    /// Whether this owner still runs, as seen by `observer`, which is [`Self::this_process`].
    pub fn state(&self, observer: &Self) -> OwnerState {
        if self.machine != observer.machine {
            return OwnerState::Elsewhere;
        }
        if self.boot != observer.boot {
            return OwnerState::Dead;
        }
        if self.namespace != observer.namespace {
            return OwnerState::Elsewhere;
        }
        if is_running(self.pid, self.started) {
            OwnerState::Alive
        } else {
            OwnerState::Dead
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            machine,
            boot,
            namespace,
            pid,
            started,
        } = self;
        write!(f, "{machine}/{boot}/{namespace}/{pid}/{started}")
    }
}

impl FromStr for Owner {
    type Err = NotAnOwner;

    fn from_str(text: &str) -> Result<Self, NotAnOwner> {
        let parts: Vec<&str> = text.split('/').collect();
        let [machine, boot, namespace, pid, started] = parts[..] else {
            return Err(NotAnOwner);
        };
        Ok(Self {
            machine: machine.to_owned(),
            boot: boot.to_owned(),
            namespace: namespace.to_owned(),
            pid: pid.parse().map_err(|_| NotAnOwner)?,
            started: started.parse().map_err(|_| NotAnOwner)?,
        })
    }
}

/// A text that names no owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an owner: expected `machine/boot/namespace/pid/started`")]
pub struct NotAnOwner;

fn machine() -> String {
    let mut name = trimmed("/etc/machine-id");
    if name.is_empty() {
        name = rustix::system::uname()
            .nodename()
            .to_string_lossy()
            .into_owned();
    }
    // Hashed: the machine's identity is not for everyone who can read labels.
    let digest = Sha256::digest(format!("mcpreg {name}"));
    hexadecimal(&digest[..6])
}

fn trimmed(path: &str) -> String {
    std::fs::read_to_string(path)
        .map(|text| text.trim().to_owned())
        .unwrap_or_default()
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
        text
    })
}

fn is_running(pid: u32, expected: u64) -> bool {
    if std::path::Path::new("/proc/self/stat").exists() {
        return started(pid).is_some_and(|found| expected == 0 || found == expected);
    }
    crate::process_id::pid(pid).is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok())
}

/// When a process started; `None` for one that is gone or a zombie.
fn started(pid: u32) -> Option<u64> {
    let status = Status::of(pid)?;
    (!status.is_zombie).then_some(status.id.started)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(change: impl FnOnce(&mut Owner), expected: OwnerState) {
        let observer = Owner::this_process();
        let mut owner = observer.clone();
        change(&mut owner);
        assert_eq!(owner.state(&observer), expected);
        assert_eq!(
            owner.to_string().parse(),
            Ok(owner),
            "the text form keeps everything"
        );
    }

    #[test]
    fn this_process_is_alive() {
        check(|_| {}, OwnerState::Alive);
    }

    #[test]
    fn a_reused_process_number_is_dead() {
        check(
            |owner| owner.started = owner.started.saturating_sub(1).max(1),
            OwnerState::Dead,
        );
    }

    #[test]
    fn an_unused_process_number_is_dead() {
        check(|owner| owner.pid = 0x7fff_fff0, OwnerState::Dead);
    }

    #[test]
    fn an_earlier_boot_is_dead() {
        check(|owner| owner.boot = "earlier".to_owned(), OwnerState::Dead);
    }

    #[test]
    fn another_machine_or_namespace_is_left_alone() {
        check(
            |owner| owner.machine = "other".to_owned(),
            OwnerState::Elsewhere,
        );
        check(
            |owner| owner.namespace = "1".to_owned(),
            OwnerState::Elsewhere,
        );
    }

    #[test]
    fn a_zombie_is_dead() {
        let mut child = std::process::Command::new("true")
            .spawn()
            .expect("`true` exists");
        let pid = child.id();
        // Reading until it is a zombie: it is not waited for yet, so its number stays taken.
        while started(pid).is_some() {
            std::thread::yield_now();
        }
        assert!(!is_running(pid, 0));
        child.wait().expect("it is our child");
    }

    #[test]
    fn nonsense_is_not_an_owner() {
        for text in ["", "a/b/c/d", "m/b/n/pid/1", "m/b/n/1/2/3"] {
            assert_eq!(text.parse::<Owner>(), Err(NotAnOwner), "{text}");
        }
    }

    #[test]
    fn identities_differ() {
        let first = InstanceId::random().expect("there is randomness");
        assert_ne!(first, InstanceId::random().expect("there is randomness"));
        assert_eq!(first.as_str().len(), 24);
    }
}
