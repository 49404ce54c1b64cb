//! The rooms that a relay serves: that of the machine's own user, that of a class, or those of many classes, each at a
//! name of its own. What is in a room is [`crate::net`]'s, what is shown in it [`crate::http`]'s.

mod door;
mod file;
mod label;

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use futures_util::future::join_all;
use ipnet::IpNet;
use tokio_util::sync::CancellationToken;

use crate::course::Course;
use crate::front::Crowd;
use crate::http::{self, Classroom, Dist, Door, Hosts, Scheme, Shell, Site};
use crate::net::{House, Net, NoClass};
use crate::room;
use crate::settings::FileError;

pub use door::{app, unsecured};

use file::{Plan, RoomPlan};
use label::Domain;

/// What all rooms of a relay have in common.
pub struct Common {
    /// Limits and metrics.
    pub house: Arc<House>,
    /// What the build made.
    pub dist: Arc<Dist>,
    /// The page around every body.
    pub shell: Arc<Shell>,
    /// The lessons.
    pub course: Arc<Course>,
    /// Where the relay listens.
    pub address: SocketAddr,
    /// What it speaks.
    pub scheme: Scheme,
    /// Cancelled when the relay is to stop.
    pub stopping: CancellationToken,
    /// Proxies that are believed about where requests come from.
    pub proxies: Vec<IpNet>,
    /// How long a request's body may take to arrive, and its answer to begin.
    pub patience: Duration,
    /// WebSockets that no program has said hello on.
    pub(crate) newcomers: Crowd,
}

/// All rooms of one relay, as they are now.
pub struct Rooms {
    common: Common,
    /// Where several of them are described.
    file: Option<PathBuf>,
    table: RwLock<Arc<Table>>,
}

/// A room that is open.
pub struct Room {
    /// Its programs, their sockets and its readers.
    pub net: Arc<Net>,
    /// The class in it, if it isn't the machine's own user.
    pub class: Option<Arc<Classroom>>,
    plan: Option<RoomPlan>,
    router: Router,
    unsecured: Router,
}

/// Which rooms there are, by their labels; a relay's only one has none.
struct Table {
    domain: Option<Domain>,
    rooms: HashMap<String, Arc<Room>>,
}

/// Why rooms can't be opened, in a sentence for who starts the relay.
#[derive(Debug, thiserror::Error)]
pub enum RoomsError {
    /// The file that describes them.
    #[error(transparent)]
    File(#[from] FileError),
    /// One of them can't be made.
    #[error("room {label} can't be opened")]
    NoClass {
        /// Which.
        label: String,
        /// Why.
        source: NoClass,
    },
}

/// Why nothing was loaded again.
#[derive(Debug, thiserror::Error)]
pub enum ReloadError {
    /// The rooms.
    #[error(transparent)]
    Rooms(#[from] RoomsError),
    /// The only room's policy.
    #[error(transparent)]
    Policy(#[from] FileError),
}

/// What there is after loading again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reloaded {
    /// Rules of the only room's policy.
    Policy(usize),
    /// Rooms, how many of them weren't there, and how many are there no more.
    Rooms {
        /// All that are open now.
        open: usize,
        /// Those among them that are new.
        new: usize,
        /// Those that were closed.
        closed: usize,
    },
}

impl Rooms {
    /// The only room, at every name of this machine and those given.
    pub fn only(common: Common, net: Arc<Net>, class: Option<Classroom>, allow_hosts: &[String]) -> Self {
        let hosts = match class {
            Some(_) => Hosts::of_class(common.scheme, common.address, allow_hosts),
            None => Hosts::new(common.scheme, common.address, allow_hosts),
        };
        let room = common.room(net, class.map(Arc::new), hosts, None);
        Self::new(common, None, Table::of_one(room))
    }

    /// As many as a file describes.
    ///
    /// # Errors
    /// [`RoomsError`].
    pub fn from_file(common: Common, file: PathBuf) -> Result<Self, RoomsError> {
        let table = common.open(Plan::read(&file)?, &HashMap::new())?;
        Ok(Self::new(common, Some(file), table))
    }

    fn new(common: Common, file: Option<PathBuf>, table: Table) -> Self {
        Self {
            common,
            file,
            table: RwLock::new(Arc::new(table)),
        }
    }

    /// What they have in common.
    pub fn common(&self) -> &Common {
        &self.common
    }

    /// Whether the machine's own user is the only reader.
    pub fn is_solo(&self) -> bool {
        self.room("").is_some_and(|room| room.class.is_none())
    }

    /// The room with this label, or "" for the only one.
    pub fn room(&self, label: &str) -> Option<Arc<Room>> {
        self.table().rooms.get(label).cloned()
    }

    /// The names of several rooms, in order; the only one has none.
    pub fn hosts(&self) -> Vec<String> {
        let table = self.table();
        let plans = table.rooms.values().filter_map(|room| room.plan.as_ref());
        let mut hosts: Vec<_> = plans.map(|plan| plan.host.clone()).collect();
        hosts.sort();
        hosts
    }

    /// Everything that is counted, in the text format of OpenMetrics.
    pub fn metrics(&self) -> String {
        for room in self.table().rooms.values() {
            room.net.write_down();
        }
        self.common.house.metrics()
    }

