//! A cell's console: what its program printed. `escapes` is what a terminal would obey, `style` and `colours` how text looks,
//! `line` and `scrollback` the lines and their bounds, `rows` their elements, `view` what the page sees of it,
//! `voice` what those hear who don't see it.

mod colours;
mod escapes;
mod line;
mod rows;
mod scrollback;
mod style;
mod view;
mod voice;

pub use view::Console;
