//! When whoever started the relay wants it to stop.

use std::future::Future;
use std::io;

/// Resolves on Ctrl+C, and on SIGTERM where there is such a thing. An error means that the system won't tell us of SIGTERM.
pub fn signal() -> io::Result<impl Future<Output = ()> + Send> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())?
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}
