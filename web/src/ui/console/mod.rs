//! A cell's console: what its program printed. `escapes` is what a terminal would obey, `style` and `colours` how text looks,
//! `line` and `scrollback` the lines and their bounds, `rows` their elements, `view` what the page sees of it.

mod colours;
mod escapes;
mod line;
mod rows;
mod scrollback;
mod style;
mod view;

pub use view::Console;
