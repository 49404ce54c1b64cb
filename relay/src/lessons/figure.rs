//! Figures: `![what it shows](name.svg "Caption")`, alone in its paragraph. `name.svg#pair=echo` makes a drawing follow the
//! programs of that pair.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::compounds;
use super::escape::Escaped;
use super::markdown::Setting;
use super::pictures::{Picture, Place};
use super::problem::Mistake;
use super::typography;

/// What an author wrote between `![` and `)`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Image<'a> {
    /// The picture's file, and what may follow a `#`.
    pub(super) url: &'a str,
    /// The alternative text.
    pub(super) words: String,
    /// The text in quotes, with Markdown in it.
    pub(super) caption: &'a str,
}

/// A figure, ready for the page.
pub(super) struct Figure {
    pub(super) html: String,
    /// The pair of programs that it follows.
    pub(super) pair: Option<String>,
}

impl<'a> Image<'a> {
    /// The image that a paragraph consists of, if it does.
    pub(super) fn alone_in(inside: &'a [(Event<'_>, usize)]) -> Option<Image<'a>> {
        let [
            (Event::Start(Tag::Image { dest_url, title, .. }), _),
            words @ ..,
            (Event::End(TagEnd::Image), _),
        ] = inside
        else {
            return None;
        };
        let is_image = |(event, _): &(Event<'_>, usize)| matches!(event, Event::End(TagEnd::Image));
        if words.iter().any(is_image) {
            return None;
        }
        let words = words.iter().map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            _ => "",
        });
        Some(Image {
            url: dest_url,
            words: words.collect(),
            caption: title,
        })
    }

    /// Renders it as the page's picture with this number.
    pub(super) fn render(&self, setting: Setting<'_>, number: usize) -> Result<Figure, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        if self.words.trim().is_empty() {
            mistakes.push(Mistake::NoWords);
        }
        if self.caption.trim().is_empty() {
            mistakes.push(Mistake::NoCaption);
        }
        let (name, pair) = match self.url.split_once('#') {
            None => (self.url, None),
            Some((name, option)) => (name, option.strip_prefix("pair=")),
        };
        if pair.is_none() && self.url.contains('#') {
            mistakes.push(Mistake::BadFigureOption);
        }
        let place = Place {
            language: setting.language.code(),
            number,
            words: self.words.trim(),
        };
        let shown = match setting.pictures.find(name) {
            None => Err(Mistake::NoPicture(name.to_owned())),
            Some(Picture::Drawing(drawing)) if pair.is_some() && !drawing.has_steps => {
                Err(Mistake::NoSteps(name.to_owned()))
            }
            Some(Picture::Drawing(drawing)) => drawing.inline(&place).map_err(|line| Mistake::NotIn {
                name: name.to_owned(),
                line,
                language: setting.language.clone(),
            }),
            Some(Picture::Raster(_)) if pair.is_some() => Err(Mistake::NoSteps(name.to_owned())),
            Some(Picture::Raster(raster)) => Ok(format!(
                r#"<img src="/pictures/@{}/{name}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">"#,
                raster.digest,
                Escaped(place.words),
                raster.width,
                raster.height
            )),
            // What is wrong with it has been said already.
            Some(Picture::Broken) => Ok(String::new()),
        };
        let shown = shown.unwrap_or_else(|mistake| {
            mistakes.push(mistake);
            String::new()
        });
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let follows = pair.map_or_else(String::new, |pair| {
            format!(r#" data-follows="{}""#, Escaped(pair))
        });
        let caption = inline_html(self.caption);
        Ok(Figure {
            html: format!(
                "<figure class=\"picture\"{follows}>\n{shown}\n<figcaption>{caption}</figcaption>\n</figure>\n"
            ),
            pair: pair.map(str::to_owned),
        })
    }
}

/// One paragraph of Markdown without its `<p>`. HTML in it is text.
fn inline_html(markdown: &str) -> String {
    let mut events: Vec<_> = Parser::new(markdown).map(|event| (event, 1)).collect();
    typography::set(&mut events);
    let events = events.into_iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        event => Some(event),
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, compounds::keep(events));
    html.trim_end().to_owned()
}
