//! SIGHUP: the policy of a class and the certificate are loaded again.

use std::io;
use std::sync::Arc;

use crate::net::Net;
use crate::tls::Tls;

/// Listens for the signal as long as this is kept.
#[derive(Debug)]
pub struct Reload {
    #[cfg(unix)]
    task: tokio::task::JoinHandle<()>,
}

/// Loads policy and certificate again, if there are any, whenever the process is told to, and says in the log how that
/// went. From the call on the end of the relay's terminal doesn't end the relay.
///
/// # Errors
/// If the system won't tell of the signal. Where there is no such signal, nothing is ever loaded again.
#[cfg(unix)]
pub fn on_signal(net: Option<Arc<Net>>, tls: Option<Arc<Tls>>) -> io::Result<Reload> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup())?;
    let task = tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            match net.as_deref().map(Net::reload_policy) {
                Some(Ok(rules)) => tracing::info!(rules, "the policy was loaded again"),
                Some(Err(error)) => tracing::error!("the policy stays as it was: {error}"),
                None => {}
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
    Ok(Reload { task })
}

/// There is no such signal here.
#[cfg(not(unix))]
pub fn on_signal(_: Option<Arc<Net>>, _: Option<Arc<Tls>>) -> io::Result<Reload> {
    Ok(Reload {})
}

#[cfg(unix)]
impl Drop for Reload {
    fn drop(&mut self) {
        self.task.abort();
    }
}
