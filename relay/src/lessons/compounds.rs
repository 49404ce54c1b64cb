//! Compounds that stay on one line: UTF-8, IP-адрес, client–server. They are kept together by an element, since what is copied or
//! searched for must not hold signs that nobody sees. Code stays as it is.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape::Escaped;

/// Characters of a compound that is kept together: about a third of a line on the narrowest phone. Longer ones would leave gaps.
const LONGEST: usize = 14;

/// Keeps compounds together in a text that is ready to become HTML.
pub(super) fn keep<'a>(events: impl IntoIterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut in_code = false;
    events.into_iter().map(move |event| {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code && text.contains(HYPHENS) => {
                return Event::InlineHtml(html(text).into());
            }
            _ => {}
        }
        event
    })
}

/// Behind which a line may end.
const HYPHENS: [char; 2] = ['-', '–'];

fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let in_word = |char: char| char.is_alphanumeric() || HYPHENS.contains(&char);
    for piece in text.split_inclusive(|char| !in_word(char)) {
        let word = piece.trim_end_matches(|char| !in_word(char));
        let _ = match piece.strip_prefix(word) {
            Some(end) if is_kept(word) => write!(html, "<span class=\"nobr\">{word}</span>{}", Escaped(end)),
            _ => write!(html, "{}", Escaped(piece)),
        };
    }
    html
}

fn is_kept(word: &str) -> bool {
    word.trim_matches(HYPHENS).contains(HYPHENS) && word.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::*;

    fn html(markdown: &str) -> String {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, keep(Parser::new(markdown)));
        let html = html.replace("<span class=\"nobr\">", "[").replace("</span>", "]");
        html.trim_end().to_owned()
    }

    #[test]
    fn a_short_compound_stays_on_one_line() {
        assert_eq!(
            html("152-ФЗ, UTF-8 (*IP-адрес*): клиент–сервер, 1024–32767, peer-to-peer."),
            "<p>[152-ФЗ], [UTF-8] (<em>[IP-адрес]</em>): [клиент–сервер], [1024–32767], [peer-to-peer].</p>"
        );
    }

    #[test]
    fn a_long_one_and_a_dash_between_words_may_end_a_line() {
        for text in ["клиент-серверная", "— и – или - да -", "-x", "e-"] {
            assert_eq!(html(&format!("A {text}")), format!("<p>A {text}</p>"));
        }
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(
            html("a&lt;b-c&gt; & \\<i-j>"),
            "<p>a&lt;[b-c]&gt; &amp; &lt;[i-j]&gt;</p>"
        );
        assert_eq!(
            html("`a-b`\n\n    c-d"),
            "<p><code>a-b</code></p>\n<pre><code>c-d</code></pre>"
        );
    }
}
