//! Whose something is: the marks that everything this crate starts carries.
//!
//! An [`InstanceId`] names one run of one gateway. An [`Owner`] says which process that run is,
//! in enough detail that a reused process number, a reboot or another PID namespace is not
//! mistaken for it.

use std::fmt;
use std::io::Read as _;

use serde::{Deserialize, Serialize};

use crate::Error;

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
        Ok(Self(
            bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        ))
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

/// The process that owns an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Its process number.
    pub pid: u32,
}
