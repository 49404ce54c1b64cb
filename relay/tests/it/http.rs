//! Pages and redirects, and what keeps a relay from starting.

use echoroom::server::{Options, Server};

use crate::support::{TestServer, write};

#[tokio::test]
async fn pages_in_both_languages() {
    let server = TestServer::start().await;
    for (path, kind, title) in [
        ("/ru/", "index", "Содержание"),
        ("/en/", "index", "Contents"),
        ("/ru/echo", "lesson", "Эхо &lt;1&gt;"),
        ("/en/echo", "lesson", "Echo &lt;1&gt;"),
        ("/ru/lab", "lab", "Лаборатория"),
        ("/en/lab", "lab", "Lab"),
        ("/ru/preflight", "preflight", "Заработает ли здесь?"),
        ("/en/preflight", "preflight", "Will it work here?"),
    ] {
        let page = server.get(path).await;
        let language = &path[1..3];
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("content-language"), language);
        assert_eq!(page.header("cache-control"), "no-cache");
        assert_eq!(page.between("<html lang=\"", "\""), language);
        assert_eq!(page.between("<title>", "</title>"), title);
        assert_eq!(page.between("<p>", " "), kind);
        let twin = path.replacen(language, if language == "ru" { "en" } else { "ru" }, 1);
        assert_eq!(page.between("rel=\"canonical\" href=\"", "\""), path);
        let (tag, name) = if language == "ru" {
            ("en", "English")
        } else {
            ("ru", "Русский")
        };
        let link = format!("<a lang=\"{tag}\" dir=\"ltr\" href=\"{twin}\" rel=\"alternate\">{name}</a>");
        assert!(page.text().contains(&link), "{link}");
    }
}

#[tokio::test]
async fn a_course_in_other_languages_needs_no_build() {
    let server = TestServer::start_with(|options| {
        let content = options.content.as_ref().unwrap();
        let lesson = "---\ntitle: درس\ndescription: وصف\norder: 1\n---\n";
        write(&content.join("ar/only.md"), lesson);
        write(
            &content.join("ar/texts.toml"),
            "language = 'العربية'\n[page]\ncontents = 'المحتويات'\n[ui]\nrun = '</script>'\n",
        );
    })
    .await;
    let page = server.get("/ar/only").await;
    assert_eq!(page.between("<html lang=\"", "\" data"), "ar\" dir=\"rtl");
    assert_eq!(page.between("<i>", "</i>"), "المحتويات");
    let texts = page.between("json\">", "</script>");
    assert!(
        texts.contains("\"stop\":\"Stop\"") && texts.contains("\\u003c/script\\u003e"),
        "{texts}"
    );
    // Where the lesson isn't there, the switch leads to the contents.
    for link in [
        "<a lang=\"en\" dir=\"ltr\" href=\"/en/\">",
        "<a lang=\"ru\" dir=\"ltr\" href=\"/ru/\">",
    ] {
        assert!(page.text().contains(link), "{page:?}");
    }
    let index = server.get("/ar/").await;
    assert_eq!(index.between("<title>", "</title>"), "المحتويات");
    let front = server.request("GET", "/", &[("accept-language", "ar-EG")]).await;
    assert_eq!(front.header("location"), "/ar/");
}

#[tokio::test]
async fn a_lesson_says_how_long_it_is_and_what_its_parts_are() {
    let server = TestServer::start().await;
    let page = server.get("/ru/udp-echo").await;
    assert_eq!(
        page.between("minutes=", "\n"),
        "1 parts=more:More x-default=/en/udp-echo"
    );
    let index = server.get("/ru/").await;
    assert_eq!(index.between("minutes=", "\n"), "0 parts= x-default=/");
}

#[tokio::test]
async fn a_page_is_compressed_for_those_who_take_it() {
    let server = TestServer::start().await;
    for (accepted, encoding) in [("gzip, br", "gzip"), ("identity", ""), ("", "")] {
        let page = server
            .request("GET", "/en/echo", &[("accept-encoding", accepted)])
            .await;
        assert_eq!(page.header("content-encoding"), encoding, "{accepted}");
        // Gzip's magic number, behind the length of the first chunk.
        let mut beginning = page.body.windows(2).take(16);
        assert_eq!(beginning.any(|two| two == [0x1f, 0x8b]), encoding == "gzip");
    }
}

