//! A drawing: SVG read by an XML parser, and of it only what the lists in `allowed` let in.

use roxmltree::{Document, ParsingOptions};

use super::allowed::{self, STEPS, VALUES, Verdict};
use super::mistake::PictureMistake;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The most elements and texts; the largest of our own drawings has some hundred.
const MOST_NODES: u32 = 20_000;

/// The deepest nesting, which bounds the recursion over it.
const DEEPEST: usize = 64;

/// A drawing that is safe to put into a page.
#[derive(Debug)]
pub(in crate::lessons) struct Drawing {
    pub(super) root: Element,
    /// Whether parts of it show what a pair of programs does.
    pub(in crate::lessons) has_steps: bool,
}

/// An element with what was let in of it.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    /// The one language whose pages it is for.
    pub(super) language: Option<String>,
    /// Its line in the drawing's file.
    pub(super) line: usize,
}

#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

type Wrong = (usize, PictureMistake);

/// Reads a drawing, or says what is wrong and in which line.
pub(super) fn read(text: &str) -> Result<Drawing, Wrong> {
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let line = usize::try_from(error.pos().row).unwrap_or(1);
        (line, PictureMistake::NotXml(error.to_string()))
    })?;
    let node = document.root_element();
    if node.tag_name().name() != "svg" || node.tag_name().namespace() != Some(SVG) {
        return Err((line(node), PictureMistake::NotSvg));
    }
    let mut reader = Reader { has_steps: false };
    let mut root = reader.element(node, 0)?;
    size(&mut root)?;
    Ok(Drawing {
        root,
        has_steps: reader.has_steps,
    })
}

fn line(node: roxmltree::Node<'_, '_>) -> usize {
    let position = node.document().text_pos_at(node.range().start);
    usize::try_from(position.row).unwrap_or(1)
}

/// The root needs a view box, or a size to make one of.
fn size(root: &mut Element) -> Result<(), Wrong> {
    let number = |name: &str| -> Option<f64> {
        let text = root.attribute(name)?;
        let number: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
        (number.is_finite() && number > 0.0).then_some(number)
    };
    let is_box = |text: &str| {
        let numbers = text.split([' ', ',']).filter(|part| !part.is_empty());
        numbers.filter(|part| part.parse::<f64>().is_ok()).count() == 4
    };
    let (width, height) = (number("width"), number("height"));
    match (root.attribute("viewBox"), width, height) {
        (Some(view), _, _) if is_box(view) => {}
        (None, Some(width), Some(height)) => {
            let view = format!("0 0 {width} {height}");
            root.attributes.push(("viewBox".to_owned(), view));
        }
        _ => return Err((root.line, PictureMistake::NoViewBox)),
    }
    // The height follows from the width, whatever that comes to on the page.
    root.attributes
        .retain(|(name, _)| !["width", "height", "x", "y"].contains(&name.as_str()));
    if let Some(width) = width {
        root.attributes.push(("width".to_owned(), width.to_string()));
    }
    Ok(())
}

struct Reader {
    has_steps: bool,
}

impl Reader {
    fn element(&mut self, node: roxmltree::Node<'_, '_>, depth: usize) -> Result<Element, Wrong> {
        let at = line(node);
        if depth > DEEPEST {
            return Err((at, PictureMistake::TooDeep));
        }
        let mut element = Element {
            name: node.tag_name().name().to_owned(),
            attributes: Vec::new(),
            children: Vec::new(),
            language: None,
            line: at,
        };
        // What `style` says wins, wherever it stands.
        let (styles, plain): (Vec<_>, Vec<_>) = node.attributes().partition(|each| each.name() == "style");
        for attribute in plain.into_iter().chain(styles) {
            self.attribute(&mut element, attribute)
                .map_err(|mistake| (at, mistake))?;
        }
        let holds_text = matches!(element.name.as_str(), "text" | "tspan" | "textPath");
        for child in node.children() {
            if child.is_text() && holds_text {
                element
                    .children
                    .push(Node::Text(child.text().unwrap_or_default().to_owned()));
            }
            // Editors keep notes of their own in namespaces of their own.
            if !child.is_element() || child.tag_name().namespace() != Some(SVG) {
                continue;
            }
            let name = child.tag_name().name();
            match allowed::element(name) {
                Verdict::Keep => element
                    .children
                    .push(Node::Element(self.element(child, depth + 1)?)),
                Verdict::Drop => {}
                Verdict::Refuse if name == "style" => return Err((line(child), PictureMistake::Style)),
                Verdict::Refuse => return Err((line(child), PictureMistake::Element(name.to_owned()))),
            }
        }
        Ok(element)
    }

    fn attribute(
        &mut self,
        element: &mut Element,
        attribute: roxmltree::Attribute<'_, '_>,
    ) -> Result<(), PictureMistake> {
        let (name, value) = (attribute.name(), attribute.value());
        if name
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("on"))
        {
            return Err(PictureMistake::Handler(name.to_owned()));
        }
        match (attribute.namespace(), name) {
            (None | Some(XLINK), "href") => {
                if !value.starts_with('#') {
                    return Err(PictureMistake::Outside(value.to_owned()));
                }
                element.set("href", value);
            }
            (Some(_), _) => {}
            (None, "lang") => element.language = Some(value.to_owned()),
            (None, "style") => {
                for (name, value) in value.split(';').filter_map(|each| each.split_once(':')) {
                    if allowed::is_look(name.trim()) {
                        element.set(name.trim(), checked(name.trim(), value.trim())?);
                    }
                }
            }
            (None, "data-step") if allowed::has(STEPS, value) => {
                self.has_steps = true;
                element.set(name, value);
            }
            (None, "data-step") => return Err(PictureMistake::UnknownStep(value.to_owned())),
            (None, "data-value") if allowed::has(VALUES, value) => element.set(name, value),
            (None, "data-value") => return Err(PictureMistake::UnknownValue(value.to_owned())),
            (None, _) if allowed::attribute(name) => element.set(name, checked(name, value)?),
            (None, _) => {}
        }
        Ok(())
    }
}

fn checked<'a>(name: &str, value: &'a str) -> Result<&'a str, PictureMistake> {
    if value.match_indices("url(").any(|(at, found)| {
        let after = value.get(at + found.len()..).unwrap_or_default();
        !after.starts_with('#')
    }) {
        return Err(PictureMistake::Outside(value.to_owned()));
    }
    if !allowed::value(value) {
        return Err(PictureMistake::Value(name.to_owned()));
    }
    Ok(value)
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(&found.1)
    }

    /// Sets an attribute, in place of one of the same name.
    fn set(&mut self, name: &str, value: &str) {
        self.attributes.retain(|(known, _)| known != name);
        self.attributes.push((name.to_owned(), value.to_owned()));
    }
}