    /// Reads again what may have changed since the relay was started: the file of rooms, or the only one's policy. Rooms
    /// that the file lacks are closed. After a mistake everything stays as it was.
    ///
    /// # Errors
    /// [`ReloadError`].
    pub async fn reload(&self) -> Result<Reloaded, ReloadError> {
        let before = self.table();
        let Some(file) = &self.file else {
            let policies = before.rooms.values().map(|room| room.net.reload_policy());
            return Ok(Reloaded::Policy(policies.sum::<Result<_, _>>()?));
        };
        let plan = Plan::read(file).map_err(RoomsError::from)?;
        let after = Arc::new(self.common.open(plan, &before.rooms)?);
        *self.table.write().unwrap_or_else(PoisonError::into_inner) = after.clone();

        let mut gone = Vec::new();
        for (label, room) in &before.rooms {
            match (after.rooms.get(label), &room.class) {
                (None, _) => gone.push(close(room)),
                (Some(now), Some(class)) if !Arc::ptr_eq(now, room) => class.replace(),
                _ => {}
            }
        }
        let closed = join_all(gone).await.len();
        let open = after.rooms.len();
        Ok(Reloaded::Rooms {
            open,
            new: open + closed - before.rooms.len(),
            closed,
        })
    }

    /// Closes every program and socket in all of them.
    pub async fn shutdown(&self) {
        let table = self.table();
        join_all(table.rooms.values().map(|room| room.net.shutdown())).await;
        self.common.house.close();
    }

    fn table(&self) -> Arc<Table> {
        self.table.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Closes every program and socket in a room that is no more, and has the metrics say so.
async fn close(room: &Room) {
    room.net.shutdown().await;
    room.net.write_down();
}

impl Common {
    /// The rooms of a plan. Those that are open already keep their readers and programs.
    fn open(&self, plan: Plan, before: &HashMap<String, Arc<Room>>) -> Result<Table, RoomsError> {
        let Plan { domain, rooms } = plan;
        let mut table = Table {
            rooms: HashMap::new(),
            domain: Some(domain),
        };
        // Those that may fail come first, so that nothing has changed if one does.
        let (known, new): (Vec<_>, Vec<_>) = rooms
            .into_iter()
            .partition(|(label, _)| before.contains_key(label));
        for (label, plan) in new.into_iter().chain(known) {
            let known = before.get(&label);
            let room = match known.filter(|room| room.plan.as_ref() == Some(&plan)) {
                Some(room) => room.clone(),
                None => self.described(&label, plan, known)?,
            };
            table.rooms.insert(label, room);
        }
        Ok(table)
    }

    /// A room as the plan wants it, with the network that it has if it is known.
    fn described(
        &self,
        label: &str,
        plan: RoomPlan,
        known: Option<&Arc<Room>>,
    ) -> Result<Arc<Room>, RoomsError> {
        let rules = plan.rules();
        let net = match known {
            Some(room) => room
                .net
                .change_rules(&rules)
                .map(|()| room.net.clone())
                .map_err(NoClass::from),
            None => Net::class(self.house.clone(), Some(label), rules),
        };
        let net = net.map_err(|source| RoomsError::NoClass {
            label: label.to_owned(),
            source,
        })?;
        let door = Door {
            title: plan.title.clone(),
            code: plan.code.clone(),
            teacher: plan.teacher.clone(),
            // Only its own page knows the port and the scheme that a proxy shows.
            origins: Vec::new(),
        };
        let class = match known.and_then(|room| room.class.as_ref()) {
            Some(class) => class.with_door(door),
            None => Classroom::new(door, room::Room::new(net.news().clone())),
        };
        let hosts = Hosts::named(self.scheme, self.address, std::slice::from_ref(&plan.host));
        Ok(Arc::new(self.room(net, Some(Arc::new(class)), hosts, Some(plan))))
    }

    fn room(
        &self,
        net: Arc<Net>,
        class: Option<Arc<Classroom>>,
        hosts: Hosts,
        plan: Option<RoomPlan>,
    ) -> Room {
        net.serves_on(self.address.port());
        let site = Site {
            dist: self.dist.clone(),
            shell: self.shell.clone(),
            course: self.course.clone(),
            hosts,
            scheme: self.scheme,
            proxies: self.proxies.clone(),
            patience: self.patience,
            newcomers: self.newcomers.clone(),
            net: net.clone(),
            class: class.clone(),
        };
        let site = Arc::new(site);
        Room {
            net,
            class,
            plan,
            unsecured: http::unsecured(site.clone()),
            router: http::router(site),
        }
    }
}

impl Table {
    fn of_one(room: Room) -> Self {
        Self {
            domain: None,
            rooms: HashMap::from([(String::new(), Arc::new(room))]),
        }
    }
}

impl fmt::Display for Reloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reloaded::Policy(rules) => write!(f, "the policy was loaded again, its rules are {rules}"),
            Reloaded::Rooms { open, new, closed } => {
                write!(
                    f,
                    "the rooms were loaded again: {open} are open, {new} of them new; {closed} were closed"
                )
            }
        }
    }
}
