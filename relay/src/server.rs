//! A relay as a value: made of options, given a bound listener, told when to stop.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::course::Course;
use crate::front::{Crowd, Front, Gate};
use crate::http::{self, Classroom, Code, Dist, Door, Scheme, Secret, Shell, ShellError};
use crate::lessons::{LoadError, Source};
use crate::net::{ClassRules, House, Limits, Net, NoClass};
use crate::networks;
use crate::room::Room;
use crate::rooms::{self, Common, Rooms, RoomsError};
use crate::tls::{Tls, TlsError, TlsFiles};

/// How long requests and programs under way may take to end once the relay is to stop. Closing a program takes
/// milliseconds, and [`Net::shutdown`] gives up a second before this; a slow download of the runtime may be cut off.
const SHUTDOWN_DEADLINE: Duration = Duration::from_secs(6);

/// What a relay serves, and to whom.
#[derive(Debug, Default)]
pub struct Options {
    /// Built pages, if not the embedded ones.
    pub dist: Option<PathBuf>,
    /// Lessons, if not the embedded ones.
    pub content: Option<PathBuf>,
    /// Names the relay answers to besides this machine's own.
    pub allow_hosts: Vec<String>,
    /// How much a program may have.
    pub limits: Limits,
    /// A certificate, if it is https that is to be served.
    pub tls: Option<TlsFiles>,
    /// Who reads.
    pub readers: Readers,
    /// Proxies that are believed about where requests come from.
    pub proxies: Vec<IpNet>,
}

/// Whom a relay is for.
#[derive(Clone, Debug, Default)]
pub enum Readers {
    /// The machine's own user.
    #[default]
    Solo,
    /// A class.
    Class(Class),
    /// Many classes, each in a room that this file describes.
    Rooms(PathBuf),
}

/// A class, as its teacher wants it.
#[derive(Clone, Debug, Default)]
pub struct Class {
    /// What it is called.
    pub title: String,
    /// What its readers may reach.
    pub rules: ClassRules,
}

