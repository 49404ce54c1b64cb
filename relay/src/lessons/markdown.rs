//! Markdown to HTML: CommonMark with tables, footnotes, headings one can link to, cells, and what `blocks` makes of callouts.
//! HTML in a lesson is shown as text.

mod blocks;

use std::collections::BTreeSet;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::anchors::Anchors;
use super::cell::{self, Cell, Fence};
use super::cell_html;
use super::compounds;
use super::escape::Escaped;
use super::exercise::{Exercise, Open};
use super::figure::Image;
use super::footnotes;
use super::language::Language;
use super::links::Link;
use super::pictures::Pictures;
use super::problem::Mistake;
use super::question::Placed;
use super::section::{Gatherer, Section};
use super::texts::Words;
use super::typography;

/// A lesson's Markdown, rendered.
#[derive(Debug)]
pub(super) struct Rendered {
    /// The page's body, without its title.
    pub html: String,
    /// Its text, as far as it is shown.
    pub sections: Vec<Section>,
    /// The programs in it, in order.
    pub cells: Vec<Cell>,
    /// The exercises among them.
    pub exercises: Vec<Exercise>,
    /// How many questions are asked.
    pub questions: usize,
    /// Where it links to.
    pub links: Vec<Link>,
    /// The ids of its headings.
    pub anchors: BTreeSet<String>,
    /// Pairs of programs that its pictures follow, with the line of each picture.
    pub followed: Vec<(usize, String)>,
    /// Pairs of which a cell couldn't be read.
    pub broken: Vec<String>,
    /// What is wrong in it, with lines counted from the top of the file.
    pub mistakes: Vec<(usize, Mistake)>,
}

/// What a text is rendered with besides itself.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The language it is in.
    pub language: &'a Language,
    /// The words that rendering adds.
    pub words: &'a Words,
    /// The pictures it may show.
    pub pictures: &'a Pictures,
}

/// Renders Markdown that has `lines_before` lines of its file before it.
pub(super) fn render<'a>(markdown: &'a str, lines_before: usize, setting: Setting<'a>) -> Rendered {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut renderer = Renderer::new(setting);
    let line_of = |offset| {
        let before = markdown.bytes().take(offset);
        lines_before + 1 + before.filter(|byte| *byte == b'\n').count()
    };
    let mut events: Vec<Placed<'a>> = Parser::new_ext(markdown, options)
        .into_offset_iter()
        .map(|(event, range)| (event, line_of(range.start)))
        .collect();
    typography::set(&mut events);
    renderer.read(&mut events.into_iter());
    renderer.finish()
}

/// The events up to the end of the block that has just begun; only for blocks that hold no blocks.
fn until_end<'a>(events: &mut dyn Iterator<Item = Placed<'a>>) -> Vec<Event<'a>> {
    let inside = until_end_with_lines(events).into_iter();
    inside.map(|(event, _)| event).collect()
}

fn until_end_with_lines<'a>(events: &mut dyn Iterator<Item = Placed<'a>>) -> Vec<Placed<'a>> {
    let is_end = |event: &Event<'_>| {
        matches!(
            event,
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::Paragraph)
        )
    };
    events.take_while(|(event, _)| !is_end(event)).collect()
}

struct Renderer<'a> {
    setting: Setting<'a>,
    /// How many pictures there are so far.
    figures: usize,
    events: Vec<Event<'a>>,
    /// Cells that nothing has followed yet: the next may be a partner.
    waiting: Vec<Cell>,
    /// The exercise whose parts are awaited, and the heading it will be called by.
    exercise: Option<Open>,
    heading: String,
    anchors: Anchors,
    text: Gatherer,
    rendered: Rendered,
}

impl<'a> Renderer<'a> {
    fn new(setting: Setting<'a>) -> Self {
        let rendered = Rendered {
            html: String::new(),
            sections: Vec::new(),
            cells: Vec::new(),
            exercises: Vec::new(),
            questions: 0,
            links: Vec::new(),
            anchors: BTreeSet::new(),
            followed: Vec::new(),
            broken: Vec::new(),
            mistakes: Vec::new(),
        };
        Renderer {
            setting,
            figures: 0,
            events: Vec::new(),
            waiting: Vec::new(),
            exercise: None,
            heading: String::new(),
            anchors: Anchors::default(),
            text: Gatherer::new(),
            rendered,
        }
    }

