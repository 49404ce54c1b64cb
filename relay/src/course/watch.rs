//! A folder that is watched: by the system, which tells at once, or by looking again and again where it can't.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;

/// How long a folder must have been let alone: an editor that saves writes, renames and deletes within a few milliseconds.
const SETTLED: Duration = Duration::from_millis(60);

/// How often the folder is looked at where the system doesn't tell of changes: soon enough for an author, cheap enough to
/// leave running.
const POLL: Duration = Duration::from_millis(500);

/// A folder, watched for as long as this lives.
pub(super) struct Watch {
    changed: Arc<Notify>,
    _watcher: Box<dyn Watcher + Send + Sync>,
}

impl Watch {
    /// Begins to watch a folder and all in it.
    pub(super) fn start(folder: &Path) -> notify::Result<Watch> {
        let changed = Arc::new(Notify::new());
        let watcher = by_the_system(folder, &changed).or_else(|error| {
            tracing::debug!(%error, "the system doesn't watch the folder, so it is polled");
            by_looking(folder, &changed)
        })?;
        Ok(Watch {
            changed,
            _watcher: watcher,
        })
    }

    /// Resolves when something has changed since the last time, and then nothing for a moment.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
        while tokio::time::timeout(SETTLED, self.changed.notified())
            .await
            .is_ok()
        {}
    }
}

fn by_the_system(folder: &Path, changed: &Arc<Notify>) -> notify::Result<Box<dyn Watcher + Send + Sync>> {
    let mut watcher = RecommendedWatcher::new(telling(changed), Config::default())?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

fn by_looking(folder: &Path, changed: &Arc<Notify>) -> notify::Result<Box<dyn Watcher + Send + Sync>> {
    let mut watcher = PollWatcher::new(telling(changed), Config::default().with_poll_interval(POLL))?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(Box::new(watcher))
}

/// That a file was read is no change: our own reading would never end.
fn telling(changed: &Arc<Notify>) -> impl Fn(notify::Result<Event>) + Send + 'static {
    let changed = changed.clone();
    move |event| {
        if event.map_or(true, |event| !event.kind.is_access()) {
            changed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEADLINE: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn both_ways_tell_of_an_edit_and_not_of_reading() {
        for way in [by_the_system, by_looking] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("a.md");
            std::fs::write(&file, "one").unwrap();
            let changed = Arc::new(Notify::new());
            let watch = Watch {
                _watcher: way(folder.path(), &changed).unwrap(),
                changed,
            };
            assert_eq!(std::fs::read_to_string(&file).unwrap(), "one");
            let quiet = tokio::time::timeout(2 * POLL, watch.changed()).await;
            assert!(quiet.is_err(), "reading is no change");
            std::fs::write(&file, "three").unwrap();
            tokio::time::timeout(DEADLINE, watch.changed()).await.unwrap();
        }
    }
}
