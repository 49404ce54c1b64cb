//! A teacher's page: sees how things stand, says what is to be done.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::select;
use tokio::sync::watch;
use tokio::time::sleep;

use super::{End, Hearing, Stranger, Telling};
use crate::http::class::Classroom;
use crate::net::{Net, ReaderId};
use crate::room::{Desk, FromTeacher, SecondHello};

/// How long to collect what changes before it is told: four times a second is as fast as a table can be read.
const PACE: Duration = Duration::from_millis(250);

/// How long a page has for stopping a program before the relay ends it.
const STOPPING: Duration = Duration::from_secs(2);

pub(super) async fn attend(
    hearing: &mut Hearing,
    telling: &mut Telling,
    net: &Arc<Net>,
    class: &Classroom,
    stranger: Stranger,
) -> Result<Infallible, End> {
    let FromTeacher::Hello { secret } = hearing.first(net.limits().hello).await? else {
        return Err(End::Mistake("the first message must be hello"));
    };
    if !class.is_teacher(secret.as_str(), stranger.from) {
        return Err(End::Unknown);
    }
    tracing::info!(address = %stranger.from, "a teacher's page has been opened");
    let mut desk = class.room.desk()?;
    let _counted = net.teacher();
    drop(stranger);
    let (look, looking) = watch::channel(None);
    select! {
        biased;
        end = tell(telling, &mut desk, looking, net, class) => end,
        end = hear(hearing, &look, net, class) => end,
    }
}

async fn tell(
    telling: &mut Telling,
    desk: &mut Desk,
    mut looking: watch::Receiver<Option<ReaderId>>,
    net: &Arc<Net>,
    class: &Classroom,
) -> Result<Infallible, End> {
    let mut news = net.news().listen();
    news.mark_changed();
    loop {
        select! {
            biased;
            // First, since in a lively class there always are news.
            _ = telling.pings.tick() => telling.ping().await?,
            Ok(()) = looking.changed() => {
                desk.look(*looking.borrow_and_update());
                news.mark_changed();
            }
            Ok(()) = news.changed() => {
                news.borrow_and_update();
                // Again, as there may have been nothing to look at before.
                desk.look(*looking.borrow());
                for letter in desk.news(class.sign(net), net.roll()) {
                    telling.tell(letter).await?;
                }
                sleep(PACE).await;
            }
        }
    }
}

async fn hear(
    hearing: &mut Hearing,
    look: &watch::Sender<Option<ReaderId>>,
    net: &Arc<Net>,
    class: &Classroom,
) -> Result<Infallible, End> {
    loop {
        match hearing.next().await? {
            FromTeacher::Hello { .. } => return Err(End::SecondHello(SecondHello)),
            FromTeacher::Look(whose) => {
                look.send_replace(whose.and_then(|of| net.reader_named(of.reader.as_str())));
            }
            FromTeacher::Stop { reader, cell } => {
                // Who isn't there any more has nothing to be stopped.
                let Some(reader) = net.reader_named(reader.as_str()) else {
                    continue;
                };
                if let Some(key) = class.room.stop(reader, &cell) {
                    tokio::spawn(end_soon(net.clone(), reader, key));
                }
            }
            FromTeacher::Remove(of) => {
                if let Some(reader) = net.reader_named(of.reader.as_str()) {
                    net.remove(reader);
                    class.room.forget(reader);
                }
            }
            FromTeacher::Snippet(snippet) => class.room.hand_out(snippet),
            FromTeacher::Pause(is_paused) => net.pause(is_paused),
            FromTeacher::Open(is_open) => net.open(is_open),
            FromTeacher::Close {} => class.close(net),
        }
    }
}

/// Ends a program that its page was asked to stop, if it goes on.
async fn end_soon(net: Arc<Net>, reader: ReaderId, key: String) {
    let ending = async {
        select! {
            () = net.closing() => {}
            () = sleep(STOPPING) => net.end_program(&key, Some(reader)).await,
        }
    };
    net.tracked(ending).await;
}
