//! The process's own stdin and stdout, read and written without helper threads where that works.
//!
//! Clients give pipes or, as Node does, socket pairs; both are polled directly. Anything else (a
//! terminal, a file, `/dev/null`) goes through tokio's blocking threads.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream as StdUnixStream;

use rustix::fs::{FileType, fstat};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::UnixStream;
use tokio::net::unix::pipe;

/// What the client writes to.
pub(crate) type Input = Box<dyn AsyncRead + Unpin + Send>;

/// What the client reads from.
pub(crate) type Output = Box<dyn AsyncWrite + Unpin + Send>;

/// Stdin, for one reader.
///
/// # Errors
///
/// When it is closed or cannot be polled.
pub(crate) fn input() -> io::Result<Input> {
    let descriptor = std::io::stdin().as_fd().try_clone_to_owned()?;
    Ok(match kind(&descriptor)? {
        FileType::Fifo => Box::new(pipe::Receiver::from_owned_fd(descriptor)?),
        FileType::Socket => Box::new(socket(descriptor)?),
        _ => Box::new(tokio::io::stdin()),
    })
}

/// Stdout, for one writer.
///
/// # Errors
///
/// When it is closed or cannot be polled.
pub(crate) fn output() -> io::Result<Output> {
    let descriptor = std::io::stdout().as_fd().try_clone_to_owned()?;
    Ok(match kind(&descriptor)? {
        FileType::Fifo => Box::new(pipe::Sender::from_owned_fd(descriptor)?),
        FileType::Socket => Box::new(socket(descriptor)?),
        _ => Box::new(tokio::io::stdout()),
    })
}

fn kind(descriptor: &OwnedFd) -> io::Result<FileType> {
    Ok(FileType::from_raw_mode(fstat(descriptor)?.st_mode))
}

fn socket(descriptor: OwnedFd) -> io::Result<UnixStream> {
    let stream = StdUnixStream::from(descriptor);
    stream.set_nonblocking(true)?;
    UnixStream::from_std(stream)
}
