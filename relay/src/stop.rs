//! When whoever started the relay wants it to stop.

use std::future::Future;
use std::io;

/// Resolves on Ctrl+C, and on SIGTERM where there is such a thing. From the call on neither ends the relay by itself. An error
/// means that the system won't tell us of them.
#[cfg(unix)]
pub fn signal() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves on Ctrl+C.
#[cfg(not(unix))]
pub fn signal() -> io::Result<impl Future<Output = ()> + Send> {
    Ok(async move {
        let _ = tokio::signal::ctrl_c().await;
    })
}
