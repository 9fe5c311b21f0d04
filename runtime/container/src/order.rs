//! One start: what is started, for whom, with which marks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use secrecy::ExposeSecret as _;

use crate::launch::Launch;
use crate::reaper::guard::Guard;
use crate::redact::Redactor;
use crate::stderr::Tail;
use crate::{Error, InstanceId, Owner, SecretValues};

/// The label, and the environment variable of processes, that names the instance.
pub(crate) const INSTANCE_LABEL: &str = "io.mcpreg.instance";
/// The label that says which process the instance is.
pub(crate) const OWNER_LABEL: &str = "io.mcpreg.owner";
/// The label with the owner's process number, for people.
pub(crate) const OWNER_PID_LABEL: &str = "io.mcpreg.owner-pid";
/// The label with the gateway's name, for people.
pub(crate) const GATEWAY_LABEL: &str = "io.mcpreg.gateway";
/// The label with the server's name.
pub(crate) const SERVER_LABEL: &str = "io.mcpreg.server";
/// The environment variable that names the instance.
pub(crate) const INSTANCE_VARIABLE: &str = "MCPREG_INSTANCE";
/// The environment variable that says which process the instance is.
pub(crate) const OWNER_VARIABLE: &str = "MCPREG_OWNER";

/// One start of one server.
pub(crate) struct Order {
    pub(crate) server: String,
    pub(crate) launch: Launch,
    pub(crate) secrets: SecretValues,
    pub(crate) redactor: Redactor,
    pub(crate) marks: Arc<Marks>,
    pub(crate) guard: Arc<Guard>,
    /// Counts the starts of this host.
    pub(crate) number: u64,
    /// Counts the containers made for this start.
    pub(crate) attempts: AtomicUsize,
}

/// What everything of one host is marked with.
#[derive(Debug)]
pub(crate) struct Marks {
    pub(crate) instance: InstanceId,
    pub(crate) owner: Owner,
    pub(crate) gateway: String,
}

impl Order {
    /// The environment as the launch and its secrets give it; a secret wins over a plain value.
    pub(crate) fn environment(&self) -> Result<BTreeMap<&str, &str>, Error> {
        let mut environment: BTreeMap<&str, &str> = self
            .launch
            .env
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        environment.extend(
            self.secrets
                .iter()
                .map(|(name, value)| (name, value.expose_secret())),
        );
        for (name, value) in &environment {
            if name.is_empty() || name.contains(['=', '\0']) || value.contains('\0') {
                return Err(self.unusable(format!(
                    "the environment variable `{}` cannot be set: a name without `=`, and no NUL \
                     byte, is expected",
                    name.escape_debug()
                )));
            }
        }
        Ok(environment)
    }

    /// An empty tail for this server's stderr.
    pub(crate) fn tail(&self) -> Arc<Tail> {
        Arc::new(Tail::new(&self.server, self.redactor.clone()))
    }

    pub(crate) fn unusable(&self, what: String) -> Error {
        Error::BadConfinement {
            server: self.server.clone(),
            what,
        }
    }

    pub(crate) fn start_failed(&self, message: &str) -> Error {
        let message = self.redactor.clean(message.trim());
        Error::Start {
            server: self.server.clone(),
            message,
        }
    }
}
