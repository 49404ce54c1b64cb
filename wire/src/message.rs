//! Control frames: JSON text, one object a frame, `t` says which. PROTOCOL.md has the table and the behaviour of each.

use std::net::IpAddr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::limits::{DATAGRAM_WINDOW, MAX_TEXT, WIDE_WINDOW, WINDOW, at_most};
use crate::{Address, Errno, OptionValue, SocketOption, UnixName, Violation};

/// A socket's number: odd when the program opened it, even when the relay accepted it. Never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SocketId(pub u32);

/// A request's number: grows by at least one from request to request; its answer carries it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// The address family of socket(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Family {
    Inet,
    Inet6,
    Unix,
}

impl Family {
    /// The number that Linux gives it: `AF_UNIX`, `AF_INET`, `AF_INET6`.
    pub const fn number(self) -> i32 {
        match self {
            Family::Unix => 1,
            Family::Inet => 2,
            Family::Inet6 => 10,
        }
    }

    /// The family of this number.
    pub fn from_number(number: i32) -> Option<Self> {
        [Family::Unix, Family::Inet, Family::Inet6]
            .into_iter()
            .find(|family| family.number() == number)
    }

    /// SO_PROTOCOL: what a socket of this family and type speaks.
    pub const fn protocol(self, kind: Kind) -> i32 {
        match (self, kind) {
            (Family::Unix, _) => 0,
            (_, Kind::Stream) => 6,
            (_, Kind::Dgram) => 17,
        }
    }
}

/// The type of socket(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    Stream,
    Dgram,
}

impl Kind {
    /// How many bytes of such a socket may be under way in one direction.
    pub const fn window(self) -> u64 {
        match self {
            Kind::Stream => WINDOW,
            Kind::Dgram => DATAGRAM_WINDOW,
        }
    }

    /// The same where the receiver has widened its window.
    pub const fn widest_window(self) -> u64 {
        match self {
            Kind::Stream => WIDE_WINDOW,
            Kind::Dgram => DATAGRAM_WINDOW,
        }
    }

    /// The number that Linux gives it: `SOCK_STREAM`, `SOCK_DGRAM`.
    pub const fn number(self) -> i32 {
        match self {
            Kind::Stream => 1,
            Kind::Dgram => 2,
        }
    }

    /// The type of this number.
    pub fn from_number(number: i32) -> Option<Self> {
        [Kind::Stream, Kind::Dgram]
            .into_iter()
            .find(|kind| kind.number() == number)
    }
}

/// What a program says. Requests carry `req` and are answered once, in any order; the rest are not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase", deny_unknown_fields)]
pub enum ToRelay {
    /// First of all: who the reader is (a secret) and what the program is called in the page. `key` is a secret of the
    /// page's, with which it can end this program (`POST /end`); without one nobody but the program itself can.
    Hello {
        token: String,
        label: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        key: String,
    },
    /// socket(2).
    Socket {
        req: RequestId,
        id: SocketId,
        family: Family,
        kind: Kind,
    },
    /// setsockopt(2).
    Set {
        req: RequestId,
        id: SocketId,
        option: SocketOption,
        value: OptionValue,
    },
    /// getsockopt(2).
    Get {
        req: RequestId,
        id: SocketId,
        option: SocketOption,
    },
    /// bind(2); the answer has the address bound, with the port the kernel chose for 0.
    Bind {
        req: RequestId,
        id: SocketId,
        address: Address,
    },
    /// listen(2); the answer has the address listened on.
    Listen {
        req: RequestId,
        id: SocketId,
        backlog: i32,
    },
    /// connect(2); the answer has both addresses of the connection. `None` disconnects a datagram socket (AF_UNSPEC).
    Connect {
        req: RequestId,
        id: SocketId,
        address: Option<Address>,
    },
    /// getsockname(2), for a socket the kernel bound by itself.
    Name { req: RequestId, id: SocketId },
    /// Answered when the kernel has taken all that was sent on this socket before, or with the error it met.
    Flush { req: RequestId, id: SocketId },
    /// getaddrinfo(3) without a service: the addresses of a name.
    Resolve {
        req: RequestId,
        host: String,
        family: Option<Family>,
    },
    /// getnameinfo(3) without a service: the host name of an address.
    Reverse { req: RequestId, ip: IpAddr },
    /// stat(2) of a path that may be a socket's: whether there is one.
    Stat { req: RequestId, path: UnixName },
    /// unlink(2) of a socket's path.
    Unlink { req: RequestId, path: UnixName },
    /// The program has taken bytes: the relay may send this socket's bytes up to this position (counted from 0).
    Credit { id: SocketId, upto: u64 },
    /// The program has accepted: the relay may push this listener's connections up to this number (counted from 0).
    Accept { id: SocketId, upto: u64 },
    /// shutdown(2) with SHUT_WR, after all data sent so far.
    Shutdown { id: SocketId },
    /// close(2). `taken` is how many bytes the program has read: if more arrived, Linux resets, and so does the relay.
    /// `reset` asks for that in any case (a connection that was never accepted).
    Close { id: SocketId, taken: u64, reset: bool },
    /// The program has ended. The relay closes what is left as for a dead process, then the WebSocket.
    #[serde(deserialize_with = "no_fields")]
    Bye,
}

/// What the relay says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase", deny_unknown_fields)]
pub enum ToProgram {
    /// The answer to `hello`: the address others reach this reader at, the reader's name, and the most sockets at once.
    Welcome {
        address: IpAddr,
        name: String,
        sockets: u32,
    },
    /// A request succeeded. Which of the fields are there depends on the request; PROTOCOL.md says.
    Ok {
        req: RequestId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        local: Option<Address>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        peer: Option<Address>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<OptionValue>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        addresses: Vec<IpAddr>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        host: Option<String>,
    },
    /// A request failed as the call would have on Linux.
    Err { req: RequestId, errno: Errno },
    /// A listener has a new connection, which from now on is socket `id`.
    Accepted {
        listener: SocketId,
        id: SocketId,
        local: Address,
        peer: Address,
    },
    /// The peer has sent its last byte (FIN), after all data sent so far.
    Eof { id: SocketId },
    /// The socket has an error that the next call returns (SO_ERROR): a reset, a refused datagram. A stream is over with it.
    Failed { id: SocketId, errno: Errno },
    /// The kernel has taken bytes: the program may send this socket's bytes up to this position (counted from 0).
    Credit { id: SocketId, upto: u64 },
}

impl ToProgram {
    /// An answer that says no more than that the call succeeded.
    pub fn done(req: RequestId) -> Self {
        Self::Ok {
            req,
            local: None,
            peer: None,
            value: None,
            addresses: Vec::new(),
            host: None,
        }
    }
}

/// Reads one control frame.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Violation> {
    at_most(text.len(), MAX_TEXT)?;
    // A derived decoder takes an array of the fields for the object, too.
    if !text.trim_ascii_start().starts_with('{') {
        return Err(Violation::Malformed("a control frame is a JSON object".into()));
    }
    serde_json::from_str(text).map_err(|e| Violation::Malformed(e.to_string()))
}

/// A unit variant would let unknown fields pass.
fn no_fields<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct NoFields {}
    NoFields::deserialize(deserializer).map(|NoFields {}| ())
}
