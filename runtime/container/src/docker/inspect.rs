//! Whether a container became what was ordered, before the server in it reads its first byte.
//!
//! An engine decides what it makes of an image's volumes and users and of a folder's name. What can
//! be seen of that is looked at here; what does not fit is not started.

use bollard::models::ContainerInspectResponse;
use bollard::query_parameters::ContainerArchiveInfoOptionsBuilder;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::create::{Binding, Declared, Identity, Parts};
use super::{Engine, LOOK, Refusal};
use crate::Error;
use crate::launch::User;
use crate::mounts::Bind;
use crate::order::Order;

/// How often a folder is looked at that changes between two looks.
const LOOKS: usize = 5;
/// What an engine must be to mount folders.
const NEAR: &str = "mounting needs an engine on this machine, in this process's PID namespace: not \
                    one in a virtual machine, and not rootless Docker";

/// Why a container is not started, or not given its input.
#[derive(Debug)]
pub(super) enum Unfit {
    /// The engine did not answer as it should.
    Engine(Refusal),
    /// It is not what was ordered.
    Refused(Error),
    /// The image's user may be root under another name.
    RunsAsRoot,
}

impl From<Refusal> for Unfit {
    fn from(refusal: Refusal) -> Self {
        Self::Engine(refusal)
    }
}

impl From<Error> for Unfit {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Engine {
    /// Looks at a container that was created and not started.
    pub(super) async fn inspect_created(
        &self,
        order: &Order,
        parts: Parts<'_>,
        id: &str,
    ) -> Result<(), Unfit> {
        let seen = self.inspect(id).await?;
        refuse_volumes(order, parts.binds, &seen)?;
        if Binding::of(parts.engine) == Binding::Descriptor {
            for bind in parts.binds {
                self.compare_descriptor(order, bind, id).await?;
            }
        }
        let is_believed = order.launch.confinement().user == User::Image;
        if let Declared::Name(name) = Declared::of(&parts.image.user)
            && parts.identity == Identity::OfImage
            && !is_believed
            && self.may_be_root(id, &name).await?
        {
            return Err(Unfit::RunsAsRoot);
        }
        Ok(())
    }

    /// Looks at a container that was started and has read nothing yet.
    pub(super) async fn inspect_started(
        &self,
        order: &Order,
        parts: Parts<'_>,
        id: &str,
    ) -> Result<(), Unfit> {
        if parts.binds.is_empty() || Binding::of(parts.engine) == Binding::Descriptor {
            return Ok(());
        }
        let pid = self.inspect(id).await?.state.and_then(|state| state.pid);
        for bind in parts.binds {
            let mounted = match pid {
                Some(pid) if pid > 0 => bind.folder.is_in_container(pid, &bind.target),
                _ => Err("the server ended before its mounts could be compared".to_owned()),
            };
            match mounted {
                Ok(true) => {}
                Ok(false) => return Err(swapped(order, bind).into()),
                Err(reason) => return Err(refused(order, bind, reason).into()),
            }
        }
        Ok(())
    }

    async fn inspect(&self, id: &str) -> Result<ContainerInspectResponse, Refusal> {
        let inspection = self.docker.inspect_container(id, None);
        self.call("inspect a container", LOOK, inspection).await
    }

    /// Makes sure that the engine reads our descriptor as we do: an engine with other process
    /// numbers would find another process's, or none.
    async fn compare_descriptor(&self, order: &Order, bind: &Bind, id: &str) -> Result<(), Unfit> {
        let failed = |error: std::io::Error| refused(order, bind, error.to_string());
        for _ in 0..LOOKS {
            let before = bind.folder.changed().map_err(failed)?;
            let seen = self.changed_in(id, &bind.target).await;
            let after = bind.folder.changed().map_err(failed)?;
            let seen = seen.map_err(|refusal| {
                let reason = format!("the engine cannot mount it: {}", refusal.text());
                refused(order, bind, reason)
            })?;
            if seen == Some(before) || seen == Some(after) {
                return Ok(());
            }
            if before == after {
                return Err(swapped(order, bind).into());
            }
        }
        let reason = "it changes faster than it can be looked at".to_owned();
        Err(refused(order, bind, reason).into())
    }

    /// When a file of a container was last changed: seconds since the epoch, and nanoseconds.
    async fn changed_in(&self, id: &str, path: &str) -> Result<Option<(i64, i64)>, Refusal> {
        let options = ContainerArchiveInfoOptionsBuilder::default()
            .path(path)
            .build();
        let looking = self.docker.get_container_archive_info(id, Some(options));
        let seen = self.call("look at a mount", LOOK, looking).await?;
        Ok(seen.modification_time.as_deref().and_then(moment))
    }
}

/// A moment in RFC 3339, with any offset.
fn moment(text: &str) -> Option<(i64, i64)> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Some((moment.unix_timestamp(), i64::from(moment.nanosecond())))
}

/// Refuses a container that has a volume beside the folders it was ordered with.
fn refuse_volumes(
    order: &Order,
    binds: &[Bind],
    seen: &ContainerInspectResponse,
) -> Result<(), Error> {
    for mount in seen.mounts.iter().flatten() {
        let path = mount.destination.as_deref().unwrap_or_default();
        let is_ordered = binds.iter().any(|bind| bind.target == path);
        if mount.typ.as_deref() == Some("volume") && !is_ordered {
            return Err(Error::VolumeRefused {
                server: order.server.clone(),
                path: path.escape_debug().to_string(),
                reason: "the engine would keep on this host's disk".to_owned(),
            });
        }
    }
    Ok(())
}

fn swapped(order: &Order, bind: &Bind) -> Error {
    let reason = "the engine mounted another folder than the one that was allowed".to_owned();
    refused(order, bind, reason)
}

fn refused(order: &Order, bind: &Bind, reason: String) -> Error {
    Error::MountRefused {
        server: order.server.clone(),
        source_path: bind.folder.path().to_owned(),
        reason,
        help: NEAR.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_have_nanoseconds_and_any_offset() {
        let expected = Some((1_795_753_800, 123_456_789));
        for text in [
            "2026-11-27T04:30:00.123456789Z",
            "2026-11-27T05:30:00.123456789+01:00",
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
        assert_eq!(moment("yesterday"), None);
    }
}
