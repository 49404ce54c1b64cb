//! Each control frame as it travels, and the table of PROTOCOL.md that says so: one can't change without the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::{Errno, Family, Kind, OptionValue, RequestId, SocketId, SocketOption, ToProgram, ToRelay};

use crate::document::{Table, table};

const REQ: RequestId = RequestId(7);
const ID: SocketId = SocketId(3);

fn to_relay() -> Vec<(ToRelay, &'static str)> {
    use ToRelay::*;
    let (req, id, family) = (REQ, ID, Family::Inet);
    let option = SocketOption::SO_REUSEADDR;
    let address = "127.0.0.1:9090".parse().unwrap();
    let six = "[::1]:9090".parse().unwrap();
    let (token, label, host) = ("secret".into(), "echo-server".into(), "localhost".into());
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
            Hello { token, label },
            r#"{"t":"hello","token":"secret","label":"echo-server"}"#,
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

fn to_program() -> Vec<(ToProgram, &'static str)> {
    use ToProgram::*;
    let (req, id, listener) = (REQ, SocketId(2), ID);
    let local = "127.0.0.1:9090".parse().unwrap();
    let peer = "127.0.0.1:40000".parse().unwrap();
    let bound = Ok {
        req,
        local: Some(local),
        peer: None,
        value: None,
        addresses: vec![],
    };
    let connected = Ok {
        req,
        local: Some(peer),
        peer: Some(local),
        value: None,
        addresses: vec![],
    };
    let value = Ok {
        req,
        local: None,
        peer: None,
        value: Some(OptionValue::Int(1)),
        addresses: vec![],
    };
    let addresses = vec!["127.0.0.1".parse().unwrap(), "::1".parse().unwrap()];
    let found = Ok {
        req,
        local: None,
        peer: None,
        value: None,
        addresses,
    };
    let (address, name) = ("127.0.0.1".parse().unwrap(), "ann".into());
    vec![
        (
            Welcome {
                address,
                name,
                sockets: 256,
            },
            r#"{"t":"welcome","address":"127.0.0.1","name":"ann","sockets":256}"#,
        ),
        (ToProgram::done(req), r#"{"t":"ok","req":7}"#),
        (bound, r#"{"t":"ok","req":7,"local":"127.0.0.1:9090"}"#),
        (
            connected,
            r#"{"t":"ok","req":7,"local":"127.0.0.1:40000","peer":"127.0.0.1:9090"}"#,
        ),
        (value, r#"{"t":"ok","req":7,"value":1}"#),
        (found, r#"{"t":"ok","req":7,"addresses":["127.0.0.1","::1"]}"#),
        (
            Err {
                req,
                errno: Errno::ECONNREFUSED,
            },
            r#"{"t":"err","req":7,"errno":"ECONNREFUSED"}"#,
        ),
        (
            Err {
                req,
                errno: Errno::EAI_NONAME,
            },
            r#"{"t":"err","req":7,"errno":"EAI_NONAME"}"#,
        ),
        (
            Accepted {
                listener,
                id,
                local,
                peer,
            },
            r#"{"t":"accepted","listener":3,"id":2,"local":"127.0.0.1:9090","peer":"127.0.0.1:40000"}"#,
        ),
        (Eof { id }, r#"{"t":"eof","id":2}"#),
        (
            Failed {
                id,
                errno: Errno::ECONNRESET,
            },
            r#"{"t":"failed","id":2,"errno":"ECONNRESET"}"#,
        ),
        (
            Credit { id, upto: 131_072 },
            r#"{"t":"credit","id":2,"upto":131072}"#,
        ),
    ]
}

/// Checks the texts, and returns which fields they have by `t`.
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(frames: &[(T, &str)]) -> Table {
    let mut fields = BTreeMap::<String, BTreeSet<String>>::new();
    for (frame, text) in frames {
        assert_eq!(serde_json::to_string(frame).unwrap(), *text);
        assert_eq!(serde_json::from_str::<T>(text).unwrap(), *frame);
        let Value::Object(mut object) = serde_json::from_str(text).unwrap() else {
            panic!("{text}")
        };
        let name = object.remove("t").unwrap().as_str().unwrap().to_owned();
        fields.entry(name).or_default().extend(object.keys().cloned());
    }
    fields
}

#[test]
fn what_a_program_says_is_what_the_document_says() {
    assert_eq!(check(&to_relay()), table("Control frames, program → relay"));
}

#[test]
fn what_the_relay_says_is_what_the_document_says() {
    assert_eq!(check(&to_program()), table("Control frames, relay → program"));
}

/// serde's own word for which frames there are, so that a new one is missed above.
#[test]
fn no_frame_is_missing() {
    let unknown = |error: serde_json::Error| error.to_string().matches('`').count() / 2 - 1;
    let up = serde_json::from_str::<ToRelay>(r#"{"t":"?"}"#).unwrap_err();
    let down = serde_json::from_str::<ToProgram>(r#"{"t":"?"}"#).unwrap_err();
    assert_eq!(check(&to_relay()).len(), unknown(up));
    assert_eq!(check(&to_program()).len(), unknown(down));
}
