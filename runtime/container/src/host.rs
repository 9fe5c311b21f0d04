//! The one door of this crate: a [`Host`] starts servers, in whatever engine each one asks for.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::{OnceCell, watch};

use crate::docker::{Engine, serve};
use crate::launch::{ImageProgram, Launch, Program};
use crate::order::{Marks, Order};
use crate::reaper::guard::Guard;
use crate::reaper::line::Line;
use crate::redact::Redactor;
use crate::running::{Control, Life};
use crate::{
    Error, InstanceId, MountRoots, Owner, OwnerState, PullProgress, ResolvedImage, Running,
    SecretValues, orphans, process,
};

/// How long a server gets at [`Host::close`] between the end of its input and TERM, and between
/// TERM and KILL.
const CLOSE_GRACE: Duration = Duration::from_secs(3);
/// How long [`Host::close`] waits for starts that are under way.
const START_PATIENCE: Duration = Duration::from_secs(150);
/// How long orphaned processes get between TERM and KILL.
const ORPHAN_GRACE: Duration = Duration::from_millis(500);

/// How a [`Host`] is set up.
#[derive(Debug, Clone, Default)]
pub struct HostOptions {
    /// The gateway's name, for the labels of containers.
    pub owner: String,
    /// The command line that runs [`crate::reaper::run`], such as `[current_exe, "reap"]`.
    /// Without it, nothing cleans up after a killed owner but the next [`Host::sweep`].
    pub reaper: Option<Vec<OsString>>,
    /// The command line that runs [`crate::keeper::run`], such as `[current_exe, "keep"]`; used on
    /// Linux. Without it, a server on this host has its owner's session, limits and inherited
    /// descriptors, and what leaves its process group outlives it.
    pub keeper: Option<Vec<OsString>>,
}

/// Starts servers and keeps account of them. A clone is the same host.
///
/// A container engine is looked for on first need: a host that only runs processes never touches
/// a socket. The reaper, too, is started with the first server. All methods need a tokio runtime
/// with I/O and time enabled.
#[derive(Debug, Clone)]
pub struct Host {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    marks: Arc<Marks>,
    guard: Arc<Guard>,
    keeper: Option<Arc<[OsString]>>,
    /// The folders that may be mounted; the operator's own word where `None`.
    roots: Option<MountRoots>,
    engine: OnceCell<Engine>,
    number: AtomicU64,
    registry: Mutex<Registry>,
    /// How many starts are under way.
    starting: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct Registry {
    is_closed: bool,
    lives: BTreeMap<u64, Weak<Life>>,
}

/// Which engine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineName {
    /// Docker Engine, or something that claims to be.
    Docker,
    /// Podman through its Docker-compatible API.
    Podman,
}

impl std::fmt::Display for EngineName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Docker => "Docker",
            Self::Podman => "Podman",
        })
    }
}

/// The engine that containers run in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineInfo {
    /// Which one.
    pub name: EngineName,
    /// Its version.
    pub version: String,
    /// The version of the Docker API spoken with it.
    pub api_version: String,
    /// Where it was found, such as `unix:///var/run/docker.sock`.
    pub address: String,
}

