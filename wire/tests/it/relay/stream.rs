//! A stream between the program and the kernel: bytes both ways, each under its credit, and its ends.

use std::collections::VecDeque;

use bytes::Bytes;
use wire::limits::MAX_DATA;
use wire::relay::Session;
use wire::{Data, Errno, Kind, RequestId, SendCredit, SocketId, ToProgram};

use crate::kernel::{EndId, Kernel, Read};

pub(super) struct Stream {
    pub(super) end: EndId,
    /// From the program, and not in the kernel yet.
    pub(super) unwritten: VecDeque<u8>,
    pub(super) credit: SendCredit,
    /// `shutdown` was said: FIN goes out after what is unwritten.
    pub(super) fin_due: bool,
    fin_sent: bool,
    /// `eof` or `failed` was said.
    ended: bool,
    failed: Option<Errno>,
    pub(super) flushes: Vec<RequestId>,
}

/// What one step of a stream says to the program.
pub(super) enum Event {
    Control(ToProgram),
    /// An answer to a `flush`.
    Flushed(RequestId, Result<(), Errno>),
    Data(Data),
}

impl Stream {
    pub(super) fn new(end: EndId) -> Self {
        Self {
            end,
            unwritten: VecDeque::new(),
            credit: SendCredit::new(Kind::Stream),
            fin_due: false,
            fin_sent: false,
            ended: false,
            failed: None,
            flushes: Vec::new(),
        }
    }

    /// Moves what can be moved: to the kernel, then at most one frame from it.
    pub(super) fn step(
        &mut self,
        id: SocketId,
        kernel: &mut Kernel,
        session: &mut Session,
        out: &mut Vec<Event>,
    ) {
        let n = match self.write(kernel) {
            Ok(n) => n,
            Err(errno) => {
                self.fail(id, errno, out);
                0
            }
        };
        if let Some(upto) = session.consumed(id, n) {
            out.push(Event::Control(ToProgram::Credit { id, upto }));
        }
        if self.unwritten.is_empty() {
            let outcome = self.failed.map_or(Ok(()), Err);
            out.extend(self.flushes.drain(..).map(|req| Event::Flushed(req, outcome)));
        }
        if !self.ended {
            self.read(id, kernel, out);
        }
    }

    /// Writes what is left, and FIN if it is due: all that a closed stream still does. `true` when it is done.
    pub(super) fn finish(&mut self, kernel: &mut Kernel) -> bool {
        match self.write(kernel) {
            Ok(_) if !self.unwritten.is_empty() => return false,
            Ok(_) | Err(_) => kernel.close(self.end, false),
        }
        true
    }

    fn write(&mut self, kernel: &mut Kernel) -> Result<usize, Errno> {
        let (front, _) = self.unwritten.as_slices();
        let n = if front.is_empty() {
            0
        } else {
            kernel.write(self.end, front)?
        };
        self.unwritten.drain(..n);
        if self.unwritten.is_empty() && self.fin_due && !self.fin_sent {
            self.fin_sent = true;
            kernel.shutdown(self.end);
        }
        Ok(n)
    }

    fn read(&mut self, id: SocketId, kernel: &mut Kernel, out: &mut Vec<Event>) {
        let room = usize::try_from(self.credit.available()).unwrap();
        match kernel.read(self.end, room.min(MAX_DATA)) {
            Read::Bytes(bytes) => {
                assert!(self.credit.take(bytes.len() as u64));
                let bytes = Bytes::from(bytes);
                out.push(Event::Data(Data::Stream { id, bytes }));
            }
            Read::Nothing => {}
            Read::Eof => {
                self.ended = true;
                out.push(Event::Control(ToProgram::Eof { id }));
            }
            Read::Failed(errno) => self.fail(id, errno, out),
        }
    }

    fn fail(&mut self, id: SocketId, errno: Errno, out: &mut Vec<Event>) {
        self.unwritten.clear();
        if self.failed.replace(errno).is_none() {
            self.ended = true;
            // Who waits for a flush is told by its answer.
            if self.flushes.is_empty() {
                out.push(Event::Control(ToProgram::Failed { id, errno }));
            }
        }
    }
}
