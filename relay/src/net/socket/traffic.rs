//! What happens to an open socket besides its system calls: bytes, credit, half close, close.

use bytes::Bytes;
use wire::{Data, RequestId, Violation};

use super::stream::Close;
use super::{Context, Socket, State};

impl Socket {
    /// Takes what the program sends. Returns how many bytes are done with now, which for a datagram is all or none;
    /// the others are reported as [`super::Event::Took`]. `None` if nothing is done with.
    pub(in crate::net) fn write(&mut self, cx: &Context, data: Data) -> Option<usize> {
        match (&mut self.state, data) {
            (State::Stream(stream), Data::Stream { bytes, .. }) => {
                Some(stream.write(&bytes)).filter(|taken| *taken > 0)
            }
            (State::Datagram(datagram), Data::Datagram { address, bytes, .. }) => {
                let len = bytes.len();
                datagram
                    .send(cx, self.id, self.family, self.asked, address, bytes)
                    .then_some(len)
            }
            // The session lets none of this through, but for a socket that was lost: there bytes go nowhere.
            (_, Data::Stream { bytes, .. } | Data::Datagram { bytes, .. }) => Some(Bytes::len(&bytes)),
        }
    }

    /// The program takes bytes up to this position.
    ///
    /// # Errors
    /// [`Violation::BadCredit`].
    pub(in crate::net) fn grant(&self, upto: u64) -> Result<(), Violation> {
        let is_granted = match &self.state {
            State::Stream(stream) => stream.grant(upto),
            State::Datagram(datagram) => datagram.grant(upto),
            // Nothing was ever sent to the program on such a socket.
            State::Fresh(_) | State::Connecting(..) | State::Listener(_) | State::Lost(_) => {
                upto <= self.kind.window()
            }
        };
        if is_granted {
            Ok(())
        } else {
            Err(Violation::BadCredit(self.id))
        }
    }

    /// The program may be told of a listener's connections up to this number.
    pub(in crate::net) fn allow(&mut self, upto: u64) {
        if let State::Listener(listener) = &mut self.state {
            listener.allow(upto);
        }
    }

    /// The program is told of this connection of a listener.
    pub(in crate::net) fn pushed(&mut self, id: wire::SocketId) {
        if let State::Listener(listener) = &mut self.state {
            listener.pushed(id);
        }
    }

    /// shutdown(2) of a stream's writing half, after all that was written.
    pub(in crate::net) fn shutdown(&self) {
        if let State::Stream(stream) = &self.state {
            stream.shutdown();
        }
    }

    /// Asks the socket's task to end; [`Socket::close`] waits for it.
    pub(in crate::net) fn abort(&self) {
        match &self.state {
            State::Connecting(_, task, _) => task.abort(),
            State::Stream(stream) => stream.abort(),
            State::Listener(listener) => listener.abort(),
            State::Datagram(datagram) => datagram.abort(),
            State::Fresh(_) | State::Lost(_) => {}
        }
    }

    /// close(2): the socket's port is free on return, as far as Linux frees it. Returns the requests that were waiting.
    pub(in crate::net) async fn close(self, cx: &Context, how: Close) -> Vec<RequestId> {
        drop(self.port);
        match self.state {
            State::Connecting(conn, task, req) => {
                task.end().await;
                drop(conn);
                vec![req]
            }
            State::Stream(stream) => stream.close(cx, how, self.held).await,
            State::Listener(listener) => {
                listener.close().await;
                Vec::new()
            }
            State::Datagram(datagram) => datagram.close().await,
            State::Fresh(_) | State::Lost(_) => Vec::new(),
        }
    }
}
