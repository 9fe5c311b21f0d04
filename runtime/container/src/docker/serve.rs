//! One server in one container: create, attach, start, supervise, remove.
//!
//! Attaching comes before starting, so that not a byte is lost. The end is waited for, inspected
//! and cleaned up by hand, because engines that remove by themselves lose the exit code.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bollard::container::AttachContainerResults;
use bollard::errors::Error as Bollard;
use bollard::query_parameters::{
    AttachContainerOptionsBuilder, CreateContainerOptionsBuilder, KillContainerOptionsBuilder,
    WaitContainerOptionsBuilder,
};
use futures_util::StreamExt as _;

use super::create::{self, Declared, Identity, Init, Parts};
use super::inspect::Unfit;
use super::{Engine, LOOK, Refusal, image, name_prefix};
use crate::launch::ImageProgram;
use crate::order::Order;
use crate::reaper::line::Line;
use crate::running::input::{Gate, Writer};
use crate::running::output::Demux;
use crate::running::{Control, Exit, Life, Running, Stdin, Stdout, Supervisor, Vessel};
use crate::{Error, MountRoots, mounts};

const CREATE: Duration = Duration::from_mins(2);
/// Starting includes what the engine does for the network and the file system.
const START: Duration = Duration::from_mins(2);
/// How long the rest of the output may take once the container has ended.
const DRAIN: Duration = Duration::from_secs(2);
/// How long a killed container may take to end before it is removed by force.
const KILLED: Duration = Duration::from_secs(10);
/// The pause before asking an engine again that broke off.
const AGAIN: Duration = Duration::from_millis(500);
const TRIES: usize = 10;

/// Starts the image of `program`.
pub(crate) async fn start(
    engine: &Engine,
    order: &Order,
    program: &ImageProgram,
    roots: &MountRoots,
) -> Result<Running, Error> {
    let image = engine
        .pinned_image(program)
        .await?
        .ok_or_else(|| image::missing(&order.server, program))?;
    let confinement = order.launch.confinement();
    let socket = engine.socket();
    let binds = mounts::check(&order.server, &confinement.mounts, roots, socket.as_deref())?;
    let parts = Parts {
        engine: engine.info().name,
        image: &image,
        binds: &binds,
        identity: Identity::choose(confinement.user, &Declared::of(&image.user)),
        init: Init::With,
    };
    let (id, attached) = launch_adapted(engine, order, parts).await?;
    Ok(run(engine.clone(), order, id, attached))
}

/// Launches, and again without what turned out not to fit this engine or this image.
async fn launch_adapted(
    engine: &Engine,
    order: &Order,
    mut parts: Parts<'_>,
) -> Result<(String, AttachContainerResults), Error> {
    loop {
        match launch(engine, order, parts).await {
            Ok(launched) => return Ok(launched),
            Err(Unfit::Engine(refusal)) if refusal.lacks_init() && parts.init == Init::With => {
                tracing::warn!(
                    server = %order.server,
                    "the engine has no init program (Podman: install catatonit); starting without"
                );
                parts.init = Init::Without;
            }
            Err(Unfit::RunsAsRoot) if parts.identity == Identity::OfImage => {
                parts.identity = Identity::Unprivileged;
            }
            Err(Unfit::Engine(refusal)) if refusal.is_silence() => {
                return Err(refusal.into_error(&order.redactor));
            }
            Err(Unfit::Engine(refusal)) => return Err(order.start_failed(&refusal.text())),
            Err(Unfit::Refused(error)) => return Err(error),
            Err(Unfit::RunsAsRoot) => {
                return Err(order.start_failed("its user may be root"));
            }
        }
    }
}

/// Creates, attaches and starts; what fails half-way is removed.
async fn launch(
    engine: &Engine,
    order: &Order,
    parts: Parts<'_>,
) -> Result<(String, AttachContainerResults), Unfit> {
    let body = create::body(order, parts)?;
    let name = container_name(order);
    // The reaper hears of it first: the engine goes on creating when we die.
    order.guard.mention(&Line::Creating(name.clone()));
    let options = CreateContainerOptionsBuilder::default().name(&name).build();
    let action = format!("create the container of server `{}`", order.server);
    let creation = engine.docker.create_container(Some(options), body);
    let created = engine.call(&action, CREATE, creation).await;
    if !created.as_ref().is_err_and(Refusal::is_silence) {
        order.guard.mention(&Line::Created(name.clone()));
    }
    let id = created?.id;
    match inspect_and_start(engine, order, parts, &id).await {
        Ok(attached) => Ok((id, attached)),
        Err(unfit) => {
            if let Err(stuck) = engine.remove(&id).await {
                tracing::warn!(server = %order.server, container = %id, reason = %stuck.text(),
                    "a container that did not start could not be removed");
            }
            Err(unfit)
        }
    }
}

async fn inspect_and_start(
    engine: &Engine,
    order: &Order,
    parts: Parts<'_>,
    id: &str,
) -> Result<AttachContainerResults, Unfit> {
    engine.inspect_created(order, parts, id).await?;
    let attached = attach_and_start(engine, order, id).await?;
    engine.inspect_started(order, parts, id).await?;
    Ok(attached)
}

