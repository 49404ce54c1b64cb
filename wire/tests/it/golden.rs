//! Each control frame as it travels, and the table of PROTOCOL.md that says so: one can't change without the other.

mod to_program;
mod to_relay;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::{RequestId, SocketId, ToProgram, ToRelay};

use crate::document::{Table, table};
use to_program::to_program;
use to_relay::to_relay;

const REQ: RequestId = RequestId(7);
const ID: SocketId = SocketId(3);

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
