//! [`wire::program::Link`] behind plain numbers and texts, which cost least to pass.

use std::net::{IpAddr, SocketAddr};

use wasm_bindgen::prelude::*;
use wire::program::{Answer, Fd, How, Link as Wire};
use wire::{Address, Errno, Family, Kind, OptionValue, Packet, RequestId, SocketOption, UnixName};

/// Below this number, an outcome of [`Link::send`] means: sent, but request `-(n - SENT_UNSURE)` tells whether Linux minds.
const SENT_UNSURE: i32 = -1000;

#[wasm_bindgen]
extern "C" {
    /// The worker's WebSocket.
    pub type WebSocket;
    #[wasm_bindgen(method, catch, js_name = send)]
    fn send_text(this: &WebSocket, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = send)]
    fn send_bytes(this: &WebSocket, bytes: &[u8]) -> Result<(), JsValue>;
}

/// The sockets of the program in this worker.
#[wasm_bindgen]
pub struct Link {
    wire: Wire,
    /// There once it is open.
    socket: Option<WebSocket>,
    /// What the last [`Link::recv`] brought, for JavaScript to copy.
    received: Vec<u8>,
    from: Option<Address>,
    sent: usize,
}

#[wasm_bindgen]
impl Link {
    /// A program that has just been started.
    #[wasm_bindgen(constructor)]
    pub fn new(token: &str, label: &str, key: &str) -> Self {
        Self {
            wire: Wire::new(token, label, key),
            socket: None,
            received: Vec::new(),
            from: None,
            sent: 0,
        }
    }

    /// Applies a control frame. A text says what the relay did wrong, and with which close code, `code reason`.
    pub fn receive_text(&mut self, text: String) -> Option<String> {
        self.apply(Packet::Text(text))
    }

    /// Applies a data frame; see [`Link::receive_text`].
    pub fn receive_bytes(&mut self, bytes: Vec<u8>) -> Option<String> {
        self.apply(Packet::Binary(bytes.into()))
    }

    /// The WebSocket is open: what there is to be said is sent now, and from now on at once.
    pub fn opened(&mut self, socket: WebSocket) {
        self.socket = Some(socket);
        self.transmit();
    }

    /// The reader's name and address, `name address`; nothing until the relay said so.
    pub fn welcome(&self) -> Option<String> {
        self.wire.welcome().map(|w| format!("{} {}", w.name, w.address))
    }

    /// poll(2)'s bits for one descriptor.
    pub fn ready(&self, fd: i32) -> u32 {
        self.wire.ready(Fd(fd))
    }

    /// The same as EPOLLET has it: 0 while nothing has come since [`Link::see`].
    pub fn ready_anew(&self, fd: i32) -> u32 {
        self.wire.ready_anew(Fd(fd))
    }

    /// The program has been told what is ready; or, if `seen` is false, is to be told again.
    pub fn see(&mut self, fd: i32, seen: bool) {
        self.wire.see(Fd(fd), seen);
    }

    /// Which open file a descriptor means; -1 if it isn't open.
    pub fn file(&self, fd: i32) -> f64 {
        // Exact: ids have 32 bits.
        self.wire.file(Fd(fd)).map_or(-1.0, |file| file as f64)
    }

    /// Whether [`Link::answer`] has something.
    pub fn is_answered(&self, req: u32) -> bool {
        self.wire.is_answered(RequestId(req))
    }

    /// A request's outcome as JSON, once: `-errno`, `0`, an option's value, or a list of addresses.
    pub fn answer(&mut self, req: u32) -> Option<String> {
        Some(match self.wire.answer(RequestId(req))? {
            Err(errno) => fail(errno).to_string(),
            Ok(Answer::Done) => "0".into(),
            Ok(Answer::Value(OptionValue::Int(value))) => format!("[{value}]"),
            Ok(Answer::Value(OptionValue::Linger(on, seconds))) => format!("[{on},{seconds}]"),
            Ok(Answer::Addresses(list)) => {
                let quoted: Vec<String> = list.iter().map(|ip| format!("\"{ip}\"")).collect();
                format!("[{}]", quoted.join(","))
            }
            Ok(Answer::Host(host)) => {
                // Nothing of a host name needs to be escaped in JSON.
                let is_host = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
                format!("[\"{}\"]", host.chars().filter(is_host).collect::<String>())
            }
        })
    }

    /// socket(2): `[fd, request]`, or `[-errno]`.
    pub fn open(&mut self, family: i32, kind: i32) -> Vec<i32> {
        let Some(family) = Family::from_number(family) else {
            return vec![fail(Errno::EAFNOSUPPORT)];
        };
        let Some(kind) = Kind::from_number(kind) else {
            return vec![fail(Errno::ESOCKTNOSUPPORT)];
        };
        match self.telling(|wire| wire.open(family, kind)) {
            Ok((fd, req)) => vec![fd.0, number(req)],
            Err(errno) => vec![fail(errno)],
        }
    }

