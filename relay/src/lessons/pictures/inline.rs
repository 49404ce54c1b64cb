//! A drawing on its way into a page: in the page's language, with ids that no other picture of the page has, and with its words.

use std::fmt::{self, Write};

use super::drawing::{Drawing, Element, Node};
use crate::lessons::escape::Escaped;

/// Where a drawing is put.
pub(in crate::lessons) struct Place<'a> {
    /// The code of the page's language.
    pub(in crate::lessons) language: &'a str,
    /// Its number among the page's pictures.
    pub(in crate::lessons) number: usize,
    /// What it shows, in words.
    pub(in crate::lessons) words: &'a str,
}

impl Drawing {
    /// The drawing as HTML; an error is the line of a text that doesn't exist in the page's language.
    pub(in crate::lessons) fn inline(&self, place: &Place<'_>) -> Result<String, usize> {
        let mut html = String::new();
        let mut writer = Writer {
            html: &mut html,
            place,
            missing: None,
        };
        // Writing into a String cannot fail.
        let _ = writer.root(&self.root);
        match writer.missing {
            Some(line) => Err(line),
            None => Ok(html),
        }
    }
}

struct Writer<'a> {
    html: &'a mut String,
    place: &'a Place<'a>,
    missing: Option<usize>,
}

impl Writer<'_> {
    fn root(&mut self, root: &Element) -> fmt::Result {
        let (number, words) = (self.place.number, Escaped(self.place.words));
        self.html.write_str("<svg")?;
        self.attributes(root)?;
        write!(self.html, r#" role="img" aria-labelledby="picture-{number}">"#)?;
        // Not a title: browsers would show that as a tooltip.
        write!(self.html, r#"<desc id="picture-{number}">{words}</desc>"#)?;
        self.children(root)?;
        self.html.write_str("</svg>")
    }

    fn element(&mut self, element: &Element) -> fmt::Result {
        write!(self.html, "<{}", element.name)?;
        self.attributes(element)?;
        if element.children.is_empty() {
            return self.html.write_str("/>");
        }
        self.html.write_char('>')?;
        self.children(element)?;
        write!(self.html, "</{}>", element.name)
    }

    fn attributes(&mut self, element: &Element) -> fmt::Result {
        let number = self.place.number;
        for (name, value) in &element.attributes {
            let value = match name.as_str() {
                "id" => format!("picture-{number}-{value}"),
                "href" => value.replacen('#', &format!("#picture-{number}-"), 1),
                _ => value.replace("url(#", &format!("url(#picture-{number}-")),
            };
            write!(self.html, r#" {name}="{}""#, Escaped(&value))?;
        }
        Ok(())
    }

    /// Of what is written in several languages, one is kept.
    fn children(&mut self, parent: &Element) -> fmt::Result {
        let languages = || {
            parent.children.iter().filter_map(|node| match node {
                Node::Element(element) => Some((element.language.as_deref()?, element.line)),
                Node::Text(_) => None,
            })
        };
        if let Some((_, line)) = languages().next()
            && !languages().any(|(language, _)| language == self.place.language)
        {
            self.missing.get_or_insert(line);
        }
        for node in &parent.children {
            match node {
                Node::Text(text) => write!(self.html, "{}", Escaped(text))?,
                Node::Element(element) => {
                    let language = element.language.as_deref();
                    if language.is_none_or(|language| language == self.place.language) {
                        self.element(element)?;
                    }
                }
            }
        }
        Ok(())
    }
}
