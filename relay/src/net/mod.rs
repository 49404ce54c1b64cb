//! Sockets for programs: one WebSocket, one program, real sockets behind it.
//!
//! [`run`] gives a WebSocket to [`program`], which checks what comes in (`wire::relay::Session`) and hands it to the
//! sockets; they answer through [`writer`]. Nothing here knows pages or HTTP. Where a socket may be bound and what it
//! may reach is decided in [`address`], [`names`] and [`policy`] and nowhere else.

mod address;
mod attendance;
mod class;
mod doings;
mod house;
mod limits;
mod metrics;
mod names;
mod pace;
mod person;
mod policy;
mod ports;
mod process;
mod program;
mod quota;
mod reader;
mod refused;
mod running;
mod socket;
mod way;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::ws::WebSocket;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

pub use address::NoRoom;
pub use attendance::{Attendant, Visit};
pub use class::{ClassRules, Member, NoClass, Resolver};
pub use doings::News;
pub use house::House;
pub use limits::Limits;
pub use metrics::{Limit, Refusal};
pub use pace::{BadRate, Rate};
pub use person::BadName;
pub use policy::{BadRule, Rule, Source};
pub use quota::ReaderLimits;
pub use reader::{JoinError, ReaderId};

use address::Claim;
use metrics::Metrics;
use pace::Allowance;
use policy::Policy;
use ports::Ports;
use reader::{Readers, Token};
use running::Running;

use crate::settings::FileError;

/// How long [`Net::shutdown`] waits for programs to be told; systemd and Docker kill ten seconds after asking.
const SHUTDOWN: Duration = Duration::from_secs(5);

/// Everything programs of one room share: who may run them, what they may use, and what they use now.
#[derive(Debug)]
pub struct Net {
    house: Arc<House>,
    /// The label of one of several rooms, for the log.
    room: Option<Arc<str>>,
    readers: Readers,
    running: Running,
    policy: Policy,
    /// What readers of a class have open.
    ports: Ports,
    /// Whether readers of a class can't reach one another.
    isolated: AtomicBool,
    resolver: Resolver,
    /// A class's addresses.
    claim: Option<Claim>,
    /// What all readers of a class may move.
    bytes: Allowance,
    tasks: TaskTracker,
    closing: CancellationToken,
    programs: Gauge,
    sockets: Gauge,
    /// Those among them that are streams with a peer, that listen, and that aren't streams.
    connected: Gauge,
    listening: Gauge,
    datagrams: Gauge,
    /// Open pages of a class's readers, and of its teachers.
    pages: Gauge,
    teachers: Gauge,
    /// No program may be started.
    paused: watch::Sender<bool>,
    metrics: Metrics,
    started: AtomicU64,
}

/// What is there at this moment. When no program runs, all are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Programs that have said hello.
    pub programs: usize,
    /// Sockets open for them, and closed ones whose peers still take the last bytes.
    pub sockets: usize,
    /// Tasks of programs and sockets.
    pub tasks: usize,
}

impl Net {
    /// The house's only room, for one reader, the machine's own user.
    ///
    /// # Panics
    /// If the operating system has no random numbers to make the reader's token of.
    pub fn solo(house: Arc<House>) -> Arc<Self> {
        let readers = match Readers::solo(house.clone()) {
            Ok(readers) => readers,
            Err(error) => panic!("the operating system gives no random numbers: {error}"),
        };
        let rules = ClassRules::default();
        Self::new(house, None, readers, Policy::Solo, None, rules)
    }

    /// A room for a class that nobody has joined yet: the house's only one, or of this label.
    ///
    /// # Errors
    /// [`NoClass`] where the system lacks what a class needs, or the policy has a mistake.
    pub fn class(house: Arc<House>, label: Option<&str>, rules: ClassRules) -> Result<Arc<Self>, NoClass> {
        let policy = Policy::class(rules.policy.clone())?;
        let claim = Claim::any()?;
        let readers = Readers::class(house.clone());
        Ok(Self::new(house, label, readers, policy, Some(claim), rules))
    }