/// Why a relay can't start, in a sentence for the person who starts it, whose end is the error's source.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder given as `--dist` can't be read.
    #[error("cannot read the built pages in {}", path.display())]
    Dist {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The page shell and the relay don't fit together.
    #[error(transparent)]
    Shell(#[from] ShellError),
    /// The lessons can't be read, or are wrong.
    #[error(transparent)]
    Lessons(#[from] LoadError),
    /// The operating system has no random numbers to make secrets of.
    #[error("the operating system gives no random numbers")]
    NoRandom(#[from] getrandom::Error),
    /// The certificate can't be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// There can be no class.
    #[error(transparent)]
    NoClass(#[from] NoClass),
    /// Nor several.
    #[error(transparent)]
    Rooms(#[from] RoomsError),
}

/// Why an address can't be listened on, in a sentence for the person who chose it, whose end is the error's source.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// It isn't an address, or names no machine.
    #[error("`{address}` is not an address to listen on: give one such as 127.0.0.1:8080")]
    Unknown {
        /// As it was given.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// It can be reached from other machines, whose users would get this machine's sockets.
    #[error(
        "{0} can be reached from other machines; without --class or --rooms the relay listens on loopback only, such as 127.0.0.1:8080"
    )]
    NotLoopback(SocketAddr),
    /// Another program listens there.
    #[error("port {} is busy: stop the program that listens there, or choose another port with --listen", .0.port())]
    Busy(SocketAddr),
    /// The system refuses for another reason, such as a privileged port.
    #[error("cannot listen on {address}")]
    Refused {
        /// Where.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// Who can reach an address that is listened on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This machine only.
    Machine,
    /// Its network, too.
    Network,
}

/// Listens on an address of this machine.
///
/// # Errors
/// [`ListenError`]; for [`Reach::Machine`] also if another machine could reach it.
pub async fn listen(address: &str, reach: Reach) -> Result<TcpListener, ListenError> {
    let unknown = |source| ListenError::Unknown {
        address: address.to_owned(),
        source,
    };
    let resolved: Vec<SocketAddr> = tokio::net::lookup_host(address).await.map_err(unknown)?.collect();
    let mut outside = resolved.iter().filter(|address| !address.ip().is_loopback());
    if let Some(outside) = outside.next().filter(|_| reach == Reach::Machine) {
        return Err(ListenError::NotLoopback(*outside));
    }
    let Some(first) = resolved.first().copied() else {
        return Err(unknown(io::ErrorKind::NotFound.into()));
    };
    TcpListener::bind(resolved.as_slice())
        .await
        .map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ListenError::Busy(first),
            _ => ListenError::Refused {
                address: first,
                source,
            },
        })
}

/// A relay that is ready to serve: everything that can be wrong with its files has been found.
pub struct Server {
    rooms: Arc<Rooms>,
    gate: Gate,
}

impl Server {
    /// Reads and checks pages and lessons, and opens the rooms of a relay that is going to listen here.
    pub fn new(options: Options, address: SocketAddr) -> Result<Server, StartError> {
        let tls = options.tls.map(Tls::new).transpose()?.map(Arc::new);
        let source = options.content.map_or(Source::Embedded, Source::Directory);
        let course = Course::read(source)?;
        let dist = match options.dist {
            Some(path) => Dist::read(&path).map_err(|source| StartError::Dist { path, source })?,
            None => Dist::embedded(),
        };
        let shell = Shell::new(&dist)?;
        let of_class = !matches!(options.readers, Readers::Solo);
        http::check_pages(&shell, &dist, &course.now().lessons, of_class)?;
        if !shell.built {
            tracing::warn!("this relay was built without its pages; to build everything: cargo xtask serve");
        }
        let limits = options.limits;
        let (guests, newcomers, proxies) = match options.readers {
            // Whoever reaches it is on this machine, a proxy too.
            Readers::Solo => (Crowd::unlimited(), Crowd::unlimited(), loopback()),
            _ => (
                Crowd::new(limits.address_connections, usize::MAX, &options.proxies),
                Crowd::new(limits.address_newcomers, limits.newcomers, &[]),
                options.proxies,
            ),
        };
        let scheme = Scheme::of(&tls);
        let gate = Gate {
            tls,
            guests,
            handshake: limits.handshake,
            request: limits.request,
        };
        let common = Common {
            house: House::new(limits),
            dist: Arc::new(dist),
            shell: Arc::new(shell),
            course: Arc::new(course),
            address,
            scheme,
            stopping: CancellationToken::new(),
            proxies,
            patience: gate.request,
            newcomers,
        };
        let rooms = match options.readers {
            Readers::Solo => {
                let net = Net::solo(common.house.clone());
                Rooms::only(common, net, None, &options.allow_hosts)
            }
            Readers::Class(class) => {
                let net = Net::class(common.house.clone(), None, class.rules)?;
                let addresses = networks::reached_at(address).into_iter();
                let door = Door {
                    title: class.title,
                    code: Code::random()?,
                    teacher: Some(Secret::random()?),
                    origins: addresses.map(|address| scheme.origin(address)).collect(),
                };
                let classroom = Classroom::new(door, Room::new(net.news().clone()));
                Rooms::only(common, net, Some(classroom), &options.allow_hosts)
            }
            Readers::Rooms(file) => Rooms::from_file(common, file)?,
        };
        Ok(Server {
            rooms: Arc::new(rooms),
            gate,
        })
    }

    /// Where its readers are; for tests, and for whoever watches the relay.
    pub fn rooms(&self) -> Arc<Rooms> {
        self.rooms.clone()
    }

    /// The certificate it serves with, if it does.
    pub fn tls(&self) -> Option<Arc<Tls>> {
        self.gate.tls.clone()
    }

    /// Serves until `shutdown` resolves, then closes every program and socket. An error means that the listener
    /// broke.
    pub async fn serve(self, listener: TcpListener, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        let Server { rooms, gate } = self;
        let common = rooms.common();
        let stop = common.stopping.clone();
        let front = Front {
            app: rooms::app(rooms.clone()),
            unsecured: rooms::unsecured(rooms.clone()),
            gate,
            house: common.house.clone(),
        };
        let mut serving = std::pin::pin!(front.serve(listener, stop.clone()));

        let lessons = common.course.now().lessons.main().lessons.len();
        tracing::info!(address = %common.address, lessons, "serving");
        let (course, following) = (common.course.clone(), stop.clone());
        let _guard = stop.clone().drop_guard();
        tokio::spawn(async move { course.follow(following).await });
        tokio::select! {
            () = &mut serving => {}
            () = shutdown => tracing::info!("stopping"),
        }
        stop.cancel();
        let closed = async { tokio::join!(rooms.shutdown(), serving) };
        if tokio::time::timeout(SHUTDOWN_DEADLINE, closed).await.is_err() {
            tracing::warn!("some requests did not end in time");
        }
        Ok(())
    }
}

fn loopback() -> Vec<IpNet> {
    [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]
        .map(IpNet::from)
        .to_vec()
}
