//! The elements of a drawing that follows: its steps, its numbers, and the line of words below it.
//!
//! Tests rely on these: `[data-follows="PAIR"]` is the figure; in it `[data-step="SIDE.STEP"]` has a `data-state` of waits,
//! done or failed, and none as long as the step hasn't been taken; `[data-value]` has the number in its text;
//! `[data-picture-now]` says in words what happened last on each side.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::exchange::{Deed, Exchange, Mark, Progress, Side};
use super::words;
use crate::dom;
use crate::texts::Texts;

/// Milliseconds between two texts for screen readers.
const BREATH: f64 = 1500.0;

/// The figure's parts.
pub struct Drawing {
    figure: HtmlElement,
    steps: Vec<(String, Element)>,
    /// Numbers, with what stands there without any.
    values: Vec<(String, Element, String)>,
    /// What each side did last, to be seen.
    server: HtmlElement,
    client: HtmlElement,
    /// The same, to be heard.
    heard: HtmlElement,
    unheard: RefCell<String>,
    said: Cell<f64>,
}

impl Drawing {
    /// Finds the parts of a figure and puts the line of words below its drawing.
    pub fn new(figure: &HtmlElement, texts: &Texts) -> Option<Drawing> {
        let steps = named(figure, "data-step");
        let values = named(figure, "data-value").into_iter().map(|(name, element)| {
            let text = element.text_content().unwrap_or_default();
            (name, element, text)
        });
        let now = dom::element("p", "picture-now")?;
        now.set_attribute("data-picture-now", "").ok()?;
        now.set_attribute("aria-hidden", "true").ok()?;
        now.set_text_content(Some(texts.picture_start));
        let heard = dom::element("p", "visually-hidden")?;
        heard.set_attribute("role", "status").ok()?;
        let caption = figure.query_selector("figcaption").ok()??;
        caption.before_with_node_2(&now, &heard).ok()?;
        Some(Drawing {
            figure: figure.clone(),
            steps,
            values: values.collect(),
            server: dom::element("span", "server")?,
            client: dom::element("span", "client")?,
            heard,
            unheard: RefCell::default(),
            said: Cell::new(0.0),
        })
    }

    /// Shows how things stand after something happened on a side.
    pub fn show(&self, exchange: &Exchange, side: Side, texts: &Texts) {
        self.begin();
        for (name, element) in &self.steps {
            let mark = step(name).and_then(|(side, deed)| exchange.of(side).marks.get(&deed));
            let is_last = step(name).is_some_and(|(of, deed)| {
                of == side && exchange.of(side).said.is_some_and(|said| said.deed == deed)
            });
            set(element, "data-state", mark.map(|mark| state(*mark)));
            set(element, "data-latest", is_last.then_some(""));
        }
        for (name, element, without) in &self.values {
            let number = value(name, exchange).map(|value| value.in_words(texts));
            element.set_text_content(Some(number.as_deref().unwrap_or(without)));
        }
        let mut spoken = Vec::new();
        for (side, line) in [(Side::Server, &self.server), (Side::Client, &self.client)] {
            let said = exchange.of(side).said;
            let sentence = said
                .map(|said| words::sentence(texts, side, said))
                .unwrap_or_default();
            line.set_text_content(Some(&sentence));
            let mark = said.map(|said| state(said.mark));
            set(line, "data-state", mark);
            if !sentence.is_empty() {
                spoken.push(sentence);
            }
        }
        *self.unheard.borrow_mut() = spoken.join(" ");
        if dom::now() - self.said.get() > BREATH {
            self.say();
        }
    }

    /// Says to those who don't see it how things stand.
    pub fn say(&self) {
        let text = self.unheard.take();
        if !text.is_empty() {
            self.said.set(dom::now());
            self.heard.set_text_content(Some(&text));
        }
    }

    /// The first time: from now on what hasn't happened is pale.
    fn begin(&self) {
        if self.figure.has_attribute("data-following") {
            return;
        }
        let _ = self.figure.set_attribute("data-following", "");
        if let Some(now) = self.figure.query_selector(".picture-now").ok().flatten() {
            now.set_text_content(None);
            let _ = now.append_with_node_2(&self.server, &self.client);
        }
    }
}

enum Value {
    Port(u16),
    Bytes(u32),
}

impl Value {
    fn in_words(&self, texts: &Texts) -> String {
        match self {
            Value::Port(port) => texts.port(*port),
            Value::Bytes(bytes) => texts.bytes(*bytes),
        }
    }
}

fn value(name: &str, exchange: &Exchange) -> Option<Value> {
    let (side, what) = split(name)?;
    let progress: &Progress = exchange.of(side);
    let bytes = |deed, count: u32| progress.marks.contains_key(&deed).then_some(Value::Bytes(count));
    match what {
        "port" => progress.port.map(Value::Port),
        "send" => bytes(Deed::Send, progress.sent),
        "recv" => bytes(Deed::Recv, progress.received),
        _ => None,
    }
}

fn step(name: &str) -> Option<(Side, Deed)> {
    let (side, deed) = split(name)?;
    let deed = match deed {
        "socket" => Deed::Socket,
        "bind" => Deed::Bind,
        "listen" => Deed::Listen,
        "accept" => Deed::Accept,
        "connect" => Deed::Connect,
        "send" => Deed::Send,
        "recv" => Deed::Recv,
        "end" => Deed::End,
        "close" => Deed::Close,
        "stop" => Deed::Stop,
        _ => return None,
    };
    Some((side, deed))
}

fn split(name: &str) -> Option<(Side, &str)> {
    let (side, rest) = name.split_once('.')?;
    match side {
        "server" => Some((Side::Server, rest)),
        "client" => Some((Side::Client, rest)),
        _ => None,
    }
}

fn state(mark: Mark) -> &'static str {
    match mark {
        Mark::Waits => "waits",
        Mark::Done => "done",
        Mark::Failed { .. } => "failed",
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // Fails only for names that no attribute has.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn named(figure: &HtmlElement, attribute: &str) -> Vec<(String, Element)> {
    let Ok(found) = figure.query_selector_all(&format!("[{attribute}]")) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|i| {
            let element: Element = found.item(i)?.dyn_into().ok()?;
            Some((element.get_attribute(attribute)?, element))
        })
        .collect()
}
