//! `GET /room` and `GET /teacher/room`: the WebSockets of readers' pages and of teachers' pages. What is said on them is
//! [`crate::room`]'s; here is who may, how fast, and how it ends.
//!
//! On each, hearing and telling go on beside one another, so that a page which doesn't read holds up itself alone.

mod ending;
mod hearing;
mod page;
mod teacher;
mod telling;

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocket;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::select;

use super::Classroom;
use crate::http::Site;
use crate::http::socket::{self, Kind, Request, Stranger};
use crate::net::Net;
use crate::room::{MAX_MESSAGE, SUBPROTOCOL};

use ending::{End, say_goodbye};
use hearing::Hearing;
use telling::Telling;

/// A page's WebSocket. Most messages are shorter than its buffer for reading; nothing is put together before it is written;
/// what waits for a page that doesn't read is the longest message, what is sent on top of it, and answers to pings.
const PAGE: Kind = Kind {
    subprotocol: SUBPROTOCOL,
    read_buffer: 4 * 1024,
    write_buffer: 0,
    max_write_buffer: 2 * MAX_MESSAGE,
    max_message: MAX_MESSAGE,
};

/// Whose page it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Reader,
    Teacher,
}

/// A page of a reader's.
pub(in crate::http) async fn page(State(site): State<Arc<Site>>, request: Request) -> Response {
    open(&site, request, Whose::Reader)
}

/// A page of a teacher's.
pub(in crate::http) async fn teacher(State(site): State<Arc<Site>>, request: Request) -> Response {
    open(&site, request, Whose::Teacher)
}

/// Makes a WebSocket of a request, if there is a class.
fn open(site: &Site, request: Request, whose: Whose) -> Response {
    let Some(class) = site.class.clone() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (net, strangers) = (site.net.clone(), class.strangers.clone());
    socket::open(site, &PAGE, &strangers, request, async move |socket, stranger| {
        net.tracked(run(&net, &class, whose, socket, stranger)).await;
    })
}

/// Attends to a page until it has to go, or all have.
async fn run(net: &Arc<Net>, class: &Classroom, whose: Whose, socket: WebSocket, stranger: Stranger) {
    let (sink, stream) = socket.split();
    let mut hearing = Hearing::new(stream, net.limits().silence);
    let mut telling = Telling::new(sink, net.limits());
    let attending = async {
        match whose {
            Whose::Reader => page::attend(&mut hearing, &mut telling, net, class, stranger).await,
            Whose::Teacher => teacher::attend(&mut hearing, &mut telling, net, class, stranger).await,
        }
    };
    let Err(end) = select! {
        biased;
        () = net.closing() => Err(End::Shutdown),
        () = class.room.closed().cancelled() => Err(End::Over),
        () = class.replaced.cancelled(), if whose == Whose::Teacher => Err(End::LetGo),
        end = attending => end,
    };
    say_goodbye(end, telling, hearing).await;
}
