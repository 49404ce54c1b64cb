//! The log of a relay with several rooms: each line says of which room it is, whichever task has written it.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use wire::{Errno, Family};

use crate::net_program::TestProgram;
use crate::rooms::{TWO, start};
use crate::student::Student;
use crate::support::until;

/// What was logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    /// The rooms of all lines with this message.
    fn rooms_of(&self, message: &str) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let lines = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines
            .filter(|line| line["message"] == message)
            .map(|line| line["span"]["label"].as_str().unwrap_or("none").to_owned())
            .collect()
    }
}

// All tasks of the test are its own thread's, and so is the log.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_line_of_any_task_says_of_which_room_it_is() {
    let log = Lines::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_writer(move || writer.clone())
        .finish();
    let _logging = tracing::subscriber::set_default(subscriber);

    let server = start(&TWO.replace("allow = ", "# ")).await;
    let rooms = ["networks-101", "networks-102"];
    for label in rooms {
        let room = server.rooms.room(label).unwrap();
        let (token, member) = room.net.join("Anna").unwrap();
        let host = format!("{label}.school.example");
        let mut anna = Student {
            program: TestProgram::start_in(server.address, &host, token).await,
            ip: member.address,
        };
        let looked_up = anna.program.resolve("example.org", Some(Family::Inet)).await;
        assert_eq!(looked_up.err(), Some(Errno::EAI_NONAME));
        anna.tcp_server("0.0.0.0:9092").await;
        drop(std::net::TcpStream::connect((anna.real_ip(), 9092)).unwrap());
        until("the stranger was seen", || {
            log.rooms_of("a connection from outside the class was reset")
                .iter()
                .any(|room| room == label)
        })
        .await;
    }
    for message in [
        "somebody has joined",
        "a program has started",
        "a lookup was refused by the policy",
        "a connection from outside the class was reset",
    ] {
        assert_eq!(log.rooms_of(message), rooms, "{message}");
    }
}
