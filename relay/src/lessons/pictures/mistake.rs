//! What can be wrong with a picture's file.

use super::allowed::{STEPS, VALUES};
use super::raster::KINDS;

/// What makers of pictures get wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureMistake {
    /// A file name that can't be a part of a path.
    #[error(
        "a picture's file name is lower-case letters, digits and hyphens, and ends in .svg, .{}",
        KINDS.map(|(ending, _)| ending).join(", .")
    )]
    BadName,
    /// The bytes aren't UTF-8.
    #[error("the drawing is not UTF-8 text")]
    NotText,
    /// The bytes are no picture of the kind that the name says.
    #[error("the file is no {0} picture")]
    NotA(String),
    /// What the XML parser says.
    #[error("the drawing can't be read: {0}")]
    NotXml(String),
    /// XML, but something else.
    #[error("a drawing begins with `<svg xmlns=\"http://www.w3.org/2000/svg\">`")]
    NotSvg,
    /// Nothing tells how high the drawing is for its width.
    #[error("the drawing needs a `viewBox` of four numbers")]
    NoViewBox,
    /// More levels than anybody draws, and than a small stack holds.
    #[error("the drawing is nested too deep")]
    TooDeep,
    /// An element that could run, load or hide something, or that browsers needn't know.
    #[error("`<{0}>` can't stand in a drawing; export it as plain SVG, or as a .png")]
    Element(String),
    /// A style sheet, which would apply to the whole page.
    #[error(
        "`<style>` would apply to the whole page: use attributes such as `fill`, or classes from the guide"
    )]
    Style,
    /// `onclick` and its like.
    #[error("a drawing runs no scripts: remove `{0}`")]
    Handler(String),
    /// A reference to anything but a part of the drawing itself.
    #[error("`{0}` leads out of the drawing: only references such as `#id` are allowed")]
    Outside(String),
    /// An attribute with something in it that isn't a plain value.
    #[error("the value of `{0}` is not a plain one")]
    Value(String),
    /// A step that no program takes.
    #[error("unknown step `{0}` (known: {STEPS})")]
    UnknownStep(String),
    /// A number that no program has.
    #[error("unknown value `{0}` (known: {VALUES})")]
    UnknownValue(String),
}
