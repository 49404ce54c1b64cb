//! What a program says, as it travels.

use wire::{Family, Kind, OptionValue, SocketOption, ToRelay, UnixName};

use super::{ID, REQ};

pub(super) fn to_relay() -> Vec<(ToRelay, &'static str)> {
    use ToRelay::*;
    let (req, id, family) = (REQ, ID, Family::Inet);
    let option = SocketOption::SO_REUSEADDR;
    let address = "127.0.0.1:9090".parse().unwrap();
    let path = UnixName::new(b"chat.sock").unwrap();
    let six = "[::1]:9090".parse().unwrap();
    let (token, label, host) = (
        String::from("secret"),
        String::from("echo-server"),
        "localhost".into(),
    );
    let linger = Set {
        req,
        id,
        option: SocketOption::SO_LINGER,
        value: OptionValue::Linger(1, 5),
    };
    let lookup = Resolve {
        req,
        host: "ann".into(),
        family: None,
    };
    vec![
        (
            Hello {
                token: token.clone(),
                label: label.clone(),
                key: String::new(),
            },
            r#"{"t":"hello","token":"secret","label":"echo-server"}"#,
        ),
        (
            Hello {
                token,
                label,
                key: "door".into(),
            },
            r#"{"t":"hello","token":"secret","label":"echo-server","key":"door"}"#,
        ),
        (
            Socket {
                req,
                id,
                family,
                kind: Kind::Stream,
            },
            r#"{"t":"socket","req":7,"id":3,"family":"inet","kind":"stream"}"#,
        ),
        (
            Socket {
                req,
                id,
                family: Family::Inet6,
                kind: Kind::Dgram,
            },
            r#"{"t":"socket","req":7,"id":3,"family":"inet6","kind":"dgram"}"#,
        ),
        (
            Set {
                req,
                id,
                option,
                value: OptionValue::Int(1),
            },
            r#"{"t":"set","req":7,"id":3,"option":"SO_REUSEADDR","value":1}"#,
        ),
        (
            linger,
            r#"{"t":"set","req":7,"id":3,"option":"SO_LINGER","value":[1,5]}"#,
        ),
        (
            Get { req, id, option },
            r#"{"t":"get","req":7,"id":3,"option":"SO_REUSEADDR"}"#,
        ),
        (
            Bind { req, id, address },
            r#"{"t":"bind","req":7,"id":3,"address":"127.0.0.1:9090"}"#,
        ),
        (
            Bind {
                req,
                id,
                address: six,
            },
            r#"{"t":"bind","req":7,"id":3,"address":"[::1]:9090"}"#,
        ),
        (
            Listen { req, id, backlog: 5 },
            r#"{"t":"listen","req":7,"id":3,"backlog":5}"#,
        ),
        (
            Connect {
                req,
                id,
                address: Some(address),
            },
            r#"{"t":"connect","req":7,"id":3,"address":"127.0.0.1:9090"}"#,
        ),
        (
            Connect {
                req,
                id,
                address: None,
            },
            r#"{"t":"connect","req":7,"id":3,"address":null}"#,
        ),
        (
            Bind {
                req,
                id,
                address: "unix:/tmp/chat.sock".parse().unwrap(),
            },
            r#"{"t":"bind","req":7,"id":3,"address":"unix:/tmp/chat.sock"}"#,
        ),
        (
            Stat { req, path },
            r#"{"t":"stat","req":7,"path":"unix:chat.sock"}"#,
        ),
        (
            Unlink { req, path },
            r#"{"t":"unlink","req":7,"path":"unix:chat.sock"}"#,
        ),
        (Name { req, id }, r#"{"t":"name","req":7,"id":3}"#),
        (Flush { req, id }, r#"{"t":"flush","req":7,"id":3}"#),
        (
            Resolve {
                req,
                host,
                family: Some(family),
            },
            r#"{"t":"resolve","req":7,"host":"localhost","family":"inet"}"#,
        ),
        (lookup, r#"{"t":"resolve","req":7,"host":"ann","family":null}"#),
        (
            Reverse {
                req,
                ip: [10, 64, 0, 1].into(),
            },
            r#"{"t":"reverse","req":7,"ip":"10.64.0.1"}"#,
        ),
        (
            Credit { id, upto: 163_840 },
            r#"{"t":"credit","id":3,"upto":163840}"#,
        ),
        (Accept { id, upto: 2 }, r#"{"t":"accept","id":3,"upto":2}"#),
        (Shutdown { id }, r#"{"t":"shutdown","id":3}"#),
        (
            Close {
                id,
                taken: 12,
                reset: false,
            },
            r#"{"t":"close","id":3,"taken":12,"reset":false}"#,
        ),
        (Bye, r#"{"t":"bye"}"#),
    ]
}
