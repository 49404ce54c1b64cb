//! A lesson's text as its readers see it, section by section: what a search looks through, the contents of the page, and how long
//! the lesson takes to read. What a page keeps from its readers, such as a check, never gets here.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::cell::Cell;

/// Characters of prose in a minute. Adults read 987 in English and 986 in Russian (Trauzettel-Klosinski and Dietz,
/// “Standardized Assessment of Reading Performance: The New International Reading Speed Texts IReST”, 2012).
const PROSE_A_MINUTE: usize = 980;

/// Characters of a program in a minute: a line of thirty takes four or five seconds.
const CODE_A_MINUTE: usize = 400;

/// A heading and what stands under it, up to the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's text; empty above the first one.
    pub heading: String,
    /// What links lead to: the heading's id, or nothing above the first one.
    pub anchor: String,
    /// 2 for `##`, and so on; 1 above the first heading.
    pub level: u8,
    /// Its paragraphs and programs, in order.
    pub blocks: Vec<Block>,
}

/// A paragraph, an item, a row's cell, or a whole program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its text without markup.
    pub text: String,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To be read word by word.
    Prose,
    /// A program, its output, a diagram: its lines matter.
    Code,
}

/// How many minutes these sections take to read, one at the least.
pub(super) fn minutes(sections: &[Section]) -> usize {
    let blocks = || sections.iter().flat_map(|section| &section.blocks);
    let length = |kind| -> usize {
        let texts = blocks().filter(|block| block.kind == kind);
        texts.map(|block| block.text.chars().count()).sum()
    };
    let (prose, code) = (length(Kind::Prose), length(Kind::Code));
    (prose * CODE_A_MINUTE + code * PROSE_A_MINUTE)
        .div_ceil(PROSE_A_MINUTE * CODE_A_MINUTE)
        .max(1)
}

/// Gathers sections from a lesson's events as they are rendered.
#[derive(Debug)]
pub(super) struct Gatherer {
    sections: Vec<Section>,
    open: String,
    in_code: bool,
}

impl Gatherer {
    pub(super) fn new() -> Gatherer {
        let first = Section {
            level: 1,
            ..Section::default()
        };
        Gatherer {
            sections: vec![first],
            open: String::new(),
            in_code: false,
        }
    }

    /// Reads one event. HTML that the renderer wrote itself is not text of the lesson.
    pub(super) fn read(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.open.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.open.push(' '),
            Event::Start(Tag::CodeBlock(_)) => {
                self.end_block();
                self.in_code = true;
            }
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.end_block();
                self.sections.push(Section {
                    anchor: id.as_deref().unwrap_or_default().to_owned(),
                    level: number(*level),
                    ..Section::default()
                });
            }
            Event::End(TagEnd::Heading(_)) => {
                let heading = std::mem::take(&mut self.open);
                if let Some(section) = self.sections.last_mut() {
                    section.heading = heading.trim().to_owned();
                }
            }
            Event::Start(
                Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::List(_) | Tag::FootnoteDefinition(_),
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::CodeBlock
                | TagEnd::FootnoteDefinition,
            ) => self.end_block(),
            _ => {}
        }
    }

    /// Reads a program and what it is recorded to print.
    pub(super) fn read_cell(&mut self, cell: &Cell) {
        self.end_block();
        for text in [&cell.code, &cell.recorded().join("\n")] {
            self.open.push_str(text);
            self.in_code = true;
            self.end_block();
        }
    }

    /// Reads what a picture shows and what is written under it.
    pub(super) fn read_figure(&mut self, words: &str, caption: &str) {
        for text in [words, &caption.replace(['`', '*'], "")] {
            self.end_block();
            self.open.push_str(text);
        }
        self.end_block();
    }

    /// All sections, those above the first heading first.
    pub(super) fn finish(mut self) -> Vec<Section> {
        self.end_block();
        self.sections
    }

    /// What follows stands apart from what has come.
    pub(super) fn end_block(&mut self) {
        let kind = if std::mem::take(&mut self.in_code) {
            Kind::Code
        } else {
            Kind::Prose
        };
        let text = std::mem::take(&mut self.open);
        if let Some(section) = self.sections.last_mut()
            && !text.trim().is_empty()
        {
            let text = text.trim_end().to_owned();
            section.blocks.push(Block { kind, text });
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
