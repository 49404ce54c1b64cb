//! What is counted about programs and sockets, for whoever watches the relay. No label has values that a reader chooses.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::{Net, process};

/// One label with its value.
type Label = [(&'static str, &'static str); 1];

/// A socket's kind and state.
type SocketLabels = [(&'static str, &'static str); 2];

/// Seconds: from what a system call takes to what a reader takes for a hang.
const TIMES: [f64; 10] = [
    0.000_01, 0.000_1, 0.000_5, 0.001, 0.005, 0.025, 0.1, 0.5, 2.0, 10.0,
];

/// Seconds that programs run: a lesson's client, a lesson's server, a chat for a whole class.
const LIVES: [f64; 7] = [0.1, 1.0, 10.0, 60.0, 600.0, 3_600.0, 14_400.0];

/// All counters. What exists at the moment is counted by [`Net`] itself and written down when somebody asks.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    readers: Gauge,
    programs: Gauge,
    sockets: Family<SocketLabels, Gauge>,
    process: process::Gauges,
    started: Counter,
    ended: Family<Label, Counter>,
    bytes: Family<Label, Counter>,
    errors: Family<Label, Counter>,
    refused: Family<Label, Counter>,
    limits: Family<Label, Counter>,
    hello: Histogram,
    lives: Histogram,
    writes: Histogram,
    connects: Histogram,
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
pub(super) struct Meter {
    own: Arc<AtomicU64>,
    all: Counter,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let times = || Histogram::new(TIMES);
        let mut metrics = Self {
            registry: Registry::default(),
            readers: Gauge::default(),
            programs: Gauge::default(),
            sockets: Family::default(),
            process: process::Gauges::default(),
            started: Counter::default(),
            ended: Family::default(),
            bytes: Family::default(),
            errors: Family::default(),
            refused: Family::default(),
            limits: Family::default(),
            hello: times(),
            lives: Histogram::new(LIVES),
            writes: times(),
            connects: times(),
        };
        metrics.register();
        metrics
    }

    /// A program has said hello, so long after its WebSocket opened.
    pub(super) fn begun(&self, after: Duration) {
        self.started.inc();
        self.hello.observe(after.as_secs_f64());
    }

    /// A WebSocket has ended; `lived` if a program had said hello on it.
    pub(super) fn ended(&self, reason: &'static str, lived: Option<Duration>) {
        self.ended.get_or_create(&[("reason", reason)]).inc();
        if let Some(lived) = lived {
            self.lives.observe(lived.as_secs_f64());
        }
    }

    /// The kernel has taken bytes of a program.
    pub(super) fn took(&self, bytes: usize) {
        self.bytes.get_or_create(&FROM_PROGRAMS).inc_by(bytes as u64);
    }

    /// A data frame of a program was dealt with in this time: it is in the kernel, or queued behind what is not.
    pub(super) fn wrote(&self, after: Duration) {
        self.writes.observe(after.as_secs_f64());
    }

    /// A connect is over, well or not.
    pub(super) fn connected(&self, after: Duration) {
        self.connects.observe(after.as_secs_f64());
    }

    /// A system call was answered with this error.
    pub(super) fn error(&self, errno: &'static str) {
        self.errors.get_or_create(&[("errno", errno)]).inc();
    }

    pub(super) fn refused(&self, refusal: Refusal) {
        self.refused.get_or_create(&[("reason", refusal.label())]).inc();
    }

    pub(super) fn reached(&self, limit: Limit) {
        self.limits.get_or_create(&[("limit", limit.label())]).inc();
    }

    /// For one program more.
    pub(super) fn meter(&self) -> Meter {
        Meter {
            own: Arc::default(),
            all: self.bytes.get_or_create(&TO_PROGRAMS).clone(),
        }
    }

    /// Everything in the text format of OpenMetrics.
    ///
    /// # Errors
    /// None, as a `String` takes everything.
    pub(super) fn expose(&self, net: &Net) -> Result<String, fmt::Error> {
        self.readers.set(net.presence.count() as i64);
        self.programs.set(net.programs.count() as i64);
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
            let labels = [("kind", kind), ("state", state)];
            self.sockets.get_or_create(&labels).set(count as i64);
        }
        self.process.look();
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    fn register(&mut self) {
        self.process.register(&mut self.registry);
        let r = self.registry.sub_registry_with_prefix("echoroom");
        r.register(
            "readers",
            "Readers with a program that runs",
            self.readers.clone(),
        );
        r.register("programs", "Programs that run", self.programs.clone());
        r.register(
            "sockets",
            "Sockets that programs have open; a stream is open while it is neither connected nor listening",
            self.sockets.clone(),
        );
        r.register(
            "programs_started",
            "Programs that have said hello",
            self.started.clone(),
        );
        r.register(
            "programs_ended",
            "WebSockets of programs that have ended",
            self.ended.clone(),
        );
        r.register(
            "bytes",
            "Bytes that the kernel took from programs, and bytes of data frames on their way to programs",
            self.bytes.clone(),
        );
        r.register(
            "errors",
            "System calls answered with an error",
            self.errors.clone(),
        );
        r.register("refusals", "What the relay would not do", self.refused.clone());
        r.register(
            "limits_reached",
            "Times that a limit was run into",
            self.limits.clone(),
        );
        let seconds = Unit::Seconds;
        r.register_with_unit(
            "hello",
            "From a WebSocket's opening to its program's hello",
            seconds.clone(),
            self.hello.clone(),
        );
        r.register_with_unit(
            "program",
            "How long programs ran",
            seconds.clone(),
            self.lives.clone(),
        );
        r.register_with_unit(
            "write",
            "From a data frame's arrival to the kernel or to the queue of a socket that is full",
            seconds.clone(),
            self.writes.clone(),
        );
        r.register_with_unit(
            "connect",
            "From connect(2) to its outcome",
            seconds,
            self.connects.clone(),
        );
        // Both are there from the first, so that a rate can be taken of them.
        drop(self.bytes.get_or_create(&FROM_PROGRAMS));
        drop(self.bytes.get_or_create(&TO_PROGRAMS));
    }
}

const FROM_PROGRAMS: Label = [("direction", "from_programs")];
const TO_PROGRAMS: Label = [("direction", "to_programs")];

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

impl Meter {
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
impl Default for Meter {
    fn default() -> Self {
        Metrics::new().meter()
    }
}
