//! A socket's task: it ends with the socket, and its socket can wait for that.

use tokio::task::JoinHandle;

/// A task that is aborted when this is dropped.
#[derive(Debug)]
pub(super) struct Task(JoinHandle<()>);

impl Task {
    pub(super) fn new(handle: JoinHandle<()>) -> Self {
        Self(handle)
    }

    /// Asks it to end; [`Task::end`] waits for it.
    pub(super) fn abort(&self) {
        self.0.abort();
    }

    /// Ends it, and waits until what it held is dropped: a port is free only then.
    pub(super) async fn end(mut self) {
        self.0.abort();
        // A task that was aborted, or that panicked and said so, has ended all the same.
        let _ = (&mut self.0).await;
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
