//! What the relay says, as it travels.

use wire::{Errno, OptionValue, SocketId, ToProgram};

use super::{ID, REQ};

pub(super) fn to_program() -> Vec<(ToProgram, &'static str)> {
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
        host: None,
    };
    let connected = Ok {
        req,
        local: Some(peer),
        peer: Some(local),
        value: None,
        addresses: vec![],
        host: None,
    };
    let value = Ok {
        req,
        local: None,
        peer: None,
        value: Some(OptionValue::Int(1)),
        addresses: vec![],
        host: None,
    };
    let addresses = vec!["127.0.0.1".parse().unwrap(), "::1".parse().unwrap()];
    let found = Ok {
        req,
        local: None,
        peer: None,
        value: None,
        addresses,
        host: None,
    };
    let named = Ok {
        req,
        local: None,
        peer: None,
        value: None,
        addresses: vec![],
        host: Some("ann".into()),
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
        (named, r#"{"t":"ok","req":7,"host":"ann"}"#),
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
