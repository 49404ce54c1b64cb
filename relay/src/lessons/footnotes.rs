//! Footnotes: numbered in the order they are referred to, gathered at the end of the page.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::escape::Escaped;
use super::texts::Words;

/// Takes definitions out of `events`, numbers the references, and puts the definitions after everything else.
pub(super) fn gather<'a>(events: Vec<Event<'a>>, words: &Words) -> Vec<Event<'a>> {
    let (mut text, mut notes) = take_definitions(events);
    let mut order: Vec<CowStr<'a>> = Vec::new();
    number_references(&mut text, &mut order);
    for note in &mut notes {
        number_references(&mut note.events, &mut order);
    }
    if notes.is_empty() {
        return text;
    }

    notes.sort_by_key(|note| {
        order
            .iter()
            .position(|label| *label == note.label)
            .unwrap_or(usize::MAX)
    });
    text.push(html("<section class=\"footnotes\">\n<ol>\n"));
    for (index, note) in notes.into_iter().enumerate() {
        let (number, back) = (index + 1, Escaped(&words.back_to_text));
        text.push(html(format!("<li id=\"note-{number}\">\n")));
        text.extend(note.events);
        text.push(html(format!(
            "<a class=\"footnote-back\" href=\"#note-{number}-ref\" aria-label=\"{back}\">↩</a>\n</li>\n"
        )));
    }
    text.push(html("</ol>\n</section>\n"));
    text
}

struct Note<'a> {
    label: CowStr<'a>,
    events: Vec<Event<'a>>,
}

fn take_definitions(events: Vec<Event<'_>>) -> (Vec<Event<'_>>, Vec<Note<'_>>) {
    let (mut text, mut notes) = (Vec::new(), Vec::new());
    let mut open: Option<Note<'_>> = None;
    for event in events {
        match (event, &mut open) {
            (Event::Start(Tag::FootnoteDefinition(label)), _) => {
                open = Some(Note {
                    label,
                    events: Vec::new(),
                })
            }
            (Event::End(TagEnd::FootnoteDefinition), _) => notes.extend(open.take()),
            (event, Some(note)) => note.events.push(event),
            (event, None) => text.push(event),
        }
    }
    (text, notes)
}

fn number_references<'a>(events: &mut [Event<'a>], order: &mut Vec<CowStr<'a>>) {
    for event in events {
        let Event::FootnoteReference(label) = event else {
            continue;
        };
        let known = order.iter().position(|known| known == label);
        let number = known.map_or(order.len() + 1, |index| index + 1);
        // Only the first reference to a note is where its arrow leads back to.
        let id = if known.is_none() {
            format!(" id=\"note-{number}-ref\"")
        } else {
            String::new()
        };
        if known.is_none() {
            order.push(label.clone());
        }
        let link = format!("<sup class=\"footnote-ref\"><a href=\"#note-{number}\"{id}>{number}</a></sup>");
        *event = Event::InlineHtml(link.into());
    }
}

fn html<'a>(text: impl Into<CowStr<'a>>) -> Event<'a> {
    Event::Html(text.into())
}
