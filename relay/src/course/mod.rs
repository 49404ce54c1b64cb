//! The course as it stands now. From the binary it never changes; from a folder it is read again when a file in it changes.
//! A mistake takes nothing down: the last version without one stays until it is mended.

mod watch;

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch::{Receiver, Sender, channel};
use tokio_util::sync::CancellationToken;

use crate::lessons::{Lessons, LoadError, Problem, Problems, Source};
use watch::Watch;

/// A course that may change while it is served.
#[derive(Debug)]
pub struct Course {
    source: Source,
    now: Sender<Arc<Now>>,
}

/// A course at one moment.
#[derive(Debug)]
pub struct Now {
    /// Its last version without mistakes.
    pub lessons: Arc<Lessons>,
    /// What is wrong in the files as they are, a sentence each with file and line, which whoever reads the pages may see; nothing if `lessons` is what they say.
    pub mistakes: Vec<String>,
}

impl Course {
    /// Reads a course for the first time; then a mistake is an error.
    pub fn read(source: Source) -> Result<Course, LoadError> {
        let lessons = Arc::new(Lessons::load(&source)?);
        for gap in &lessons.gaps {
            tracing::warn!("{gap}");
        }
        let mistakes = Vec::new();
        let (now, _) = channel(Arc::new(Now { lessons, mistakes }));
        Ok(Course { source, now })
    }

    /// How it stands.
    pub fn now(&self) -> Arc<Now> {
        self.now.borrow().clone()
    }

    /// Whether it may change at all.
    pub fn is_live(&self) -> bool {
        self.folder().is_some()
    }

    /// How it stands from now on.
    pub fn changes(&self) -> Receiver<Arc<Now>> {
        self.now.subscribe()
    }

    /// Reads the course again whenever its files have changed, until `stop`.
    pub async fn follow(&self, stop: CancellationToken) {
        let Some(folder) = self.folder() else { return };
        let watch = match Watch::start(folder) {
            Ok(watch) => watch,
            Err(error) => {
                tracing::warn!(%error, "the course's folder can't be watched: restart the relay after an edit");
                return;
            }
        };
        // An edit between the first reading and the beginning of the watch isn't lost.
        loop {
            self.read_again().await;
            tokio::select! {
                () = stop.cancelled() => return,
                () = watch.changed() => {}
            }
        }
    }

    fn folder(&self) -> Option<&Path> {
        match &self.source {
            Source::Embedded => None,
            Source::Directory(folder) => Some(folder),
        }
    }

    async fn read_again(&self) {
        let source = self.source.clone();
        let Ok(read) = tokio::task::spawn_blocking(move || Lessons::load(&source)).await else {
            return; // the runtime is going down
        };
        let last = self.now();
        let now = match read {
            Ok(lessons) if lessons.digest == last.lessons.digest => Now {
                lessons: last.lessons.clone(),
                mistakes: Vec::new(),
            },
            Ok(lessons) => Now {
                lessons: Arc::new(lessons),
                mistakes: Vec::new(),
            },
            Err(error) => Now {
                lessons: last.lessons.clone(),
                mistakes: self.sentences(error),
            },
        };
        if now.lessons.digest == last.lessons.digest && now.mistakes == last.mistakes {
            return;
        }
        for mistake in &now.mistakes {
            tracing::warn!("{mistake}");
        }
        tracing::info!(mistakes = now.mistakes.len(), "the course was read again");
        self.now.send_replace(Arc::new(now));
    }

    /// Files are named as they are called within the course: where it lies on this machine is nobody's business.
    fn sentences(&self, error: LoadError) -> Vec<String> {
        let within = |path: &Path| {
            let short = self.folder().and_then(|folder| path.strip_prefix(folder).ok());
            short.unwrap_or(path).display().to_string()
        };
        match error {
            LoadError::Problems(Problems(problems)) => problems
                .iter()
                .filter(|problem| !problem.mistake.is_gap())
                .map(|Problem { file, line, mistake }| {
                    format!("{}:{line}: {mistake}", within(Path::new(file)))
                })
                .collect(),
            LoadError::Unreadable { path, source } => vec![format!("{}: {source}", within(&path))],
            LoadError::Empty { .. } => vec!["the course has no lessons any more".to_owned()],
        }
    }
}
