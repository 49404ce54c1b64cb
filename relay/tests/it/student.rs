//! A student of a class, with one program, and the calls that tests of classes make over and over.

use std::net::{IpAddr, SocketAddr};

use wire::{Errno, OptionValue, SocketId, SocketOption};

use crate::net_program::TestProgram;
use crate::support::TestServer;

/// A reader with a program.
pub(crate) struct Student {
    pub(crate) program: TestProgram,
    pub(crate) ip: IpAddr,
}

impl Student {
    /// Joins, and starts a program.
    pub(crate) async fn join(server: &TestServer, name: &str) -> Self {
        let (token, member) = server.net.join(name).unwrap();
        Self {
            program: TestProgram::start_at(server.address, token).await,
            ip: member.address,
        }
    }

    /// Where classmates find this port.
    pub(crate) fn at(&self, port: u16) -> SocketAddr {
        (self.ip, port).into()
    }

    /// The address of this machine's that classmates see as theirs.
    pub(crate) fn real_ip(&self) -> IpAddr {
        let IpAddr::V4(shown) = self.ip else {
            unreachable!("readers of a class have IPv4 addresses")
        };
        let [_, room, high, low] = shown.octets();
        let [high, low] = (u16::from_be_bytes([high, low]) << 4).to_be_bytes();
        [127, room, high, low].into()
    }

    /// A TCP socket that listens here.
    pub(crate) async fn tcp_server(&mut self, address: &str) -> SocketId {
        let id = self.reusing().await;
        self.program.bind(id, address).await.unwrap();
        self.program.listen(id, 5).await.unwrap();
        id
    }

    /// A socket with SO_REUSEADDR: another test's relay may have had the same room, and left TIME_WAIT behind.
    pub(crate) async fn reusing(&mut self) -> SocketId {
        let id = self.program.tcp().await;
        let on = OptionValue::Int(1);
        self.program
            .set(id, SocketOption::SO_REUSEADDR, on)
            .await
            .unwrap();
        id
    }

    /// A UDP socket bound here.
    pub(crate) async fn udp_at(&mut self, address: &str) -> SocketId {
        let id = self.program.udp().await;
        self.program.bind(id, address).await.unwrap();
        id
    }

    /// A connected TCP socket, its own address and its peer's.
    pub(crate) async fn try_connect(
        &mut self,
        address: SocketAddr,
    ) -> Result<(SocketId, SocketAddr, SocketAddr), Errno> {
        let id = self.program.tcp().await;
        let reply = self.program.connect(id, address).await?;
        Ok((id, reply.local.unwrap(), reply.peer.unwrap()))
    }
}

/// A port of 127.0.0.1.
pub(crate) fn home(port: u16) -> SocketAddr {
    ([127, 0, 0, 1], port).into()
}
