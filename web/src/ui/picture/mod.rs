//! Pictures that follow the programs of a pair. `exchange` is what is known of the programs, `drawing` the elements that
//! show it, `words` the sentences, `queue` the order of what happened, `follower` the pace.

mod drawing;
mod exchange;
mod follower;
mod queue;
mod words;

use std::collections::HashMap;
use std::rc::Rc;

use crate::dom;
use crate::texts::Texts;
use drawing::Drawing;
pub use exchange::Side;
use follower::Follower;

/// The pictures of a page, by the cells they follow.
pub struct Pictures {
    followed: HashMap<String, Vec<Watch>>,
}

/// A picture that follows a cell, and the side that the cell's program has in it.
pub struct Watch {
    pub side: Side,
    pub picture: Rc<Follower>,
}

impl Pictures {
    /// Finds the page's.
    pub fn new(texts: &'static Texts) -> Pictures {
        let mut followed: HashMap<String, Vec<Watch>> = HashMap::new();
        for figure in dom::all("[data-follows]") {
            let Some(pair) = figure.get_attribute("data-follows") else {
                continue;
            };
            let Some(drawing) = Drawing::new(&figure, texts) else {
                continue;
            };
            let picture = Follower::new(texts, drawing);
            for cell in dom::all(&format!("[data-cell][data-pair=\"{pair}\"]")) {
                let side = match cell.get_attribute("data-role").as_deref() {
                    Some("server") => Side::Server,
                    _ => Side::Client,
                };
                let picture = picture.clone();
                if let Some(id) = cell.get_attribute("data-cell") {
                    followed.entry(id).or_default().push(Watch { side, picture });
                }
            }
        }
        Pictures { followed }
    }

    /// Those that follow a cell.
    pub fn of(&self, cell: &str) -> &[Watch] {
        self.followed.get(cell).map_or(&[], Vec::as_slice)
    }
}
