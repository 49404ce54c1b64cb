//! The elements of a console's lines: made, replaced and taken away by the lines' numbers. They are plain elements, made here
//! and not by the framework, because there may be thousands, and stand in blocks, so that a browser lays out only those in sight.

use std::cell::{Cell, RefCell};

use web_sys::{Element, HtmlElement, Node};

use super::colours::{css, shades};
use super::line::{Line, Piece, Stream};
use super::style::Style;
use crate::dom;

/// Lines in a block; styles/console.css knows how high so many are.
const BLOCK: usize = 100;

/// Looks that are kept ready. Few programs have more; one that goes through all colours has the last of them.
const PARTS: usize = 64;

/// The lines on the page.
pub struct Rows {
    log: HtmlElement,
    /// The number of the first one, and that of the one after the last.
    from: Cell<usize>,
    to: Cell<usize>,
    /// What is copied for each: copying is quicker than making.
    line: HtmlElement,
    parts: RefCell<Vec<(Stream, Style, HtmlElement)>>,
}

impl Rows {
    /// Lines will be children of `log`.
    pub fn new(log: &HtmlElement) -> Option<Rows> {
        Some(Rows {
            log: log.clone(),
            from: Cell::new(0),
            to: Cell::new(0),
            line: dom::element("div", "console-line")?,
            parts: RefCell::default(),
        })
    }

    /// Takes all away.
    pub fn clear(&self) {
        self.log.set_text_content(None);
        self.from.set(0);
        self.to.set(0);
    }

    /// Shows these lines from the number `changed` on; those before it stay, but for those before `first`.
    pub fn update<'a>(&self, first: usize, changed: usize, lines: impl Iterator<Item = &'a Line>) {
        if first >= self.to.get() || changed <= self.from.get() {
            self.log.set_text_content(None);
            self.from.set(first);
            self.to.set(changed);
        }
        self.remove_before(first);
        self.remove_from(changed);
        for line in lines {
            // An element that can't be made is missed by nobody else.
            let _ = self.add(line);
        }
    }

    fn remove_before(&self, first: usize) {
        while self.from.get() < first {
            let Some(block) = self.log.first_element_child() else {
                return;
            };
            let end = (self.from.get() / BLOCK + 1) * BLOCK;
            if end <= first {
                block.remove();
            } else {
                remove_times(first - self.from.get(), || block.first_element_child());
            }
            self.from.set(end.min(first));
        }
    }

    fn remove_from(&self, changed: usize) {
        while self.to.get() > changed {
            let Some(block) = self.log.last_element_child() else {
                return;
            };
            let start = (self.to.get() - 1) / BLOCK * BLOCK;
            if start >= changed {
                block.remove();
            } else {
                remove_times(self.to.get() - changed, || block.last_element_child());
            }
            self.to.set(start.max(changed));
        }
    }

    fn add(&self, line: &Line) -> Option<()> {
        let block: Element = match self.log.last_element_child() {
            Some(block) if !self.to.get().is_multiple_of(BLOCK) => block,
            _ => {
                let block = dom::element("div", "console-block")?;
                self.log.append_child(&block).ok()?;
                block.into()
            }
        };
        self.to.set(self.to.get() + 1);

        let element = self.line.clone_node().ok()?;
        for piece in &line.pieces {
            element.append_child(&self.piece(piece)?).ok()?;
        }
        if line
            .pieces
            .first()
            .is_some_and(|piece| piece.stream == Stream::Stderr)
        {
            as_element(&element).set_class_name("console-line error");
        }
        block.append_child(&element).ok()?;
        Some(())
    }

    fn piece(&self, piece: &Piece) -> Option<Node> {
        let mut parts = self.parts.borrow_mut();
        let known = parts
            .iter()
            .find(|(stream, style, _)| (*stream, *style) == (piece.stream, piece.style));
        let node = match known {
            Some((.., part)) => part.clone_node().ok()?,
            None => {
                let part = dom::element("span", "")?;
                part.set_attribute("data-stream", piece.stream.name()).ok()?;
                if piece.style != Style::default() {
                    dress(&part, piece.style);
                }
                let node = part.clone_node().ok()?;
                if parts.len() == PARTS {
                    parts.clear();
                }
                parts.push((piece.stream, piece.style, part));
                node
            }
        };
        node.set_text_content(Some(&piece.text));
        Some(node)
    }
}

/// Gives an element the looks that a program asked for.
fn dress(element: &HtmlElement, style: Style) {
    let attributes = [
        (style.bold, "bold "),
        (style.dim, "dim "),
        (style.italic, "italic "),
        (style.underline, "underline "),
        (style.strike, "strike "),
    ];
    let classes: String = attributes
        .iter()
        .filter(|(set, _)| *set)
        .map(|(_, name)| *name)
        .collect();
    element.set_class_name(&classes);
    let (ink, ground) = shades(style);
    for (property, pair) in [("color", ink), ("background-color", ground)] {
        if let Some(pair) = pair {
            let _ = element.style().set_property(property, &css(pair));
        }
    }
}

/// A copy of an element is one.
fn as_element(node: &Node) -> &HtmlElement {
    wasm_bindgen::JsCast::unchecked_ref(node)
}

fn remove_times(times: usize, next: impl Fn() -> Option<Element>) {
    for element in std::iter::repeat_with(next).take(times).flatten() {
        element.remove();
    }
}
