//! A gateway in this process: its tables, its servers, and calls to them.

use std::ffi::OsString;
use std::sync::Arc;

use mcpreg_container::{Host, HostOptions, Launch};
use mcpreg_contract::{CallError, Caller, Registry, Server, Tool};
use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracing::{debug, info};

use crate::Error;
use crate::call::Caller as Asker;
use crate::core::Core;
use crate::forward::call_line_of_arguments;
use crate::limits::CHECKED_HERE_BYTES;
use crate::refusal::Refusal;
use crate::relay::{self, Ending};
use crate::shared::Shared;
use crate::tools::Entry;
use crate::upstream::Upstream;

/// The servers of a registry, each started at its first call.
///
/// Dropping it stops them in the background; [`Gateway::close`] waits for that.
#[derive(Debug)]
pub struct Gateway {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
    host: Host,
}

/// The command lines of the processes that help a gateway.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    /// Runs [`mcpreg_container::reaper::run`].
    pub(crate) reaper: Option<Vec<OsString>>,
    /// Runs [`mcpreg_container::keeper::run`].
    pub(crate) keeper: Option<Vec<OsString>>,
}

impl Gateway {
    /// Sets a gateway up, inside of a tokio runtime with I/O and time; starts no server.
    ///
    /// Without a reaper process: what this process leaves when it is killed is removed by the
    /// next gateway on this machine. Without keepers, too: a server on this host has this
    /// process's session, limits and inherited descriptors, and what leaves its process group
    /// outlives it. [`crate::main`] sets both up, and calls
    /// [`mcpreg_container::forbid_inspection`], without which such a server can read this
    /// process's memory and environment.
    ///
    /// # Errors
    ///
    /// When the registry does not belong to this version, or the host cannot be used.
    pub fn start(registry: &'static Registry) -> Result<Self, Error> {
        Self::start_with(registry, Roles::default())
    }

    /// The same, with a reaper and keepers.
    pub(crate) fn start_with(registry: &'static Registry, roles: Roles) -> Result<Self, Error> {
        let options = HostOptions {
            owner: registry.gateway.to_owned(),
            reaper: roles.reaper,
            keeper: roles.keeper,
        };
        let host = Host::new(options).map_err(Error::Host)?;
        let core = Arc::new(Core::new(registry.gateway));
        let mut upstreams = Vec::with_capacity(registry.servers.len());
        let mut tasks = Vec::with_capacity(registry.servers.len());
        for server in registry.servers {
            let launch = launch_of(server)?;
            let (upstream, task) = Upstream::spawn(server, launch, host.clone(), &core);
            upstreams.push(upstream);
            tasks.push(task);
        }
        let shared = Shared::new(core, registry, upstreams);
        Ok(Self {
            shared: Arc::new(shared),
            tasks,
            host,
        })
    }

    /// Serves one client over a pair of streams until it ends its input, `stop` completes, or it
    /// does not read any more. Calls that are open then get a moment to be answered.
    ///
    /// # Errors
    ///
    /// Those of `reader`; a client that goes away is none.
    pub async fn serve<R, W>(
        &self,
        reader: R,
        writer: W,
        stop: impl Future<Output = ()>,
    ) -> Result<(), Error>
    where
        R: AsyncRead + Unpin,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let ending = relay::run(&self.shared, reader, writer, stop).await?;
        match ending {
            Ending::EndOfInput => debug!("end of input"),
            Ending::Stopped => info!("stopping"),
            Ending::Gone => info!("the client is gone"),
        }
        Ok(())
    }

    /// Removes what dead gateways left on this machine, and says how many things that were.
    ///
    /// # Errors
    ///
    /// When an engine answers but cannot list or remove.
    pub async fn sweep(&self) -> Result<usize, Error> {
        self.host.sweep().await.map_err(Error::Host)
    }

    /// The host that the servers run on.
    pub(crate) fn host(&self) -> &Host {
        &self.host
    }

    /// Stops every server and waits until nothing is left of them.
    pub async fn close(self) {
        let Self {
            shared,
            tasks,
            host,
        } = self;
        // The last mailboxes: without them the tasks end.
        drop(shared);
        for task in tasks {
            if let Err(error) = task.await {
                debug!(%error, "a server's task failed");
            }
        }
        host.close().await;
    }
}

impl Caller for Gateway {
    async fn call(
        &self,
        tool: &'static Tool,
        arguments: Box<RawValue>,
    ) -> Result<Box<RawValue>, CallError> {
        let shared = &self.shared;
        let unknown = || CallError::Unavailable {
            server: tool.server,
            reason: format!("{} is not in this gateway's registry", tool.public_name),
        };
        let entry = shared.tools.get(tool.public_name).ok_or_else(unknown)?;
        let refused = |refusal: Refusal| refusal.into_call_error(shared.server(entry), entry.tool);
        let arguments = decided(shared, entry, arguments).await.map_err(refused)?;
        let (sender, answer) = oneshot::channel();
        let ticket = shared.ticket(entry, Asker::Local(sender));
        let number = ticket.number;
        let line = call_line_of_arguments(entry, number, arguments.get());
        shared.send(entry, ticket, line);
        let mut guard = CancelOnDrop {
            upstream: Some(shared.upstream(entry.server)),
            number,
        };
        let answer = answer.await;
        guard.upstream = None;
        answer.unwrap_or_else(|_| {
            let server = shared.server(entry);
            let closing = Refusal::Unavailable("the gateway is closing".to_owned());
            Err(closing.into_call_error(server, entry.tool))
        })
    }
}

/// The arguments, once they are accepted. Long ones are decided on another thread.
async fn decided(
    shared: &Arc<Shared>,
    entry: &Entry,
    arguments: Box<RawValue>,
) -> Result<Box<RawValue>, Refusal> {
    if arguments.get().len() <= CHECKED_HERE_BYTES && entry.is_prepared() {
        entry.decide(arguments.get()).map_err(Refusal::Arguments)?;
        return Ok(arguments);
    }
    let (its, tool) = (Arc::clone(shared), entry.tool.public_name);
    let decide = move || {
        let entry = its.tools.get(tool)?;
        entry.prepare();
        Some(entry.decide(arguments.get()).map(|()| arguments))
    };
    match shared.core.deciders.run(decide).await.flatten() {
        Some(outcome) => outcome.map_err(Refusal::Arguments),
        None => Err(Refusal::Undecided),
    }
}

/// Tells the server when a caller in this process stops waiting.
struct CancelOnDrop<'a> {
    upstream: Option<&'a Upstream>,
    number: u64,
}

impl Drop for CancelOnDrop<'_> {
    fn drop(&mut self) {
        if let Some(upstream) = self.upstream {
            upstream.cancel(self.number, None);
        }
    }
}

/// How the registry says that a server is started.
pub(crate) fn launch_of(server: &'static Server) -> Result<Launch, Error> {
    let launch = serde_json::from_str(server.launch);
    launch.map_err(|source| Error::Launch {
        server: server.id,
        source,
    })
}
