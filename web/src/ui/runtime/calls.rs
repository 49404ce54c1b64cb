//! What a program does with its sockets, as its worker tells it (web/program/watch.js).

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::dom;

/// A call, or what is known of several of its kind on one socket.
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    pub what: What,
    /// The socket's descriptor.
    pub fd: i32,
    pub state: Happens,
    /// Milliseconds of the clock that all workers share.
    pub at: f64,
}

/// How far a call has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happens {
    Waits,
    Done,
    Failed { errno: i32 },
}

/// Which call, and what it brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Socket,
    Bind {
        port: Option<u16>,
    },
    Listen,
    /// The new socket, and the client's port.
    Accept {
        accepted: i32,
        port: Option<u16>,
    },
    /// The client's own port.
    Connect {
        port: Option<u16>,
    },
    Send {
        bytes: u32,
    },
    Recv {
        bytes: u32,
    },
    /// A recv that said that nothing more will come.
    End,
    Close,
}

impl Call {
    /// Reads the calls in a message.
    pub fn read_all(message: &JsValue) -> Option<Vec<Call>> {
        let calls: Array = dom::get(message, "calls").dyn_into().ok()?;
        Some(calls.iter().filter_map(|call| Call::read(&call)).collect())
    }

    fn read(call: &JsValue) -> Option<Call> {
        let number = |key: &str| dom::get(call, key).as_f64();
        let port = number("port").map(|port| port as u16);
        let bytes = number("bytes").unwrap_or_default() as u32;
        let what = match dom::get_string(call, "call")?.as_str() {
            "socket" => What::Socket,
            "bind" => What::Bind { port },
            "listen" => What::Listen,
            "accept" => What::Accept {
                accepted: number("accepted").map_or(-1, |fd| fd as i32),
                port,
            },
            "connect" => What::Connect { port },
            "send" => What::Send { bytes },
            "recv" => What::Recv { bytes },
            "end" => What::End,
            "close" => What::Close,
            _ => return None,
        };
        let state = match dom::get_string(call, "state")?.as_str() {
            "waits" => Happens::Waits,
            "done" => Happens::Done,
            _ => Happens::Failed {
                errno: number("errno").unwrap_or_default() as i32,
            },
        };
        Some(Call {
            what,
            fd: number("fd")? as i32,
            state,
            at: number("at")?,
        })
    }
}
