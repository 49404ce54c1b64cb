//! SIGHUP: rooms, the policy of a class and the certificate are loaded again.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use crate::rooms::Rooms;
use crate::tls::Tls;

/// Listens for the signal as long as this is kept.
#[derive(Debug)]
pub struct Reload {
    #[cfg(unix)]
    task: tokio::task::JoinHandle<()>,
}

/// Loads them again, those that there are, whenever the process is told to, and says in the log how that went. From the
/// call on the end of the relay's terminal doesn't end the relay. Where there is nothing to load again, a relay in a terminal ends
/// with it like any other program; one that systemd or a script runs says so, and goes on.
///
/// # Errors
/// If the system won't tell of the signal. Where there is no such signal, nothing is ever loaded again.
#[cfg(unix)]
pub fn on_signal(rooms: &Arc<Rooms>, tls: Option<Arc<Tls>>) -> io::Result<Option<Reload>> {
    use tokio::signal::unix::{SignalKind, signal};
    let rooms = Some(rooms.clone()).filter(|rooms| !rooms.is_solo());
    let is_fixed = rooms.is_none() && tls.is_none();
    if is_fixed && io::stdin().is_terminal() {
        return Ok(None);
    }
    let mut hangup = signal(SignalKind::hangup())?;
    let task = tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            if is_fixed {
                tracing::info!(
                    "there is nothing to load again: this relay has neither a class nor a certificate"
                );
            }
            if let Some(rooms) = &rooms {
                match rooms.reload().await {
                    Ok(loaded) => tracing::info!("{loaded}"),
                    Err(error) => {
                        let error = anyhow::Error::new(error);
                        tracing::error!("rooms and policy stay as they were: {error:#}");
                    }
                }
            }
            match tls.as_deref().map(Tls::reload) {
                Some(Ok(())) => tracing::info!("the certificate was loaded again"),
                Some(Err(error)) => {
                    let error = anyhow::Error::new(error);
                    tracing::error!("the certificate stays as it was: {error:#}");
                }
                None => {}
            }
        }
    });
    Ok(Some(Reload { task }))
}

/// There is no such signal here.
#[cfg(not(unix))]
pub fn on_signal(_: &Arc<Rooms>, _: Option<Arc<Tls>>) -> io::Result<Option<Reload>> {
    Ok(None)
}

#[cfg(unix)]
impl Drop for Reload {
    fn drop(&mut self) {
        self.task.abort();
    }
}
