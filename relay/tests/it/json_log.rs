//! The log as JSON: every line is an object with level, message and fields, and none has what it must not have.

use serde_json::{Map, Value};

use crate::net_program::TestProgram;
use crate::process::{Relay, ask};

/// Bytes that a program sends, and a name that it gives itself.
const PAYLOAD: &str = "the payload of a program";

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn each_line_is_an_object_without_token_code_and_payload() {
    let relay = Relay::start_in(
        // All that the relay itself may ever say, frames included.
        &[("RUST_LOG", "echoroom=trace")],
        &["--class", "x", "--log-format", "json"],
    );
    let told = relay.told.until("Ctrl+C");
    let after = |part: &str| told.iter().find_map(|line| line.split_once(part)).unwrap().1;
    let address = after("http://").strip_suffix("/join").unwrap().to_owned();
    let code: String = after("join code ")
        .chars()
        .filter(char::is_ascii_digit)
        .take(8)
        .collect();

    let wrong = join(&address, "00000000x");
    assert!(wrong.contains("\"problem\""), "{wrong}");
    let joined = join(&address, &code);
    let (_, token) = joined.split_once("\"token\":\"").unwrap();
    let token = token.split('"').next().unwrap().to_owned();
    let mut program = TestProgram::start_at(address.parse().unwrap(), token.clone()).await;
    let listener = program.tcp().await;
    program.bind(listener, "127.0.0.1:9431").await.unwrap();
    program.listen(listener, 1).await.unwrap();
    let client = program.tcp().await;
    program
        .connect(client, "127.0.0.1:9431".parse().unwrap())
        .await
        .unwrap();
    program.send(client, PAYLOAD.as_bytes()).await;
    let refused = program.tcp().await;
    program
        .connect(refused, "192.0.2.1:80".parse().unwrap())
        .await
        .unwrap_err();
    drop(program);

    relay.signal("TERM");
    let log = relay.log.rest();

    let lines: Vec<Map<String, Value>> = log
        .iter()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    for line in &lines {
        for key in ["timestamp", "level", "message", "target"] {
            assert!(line.get(key).is_some_and(Value::is_string), "{key}: {line:?}");
        }
    }
    let said = |message: &str| {
        let line = lines.iter().find(|line| line["message"] == message);
        line.unwrap_or_else(|| panic!("{message} is not in {log:#?}"))
    };
    assert_eq!(said("serving")["level"], "INFO");
    assert_eq!(said("somebody has joined")["reader"], "anna");
    assert_eq!(said("a program has started")["label"], "test");
    assert_eq!(said("refused by the policy")["to"], "192.0.2.1:80");
    assert_eq!(said("to the program")["level"], "TRACE");
    let ended = said("a program has ended");
    assert!(ended["sent"].is_u64() && ended["sockets"].is_u64(), "{ended:?}");
    for secret in [&token, &code, PAYLOAD] {
        let shows_it = log.iter().find(|line| line.contains(secret));
        assert_eq!(shows_it, None);
    }
}

fn join(address: &str, code: &str) -> String {
    ask(
        address,
        "POST /join",
        &format!(r#"{{"code":"{code}","name":"Anna"}}"#),
    )
}