    /// socketpair(2): `[fd, fd]`, or `[-errno]`.
    pub fn pair(&mut self, family: i32, kind: i32) -> Vec<i32> {
        if family != Family::Unix.number() {
            return vec![fail(Errno::EOPNOTSUPP)];
        }
        let Some(kind) = Kind::from_number(kind) else {
            return vec![fail(Errno::ESOCKTNOSUPPORT)];
        };
        match self.wire.pair(kind) {
            Ok((a, b)) => vec![a.0, b.0],
            Err(errno) => vec![fail(errno)],
        }
    }

    /// dup(2): the new descriptor.
    pub fn dup(&mut self, fd: i32) -> i32 {
        self.wire.dup(Fd(fd)).map_or_else(fail, |fd| fd.0)
    }

    /// close(2).
    pub fn close(&mut self, fd: i32) -> i32 {
        done(self.telling(|wire| wire.close(Fd(fd))))
    }

    /// bind(2): the request. An address is an IP and a port, or a name of AF_UNIX, `unix:…`, and 0.
    pub fn bind(&mut self, fd: i32, host: &str, port: u16) -> i32 {
        asked(address(host, port).and_then(|address| self.telling(|wire| wire.bind(Fd(fd), address))))
    }

    /// listen(2): the request.
    pub fn listen(&mut self, fd: i32, backlog: i32) -> i32 {
        asked(self.telling(|wire| wire.listen(Fd(fd), backlog)))
    }

    /// accept(2): the new descriptor; [`Link::peername`] of it is the client.
    pub fn accept(&mut self, fd: i32) -> i32 {
        self.telling(|wire| wire.accept(Fd(fd)))
            .map_or_else(fail, |(fd, _)| fd.0)
    }

    /// connect(2): the request (of use for datagram sockets only).
    pub fn connect(&mut self, fd: i32, host: &str, port: u16) -> i32 {
        asked(
            address(host, port).and_then(|address| self.telling(|wire| wire.connect(Fd(fd), Some(address)))),
        )
    }

    /// SO_ERROR, cleared: 0 or a negative errno.
    pub fn take_error(&mut self, fd: i32) -> i32 {
        match self.wire.take_error(Fd(fd)) {
            Ok(Some(errno)) | Err(errno) => fail(errno),
            Ok(None) => 0,
        }
    }

    /// shutdown(2), `how` as in `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`.
    pub fn shutdown(&mut self, fd: i32, how: i32) -> i32 {
        let how = match how {
            0 => How::Read,
            1 => How::Write,
            2 => How::Both,
            _ => return fail(Errno::EINVAL),
        };
        done(self.telling(|wire| wire.shutdown(Fd(fd), how)))
    }

    /// recv(2): how many bytes there are at [`Link::received`].
    pub fn recv(&mut self, fd: i32, max: usize, peek: bool) -> i32 {
        self.received.clear();
        let outcome = self.wire.recv(Fd(fd), max, peek, &mut self.received);
        self.transmit();
        match outcome {
            Ok((n, from)) => {
                self.from = from;
                i32::try_from(n).unwrap_or(i32::MAX)
            }
            Err(errno) => fail(errno),
        }
    }

    /// Where in this module's memory the last [`Link::recv`] put its bytes.
    pub fn received(&self) -> *const u8 {
        self.received.as_ptr()
    }

    /// Who sent what the last [`Link::recv`] brought, `ip port` or `unix:…`, if the socket can tell.
    pub fn sender(&self) -> Option<String> {
        self.from.map(spoken)
    }

    /// send(2): bytes taken. See [`SENT_UNSURE`] for numbers below it.
    pub fn send(&mut self, fd: i32, bytes: &[u8]) -> i32 {
        self.send_to_address(fd, bytes, None)
    }

    /// sendto(2); see [`Link::send`].
    pub fn send_to(&mut self, fd: i32, bytes: &[u8], host: &str, port: u16) -> i32 {
        match address(host, port) {
            Ok(address) => self.send_to_address(fd, bytes, Some(address)),
            Err(errno) => fail(errno),
        }
    }

    /// How many bytes the last send took, if its outcome was unsure.
    pub fn sent(&self) -> usize {
        self.sent
    }

    /// setsockopt(2): the request. `second` is `l_linger`.
    pub fn set_option(&mut self, fd: i32, level: i32, name: i32, value: i32, second: i32) -> i32 {
        let Some(option) = SocketOption::from_linux(level, name) else {
            return fail(Errno::ENOPROTOOPT);
        };
        let value = match option {
            SocketOption::SO_LINGER => OptionValue::Linger(value, second),
            _ => OptionValue::Int(value),
        };
        asked(self.telling(|wire| wire.set_option(Fd(fd), option, value)))
    }

