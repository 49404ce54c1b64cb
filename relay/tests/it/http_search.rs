//! The search page: what it finds, and what it does with questions that are none.

use crate::support::TestServer;

#[tokio::test]
async fn a_search_leads_to_sections_and_marks_what_it_found() {
    let server = TestServer::start().await;
    let page = server.get("/ru/search?q=UDP").await;
    assert_eq!((page.status, page.header("content-language")), (200, "ru"));
    assert_eq!(page.between("<p>", " "), "search");
    assert_eq!(page.between("query=", " found"), "UDP");
    let hits = page.between("found ", "\n");
    assert!(
        hits.starts_with("1: [/ru/udp-echo|Эхо по <mark>UDP</mark>|"),
        "{hits}"
    );
    let page = server.get("/en/search?q=more").await;
    assert!(
        page.between("found ", "\n")
            .starts_with("1: [/en/udp-echo#more|Echo over UDP|<mark>More</mark>]")
    );
}

#[tokio::test]
async fn a_search_finds_what_programs_say_and_shows_it_as_text() {
    let server = TestServer::start().await;
    let page = server.get("/en/search?q=print").await;
    assert!(
        page.text().contains("<mark>print</mark>(&#39;&lt;b&gt;&#39;)"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn what_was_typed_never_becomes_html() {
    let server = TestServer::start().await;
    let page = server.get("/en/search?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert_eq!(page.status, 200);
    assert_eq!(
        page.between("query=", " found"),
        "&lt;script&gt;alert(1)&lt;/script&gt;"
    );
    assert!(!page.text().contains("<script>alert"));
}

#[tokio::test]
async fn no_question_and_broken_ones_get_the_empty_form() {
    let server = TestServer::start().await;
    for path in [
        "/en/search",
        "/en/search?q=",
        "/en/search?q=%21",
        "/en/search?q=a&q=b",
        "/en/search?x",
    ] {
        let page = server.get(path).await;
        assert_eq!((page.status, page.between("found ", "\n")), (200, ""), "{path}");
    }
    // Bytes that aren't UTF-8, and far more than anybody types.
    let long = format!("/en/search?q=%ff{}", "word+".repeat(5000));
    let page = server.get(&long).await;
    assert_eq!(page.status, 200);
    assert!(page.between("query=", " found").chars().count() <= 120);
}

#[tokio::test]
async fn the_search_has_one_address_in_each_language() {
    let server = TestServer::start().await;
    let page = server.get("/ru/search/").await;
    assert_eq!((page.status, page.header("location")), (308, "/ru/search"));
    assert_eq!(server.get("/de/search?q=a").await.status, 404);
}
