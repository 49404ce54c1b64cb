//! What all rooms of one relay have in common: its limits, the memory and descriptors that its sockets may take together, where
//! those of AF_UNIX lie, its metrics.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::limits::{self, Limits};
use super::metrics::{Families, Limit, Metrics};
use super::names::Directory;
use crate::descriptors;

/// Closed sockets of all programs that may still be handing their last bytes to a slow peer; beyond that they are
/// reset. Linux keeps 16,384 such orphans and more (`tcp_max_orphans`, tcp(7)), each cheaper than ours.
const DRAINS: usize = 256;

/// Made once, for rooms to be opened in.
#[derive(Debug)]
pub struct House {
    pub(super) limits: Limits,
    /// One permit for each window that may be buffered.
    pub(super) windows: Arc<Semaphore>,
    /// One permit for each descriptor that programs may have.
    pub(super) descriptors: Arc<Semaphore>,
    pub(super) drains: Arc<Semaphore>,
    /// Where sockets of AF_UNIX lie.
    pub(super) directory: Arc<Directory>,
    metrics: Arc<Families>,
}

impl House {
    /// With no rooms yet.
    pub fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            windows: Arc::new(Semaphore::new(limits::windows(limits.buffered))),
            limits,
            descriptors: Arc::new(Semaphore::new(descriptors::for_sockets())),
            drains: Arc::new(Semaphore::new(DRAINS)),
            directory: Arc::new(Directory::new()),
            metrics: Arc::new(Families::new()),
        })
    }

    /// Leaves nothing in the file system. All rooms are closed.
    pub fn close(&self) {
        self.directory.remove();
    }

    /// Everything that is counted in all rooms, as [`super::Net::write_down`] found it, in the text format of OpenMetrics.
    pub fn metrics(&self) -> String {
        self.metrics.expose()
    }

    /// Counts a limit that was run into before anybody knew in which room.
    pub fn reached(&self, limit: Limit) {
        self.metrics.reached(limit);
    }

    /// For the only room, or the one with this label.
    pub(super) fn metrics_of(&self, label: Option<&str>) -> Metrics {
        Metrics::new(self.metrics.clone(), label)
    }
}
