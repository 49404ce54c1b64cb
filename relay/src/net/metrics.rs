//! What is counted about programs and sockets, for whoever watches the relay. No label has values that a reader chooses.

mod families;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::histogram::Histogram;

use super::Net;
pub(super) use families::Families;
use families::{Label, Room};

/// The counters of one room. What exists at the moment is counted by [`Net`] itself and written down when somebody asks.
#[derive(Debug)]
pub(super) struct Metrics {
    families: Arc<Families>,
    room: Room,
    /// Those that count what happens often.
    from_programs: Counter,
    to_programs: Counter,
    writes: Histogram,
}

/// Something that the relay would not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A request that names another host.
    Host,
    /// A page of another origin.
    Origin,
    /// A connect or a datagram to where the policy lets none.
    Policy,
    /// A look-up of a name that the policy doesn't let programs ask about.
    Name,
    /// A connection from outside the class.
    Stranger,
}

/// A limit that somebody ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Programs of one reader.
    Programs,
    /// Sockets of one program.
    Sockets,
    /// Sockets of one reader that listen.
    Listeners,
    /// Connects of one reader in a second.
    Connects,
    /// Bytes of all programs on their way.
    Buffered,
    /// Bytes of one reader in a second: somebody waited, or a datagram was lost.
    ReaderBytes,
    /// Bytes of all readers in a second.
    AllBytes,
    /// Readers of a class.
    Readers,
    /// The relay's own descriptors or memory.
    Machine,
    /// Connections of one address.
    Connections,
    /// WebSockets without a hello.
    Newcomers,
    /// Time for a TLS handshake.
    Handshake,
}

/// Bytes on their way to one program, counted for it and for all.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    own: Arc<AtomicU64>,
    all: Counter,
}

impl Metrics {
    /// Those of a relay's only room, or of the one with this label.
    pub(super) fn new(families: Arc<Families>, label: Option<&str>) -> Self {
        let room = Room(label.map(Arc::from));
        let bytes = |direction| families.bytes.get_or_create(&(room.clone(), [direction])).clone();
        let (from_programs, to_programs) = (bytes(FROM_PROGRAMS), bytes(TO_PROGRAMS));
        // All are there from the first, so that a rate can be taken of them.
        drop(families.started.get_or_create(&room));
        for times in [&families.hello, &families.lives, &families.connects] {
            drop(times.get_or_create(&room));
        }
        let writes = families.writes.get_or_create(&room).clone();
        Self {
            families,
            room,
            from_programs,
            to_programs,
            writes,
        }
    }

    /// A program has said hello, so long after its WebSocket opened.
    pub(super) fn begun(&self, after: Duration) {
        self.families.started.get_or_create(&self.room).inc();
        let hello = self.families.hello.get_or_create(&self.room);
        hello.observe(after.as_secs_f64());
    }

    /// A WebSocket has ended; `lived` if a program had said hello on it.
    pub(super) fn ended(&self, reason: &'static str, lived: Option<Duration>) {
        let reason = self.labels([("reason", reason)]);
        self.families.ended.get_or_create(&reason).inc();
        if let Some(lived) = lived {
            let lives = self.families.lives.get_or_create(&self.room);
            lives.observe(lived.as_secs_f64());
        }
    }

    /// The kernel has taken bytes of a program.
    pub(super) fn took(&self, bytes: usize) {
        self.from_programs.inc_by(bytes as u64);
    }

    /// A data frame of a program was dealt with in this time: it is in the kernel, or queued behind what is not.
    pub(super) fn wrote(&self, after: Duration) {
        self.writes.observe(after.as_secs_f64());
    }

    /// A connect is over, well or not.
    pub(super) fn connected(&self, after: Duration) {
        let connects = self.families.connects.get_or_create(&self.room);
        connects.observe(after.as_secs_f64());
    }

    /// A system call was answered with this error.
    pub(super) fn error(&self, errno: &'static str) {
        let errno = self.labels([("errno", errno)]);
        self.families.errors.get_or_create(&errno).inc();
    }

    pub(super) fn refused(&self, refusal: Refusal) {
        let reason = self.labels([("reason", refusal.label())]);
        self.families.refused.get_or_create(&reason).inc();
    }

    pub(super) fn reached(&self, limit: Limit) {
        let limit = self.labels([("limit", limit.label())]);
        self.families.limits.get_or_create(&limit).inc();
    }

    /// For one program more.
    pub(super) fn tally(&self) -> Tally {
        Tally {
            own: Arc::default(),
            all: self.to_programs.clone(),
        }
    }

    /// Writes down what exists now in this room.
    pub(super) fn look(&self, net: &Net) {
        let readers = self.families.readers.get_or_create(&self.room);
        readers.set(net.readers.present() as i64);
        let programs = self.families.programs.get_or_create(&self.room);
        programs.set(net.programs.count() as i64);
        let pages = self.families.pages.get_or_create(&self.room);
        pages.set(net.pages.count() as i64);
        let teachers = self.families.teachers.get_or_create(&self.room);
        teachers.set(net.teachers.count() as i64);
        let [connected, listening, datagrams] =
            [&net.connected, &net.listening, &net.datagrams].map(super::Gauge::count);
        let open = net
            .sockets
            .count()
            .saturating_sub(connected + listening + datagrams);
        for (kind, state, count) in [
            ("stream", "connected", connected),
            ("stream", "listening", listening),
            ("stream", "open", open),
            ("datagram", "open", datagrams),
        ] {
            let labels = self.labels([("kind", kind), ("state", state)]);
            self.families.sockets.get_or_create(&labels).set(count as i64);
        }
    }

    fn labels<const N: usize>(&self, labels: [Label; N]) -> families::Labels<N> {
        (self.room.clone(), labels)
    }
}

const FROM_PROGRAMS: Label = ("direction", "from_programs");
const TO_PROGRAMS: Label = ("direction", "to_programs");

impl Refusal {
    fn label(self) -> &'static str {
        match self {
            Refusal::Host => "host",
            Refusal::Origin => "origin",
            Refusal::Policy => "policy",
            Refusal::Name => "name",
            Refusal::Stranger => "stranger",
        }
    }
}

impl Limit {
    fn label(self) -> &'static str {
        match self {
            Limit::Programs => "programs",
            Limit::Sockets => "sockets",
            Limit::Listeners => "listeners",
            Limit::Connects => "connects",
            Limit::Buffered => "buffered",
            Limit::ReaderBytes => "reader_bytes",
            Limit::AllBytes => "all_bytes",
            Limit::Readers => "readers",
            Limit::Machine => "machine",
            Limit::Connections => "connections",
            Limit::Newcomers => "newcomers",
            Limit::Handshake => "handshake",
        }
    }
}

impl Tally {
    pub(super) fn add(&self, bytes: usize) {
        self.own.fetch_add(bytes as u64, Ordering::Relaxed);
        self.all.inc_by(bytes as u64);
    }

    /// Those of the one program.
    pub(super) fn own(&self) -> u64 {
        self.own.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
impl Default for Tally {
    fn default() -> Self {
        Metrics::new(Arc::new(Families::new()), None).tally()
    }
}
