//! How a text is to look: what the terminal's "select graphic rendition" (ECMA-48, SGR) has said so far. Pure.

use super::colours::Rgb;

/// The looks of a piece of text.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Style {
    pub ink: Colour,
    pub ground: Colour,
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
    pub strike: bool,
    /// Ink and ground change places.
    pub reverse: bool,
}

/// A colour as a program names it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Colour {
    /// The console's own.
    #[default]
    Default,
    /// One of the sixteen.
    Named(u8),
    Rgb(Rgb),
}

impl Style {
    /// Follows the parameters of one sequence: numbers with semicolons between, those of one colour maybe with colons.
    pub fn obey(&mut self, parameters: &str) {
        let mut fields = parameters.split(';');
        while let Some(field) = fields.next() {
            let mut parts = field.split(':').map(number);
            let code = parts.next().unwrap_or(0);
            match code {
                0 => *self = Style::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                4 => self.underline = parts.next() != Some(0),
                7 => self.reverse = true,
                9 => self.strike = true,
                21 => self.underline = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                27 => self.reverse = false,
                29 => self.strike = false,
                30..=37 => self.ink = named(code - 30),
                39 => self.ink = Colour::Default,
                40..=47 => self.ground = named(code - 40),
                49 => self.ground = Colour::Default,
                90..=97 => self.ink = named(code - 82),
                100..=107 => self.ground = named(code - 92),
                38 | 48 => {
                    let colour = if field.contains(':') {
                        with_colons(&parts.collect::<Vec<_>>())
                    } else {
                        with_semicolons(&mut fields)
                    };
                    if let Some(colour) = colour {
                        *(if code == 38 {
                            &mut self.ink
                        } else {
                            &mut self.ground
                        }) = colour;
                    }
                }
                _ => {}
            }
        }
    }
}

fn named(number: u16) -> Colour {
    Colour::Named(number as u8)
}

/// What is left out counts as 0.
fn number(text: &str) -> u16 {
    if text.is_empty() {
        0
    } else {
        text.parse().unwrap_or(u16::MAX)
    }
}

/// `5;n` or `2;r;g;b`.
fn with_semicolons<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<Colour> {
    let mut next = || fields.next().map(number);
    match next()? {
        5 => indexed(next()?),
        2 => rgb(next()?, next()?, next()?),
        _ => None,
    }
}

/// `5:n`, `2:r:g:b`, or `2:space:r:g:b`.
fn with_colons(parts: &[u16]) -> Option<Colour> {
    match *parts {
        [5, n, ..] => indexed(n),
        [2, r, g, b] | [2, _, r, g, b, ..] => rgb(r, g, b),
        _ => None,
    }
}

fn rgb(r: u16, g: u16, b: u16) -> Option<Colour> {
    Some(Colour::Rgb([
        r.try_into().ok()?,
        g.try_into().ok()?,
        b.try_into().ok()?,
    ]))
}

/// Of 256: the sixteen, a cube of 6 × 6 × 6, and 24 greys.
fn indexed(n: u16) -> Option<Colour> {
    let level = |n: u16| if n == 0 { 0 } else { 55 + 40 * n };
    match n {
        0..=15 => Some(named(n)),
        16..=231 => {
            let n = n - 16;
            rgb(level(n / 36), level(n / 6 % 6), level(n % 6))
        }
        232..=255 => {
            let grey = 8 + 10 * (n - 232);
            rgb(grey, grey, grey)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn obeyed(sequences: &[&str]) -> Style {
        let mut style = Style::default();
        sequences.iter().for_each(|one| style.obey(one));
        style
    }

    #[test]
    fn attributes_come_and_go() {
        let style = obeyed(&["1;3;4;7;9"]);
        assert!(style.bold && style.italic && style.underline && style.reverse && style.strike && !style.dim);
        assert_eq!(obeyed(&["1;2;3;4;7;9", "22;23;24;27;29"]), Style::default());
        assert_eq!(obeyed(&["1;31;42", "0"]), Style::default());
        assert_eq!(obeyed(&["1;31;42", ""]), Style::default());
        assert!(obeyed(&["4:3"]).underline && !obeyed(&["4", "4:0"]).underline);
    }

    #[test]
    fn sixteen_colours() {
        assert_eq!(obeyed(&["31"]).ink, Colour::Named(1));
        assert_eq!(obeyed(&["97"]).ink, Colour::Named(15));
        assert_eq!(obeyed(&["40"]).ground, Colour::Named(0));
        assert_eq!(obeyed(&["102"]).ground, Colour::Named(10));
        assert_eq!(obeyed(&["31;44", "39;49"]), Style::default());
    }

    #[test]
    fn more_colours() {
        assert_eq!(obeyed(&["38;5;9"]).ink, Colour::Named(9));
        assert_eq!(obeyed(&["38;5;16"]).ink, Colour::Rgb([0, 0, 0]));
        assert_eq!(obeyed(&["38;5;208"]).ink, Colour::Rgb([255, 135, 0]));
        assert_eq!(obeyed(&["48;5;255"]).ground, Colour::Rgb([238, 238, 238]));
        assert_eq!(obeyed(&["38;2;1;2;3"]).ink, Colour::Rgb([1, 2, 3]));
        assert_eq!(obeyed(&["38:2::1:2:3"]).ink, Colour::Rgb([1, 2, 3]));
        assert_eq!(obeyed(&["38:2:1:2:3"]).ink, Colour::Rgb([1, 2, 3]));
        assert_eq!(obeyed(&["48:5:4"]).ground, Colour::Named(4));
    }

    #[test]
    fn what_follows_a_colour_is_obeyed_too() {
        let style = obeyed(&["38;5;1;1;48;2;0;0;0;4"]);
        assert_eq!(
            (style.ink, style.ground),
            (Colour::Named(1), Colour::Rgb([0, 0, 0]))
        );
        assert!(style.bold && style.underline);
    }

    #[test]
    fn nonsense_changes_nothing() {
        assert_eq!(
            obeyed(&[
                "38;5;300",
                "38;2;1;2",
                "38",
                "38;7",
                "999",
                "99999999999",
                "48:2:1",
                "38;2;256;0;0"
            ]),
            Style::default()
        );
    }
}
