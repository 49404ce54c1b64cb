//! The families of metrics, which all rooms of a relay have in common: what is counted in one of several has its label.

use std::fmt;
use std::sync::Arc;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabel, EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Metric, Registry, Unit};

use super::Limit;
use crate::net::process;

/// Seconds: from what a system call takes to what a reader takes for a hang.
const TIMES: [f64; 10] = [
    0.000_01, 0.000_1, 0.000_5, 0.001, 0.005, 0.025, 0.1, 0.5, 2.0, 10.0,
];

/// Seconds that programs run: a lesson's client, a lesson's server, a chat for a whole class.
const LIVES: [f64; 7] = [0.1, 1.0, 10.0, 60.0, 600.0, 3_600.0, 14_400.0];

/// A label with its value.
pub(super) type Label = (&'static str, &'static str);

/// Labels of a metric, and of the room that it is of.
pub(super) type Labels<const N: usize> = (Room, [Label; N]);

/// The label of one of several rooms, which is bounded as the rooms' file is; nothing where there is one room only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Room(pub(super) Option<Arc<str>>);

/// Histograms of the rooms.
type Times = Family<Room, Histogram, fn() -> Histogram>;

/// All of them.
#[derive(Debug)]
pub(in crate::net) struct Families {
    process: process::Gauges,
    pub(super) readers: Family<Room, Gauge>,
    pub(super) programs: Family<Room, Gauge>,
    pub(super) pages: Family<Room, Gauge>,
    pub(super) teachers: Family<Room, Gauge>,
    pub(super) sockets: Family<Labels<2>, Gauge>,
    pub(super) started: Family<Room, Counter>,
    pub(super) ended: Family<Labels<1>, Counter>,
    pub(super) bytes: Family<Labels<1>, Counter>,
    pub(super) errors: Family<Labels<1>, Counter>,
    pub(super) refused: Family<Labels<1>, Counter>,
    pub(super) limits: Family<Labels<1>, Counter>,
    pub(super) hello: Times,
    pub(super) lives: Times,
    pub(super) writes: Times,
    pub(super) connects: Times,
    registry: Registry,
}

impl Families {
    pub(in crate::net) fn new() -> Self {
        let mut registry = Registry::default();
        let process = process::Gauges::default();
        process.register(&mut registry);
        let r = registry.sub_registry_with_prefix("echoroom");
        Self {
            process,
            readers: family(r, "readers", "Readers with a program that runs"),
            programs: family(r, "programs", "Programs that run"),
            pages: family(r, "pages", "Open pages of a class's readers"),
            teachers: family(r, "teachers", "Open teacher's pages of a class"),
            sockets: family(
                r,
                "sockets",
                "Sockets that programs have open; a stream is open while it is neither connected nor listening",
            ),
            started: family(r, "programs_started", "Programs that have said hello"),
            ended: family(r, "programs_ended", "WebSockets of programs that have ended"),
            bytes: family(
                r,
                "bytes",
                "Bytes that the kernel took from programs, and bytes of data frames on their way to programs",
            ),
            errors: family(r, "errors", "System calls answered with an error"),
            refused: family(r, "refusals", "What the relay would not do"),
            limits: family(r, "limits_reached", "Times that a limit was run into"),
            hello: times(
                r,
                "hello",
                "From a WebSocket's opening to its program's hello",
                calls,
            ),
            lives: times(r, "program", "How long programs ran", lives),
            writes: times(
                r,
                "write",
                "From a data frame's arrival to the kernel or to the queue of a socket that is full",
                calls,
            ),
            connects: times(r, "connect", "From connect(2) to its outcome", calls),
            registry,
        }
    }

    /// Everything, of all rooms, in the text format of OpenMetrics.
    pub(in crate::net) fn expose(&self) -> String {
        self.process.look();
        let mut text = String::new();
        // A `String` takes everything.
        let _ = encode(&mut text, &self.registry);
        text
    }

    /// Counts a limit of the relay's, not of a room's.
    pub(in crate::net) fn reached(&self, limit: Limit) {
        let labels = (Room::default(), [("limit", limit.label())]);
        self.limits.get_or_create(&labels).inc();
    }
}

fn family<M: Metric + Default + Clone>(registry: &mut Registry, name: &str, help: &str) -> M {
    let family = M::default();
    registry.register(name, help, family.clone());
    family
}

fn times(registry: &mut Registry, name: &str, help: &str, new: fn() -> Histogram) -> Times {
    let times = Times::new_with_constructor(new);
    registry.register_with_unit(name, help, Unit::Seconds, times.clone());
    times
}

fn calls() -> Histogram {
    Histogram::new(TIMES)
}

fn lives() -> Histogram {
    Histogram::new(LIVES)
}

impl EncodeLabelSet for Room {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        let mut labels = self.0.iter();
        labels.try_for_each(|room| ("room", &**room).encode(encoder.encode_label()))
    }
}
