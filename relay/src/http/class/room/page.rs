//! A reader's page: reports what goes on in it, is told what the teacher wants.

use std::convert::Infallible;

use axum::extract::ws::WebSocket;
use futures_util::StreamExt;
use tokio::select;
use tokio_util::sync::CancellationToken;

use super::Telling;
use super::ending::{End, say_goodbye};
use super::hearing::Hearing;
use crate::front::Place;
use crate::http::class::Classroom;
use crate::net::{Net, Visit};
use crate::room::{Ear, FromPage, Page, ToPage, text};

/// A page that has said whose it is.
struct Visitor {
    page: Page,
    gone: CancellationToken,
    _counted: Visit,
}

pub(super) async fn run(net: &Net, class: &Classroom, socket: WebSocket, stranger: Place) {
    let (mut sink, mut stream) = socket.split();
    let mut hearing = Hearing::new(&mut stream, net.limits().silence);
    let mut telling = Telling::new(&mut sink, net.limits());
    let greeted = select! {
        biased;
        () = net.closing() => Err(End::Shutdown),
        greeted = greet(&mut hearing, net, class) => greeted,
    };
    drop(stranger);
    let end = match greeted {
        Ok(mut visitor) => {
            let (ear, gone) = (visitor.page.ear(), visitor.gone.clone());
            let let_go = visitor.page.let_go();
            let Err(end) = select! {
                biased;
                () = net.closing() => Err(End::Shutdown),
                () = class.room.closed().cancelled() => Err(End::Over),
                () = gone.cancelled() => Err(End::Removed),
                () = let_go.cancelled() => Err(End::LetGo),
                end = tell(&mut telling, &mut visitor.page, net) => end,
                end = hear(&mut hearing, &ear) => end,
            };
            end
        }
        Err(end) => end,
    };
    say_goodbye(end, sink, stream).await;
}

async fn greet(hearing: &mut Hearing<'_>, net: &Net, class: &Classroom) -> Result<Visitor, End> {
    let FromPage::Hello(hello) = hearing.first(net.limits().hello).await? else {
        return Err(End::Mistake("the first message must be hello"));
    };
    if class.room.closed().is_cancelled() {
        return Err(End::Over);
    }
    let (reader, gone) = net.attendant(hello.token.as_str()).ok_or(End::Unknown)?;
    Ok(Visitor {
        page: class.room.enter(reader.id, &gone, hello)?,
        gone,
        _counted: net.page(),
    })
}

async fn hear(hearing: &mut Hearing<'_>, ear: &Ear) -> Result<Infallible, End> {
    loop {
        ear.hear(hearing.next().await?)?;
    }
}

async fn tell(telling: &mut Telling<'_>, page: &mut Page, net: &Net) -> Result<Infallible, End> {
    let mut pauses = net.pauses();
    let paused = *pauses.borrow_and_update();
    telling.tell(text(&ToPage::Welcome { paused })).await?;
    loop {
        select! {
            biased;
            _ = telling.pings.tick() => telling.ping().await?,
            letter = page.next() => telling.tell(letter).await?,
            Ok(()) = pauses.changed() => {
                let paused = *pauses.borrow_and_update();
                telling.tell(text(&ToPage::Paused(paused))).await?;
            }
        }
    }
}
