//! How many descriptors this process may have: every socket of a program is one.

/// Raises the soft limit to the hard one, as a process may. Shells and service managers set the soft one to 1,024, low
/// enough for programs that still use select(2); the relay doesn't.
pub fn raise() {
    match rlimit::increase_nofile_limit(rlimit::INFINITY) {
        Ok(limit) => tracing::debug!(limit, "descriptors"),
        Err(error) => tracing::warn!(%error, "the limit of descriptors stays as it is"),
    }
}