impl Host {
    /// A host with a new [`InstanceId`]; starts nothing yet.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn new(options: HostOptions) -> Result<Self, Error> {
        Self::build(options, None)
    }

    /// The same, where `roots` may be mounted instead of what the operator's files allow.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn with_mount_roots(options: HostOptions, roots: MountRoots) -> Result<Self, Error> {
        Self::build(options, Some(roots))
    }

    fn build(options: HostOptions, roots: Option<MountRoots>) -> Result<Self, Error> {
        let instance = InstanceId::random()?;
        let guard = Arc::new(Guard::new(options.reaper, &instance));
        let owner = Owner::this_process();
        let marks = Arc::new(Marks {
            instance,
            owner,
            gateway: options.owner,
        });
        let shared = Shared {
            marks,
            guard,
            keeper: options
                .keeper
                .filter(|_| cfg!(target_os = "linux"))
                .map(Arc::from),
            roots,
            engine: OnceCell::new(),
            number: AtomicU64::new(1),
            registry: Mutex::default(),
            starting: watch::channel(0).0,
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// The identity that everything started here carries.
    pub fn instance(&self) -> &InstanceId {
        &self.shared.marks.instance
    }

    /// Starts a server. Dropping the future does not leave anything behind: the start goes on
    /// and is undone.
    ///
    /// # Errors
    /// When the engine, the image or the program is missing, the confinement is unusable, or the
    /// server cannot be started; nothing is left behind then.
    pub async fn start(
        &self,
        server: &str,
        launch: &Launch,
        secrets: SecretValues,
    ) -> Result<Running, Error> {
        let host = self.clone();
        let order = self.order(server, launch, secrets);
        let task = tokio::spawn(async move { host.shared.start(order).await });
        task.await.unwrap_or_else(|failure| {
            let message = format!("starting it failed: {failure}");
            Err(Error::Start {
                server: server.to_owned(),
                message,
            })
        })
    }

    /// Says what `reference` is on this machine, after pulling it where it is absent.
    ///
    /// `platform` is `os/architecture[/variant]`; the engine's own where `None`.
    ///
    /// # Errors
    /// When no engine answers or the image cannot be pulled.
    pub async fn resolve(
        &self,
        reference: &str,
        platform: Option<&str>,
        progress: impl FnMut(PullProgress) + Send,
    ) -> Result<ResolvedImage, Error> {
        self.shared
            .engine()
            .await?
            .resolve(reference, platform, progress)
            .await
    }

    /// Whether the pinned image is on this machine.
    ///
    /// # Errors
    /// When no engine answers.
    pub async fn image_present(&self, image: &ImageProgram) -> Result<bool, Error> {
        Ok(self
            .shared
            .engine()
            .await?
            .pinned_image(image)
            .await?
            .is_some())
    }

    /// Judges the mounts of a server as a start would; mounts nothing.
    ///
    /// # Errors
    /// [`Error::MountRefused`], [`Error::MountRootsUnusable`].
    pub fn check_mounts(&self, server: &str, launch: &Launch) -> Result<(), Error> {
        let roots = self.shared.roots(server, launch)?;
        let socket = self.shared.engine.get().and_then(Engine::socket);
        let mounts = launch.confinement().mounts;
        crate::mounts::check(server, &mounts, &roots, socket.as_deref()).map(drop)
    }

    /// The engine that containers run in, connecting on first use.
    ///
    /// # Errors
    /// [`Error::EngineUnavailable`] with every address tried.
    pub async fn engine(&self) -> Result<EngineInfo, Error> {
        Ok(self.shared.engine().await?.info().clone())
    }

    /// Removes what dead owners left: containers where an engine answers, and processes on Linux.
    /// Returns how many things were removed. An owner on another machine or in another PID
    /// namespace cannot be judged from here, so its things stay.
    ///
    /// # Errors
    /// When the engine answers but cannot list or remove.
    pub async fn sweep(&self) -> Result<usize, Error> {
        let observer = &self.shared.marks.owner;
        let mut removed = orphans::kill_of_dead_owners(observer, ORPHAN_GRACE).await;
        let Ok(engine) = self.shared.engine().await else {
            return Ok(removed);
        };
        let fail = |refusal: crate::docker::Refusal| refusal.into_error(&Redactor::default());
        for container in engine.labelled(None).await.map_err(fail)? {
            let owner = container
                .owner
                .and_then(|owner| owner.parse::<Owner>().ok());
            if owner.is_some_and(|owner| owner.state(observer) == OwnerState::Dead) {
                engine.remove(&container.id).await.map_err(fail)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Stops everything started here and dismisses the reaper; the host starts nothing after it.
    pub async fn close(&self) {
        self.shared.close().await;
    }

    fn order(&self, server: &str, launch: &Launch, secrets: SecretValues) -> Order {
        Order {
            server: server.to_owned(),
            launch: launch.clone(),
            redactor: Redactor::new(&secrets),
            secrets,
            marks: self.shared.marks.clone(),
            guard: self.shared.guard.clone(),
            number: self.shared.number.fetch_add(1, Ordering::Relaxed),
            attempts: AtomicUsize::new(0),
        }
    }
}

impl Shared {
    async fn engine(&self) -> Result<&Engine, Error> {
        self.engine
            .get_or_try_init(async || {
                let engine = Engine::find().await?;
                tracing::debug!(address = %engine.info().address, "connected to the engine");
                Ok(engine)
            })
            .await
    }

    async fn start(&self, order: Order) -> Result<Running, Error> {
        let _underway = self.begin_start(&order.server)?;
        self.guard.ready().await?;
        let running = match &order.launch.program {
            Program::Image(program) => {
                let engine = self.engine().await?;
                self.guard
                    .tell(&Line::Engine(engine.info().address.clone()))?;
                let roots = self.roots(&order.server, &order.launch)?;
                serve::start(engine, &order, program, &roots).await?
            }
            Program::Command(program) => process::start(&order, program, self.keeper.as_deref())?,
        };
        self.register(order.number, &running.control);
        Ok(running)
    }

    /// The folders that may be mounted; read anew for each start, and only where one is asked for.
    fn roots(&self, server: &str, launch: &Launch) -> Result<MountRoots, Error> {
        match &self.roots {
            Some(roots) => Ok(roots.clone()),
            None if launch.confinement().mounts.is_empty() => Ok(MountRoots::none()),
            None => MountRoots::of_operator(server),
        }
    }

    fn begin_start(&self, server: &str) -> Result<Underway<'_>, Error> {
        let registry = self.registry();
        if registry.is_closed {
            return Err(Error::Closed {
                server: server.to_owned(),
            });
        }
        // Counted while the registry is locked, so that closing sees each start or refuses it.
        self.starting.send_modify(|count| *count += 1);
        Ok(Underway(&self.starting))
    }

    fn register(&self, number: u64, control: &Control) {
        let life = control.life();
        let mut registry = self.registry();
        registry.lives.retain(|_, life| life.strong_count() > 0);
        registry.lives.insert(number, Arc::downgrade(life));
        if registry.is_closed {
            life.request_stop(Duration::ZERO);
        }
    }

    async fn close(&self) {
        self.registry().is_closed = true;
        self.stop_all().await;
        let mut starting = self.starting.subscribe();
        let settled = starting.wait_for(|count| *count == 0);
        let is_settled = tokio::time::timeout(START_PATIENCE, settled).await.is_ok();
        self.stop_all().await;
        let is_clean = match self.engine.get() {
            Some(engine) => remove_rest(engine, &self.marks.instance).await,
            None => true,
        };
        if is_settled && is_clean {
            self.guard.dismiss().await;
        } else {
            tracing::warn!("something is left; the reaper will see to it");
        }
    }

    async fn stop_all(&self) {
        let lives: Vec<Arc<Life>> = self
            .registry()
            .lives
            .values()
            .filter_map(Weak::upgrade)
            .collect();
        join_all(lives.iter().map(async |life| {
            life.request_stop(CLOSE_GRACE);
            life.ended().await
        }))
        .await;
    }

    fn registry(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes what carries our own mark and is still there: a container that was created although
/// the engine did not answer. False when the engine does not do it.
async fn remove_rest(engine: &Engine, instance: &InstanceId) -> bool {
    let Ok(rest) = engine.labelled(Some(instance.as_str())).await else {
        return false;
    };
    for container in rest {
        if engine.remove(&container.id).await.is_err() {
            return false;
        }
    }
    true
}

/// A start that is under way.
struct Underway<'a>(&'a watch::Sender<usize>);

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
