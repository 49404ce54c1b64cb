//! Bytes as a run of WebSocket messages: some raw, some well formed about a few sockets, so that both get far.

use bytes::Bytes;
use wire::{Address, Data, Packet, SocketId, UnixName};

/// Cuts the input into messages.
pub(crate) struct Packets<'a> {
    input: &'a [u8],
    templates: &'a [&'a str],
}

impl<'a> Packets<'a> {
    /// `templates` are control frames in which `#` stands for a small number.
    pub(crate) fn new(input: &'a [u8], templates: &'a [&'a str]) -> Self {
        Self { input, templates }
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.input.split_first()?;
        self.input = rest;
        Some(*first)
    }

    fn bytes(&mut self, most: usize) -> &'a [u8] {
        let (taken, rest) = self.input.split_at(most.min(self.input.len()));
        self.input = rest;
        taken
    }

    /// A number as frames have them: mostly small, at times at an edge.
    fn number(&mut self) -> Option<u64> {
        Some(match self.byte()? {
            255 => u64::MAX,
            254 => u64::from(u32::MAX),
            253 => wire::limits::WINDOW + u64::from(self.byte()?) * 1024,
            small => u64::from(small),
        })
    }

    fn control(&mut self) -> Option<Packet> {
        let choice = usize::from(self.byte()?) % self.templates.len().max(1);
        let mut text = String::new();
        for piece in self.templates.get(choice)?.split_inclusive('#') {
            text.push_str(piece.trim_end_matches('#'));
            if piece.ends_with('#') {
                text.push_str(&self.number()?.to_string());
            }
        }
        Some(Packet::Text(text))
    }

    fn data(&mut self, stream: bool) -> Option<Packet> {
        let id = SocketId(u32::from(self.byte()?));
        let bytes = Bytes::from(vec![0; usize::from(self.byte()?) * 257]);
        let data = if stream {
            Data::Stream { id, bytes }
        } else {
            let address = if bytes.is_empty() {
                UnixName::new(b"a").map(Address::Unix)
            } else {
                Some(Address::Inet(([127, 0, 0, 1], 9).into()))
            };
            Data::Datagram { id, address, bytes }
        };
        Some(Packet::Binary(data.encode()))
    }
}

impl Iterator for Packets<'_> {
    type Item = Packet;

    fn next(&mut self) -> Option<Packet> {
        match self.byte()? {
            0 => {
                let len = usize::from(self.byte()?);
                Some(Packet::Text(
                    String::from_utf8_lossy(self.bytes(len)).into_owned(),
                ))
            }
            1 => {
                let len = usize::from(self.byte()?);
                Some(Packet::Binary(Bytes::copy_from_slice(self.bytes(len))))
            }
            2..64 => self.data(true),
            64..96 => self.data(false),
            _ => self.control(),
        }
    }
}