    /// getsockopt(2): `[request]`, `[0, value]` if it is known here, or `[-errno]`.
    pub fn get_option(&mut self, fd: i32, level: i32, name: i32) -> Vec<i32> {
        let Some(option) = SocketOption::from_linux(level, name) else {
            return vec![fail(Errno::ENOPROTOOPT)];
        };
        match self.wire.own_option(Fd(fd), option) {
            Ok(Some(value)) => vec![0, value],
            Ok(None) => vec![asked(self.telling(|wire| wire.get_option(Fd(fd), option)))],
            Err(errno) => vec![fail(errno)],
        }
    }

    /// getsockname(2): `ip port`, `unix:…`, or `-errno`.
    pub fn sockname(&mut self, fd: i32) -> String {
        named(self.wire.sockname(Fd(fd)))
    }

    /// getpeername(2); see [`Link::sockname`].
    pub fn peername(&mut self, fd: i32) -> String {
        named(self.wire.peername(Fd(fd)))
    }

    /// getaddrinfo(3) for a name: the request. Family 0 means either.
    pub fn resolve(&mut self, host: &str, family: i32) -> i32 {
        number(self.telling(|wire| wire.resolve(host, Family::from_number(family))))
    }

    /// getnameinfo(3) for an address: the request.
    pub fn reverse(&mut self, ip: &str) -> i32 {
        match ip.parse() {
            Ok(ip) => number(self.telling(|wire| wire.reverse(ip))),
            Err(_) => fail(Errno::EINVAL),
        }
    }

    /// stat(2) of a path, `unix:…`, that may be a socket's: the request.
    pub fn stat(&mut self, path: &str) -> i32 {
        asked(name(path).map(|path| self.telling(|wire| wire.stat(path))))
    }

    /// unlink(2) of a socket's path, `unix:…`: the request.
    pub fn unlink(&mut self, path: &str) -> i32 {
        asked(name(path).map(|path| self.telling(|wire| wire.unlink(path))))
    }

    /// The program has ended: closes everything and says so.
    pub fn bye(&mut self) {
        self.telling(Wire::bye);
    }

    fn apply(&mut self, packet: Packet) -> Option<String> {
        self.telling(|wire| wire.receive(packet))
            .err()
            .map(|violation| format!("{} {violation}", violation.code().number()))
    }

    /// A call after which there may be something to say.
    fn telling<R>(&mut self, call: impl FnOnce(&mut Wire) -> R) -> R {
        let outcome = call(&mut self.wire);
        self.transmit();
        outcome
    }

    fn transmit(&mut self) {
        let Some(socket) = &self.socket else {
            return;
        };
        while let Some(packet) = self.wire.transmit() {
            // A WebSocket that was open drops what it can't send any more, and says that it is closed.
            let _ = match packet {
                Packet::Text(text) => socket.send_text(&text),
                Packet::Binary(bytes) => socket.send_bytes(&bytes),
            };
        }
    }

    fn send_to_address(&mut self, fd: i32, bytes: &[u8], to: Option<Address>) -> i32 {
        match self.telling(|wire| wire.send(Fd(fd), bytes, to)) {
            Ok(sent) => match sent.flush {
                Some(req) => {
                    self.sent = sent.n;
                    SENT_UNSURE - number(req)
                }
                None => i32::try_from(sent.n).unwrap_or(i32::MAX),
            },
            Err(errno) => fail(errno),
        }
    }
}

fn address(host: &str, port: u16) -> Result<Address, Errno> {
    match host.parse::<IpAddr>() {
        Ok(ip) => Ok(SocketAddr::new(ip, port).into()),
        Err(_) => name(host).map(Address::Unix),
    }
}

fn name(text: &str) -> Result<UnixName, Errno> {
    text.parse().map_err(|_| Errno::EINVAL)
}

fn named(outcome: Result<Address, Errno>) -> String {
    match outcome {
        Ok(address) => spoken(address),
        Err(errno) => fail(errno).to_string(),
    }
}

fn spoken(address: Address) -> String {
    match address {
        Address::Inet(address) => format!("{} {}", address.ip(), address.port()),
        Address::Unix(name) => name.to_string(),
    }
}

fn done(outcome: Result<(), Errno>) -> i32 {
    outcome.map_or_else(fail, |()| 0)
}

fn asked(outcome: Result<RequestId, Errno>) -> i32 {
    outcome.map_or_else(fail, number)
}

fn number(req: RequestId) -> i32 {
    i32::try_from(req.0).unwrap_or(i32::MAX)
}

/// Negative in any case: a lookup's own numbers are negative already, and are told apart by being below -10000.
fn fail(errno: Errno) -> i32 {
    let number = errno.number();
    if number > 0 { -number } else { number - 10_000 }
}
