//! The page's own program: mounts a cell on every `[data-cell]` of a lesson, and the Lab's workbench. It knows the page
//! and the program worker's messages; it knows no frames, no sockets and no Python.
// A program exports nothing: `pub` here is what a module shows to the others.
#![allow(unreachable_pub)]

mod app;
mod banner;
mod button;
mod cell;
mod console;
mod dom;
mod editor;
mod exercise;
mod hooks;
mod lab;
mod page;
mod picture;
mod preflight;
mod progress;
mod question;
mod relay;
mod runtime;
mod storage;
mod texts;

fn main() {
    app::start();
}
