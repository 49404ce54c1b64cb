//! A cell's console: what its program printed. `pending` is what hasn't been looked at, `scrollback` the lines and
//! their bounds, `escapes` what a terminal would obey, `view` the elements on the page.

mod escapes;
mod pending;
mod scrollback;
mod view;

pub use scrollback::Stream;
pub use view::Console;
