//! What sockets' tasks tell the program's: passed on to the program, with the session kept in step.

use wire::{Errno, RequestId, SocketId, ToProgram};

use super::Program;
use super::ending::End;
use crate::net::socket::{Event, Outcome, Reply, Socket};

impl Program {
    pub(super) async fn event(&mut self, event: Event) -> Result<(), End> {
        match event {
            Event::Connected { id, req, outcome } => {
                let Some(socket) = self.sockets.get_mut(&id) else {
                    return Ok(());
                };
                let outcome = socket.connected(&self.cx, req, outcome).await;
                if let Some(Ok(_)) = outcome {
                    self.session.connected(id);
                }
                self.answer(req, outcome).await?;
                self.start(id);
                Ok(())
            }
            Event::Accepted {
                listener,
                connection,
                held,
            } => {
                // The listener may have been closed meanwhile; the connection is then reset.
                let Some(id) = self.session.accepted(listener) else {
                    return Ok(());
                };
                if let Some(listener) = self.sockets.get_mut(&listener) {
                    listener.pushed(id);
                }
                let (local, peer) = (connection.local, connection.peer);
                self.account.sockets += 1;
                self.sockets
                    .insert(id, Socket::accepted(&self.cx, id, *connection, held));
                self.say(ToProgram::Accepted {
                    listener,
                    id,
                    local,
                    peer,
                })
                .await?;
                self.start(id);
                Ok(())
            }
            Event::Took { id, n } => self.took(id, n).await,
            Event::Flushed { id, req, outcome } => {
                // A socket that was closed meanwhile has had its requests answered.
                let Some(socket) = self.sockets.get(&id) else {
                    return Ok(());
                };
                let outcome = outcome.and_then(|()| socket.name(&self.cx));
                self.answer(req, Some(outcome)).await
            }
            Event::Resolved { req, outcome } => {
                let outcome = outcome.map(Reply::addresses);
                self.answer(req, Some(outcome)).await
            }
        }
    }

    /// The kernel has taken what the program sent: it may send more.
    pub(super) async fn took(&mut self, id: SocketId, n: usize) -> Result<(), End> {
        self.account.sent += n as u64;
        self.cx.net.metrics.took(n);
        match self.session.consumed(id, n) {
            Some(upto) => self.say(ToProgram::Credit { id, upto }).await,
            None => Ok(()),
        }
    }

    /// Answers a request, unless an event will.
    pub(super) async fn answer(&mut self, req: RequestId, outcome: Outcome) -> Result<(), End> {
        let answer = match outcome {
            Some(Ok(reply)) => reply.answer(req),
            Some(Err(errno)) => {
                self.cx.net.metrics.error(errno.name());
                ToProgram::Err { req, errno }
            }
            None => return Ok(()),
        };
        self.session.answered();
        self.say(answer).await
    }

    /// The requests a closed socket leaves behind.
    pub(super) async fn forsake(&mut self, waiting: Vec<RequestId>) -> Result<(), End> {
        for req in waiting {
            self.answer(req, Some(Err(Errno::EBADF))).await?;
        }
        Ok(())
    }

    /// Data may flow now that the program has been told of the stream.
    fn start(&mut self, id: SocketId) {
        if let Some(socket) = self.sockets.get_mut(&id) {
            socket.start(&self.cx);
        }
    }

    async fn say(&self, frame: ToProgram) -> Result<(), End> {
        tracing::trace!(program = self.name.number, ?frame, "to the program");
        Ok(self.cx.outbox.say(&frame).await?)
    }
}