async fn attach_and_start(
    engine: &Engine,
    order: &Order,
    id: &str,
) -> Result<AttachContainerResults, Refusal> {
    let options = AttachContainerOptionsBuilder::default()
        .stdin(true)
        .stdout(true)
        .stderr(true)
        .stream(true)
        .build();
    let action = format!("attach to server `{}`", order.server);
    let attaching = engine.docker.attach_container(id, Some(options));
    let attached = engine.call(&action, START, attaching).await?;
    let action = format!("start server `{}`", order.server);
    engine
        .call(&action, START, engine.docker.start_container(id, None))
        .await?;
    Ok(attached)
}

/// `mcpreg-<instance>-<number>-<server>`, for people who list containers.
fn container_name(order: &Order) -> String {
    let server: String = order
        .server
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "_.-".contains(c) {
                c
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    // A second try must not meet its own first name.
    let attempt = order.attempts.fetch_add(1, Ordering::Relaxed);
    let prefix = name_prefix(order.marks.instance.as_str());
    format!("{prefix}{}.{attempt}-{server}", order.number)
}

fn run(engine: Engine, order: &Order, id: String, attached: AttachContainerResults) -> Running {
    let tail = order.tail();
    let stderr = tail.clone();
    let output = Arc::new(Demux::new(attached.output, move |bytes| stderr.push(bytes)));
    let gate = Gate::new(Writer::Container(attached.input));
    let supervisor = Life::begin(Vessel::Container { id: id.clone() }, tail, gate.clone());
    let control = Control::new(supervisor.life.clone());
    let guard = order.guard.clone();
    let supervision = supervise(engine, supervisor, id, output.clone());
    tokio::spawn(async move {
        supervision.await;
        // The reaper stays as long as there is a container to reap.
        drop(guard);
    });
    Running {
        stdin: Stdin::new(gate),
        stdout: Stdout::of_container(output),
        control,
    }
}

/// Sees one container to its end and removes it.
async fn supervise(engine: Engine, mut supervisor: Supervisor, id: String, output: Arc<Demux>) {
    let mut drain = pin!(output.drain());
    let mut is_drained = false;
    let code = {
        let mut end = pin!(see_out(&engine, &mut supervisor, &id, &output));
        loop {
            tokio::select! {
                code = &mut end => break code,
                () = &mut drain, if !is_drained => is_drained = true,
            }
        }
    };
    output.take_over();
    if !is_drained {
        let _ = tokio::time::timeout(DRAIN, drain).await;
    }
    let exit = engine.exit_of(&id, code).await;
    engine.remove_stubbornly(&id).await;
    supervisor.finish(exit);
}

/// Waits for the end of the container, and brings it about when somebody wants it.
async fn see_out(
    engine: &Engine,
    supervisor: &mut Supervisor,
    id: &str,
    output: &Demux,
) -> Option<i64> {
    let mut end: Pin<&mut (dyn Future<Output = Option<i64>> + Send)> = pin!(engine.wait(id));
    tokio::select! {
        code = &mut end => return code,
        () = supervisor.stop_requested() => {
            supervisor.life.input.close();
            output.take_over();
        }
    }
    for signal in ["SIGTERM", "SIGKILL"] {
        tokio::select! {
            code = &mut end => return code,
            () = supervisor.patience() => engine.signal(id, signal).await,
        }
    }
    tokio::time::timeout(KILLED, end).await.ok().flatten()
}

impl Engine {
    async fn signal(&self, id: &str, signal: &str) {
        let options = KillContainerOptionsBuilder::default()
            .signal(signal)
            .build();
        let request = self.docker.kill_container(id, Some(options));
        if let Err(refusal) = self.call("signal a container", LOOK, request).await
            && !refusal.is_absent()
            && !refusal.is_conflict()
        {
            tracing::warn!(container = %id, reason = %refusal.text(), "it was not signalled");
        }
    }

    /// The exit code, once the container has ended; `None` when nobody can say any more.
    async fn wait(&self, id: &str) -> Option<i64> {
        for _ in 0..TRIES {
            let options = WaitContainerOptionsBuilder::default()
                .condition("not-running")
                .build();
            let mut answers = pin!(self.docker.wait_container(id, Some(options)));
            match answers.next().await {
                Some(Ok(answer)) => return Some(answer.status_code),
                Some(Err(Bollard::DockerContainerWaitError { code, .. })) => return Some(code),
                Some(Err(error)) if Refusal::answer("wait", &error).is_absent() => return None,
                _ => tokio::time::sleep(AGAIN).await,
            }
        }
        None
    }

    /// What the engine knows about the end of a container.
    async fn exit_of(&self, id: &str, code: Option<i64>) -> Exit {
        let inspection = self.docker.inspect_container(id, None);
        let state = self.call("inspect a container", LOOK, inspection).await;
        let state = state.ok().and_then(|container| container.state);
        let oom = state
            .as_ref()
            .and_then(|state| state.oom_killed)
            .unwrap_or_default();
        let code = code.or_else(|| state.and_then(|state| state.exit_code));
        let code = code.and_then(|code| i32::try_from(code).ok());
        let signal = code
            .filter(|code| (129..=192).contains(code))
            .map(|code| code - 128);
        Exit { code, signal, oom }
    }

    async fn remove_stubbornly(&self, id: &str) {
        for _ in 0..TRIES {
            match self.remove(id).await {
                Ok(()) => return,
                Err(refusal) => {
                    tracing::warn!(container = %id, reason = %refusal.text(), "not removed yet");
                }
            }
            tokio::time::sleep(AGAIN).await;
        }
    }
}
