//! What happened, in a sentence.

use super::exchange::{Deed, Mark, Said, Side};
use crate::texts::{Texts, fill};

/// For instance: The server is waiting for a client.
pub fn sentence(texts: &Texts, side: Side, said: Said) -> String {
    if let Mark::Failed { errno } = said.mark {
        let text = match side {
            Side::Server => texts.server_failed,
            Side::Client => texts.client_failed,
        };
        return fill(text, &[("call", call(said.deed)), ("errno", &errno.to_string())]);
    }
    let waits = said.mark == Mark::Waits;
    let text = match (side, said.deed) {
        (Side::Server, Deed::Socket) => texts.server_socket,
        (Side::Server, Deed::Bind) => texts.server_bind,
        (Side::Server, Deed::Listen) => texts.server_listen,
        (Side::Server, Deed::Accept) if waits => texts.server_accept_waits,
        (Side::Server, Deed::Accept | Deed::Connect) => texts.server_accept,
        (Side::Server, Deed::Recv) if waits => texts.server_recv_waits,
        (Side::Server, Deed::Recv) => texts.server_recv,
        (Side::Server, Deed::Send) => texts.server_send,
        (Side::Server, Deed::End) if waits => texts.server_end_waits,
        (Side::Server, Deed::End) => texts.server_end,
        (Side::Server, Deed::Close) => texts.server_close,
        (Side::Server, Deed::Stop) => texts.server_stop,
        (Side::Client, Deed::Socket) => texts.client_socket,
        (Side::Client, Deed::Bind | Deed::Listen | Deed::Accept) => texts.client_bind,
        (Side::Client, Deed::Connect) if waits => texts.client_connect_waits,
        (Side::Client, Deed::Connect) => texts.client_connect,
        (Side::Client, Deed::Recv) if waits => texts.client_recv_waits,
        (Side::Client, Deed::Recv) => texts.client_recv,
        (Side::Client, Deed::Send) => texts.client_send,
        (Side::Client, Deed::End) => texts.client_end,
        (Side::Client, Deed::Close | Deed::Stop) => texts.client_close,
    };
    let number = said.number.unwrap_or_default();
    fill(
        text,
        &[("port", &number.to_string()), ("bytes", &texts.bytes(number))],
    )
}

fn call(deed: Deed) -> &'static str {
    match deed {
        Deed::Socket => "socket",
        Deed::Bind => "bind",
        Deed::Listen => "listen",
        Deed::Accept => "accept",
        Deed::Connect => "connect",
        Deed::Send => "send",
        Deed::Recv | Deed::End => "recv",
        Deed::Close | Deed::Stop => "close",
    }
}
