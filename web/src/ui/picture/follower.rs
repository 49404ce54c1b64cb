//! One picture that follows a pair: what its programs do, one after the other at a pace that an eye can follow, ending in
//! the state their sockets are in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::drawing::Drawing;
use super::exchange::{Exchange, Side};
use super::queue::{Event, Happened, Queue};
use crate::dom;
use crate::runtime::Call;
use crate::texts::Texts;

/// Milliseconds for each step. A whole exchange takes a program about ten.
const PACE: i32 = 300;
/// With more than this many steps to go, the picture hurries.
const BEHIND: usize = 24;

/// A picture, and what it has yet to show.
pub struct Follower {
    texts: &'static Texts,
    drawing: Drawing,
    exchange: RefCell<Exchange>,
    ahead: RefCell<Queue>,
    showing: Cell<bool>,
}

impl Follower {
    pub fn new(texts: &'static Texts, drawing: Drawing) -> Rc<Follower> {
        Rc::new(Follower {
            texts,
            drawing,
            exchange: RefCell::default(),
            ahead: RefCell::default(),
            showing: Cell::new(false),
        })
    }

    /// A program is started.
    pub fn begin(self: &Rc<Self>, side: Side) {
        self.add(side, dom::shared_now(), Happened::Began);
    }

    /// What a program did.
    pub fn hear(self: &Rc<Self>, side: Side, calls: Vec<Call>) {
        for call in calls {
            self.add(side, call.at, Happened::Called(call));
        }
    }

    /// A program has ended.
    pub fn end(self: &Rc<Self>, side: Side) {
        self.add(side, dom::shared_now(), Happened::Ended);
    }

    fn add(self: &Rc<Self>, side: Side, at: f64, what: Happened) {
        self.ahead.borrow_mut().add(Event { side, at, what });
        if !self.showing.replace(true) {
            spawn_local(self.clone().show());
        }
    }

    async fn show(self: Rc<Self>) {
        // Lets what has come at the same time be put in order first.
        dom::sleep(0).await;
        while let Some(event) = self.next() {
            self.step(event);
            if self.ahead.borrow().len() < BEHIND {
                dom::sleep(PACE).await;
            }
        }
        self.drawing.say();
        self.showing.set(false);
    }

    fn step(&self, Event { side, what, .. }: Event) {
        let mut exchange = self.exchange.borrow_mut();
        match what {
            Happened::Began => exchange.begin(side),
            Happened::Called(call) => exchange.hear(side, &call),
            Happened::Ended => exchange.end(side),
        }
        self.drawing.show(&exchange, side, self.texts);
    }

    fn next(&self) -> Option<Event> {
        self.ahead.borrow_mut().next()
    }
}