    fn read(&mut self, events: &mut dyn Iterator<Item = Placed<'a>>) {
        while let Some((event, line)) = events.next() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) if is_python(&kind) => {
                    self.python(&text_of(&until_end(events)), line);
                }
                Event::Start(Tag::Heading { level, id, .. }) => {
                    self.heading(level, id, until_end(events), line)
                }
                Event::Start(Tag::Paragraph) => self.paragraph(until_end_with_lines(events), line),
                Event::Start(Tag::BlockQuote(Some(kind))) => self.callout(kind, blocks::quote(events), line),
                event => self.event(event, line),
            }
        }
    }

    fn push(&mut self, event: Event<'a>) {
        self.place_cells();
        self.leave_exercise();
        self.text.read(&event);
        self.events.push(event);
    }

    fn push_html(&mut self, html: String) {
        self.push(Event::Html(html.into()));
    }

    fn python(&mut self, text: &str, line: usize) {
        let mistakes = self.rendered.mistakes.len();
        match cell::parse(text, line, &mut self.rendered.mistakes) {
            Some(Fence::Cell(cell)) => {
                self.leave_exercise();
                self.waiting.push(cell);
            }
            Some(Fence::Exercise(cell)) => self.begin_exercise(cell),
            Some(Fence::Part(part)) => self.part(&part),
            None if self.rendered.mistakes.len() == mistakes => {
                self.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(
                    "python".into(),
                ))));
                self.push(Event::Text(text.to_owned().into()));
                self.push(Event::End(TagEnd::CodeBlock));
            }
            None => self.rendered.broken.extend(cell::pair_in(text)),
        }
    }

    fn place_cells(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let html = cell_html::render(&self.waiting, self.setting.words);
        self.events.push(Event::Html(html.into()));
        self.waiting.iter().for_each(|cell| self.text.read_cell(cell));
        self.rendered.cells.append(&mut self.waiting);
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<CowStr<'a>>, inside: Vec<Event<'a>>, line: usize) {
        if level == HeadingLevel::H1 {
            self.rendered.mistakes.push((line, Mistake::SecondTitle));
        }
        let id = match id {
            Some(id) => self.anchors.unique(id.to_string()),
            None => self.anchors.of(&text_of(&inside)),
        };
        self.heading = text_of(&inside);
        // A heading is a link to itself, unless it holds one: links can't stand in links.
        let links = inside
            .iter()
            .any(|event| matches!(event, Event::Start(Tag::Link { .. })));
        let link = (!links).then(|| format!(r##"<a class="anchor" href="#{}">"##, Escaped(&id)));
        self.push(Event::Start(Tag::Heading {
            level,
            id: Some(id.into()),
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
        let end = link.as_ref().map(|_| Event::InlineHtml("</a>".into()));
        self.events
            .extend(link.map(|link| Event::InlineHtml(link.into())));
        for event in inside {
            self.event(event, line);
        }
        self.events.extend(end);
        self.push(Event::End(TagEnd::Heading(level)));
    }

    fn paragraph(&mut self, inside: Vec<(Event<'a>, usize)>, line: usize) {
        if let Some(image) = Image::alone_in(&inside) {
            self.figures += 1;
            match image.render(self.setting, self.figures) {
                Ok(figure) => {
                    self.rendered
                        .followed
                        .extend(figure.pair.map(|pair| (line, pair)));
                    self.push_html(figure.html);
                    self.text.read_figure(&image.words, image.caption);
                }
                Err(mistakes) => {
                    let mistakes = mistakes.into_iter().map(|mistake| (line, mistake));
                    self.rendered.mistakes.extend(mistakes);
                }
            }
            return;
        }
        self.push(Event::Start(Tag::Paragraph));
        for (event, line) in inside {
            self.event(event, line);
        }
        self.push(Event::End(TagEnd::Paragraph));
    }

    fn event(&mut self, event: Event<'a>, line: usize) {
        match event {
            Event::Start(Tag::Image { .. }) => self.rendered.mistakes.push((line, Mistake::PictureInText)),
            Event::End(TagEnd::Image) => {}
            Event::Start(Tag::HtmlBlock) => self.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.push(Event::End(TagEnd::Paragraph)),
            Event::Html(text) | Event::InlineHtml(text) => self.push(Event::Text(text)),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                self.rendered.links.push(Link {
                    line,
                    url: dest_url.to_string(),
                });
                self.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            event => self.push(event),
        }
    }

    fn finish(mut self) -> Rendered {
        self.place_cells();
        self.leave_exercise();
        let events = footnotes::gather(self.events, self.setting.words);
        pulldown_cmark::html::push_html(&mut self.rendered.html, compounds::keep(events));
        self.rendered.anchors = self.anchors.used;
        self.rendered.sections = self.text.finish();
        self.rendered
    }
}

fn is_python(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if info.split_whitespace().next() == Some("python"))
}

fn text_of(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}
