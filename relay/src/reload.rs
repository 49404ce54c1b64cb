//! SIGHUP: the policy of a class is loaded again.

use std::io;
use std::sync::Arc;

use crate::net::Net;

/// Listens for the signal as long as this is kept.
#[derive(Debug)]
pub struct Reload {
    #[cfg(unix)]
    task: tokio::task::JoinHandle<()>,
}

/// Loads the policy again whenever the process is told to, and says in the log how that went. From the call on the end of
/// the relay's terminal doesn't end the relay.
///
/// # Errors
/// If the system won't tell of the signal. Where there is no such signal, nothing is ever loaded again.
#[cfg(unix)]
pub fn on_signal(net: Arc<Net>) -> io::Result<Reload> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    let task = tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            match net.reload_policy() {
                Ok(rules) => tracing::info!(rules, "the policy was loaded again"),
                Err(error) => tracing::error!("the policy stays as it was: {error}"),
            }
        }
    });
    Ok(Reload { task })
}

/// There is no such signal here.
#[cfg(not(unix))]
pub fn on_signal(_: Arc<Net>) -> io::Result<Reload> {
    Ok(Reload {})
}

#[cfg(unix)]
impl Drop for Reload {
    fn drop(&mut self) {
        self.task.abort();
    }
}
