//! How many descriptors this process may have: every socket of a program is one.

use tokio::sync::Semaphore;

/// Raises the soft limit to the hard one, as a process may. Shells and service managers set the soft one to 1,024, low
/// enough for programs that still use select(2); the relay doesn't.
pub fn raise() {
    match rlimit::increase_nofile_limit(rlimit::INFINITY) {
        Ok(limit) => tracing::debug!(limit, "descriptors"),
        Err(error) => tracing::warn!(%error, "the limit of descriptors stays as it is"),
    }
}

/// How many of them programs may have for their sockets. The last quarter is kept for pages and WebSockets, so that a reader
/// who opens all they can keeps nobody out.
pub(crate) fn for_sockets() -> usize {
    match rlimit::getrlimit(rlimit::Resource::NOFILE) {
        Ok((all, _)) => usize::try_from(all / 4 * 3).unwrap_or(usize::MAX),
        // A system without such a limit.
        Err(_) => usize::MAX,
    }
    .min(Semaphore::MAX_PERMITS)
}
