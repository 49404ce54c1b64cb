//! A reader's page: reports what goes on in it, is told what the teacher wants.

use std::convert::Infallible;

use tokio::select;

use super::{End, Hearing, Stranger, Telling};
use crate::http::class::Classroom;
use crate::net::Net;
use crate::room::{Ear, FromPage, Page, ToPage, text};

pub(super) async fn attend(
    hearing: &mut Hearing,
    telling: &mut Telling,
    net: &Net,
    class: &Classroom,
    stranger: Stranger,
) -> Result<Infallible, End> {
    let FromPage::Hello(hello) = hearing.first(net.limits().hello).await? else {
        return Err(End::Mistake("the first message must be hello"));
    };
    let (reader, gone) = net.reader(hello.token.as_str()).ok_or(End::Unknown)?;
    let mut page = class.room.enter(reader, &gone, hello)?;
    let _counted = net.page();
    drop(stranger);
    let (ear, let_go) = (page.ear(), page.let_go());
    select! {
        biased;
        () = gone.cancelled() => Err(End::Removed),
        () = let_go.cancelled() => Err(End::LetGo),
        end = tell(telling, &mut page, net) => end,
        end = hear(hearing, &ear) => end,
    }
}

async fn hear(hearing: &mut Hearing, ear: &Ear) -> Result<Infallible, End> {
    loop {
        ear.hear(hearing.next().await?)?;
    }
}

async fn tell(telling: &mut Telling, page: &mut Page, net: &Net) -> Result<Infallible, End> {
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
