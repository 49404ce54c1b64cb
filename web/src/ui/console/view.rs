//! The console on the page: at most one change of it per frame, however fast a program prints.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::line::Stream;
use super::rows::Rows;
use super::scrollback::Scrollback;
use super::voice::{PAUSE, Voice};
use crate::dom;
use crate::runtime::Output;
use crate::texts::Texts;

/// How near to its end a console must be to follow new lines, in CSS pixels.
const NEAR: i32 = 16;
/// While a program floods its console, painting it may take this share of the time: one part in so many.
const SHARE: f64 = 4.0;

type Listener = Box<dyn Fn(usize)>;

/// A console; clones are the same one.
#[derive(Clone)]
pub struct Console(Rc<Inner>);

struct Inner {
    texts: &'static Texts,
    scrollback: RefCell<Scrollback>,
    /// Messages of the worker's that aren't shown yet, and who wants to know when they are.
    unseen: Cell<usize>,
    on_shown: RefCell<Option<Listener>>,
    log: HtmlElement,
    rows: Rows,
    dropped: HtmlElement,
    voice: Voice,
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
            // Its voice speaks for it.
            ("aria-live", "off"),
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
            unseen: Cell::new(0),
            on_shown: RefCell::default(),
            rows: Rows::new(&log)?,
            log,
            dropped,
            voice: Voice::new(texts, label)?,
            scheduled: Cell::new(false),
            rested_at: Cell::new(0.0),
        })))
    }

    /// The elements, in the order they go into the page.
    pub fn elements(&self) -> [HtmlElement; 3] {
        [
            self.0.dropped.clone(),
            self.0.log.clone(),
            self.0.voice.element.clone(),
        ]
    }

    /// Calls back with the number of messages that were shown: more may come.
    pub fn on_shown(&self, call: impl Fn(usize) + 'static) {
        self.0.on_shown.replace(Some(Box::new(call)));
    }

    /// Adds what the program printed.
    pub fn push(&self, output: &Output) {
        let mut scrollback = self.0.scrollback.borrow_mut();
        if let Some(lines) = output.skipped {
            scrollback.skip(lines);
        }
        for (error, text) in &output.pieces {
            let stream = if *error { Stream::Stderr } else { Stream::Stdout };
            scrollback.push(stream, text);
        }
        self.0.unseen.set(self.0.unseen.get() + 1);
        drop(scrollback);
        self.schedule();
        self.speak_soon();
    }

    /// Adds what the reader typed.
    pub fn echo(&self, text: &str) {
        self.0.scrollback.borrow_mut().push(Stream::Stdin, text);
        self.schedule();
    }

    /// Shows what has come, without waiting for a frame: a program's last words are there when it is said to have ended.
    pub fn show_all(&self) {
        self.0.update();
    }

    /// The end of what it shows, at most so many bytes.
    pub fn tail(&self, bytes: usize) -> String {
        self.0.scrollback.borrow().tail(bytes)
    }

    /// The last line that went to stderr: of a traceback, the error.
    pub fn last_error(&self) -> Option<String> {
        self.0.scrollback.borrow().last_line_of(Stream::Stderr)
    }

    /// Empties it for a new run.
    pub fn clear(&self) {
        self.0.scrollback.take();
        self.0.unseen.set(0);
        self.0.rows.clear();
        self.0.voice.clear();
        let _ = self.0.log.style().remove_property("min-height");
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

    fn speak_soon(&self) {
        if self.0.voice.wants_to_speak() {
            let console = self.clone();
            spawn_local(async move {
                dom::sleep(PAUSE).await;
                console.0.voice.speak(&console.0.scrollback.borrow());
            });
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
        self.show_lines();
        let shown = self.unseen.take();
        if shown > 0
            && let Some(call) = &*self.on_shown.borrow()
        {
            call(shown);
        }
    }

    fn show_lines(&self) {
        let mut scrollback = self.scrollback.borrow_mut();
        let follows = self.log.scroll_height() - self.log.scroll_top() - self.log.client_height() < NEAR;
        if scrollback.take_cleared() {
            // A program that draws anew and anew must not make the page jump.
            let height = format!("{}px", self.log.offset_height());
            let _ = self.log.style().set_property("min-height", &height);
        }
        let changed = scrollback.take_changed();

        self.rows
            .update(scrollback.first(), changed, scrollback.lines_from(changed));
        let dropped = scrollback.dropped();
        if let Some(lines) = dropped {
            self.dropped.set_text_content(Some(&self.texts.dropped(lines)));
        }
        self.dropped.set_hidden(dropped.is_none());
        if follows {
            self.log.set_scroll_top(self.log.scroll_height());
        }
    }
}
