//! The door of a class: who gets in, who doesn't, and that nobody gets anybody else's.

use futures_util::SinkExt;
use wire::{ToProgram, ToRelay};

use crate::net_program::{TestProgram, close_code, open, text};
use crate::support::{Reply, TestServer};

async fn join(server: &TestServer, name: &str) -> Reply {
    join_with(server, name, server.class().code(), &[]).await
}

async fn join_with(server: &TestServer, name: &str, code: &str, headers: &[(&str, &str)]) -> Reply {
    let body = serde_json::json!({ "name": name, "code": code }).to_string();
    server.post("/join", &body, headers).await
}

fn problem(reply: &Reply) -> (u16, &str) {
    (reply.status, reply.between("\"problem\":\"", "\""))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_the_code_gets_a_name_an_address_and_a_token() {
    let server = TestServer::start_class(|_| {}).await;
    let reply = join(&server, "  Анна   Щукина ").await;
    assert_eq!((reply.status, reply.header("cache-control")), (200, "no-store"));
    let field = |reply: &Reply, name: &str| reply.between(&format!("\"{name}\":\""), "\"").to_owned();
    assert_eq!(field(&reply, "person"), "Анна Щукина");
    assert_eq!(field(&reply, "host"), "anna-shchukina");
    let (token, address) = (field(&reply, "token"), field(&reply, "address"));
    assert!(address.starts_with("10."), "{address}");

    // After a reload the page shows the token, and everything is as it was.
    let body = format!("{{\"token\":\"{token}\"}}");
    let again = server.post("/session", &body, &[]).await;
    assert_eq!((again.status, field(&again, "address")), (200, address.clone()));
    let program = TestProgram::start_at(server.address, token).await;
    assert!(
        matches!(&program.welcome, ToProgram::Welcome { name, address: ip, .. }
        if name == "anna-shchukina" && ip.to_string() == address)
    );

    // The code may be typed in groups.
    let (first, second) = server.class().code().split_at(4);
    let spaced = join_with(&server, "Boris", &format!(" {first} {second} "), &[]).await;
    assert_eq!((spaced.status, field(&spaced, "host")), (200, "boris".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_let_in_is_told_why() {
    let server = TestServer::start_class_within(|limits| limits.readers = 1).await;
    for (body, status) in [
        ("", 400),
        ("{}", 400),
        ("{\"name\":\"x\",\"code\":\"1\",\"z\":1}", 400),
        (&"x".repeat(9000), 400),
    ] {
        assert_eq!(
            problem(&server.post("/join", body, &[]).await),
            (status, "request"),
            "{body:.20}"
        );
    }
    let code = server.class().code().to_owned();
    assert!(code.len() == 8 && code.bytes().all(|digit| digit.is_ascii_digit()));
    for wrong in ["", "0", &format!("{code}0"), &code[1..], "код"] {
        assert_eq!(
            problem(&join_with(&server, "Eve", wrong, &[]).await),
            (403, "code"),
            "{wrong}"
        );
    }
    assert_eq!(problem(&join(&server, "\u{202e}").await), (422, "name"));
    server.net.open(false);
    assert_eq!(problem(&join(&server, "Anna").await), (403, "closed"));
    server.net.open(true);
    assert_eq!(join(&server, "Anna").await.status, 200);
    assert_eq!(problem(&join(&server, "Boris").await), (409, "full"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_cannot_be_guessed_and_the_others_get_in_all_the_same() {
    let server = TestServer::start_behind_proxies().await;
    let from = |ip: &'static str| [("x-forwarded-for", ip)];
    let mut refusals = 0;
    for _ in 0..30 {
        let reply = join_with(&server, "Eve", "00000000", &from("192.0.2.1")).await;
        match problem(&reply) {
            (403, "code") => assert_eq!(refusals, 0),
            (429, "slow") => {
                refusals += 1;
                assert!(reply.header("retry-after").parse::<u32>().unwrap() > 50);
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(refusals >= 18, "{refusals}");
    // Even with the right code, or a made-up address before the real one.
    let code = server.class().code();
    for forwarded in ["192.0.2.1", "192.0.2.9, 192.0.2.1"] {
        let reply = join_with(&server, "Eve", code, &[("x-forwarded-for", forwarded)]).await;
        assert_eq!(problem(&reply), (429, "slow"));
    }
    assert_eq!(
        join_with(&server, "Anna", code, &from("192.0.2.2")).await.status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_trusted_proxy_nobody_is_believed_about_addresses() {
    let server = TestServer::start_class(|_| {}).await;
    let mut last = 0;
    for n in 0..30 {
        let made_up = format!("192.0.2.{n}");
        let headers = [
            ("x-forwarded-for", made_up.as_str()),
            ("forwarded", "for=192.0.2.99"),
        ];
        last = join_with(&server, "Eve", "00000000", &headers).await.status;
    }
    assert_eq!(last, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_that_a_proxy_hands_on_as_it_came_hides_nobody() {
    let server = TestServer::start_behind_proxies().await;
    let mut last = 0;
    for n in 0..30 {
        let made_up = format!("for=192.0.2.{n}");
        let headers = [
            ("x-forwarded-for", "192.0.2.100"),
            ("forwarded", made_up.as_str()),
        ];
        last = join_with(&server, "Eve", "00000000", &headers).await.status;
    }
    assert_eq!(last, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_pages_get_nothing_of_a_class() {
    let server = TestServer::start_class(|_| {}).await;
    let reply = join(&server, "Anna").await;
    let token = reply.between("\"token\":\"", "\"").to_owned();
    let body = format!("{{\"token\":\"{token}\"}}");
    let wish = format!("{{\"name\":\"Eve\",\"code\":\"{}\"}}", server.class().code());
    for origin in ["http://evil.test", "null", "http://127.0.0.1:1", "http://8.8.8.8"] {
        for (path, body) in [("/join", &wish), ("/session", &body), ("/end", &body)] {
            let reply = server.post(path, body, &[("origin", origin)]).await;
            assert_eq!(reply.status, 403, "{origin} {path}");
            assert!(!reply.text().contains(&token));
        }
        let upgrade = [
            ("origin", origin),
            ("upgrade", "websocket"),
            ("sec-websocket-version", "13"),
        ];
        assert_eq!(server.request("GET", "/ws", &upgrade).await.status, 403);
    }
    for host in ["evil.test", "10.0.0.1", "127.0.0.1", "localhost.evil.test"] {
        for path in ["/join", "/en/join", "/session", "/ws", "/en/"] {
            assert_eq!(
                server.request("GET", path, &[("host", host)]).await.status,
                421,
                "{host} {path}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_counts_in_a_body_and_in_hello_and_nowhere_else() {
    let server = TestServer::start_class(|_| {}).await;
    let reply = join(&server, "Anna").await;
    let token = reply.between("\"token\":\"", "\"").to_owned();
    for path in [
        format!("/session?token={token}"),
        format!("/session/{token}"),
        format!("/en/?token={token}"),
    ] {
        assert!(!server.get(&path).await.text().contains("anna"), "{path}");
        let posted = server
            .post(&path, "{}", &[("authorization", &token), ("cookie", &token)])
            .await;
        assert_ne!(posted.status, 200, "{path}");
    }
    for wrong in [
        "",
        "0",
        &token[1..],
        &token.to_uppercase(),
        &format!("{token}0"),
        &"0".repeat(32),
    ] {
        if wrong == token {
            continue;
        }
        let reply = server
            .post("/session", &format!("{{\"token\":\"{wrong}\"}}"), &[])
            .await;
        assert_eq!(problem(&reply), (401, "join"), "{wrong}");
        let mut ws = open(&server).await;
        let hello = ToRelay::Hello {
            token: (*wrong).to_owned(),
            label: String::new(),
            key: String::new(),
        };
        ws.send(text(&hello)).await.unwrap();
        assert_eq!(close_code(&mut ws).await.0, 4001, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_join_page_is_there_in_both_languages_and_keeps_the_code_to_itself() {
    let server = TestServer::start_class(|class| class.title = "Сети <101> & Co".into()).await;
    for (path, language) in [("/en/join", "en"), ("/ru/join", "ru")] {
        let page = server.get(path).await;
        assert_eq!((page.status, page.header("content-language")), (200, language));
        assert!(
            page.text().contains("Сети &lt;101&gt; &amp; Co"),
            "{}",
            page.text()
        );
        assert!(page.text().contains("<p>join "));
        assert!(!page.text().contains(server.class().code()));
    }
    let door = server.request("GET", "/join", &[("accept-language", "ru")]).await;
    assert_eq!((door.status, door.header("location")), (302, "/ru/join"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_teacher_s_page_lists_lessons_and_exercises_and_no_secret() {
    let server = TestServer::start_class(|_| {}).await;
    let door = server
        .request("GET", "/teacher", &[("accept-language", "ru")])
        .await;
    assert_eq!((door.status, door.header("location")), (302, "/ru/teacher"));
    let page = server.get("/ru/teacher").await;
    assert_eq!((page.status, page.header("content-language")), (200, "ru"));
    let outline: serde_json::Value =
        serde_json::from_str(page.between("<script data-outline>", "</script>")).unwrap();
    assert_eq!(outline[0]["slug"], "echo");
    assert_eq!(outline[0]["title"], "Эхо <1>");
    assert_eq!(outline[1]["href"], "/ru/udp-echo");
    assert_eq!(outline[1]["exercises"], serde_json::json!([]));
    assert!(page.text().contains("data-teacher"));
    assert!(!page.text().contains(server.class().code()));
}

#[tokio::test(flavor = "multi_thread")]
async fn solo_there_is_nothing_to_join() {
    let server = TestServer::start().await;
    assert_eq!(server.get("/en/join").await.status, 404);
    assert_eq!(server.get("/join").await.status, 404);
    assert_eq!(server.get("/en/teacher").await.status, 404);
    assert_eq!(server.get("/teacher").await.status, 404);
    assert_eq!(
        server
            .post("/join", "{\"name\":\"x\",\"code\":\"1\"}", &[])
            .await
            .status,
        404
    );
    // The machine's own user needs no token to get one.
    let reply = server
        .post("/session", "{\"token\":\"kept of a class\"}", &[])
        .await;
    assert_eq!(reply.between("{\"token\":\"", "\"}"), server.token());
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_the_class_have_the_names_of_their_readers() {
    let server = TestServer::start_class(|_| {}).await;
    let mut anna = crate::student::Student::join(&server, "Анна").await;
    let boris = crate::student::Student::join(&server, "Boris").await;
    let localhost = [127, 0, 0, 1].into();
    for (ip, name) in [
        (anna.ip, Ok("anna")),
        (boris.ip, Ok("boris")),
        (localhost, Ok("localhost")),
        ([10, 255, 255, 254].into(), Err(wire::Errno::EAI_NONAME)),
        ([192, 0, 2, 1].into(), Err(wire::Errno::EAI_NONAME)),
    ] {
        let found = anna.program.reverse(ip).await;
        assert_eq!(found, name.map(str::to_owned), "{ip}");
    }

    let isolated = TestServer::start_class(|class| class.rules.isolated = true).await;
    let mut anna = crate::student::Student::join(&isolated, "Anna").await;
    let boris = crate::student::Student::join(&isolated, "Boris").await;
    assert_eq!(anna.program.reverse(anna.ip).await.unwrap(), "anna");
    assert_eq!(
        anna.program.reverse(boris.ip).await.err(),
        Some(wire::Errno::EAI_NONAME)
    );
}