#[tokio::test]
async fn a_lesson_can_be_read_without_javascript_and_knows_its_neighbours() {
    let server = TestServer::start().await;
    let page = server.get("/en/echo").await;
    let body = page.between("<main>", "</main>");
    assert!(
        body.contains("<p>Read this.</p>") && body.contains("print(&#39;&lt;b&gt;&#39;)"),
        "{body}"
    );
    assert!(
        body.contains(r#"<section class="cell" data-cell="echo""#),
        "{body}"
    );
    assert!(page.text().contains("previous= next=Echo over UDP"), "{page:?}");
    let nav = page.text();
    assert!(
        nav.contains("[echo|Echo &lt;1&gt;|About &quot;Echo &lt;1&gt;&quot;.|/en/echo|here]"),
        "{nav}"
    );
    assert!(
        nav.contains("[udp-echo|Echo over UDP|About &quot;Echo over UDP&quot;.|/en/udp-echo|]"),
        "{nav}"
    );
    let second = server.get("/en/udp-echo").await;
    let second = second.text();
    assert!(second.contains("previous=/en/echo next=\n"), "{second}");
    assert!(
        server
            .get("/en/lab")
            .await
            .between("<main>", "</main>")
            .contains("<div data-lab></div>")
    );
}

#[tokio::test]
async fn the_front_door_leads_to_the_reader_s_language() {
    let server = TestServer::start().await;
    for (wanted, location) in [
        ("ru-RU,ru;q=0.9,en;q=0.8", "/ru/"),
        ("de,en;q=0.5", "/en/"),
        ("", "/en/"),
    ] {
        let reply = server.request("GET", "/", &[("accept-language", wanted)]).await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (302, location),
            "{wanted}"
        );
        assert_eq!(reply.header("vary"), "accept-language");
        let reply = server
            .request("GET", "/preflight", &[("accept-language", wanted)])
            .await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (302, format!("{location}preflight").as_str())
        );
    }
}

#[tokio::test]
async fn other_spellings_lead_to_the_page() {
    let server = TestServer::start().await;
    for (path, location) in [
        ("/ru", "/ru/"),
        ("/en/echo/", "/en/echo"),
        ("/ru/lab/", "/ru/lab"),
        ("/ru/preflight/", "/ru/preflight"),
    ] {
        let reply = server.get(path).await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (308, location),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_its_language() {
    let server = TestServer::start().await;
    let paths = [
        ("/ru/nothing", "ru"),
        ("/ru/a/b/c", "ru"),
        ("/en/nothing/", "en"),
        ("/nothing", "en"),
        ("//x/", "en"),
    ];
    for (path, language) in paths {
        let page = server.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert_eq!(page.between("<html lang=\"", "\""), language, "{path}");
        assert_eq!(page.between("<p>", " "), "missing", "{path}");
    }
    let page = server
        .request("GET", "/nothing", &[("accept-language", "ru")])
        .await;
    assert_eq!(page.between("<html lang=\"", "\""), "ru");
}

#[tokio::test]
async fn head_has_the_headers_and_no_body() {
    let server = TestServer::start().await;
    for path in ["/en/echo", "/assets/icon.svg", "/healthz"] {
        let whole = server.get(path).await;
        let head = server.request("HEAD", path, &[]).await;
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(
            head.header("content-length"),
            whole.body.len().to_string(),
            "{path}"
        );
        assert_eq!(
            head.header("content-type"),
            whole.header("content-type"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let server = TestServer::start().await;
    for (method, path) in [
        ("POST", "/en/echo"),
        ("DELETE", "/assets/icon.svg"),
        ("GET", "/session"),
    ] {
        assert_eq!(
            server.request(method, path, &[]).await.status,
            405,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn a_relay_without_pages_still_shows_lessons_and_says_what_to_do() {
    let server = TestServer::start_with(|options| {
        let empty = options.dist.as_ref().unwrap().join("../empty");
        std::fs::create_dir(&empty).unwrap();
        options.dist = Some(empty);
    })
    .await;
    for (path, sentence) in [
        ("/ru/echo", "собран без страниц"),
        ("/en/echo", "built without its pages"),
    ] {
        let page = server.get(path).await;
        assert!(
            page.text().contains(sentence) && page.text().contains("cargo xtask serve"),
            "{page:?}"
        );
        assert!(page.text().contains("data-cell=\"echo\""));
    }
    let index = server.get("/ru/").await;
    assert!(index.text().contains("Эхо по UDP"));
}

#[tokio::test]
async fn a_shell_that_asks_for_too_much_is_found_before_anyone_reads_it() {
    let files = tempfile::tempdir().unwrap();
    write(&files.path().join("index.html"), "<p>\n{{ titel }}</p>");
    let options = Options {
        dist: Some(files.path().to_owned()),
        ..Default::default()
    };
    let error = format!(
        "{:#}",
        anyhow::Error::from(Server::new(options, ([127, 0, 0, 1], 8080).into()).err().unwrap())
    );
    assert!(error.contains("index.html:2"), "{error}");
}

#[tokio::test]
async fn healthz_is_ok() {
    let server = TestServer::start().await;
    let reply = server.get("/healthz").await;
    assert_eq!((reply.status, reply.text()), (200, "ok"));
}
