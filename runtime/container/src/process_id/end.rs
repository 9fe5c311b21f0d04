//! Waiting for the end of a process that is not, or not yet, to be collected.

use tokio::net::unix::pipe::Receiver;

use super::ProcessId;

/// The end of one process, to be waited for.
#[derive(Debug)]
pub(crate) struct End {
    process: ProcessId,
    /// Readable once the process has ended (`pidfd_open(2)`). Not a pipe, but all that is done
    /// with it is to wait, and tokio wraps no other foreign descriptor without `unsafe`.
    descriptor: Receiver,
}

impl End {
    /// The end of the process that has `number` now.
    ///
    /// # Errors
    /// When there is no such process, or the system has no such descriptors.
    #[cfg(target_os = "linux")]
    pub(crate) fn of(number: u32) -> std::io::Result<Self> {
        use rustix::process::{PidfdFlags, pidfd_open};
        let gone = std::io::ErrorKind::NotFound;
        let descriptor = pidfd_open(super::pid(number).ok_or(gone)?, PidfdFlags::NONBLOCK)?;
        Ok(Self {
            // Read after the descriptor is open, so that both are of one process.
            process: ProcessId::of(number).ok_or(gone)?,
            descriptor: Receiver::from_owned_fd_unchecked(descriptor)?,
        })
    }

    /// There are no such descriptors here.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn of(_: u32) -> std::io::Result<Self> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    /// The process.
    pub(crate) fn process(&self) -> ProcessId {
        self.process
    }

    /// Waits until the process has ended.
    pub(crate) async fn wait(&self) {
        // Readiness may be claimed too early; an error means that the runtime is going.
        while self.descriptor.readable().await.is_ok() && self.process.is_running() {
            tokio::task::yield_now().await;
        }
    }
}
