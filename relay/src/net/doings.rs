//! What a reader's programs do: how many there are, and may be, and where they listen, by the relay's own knowledge. For the class's
//! teacher.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use wire::Kind;

/// Tells whoever waits for it that something has changed; not what.
#[derive(Clone, Debug, Default)]
pub struct News(watch::Sender<()>);

/// A reader's programs and open ports.
#[derive(Clone, Debug)]
pub(super) struct Doings(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    now: Mutex<Now>,
    news: News,
}

#[derive(Debug, Default)]
struct Now {
    version: u64,
    programs: usize,
    /// How many there may be.
    most: usize,
    open: BTreeMap<Listening, usize>,
}

/// Where a socket hears others, as its program sees it.
type Listening = (SocketAddr, Protocol);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Protocol {
    Tcp,
    Udp,
}

/// How it stood at a moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshot {
    /// Another whenever something else is.
    pub(super) version: u64,
    pub(super) programs: usize,
    /// `0.0.0.0:9090/tcp`, in order.
    pub(super) listens: Vec<String>,
}

/// A program or an open port, until it is dropped.
#[derive(Debug)]
pub(super) struct Doing {
    doings: Doings,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Program,
    Listening(Listening),
}

impl News {
    /// Something has changed.
    pub fn tell(&self) {
        self.0.send_replace(());
    }

    /// To wait for it.
    pub fn listen(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

impl Doings {
    /// Nothing yet, and never more programs than these.
    pub(super) fn new(most: usize, news: News) -> Self {
        let now = Mutex::new(Now {
            most,
            ..Now::default()
        });
        Self(Arc::new(Inner { now, news }))
    }

    /// One more program; `None` if there are as many as there may be.
    pub(super) fn program(&self) -> Option<Doing> {
        let now = self.now();
        (now.programs < now.most).then(|| self.begin(now, What::Program))
    }

    /// How many there are.
    pub(super) fn programs(&self) -> usize {
        self.now().programs
    }

    /// Lets no program begin any more, and resolves when none is left.
    pub(super) async fn without_programs(&self) {
        let mut told = self.0.news.listen();
        self.now().most = 0;
        while self.programs() > 0 && told.changed().await.is_ok() {}
    }

    /// One more socket that listens, or a datagram socket that is bound.
    pub(super) fn listening(&self, kind: Kind, address: SocketAddr) -> Doing {
        let protocol = match kind {
            Kind::Stream => Protocol::Tcp,
            Kind::Dgram => Protocol::Udp,
        };
        self.begin(self.now(), What::Listening((address, protocol)))
    }

    /// How it stands, with at most so many ports.
    pub(super) fn snapshot(&self, most: usize) -> Snapshot {
        let now = self.now();
        let listens = now.open.keys().take(most);
        Snapshot {
            version: now.version,
            programs: now.programs,
            listens: listens
                .map(|(address, protocol)| match protocol {
                    Protocol::Tcp => format!("{address}/tcp"),
                    Protocol::Udp => format!("{address}/udp"),
                })
                .collect(),
        }
    }

    fn begin(&self, mut now: MutexGuard<'_, Now>, what: What) -> Doing {
        match what {
            What::Program => now.programs += 1,
            What::Listening(listening) => *now.open.entry(listening).or_default() += 1,
        }
        self.tell(now);
        Doing {
            doings: self.clone(),
            what,
        }
    }

    /// Something has changed.
    fn tell(&self, mut now: MutexGuard<'_, Now>) {
        now.version += 1;
        drop(now);
        self.0.news.tell();
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Doing {
    fn drop(&mut self) {
        let mut now = self.doings.now();
        match self.what {
            What::Program => now.programs -= 1,
            What::Listening(listening) => {
                if let Some(sockets) = now.open.get_mut(&listening) {
                    *sockets -= 1;
                    if *sockets == 0 {
                        now.open.remove(&listening);
                    }
                }
            }
        }
        self.doings.tell(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_more_programs_begin_than_may_and_none_once_there_shall_be_none() {
        let doings = Doings::new(2, News::default());
        let (one, two) = (doings.program(), doings.program());
        assert!(one.is_some() && two.is_some() && doings.program().is_none());
        drop(one);
        assert!(doings.program().is_some());
        let mut ending = std::pin::pin!(doings.without_programs());
        let moment = std::time::Duration::from_millis(10);
        assert!(tokio::time::timeout(moment, &mut ending).await.is_err());
        assert!(doings.program().is_none());
        drop(two);
        ending.await;
        assert!(doings.program().is_none());
    }

    #[test]
    fn what_is_done_shows_while_it_is_and_each_change_is_told() {
        let news = News::default();
        let (doings, mut told) = (Doings::new(9, news.clone()), news.listen());
        let address: SocketAddr = "0.0.0.0:9090".parse().unwrap();
        let (program, tcp) = (doings.program().unwrap(), doings.listening(Kind::Stream, address));
        let (udp, shared) = (
            doings.listening(Kind::Dgram, address),
            doings.listening(Kind::Dgram, address),
        );
        assert!(told.has_changed().unwrap());
        told.mark_unchanged();
        let before = doings.snapshot(9);
        assert_eq!(
            (before.programs, before.listens.join(" ").as_str()),
            (1, "0.0.0.0:9090/tcp 0.0.0.0:9090/udp")
        );
        assert_eq!(doings.snapshot(1).listens, ["0.0.0.0:9090/tcp"]);
        drop((tcp, udp));
        assert_eq!(doings.snapshot(9).listens, ["0.0.0.0:9090/udp"]);
        drop((shared, program));
        let after = doings.snapshot(9);
        assert!(after.listens.is_empty() && after.programs == 0 && after.version > before.version);
        assert!(told.has_changed().unwrap());
    }
}
