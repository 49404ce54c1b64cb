//! The console's elements: at most one change of the page per frame, however fast a program prints. Lines are plain
//! elements, made here and not by the framework, because there may be thousands.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{Element, HtmlElement};

use super::pending::Pending;
use super::scrollback::{Line, Scrollback, Stream};
use crate::dom;
use crate::texts::Texts;

/// How near to its end a console must be to follow new lines, in CSS pixels.
const NEAR: i32 = 16;
/// While a program floods its console, painting it may take this share of the time: one part in so many.
const SHARE: f64 = 4.0;

/// A console; clones are the same one.
#[derive(Clone)]
pub struct Console(Rc<Inner>);

struct Inner {
    texts: &'static Texts,
    scrollback: RefCell<Scrollback>,
    pending: RefCell<Pending>,
    log: HtmlElement,
    dropped: HtmlElement,
    /// The number of the first line on the page.
    shown_from: Cell<usize>,
    scheduled: Cell<bool>,
    rested_at: Cell<f64>,
}

impl Console {
    /// Makes an empty console.
    pub fn new(texts: &'static Texts, label: &str) -> Option<Console> {
        let log = dom::element("div", "console-log")?;
        let attributes = [
            ("data-console", ""),
            ("role", "log"),
            ("tabindex", "0"),
            ("translate", "no"),
            ("aria-label", label),
            ("data-empty", texts.console_empty),
        ];
        for (name, value) in attributes {
            log.set_attribute(name, value).ok()?;
        }
        let dropped = dom::element("p", "console-dropped")?;
        dropped.set_hidden(true);
        Some(Console(Rc::new(Inner {
            texts,
            scrollback: RefCell::default(),
            pending: RefCell::default(),
            log,
            dropped,
            shown_from: Cell::new(0),
            scheduled: Cell::new(false),
            rested_at: Cell::new(0.0),
        })))
    }

    /// The elements, in the order they go into the page.
    pub fn elements(&self) -> [HtmlElement; 2] {
        [self.0.dropped.clone(), self.0.log.clone()]
    }

    /// Adds text.
    pub fn push(&self, stream: Stream, text: &str) {
        self.0.pending.borrow_mut().push(stream, text);
        self.schedule();
    }

    /// Shows what has come, without waiting for a frame: a program's last words are there when it is said to have ended.
    pub fn show_all(&self) {
        self.0.update();
    }

    /// Empties it for a new run.
    pub fn clear(&self) {
        self.0.pending.take();
        self.0.scrollback.take();
        self.0.shown_from.set(0);
        self.0.log.set_text_content(None);
        self.0.dropped.set_hidden(true);
    }

    /// How many characters fit into a line: what Python's `shutil.get_terminal_size` should say.
    pub fn columns(&self) -> u32 {
        let Some(ruler) = dom::element("span", "") else {
            return 80;
        };
        ruler.set_text_content(Some("0000000000"));
        let _ = self.0.log.append_child(&ruler);
        let ten = ruler.get_bounding_client_rect().width();
        ruler.remove();
        // The padding of .console-log, twice 0.9rem.
        let room = f64::from(self.0.log.client_width()) - 29.0;
        if ten > 0.0 {
            (room * 10.0 / ten).clamp(20.0, 200.0) as u32
        } else {
            80
        }
    }

    fn schedule(&self) {
        if self.0.scheduled.replace(true) {
            return;
        }
        let console = self.clone();
        dom::before_paint(move || console.paint());
    }

    fn paint(&self) {
        self.0.scheduled.set(false);
        let began = dom::now();
        if began < self.0.rested_at.get() {
            return self.schedule();
        }
        self.0.update();
        let took = dom::now() - began;
        self.0.rested_at.set(began + took * SHARE);
    }
}

impl Inner {
    fn update(&self) {
        let mut scrollback = self.scrollback.borrow_mut();
        self.pending.take().pour_into(&mut scrollback);
        let follows = self.log.scroll_height() - self.log.scroll_top() - self.log.client_height() < NEAR;
        let changed = scrollback.take_changed();
        let dropped = scrollback.dropped();

        self.remove_lines(dropped, changed);
        let fresh = dom::document().create_document_fragment();
        for line in scrollback.lines_from(changed) {
            if let Some(line) = line_element(line) {
                let _ = fresh.append_child(&line);
            }
        }
        let _ = self.log.append_child(&fresh);

        if dropped > 0 {
            self.dropped
                .set_text_content(Some(&(self.texts.console_dropped)(dropped)));
            self.dropped.set_hidden(false);
        }
        if follows {
            self.log.set_scroll_top(self.log.scroll_height());
        }
    }

    /// Takes the lines off the page that were dropped or will be shown anew.
    fn remove_lines(&self, dropped: usize, changed: usize) {
        let shown = self.log.child_element_count() as usize;
        let end = self.shown_from.get() + shown;
        if dropped >= end || changed <= self.shown_from.get() {
            self.log.set_text_content(None);
        } else {
            remove_times(dropped.saturating_sub(self.shown_from.get()), || {
                self.log.first_element_child()
            });
            remove_times(end.saturating_sub(changed), || self.log.last_element_child());
        }
        self.shown_from.set(dropped);
    }
}

fn remove_times(times: usize, next: impl Fn() -> Option<Element>) {
    for element in std::iter::repeat_with(next).take(times).flatten() {
        element.remove();
    }
}

fn line_element(line: &Line) -> Option<HtmlElement> {
    let begins_as_error = line
        .pieces
        .first()
        .is_some_and(|piece| piece.stream == Stream::Stderr);
    let element = dom::element(
        "div",
        if begins_as_error {
            "console-line error"
        } else {
            "console-line"
        },
    )?;
    for piece in &line.pieces {
        let part = dom::element("span", "")?;
        part.set_attribute("data-stream", piece.stream.name()).ok()?;
        part.set_text_content(Some(&piece.text));
        element.append_child(&part).ok()?;
    }
    Some(element)
}