    fn new(
        house: Arc<House>,
        label: Option<&str>,
        readers: Readers,
        policy: Policy,
        claim: Option<Claim>,
        rules: ClassRules,
    ) -> Arc<Self> {
        let bytes = match claim {
            Some(_) => Allowance::new(house.limits.rate),
            None => Allowance::default(),
        };
        Arc::new(Self {
            bytes,
            room: label.map(Arc::from),
            readers,
            running: Running::default(),
            policy,
            ports: Ports::default(),
            isolated: AtomicBool::new(rules.isolated),
            resolver: rules.resolver,
            claim,
            tasks: TaskTracker::new(),
            closing: CancellationToken::new(),
            programs: Gauge::default(),
            sockets: Gauge::default(),
            connected: Gauge::default(),
            listening: Gauge::default(),
            datagrams: Gauge::default(),
            pages: Gauge::default(),
            teachers: Gauge::default(),
            paused: watch::Sender::new(false),
            metrics: house.metrics_of(label),
            started: AtomicU64::new(0),
            house,
        })
    }

    /// The solo reader's token, for this relay's own pages only; `None` in a class.
    pub fn solo_token(&self) -> Option<String> {
        self.readers.solo_token().map(Token::reveal)
    }

    /// Takes somebody into the class under the name that they choose.
    ///
    /// # Errors
    /// [`JoinError`].
    pub fn join(&self, name: &str) -> Result<(String, Member), JoinError> {
        let claim = self.claim.as_ref().ok_or(JoinError::Full)?;
        let joined = self.readers.join(claim.room(), name);
        let (token, reader) = joined.inspect_err(|error| {
            if *error == JoinError::Full {
                self.reached(Limit::Readers);
            }
        })?;
        let member = Member::from(&*reader);
        self.span().in_scope(
            || tracing::info!(reader = member.host, address = %member.address, "somebody has joined"),
        );
        Ok((token.reveal(), member))
    }

    /// Who has this token.
    pub fn member(&self, token: &str) -> Option<Member> {
        self.readers.find(token).map(|reader| Member::from(&*reader))
    }

    /// Loads the policy of a class again, and says how many rules there are now. After a mistake the old ones hold.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn reload_policy(&self) -> Result<usize, FileError> {
        self.policy.reload()
    }

    /// Lets readers of a class do what these rules say from now on, whatever they were let before. Who is connected stays so.
    ///
    /// # Errors
    /// [`FileError`]; then nothing changes.
    pub fn change_rules(&self, rules: &ClassRules) -> Result<(), FileError> {
        self.policy.change(&rules.policy)?;
        self.isolated.store(rules.isolated, Ordering::Relaxed);
        Ok(())
    }

    /// What lines of the log stand in.
    fn span(&self) -> tracing::Span {
        match &self.room {
            Some(room) => tracing::info_span!("room", label = %room),
            None => tracing::Span::none(),
        }
    }

    /// Whether readers of a class can't reach one another.
    pub fn is_isolated(&self) -> bool {
        self.isolated.load(Ordering::Relaxed)
    }

    /// The port that the relay itself listens on: programs of a class can't reach it.
    pub fn serves_on(&self, port: u16) {
        self.policy.serves_on(port);
    }

    /// What is there now.
    pub fn status(&self) -> Status {
        Status {
            programs: self.programs.count(),
            sockets: self.sockets.count(),
            tasks: self.tasks.len(),
        }
    }

    /// Has the metrics of the [`House`] say what exists now.
    pub fn write_down(&self) {
        self.metrics.look(self);
    }

    /// Counts something that was refused.
    pub fn refused(&self, refusal: Refusal) {
        self.metrics.refused(refusal);
    }

    /// Counts that a limit was run into.
    pub fn reached(&self, limit: Limit) {
        self.metrics.reached(limit);
    }

    /// Closes every program with 1001 and every socket, and waits until they are, or a few seconds.
    pub async fn shutdown(&self) {
        self.closing.cancel();
        self.tasks.close();
        if tokio::time::timeout(SHUTDOWN, self.tasks.wait()).await.is_err() {
            tracing::warn!(status = ?self.status(), "not everything was closed in time");
        }
    }
}

/// Runs one program on its WebSocket, from its `hello` until every socket it had is closed. `newcomer` is dropped at the
/// `hello`.
pub async fn run(socket: WebSocket, net: Arc<Net>, newcomer: impl Send) {
    let number = net.started.fetch_add(1, Ordering::Relaxed) + 1;
    let (tasks, span) = (net.tasks.clone(), net.span());
    let program = program::run(socket, net, number, newcomer).instrument(span);
    tasks.track_future(program).await;
}

/// Counts things that exist.
#[derive(Clone, Debug, Default)]
struct Gauge(Arc<AtomicUsize>);

/// One of them: counted until it is dropped.
#[derive(Debug)]
struct Counted(Gauge);

impl Gauge {
    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    fn one(&self) -> Counted {
        self.0.fetch_add(1, Ordering::Relaxed);
        Counted(self.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}
