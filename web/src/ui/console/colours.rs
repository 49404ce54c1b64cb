//! Colours that can be read: what a program asks for, moved as far as it takes to stand out from its ground by 4.5 to 1
//! (WCAG 2, level AA), on the console in light and in dark. Pure: numbers only.

use super::style::{Colour, Style};

/// Red, green, blue.
pub type Rgb = [u8; 3];
/// A colour for a light page and one for a dark page.
pub type Pair = [Rgb; 2];

/// `--sunken` and `--ink` of styles/tokens.css, light and dark; a test compares.
const GROUND: Pair = [[0xf3, 0xf2, 0xec], [0x10, 0x13, 0x17]];
const INK: Pair = [[0x1d, 0x1f, 0x23], [0xdf, 0xe2, 0xe6]];

/// What the level asks of text that isn't large, and a little for rounding.
const CONTRAST: f32 = 4.51;

/// The sixteen as ink: black, red, green, yellow, blue, magenta, cyan, white, and these brighter. On a light page white is
/// dark, as black is light on a dark one.
const INKS: [[Rgb; 16]; 2] = [
    [
        [0x1d, 0x1f, 0x23],
        [0xa8, 0x1d, 0x2b],
        [0x1f, 0x69, 0x36],
        [0x75, 0x55, 0x00],
        [0x1b, 0x4c, 0x94],
        [0x84, 0x2c, 0x82],
        [0x08, 0x61, 0x6b],
        [0x4f, 0x55, 0x5e],
        [0x60, 0x65, 0x6e],
        [0xc7, 0x23, 0x2f],
        [0x1d, 0x76, 0x38],
        [0x86, 0x60, 0x00],
        [0x20, 0x60, 0xbd],
        [0xa0, 0x38, 0x9c],
        [0x0b, 0x6f, 0x7a],
        [0x0a, 0x0b, 0x0d],
    ],
    [
        [0x8b, 0x93, 0x9e],
        [0xf0, 0x7c, 0x7c],
        [0x7a, 0xc7, 0x8e],
        [0xdd, 0xb8, 0x5c],
        [0x79, 0xa8, 0xec],
        [0xcd, 0x8c, 0xdd],
        [0x58, 0xc3, 0xb9],
        [0xc8, 0xcd, 0xd4],
        [0x9a, 0xa2, 0xad],
        [0xff, 0x9c, 0x9c],
        [0x9a, 0xe2, 0xac],
        [0xf5, 0xd6, 0x7c],
        [0xa2, 0xc6, 0xff],
        [0xe5, 0xb1, 0xf1],
        [0x86, 0xde, 0xd4],
        [0xff, 0xff, 0xff],
    ],
];

/// The sixteen as ground, on any page.
const GROUNDS: [Rgb; 16] = [
    [0x08, 0x09, 0x0a],
    [0xb8, 0x2c, 0x34],
    [0x2b, 0x8a, 0x4b],
    [0xd2, 0xa2, 0x1f],
    [0x2a, 0x66, 0xb8],
    [0x9b, 0x45, 0xa4],
    [0x1f, 0x93, 0x9c],
    [0xdc, 0xdc, 0xd8],
    [0x5f, 0x66, 0x70],
    [0xe0, 0x5a, 0x5a],
    [0x57, 0xb8, 0x72],
    [0xf2, 0xd0, 0x56],
    [0x5b, 0x94, 0xe0],
    [0xc5, 0x7a, 0xd0],
    [0x4f, 0xc0, 0xc2],
    [0xff, 0xff, 0xff],
];

/// The colours to show a style in: ink and ground, each only where it isn't the console's own.
pub fn shades(style: Style) -> (Option<Pair>, Option<Pair>) {
    let (ink, ground) = if style.reverse {
        (style.ground, style.ink)
    } else {
        (style.ink, style.ground)
    };
    let grounded = style.reverse || ground != Colour::Default;
    if ink == Colour::Default && !grounded {
        return (None, None);
    }
    let mut pairs = [[[0; 3]; 2]; 2];
    let [inks, grounds] = &mut pairs;
    for (theme, (shown, under)) in inks.iter_mut().zip(grounds).enumerate() {
        *under = match ground {
            Colour::Default => pick(&if style.reverse { INK } else { GROUND }, theme),
            Colour::Named(n) => pick(&GROUNDS, n.into()),
            Colour::Rgb(rgb) => rgb,
        };
        let wanted = match ink {
            Colour::Default => pick(&if style.reverse { GROUND } else { INK }, theme),
            Colour::Named(n) => pick(&pick(&INKS, theme), n.into()),
            Colour::Rgb(rgb) => rgb,
        };
        let wanted = if style.dim {
            mixed(wanted, *under, 0.35)
        } else {
            wanted
        };
        *shown = readable(wanted, *under);
    }
    let [inks, grounds] = pairs;
    (Some(inks), grounded.then_some(grounds))
}

/// A pair as CSS has it.
pub fn css([light, dark]: Pair) -> String {
    format!("light-dark({},{})", hex(light), hex(dark))
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn pick<T: Copy + Default>(all: &[T], index: usize) -> T {
    all.get(index).copied().unwrap_or_default()
}

/// The colour itself if it can be read on that ground; else one nearer to white or black, whichever is farther from the ground.
fn readable(ink: Rgb, ground: Rgb) -> Rgb {
    let pole = if contrast([0; 3], ground) > contrast([0xff; 3], ground) {
        0
    } else {
        0xff
    };
    (0_u8..=16)
        .map(|step| mixed(ink, [pole; 3], f32::from(step) / 16.0))
        .find(|&ink| contrast(ink, ground) >= CONTRAST)
        .unwrap_or([pole; 3])
}

fn mixed(one: Rgb, other: Rgb, share: f32) -> Rgb {
    let mut mixed = one;
    for (part, target) in mixed.iter_mut().zip(other) {
        let from = f32::from(*part);
        *part = (from + (f32::from(target) - from) * share + 0.5) as u8;
    }
    mixed
}

fn contrast(one: Rgb, other: Rgb) -> f32 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other { one / other } else { other / one }
}

fn luminance([r, g, b]: Rgb) -> f32 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// sRGB's curve. Its power of 2.4 is a square times that square's fifth root, which Newton finds: the power function of the
/// library would be larger than all else here.
fn linear(part: u8) -> f32 {
    let c = f32::from(part) / 255.0;
    if c <= 0.040_45 {
        return c / 12.92;
    }
    let base = (c + 0.055) / 1.055;
    let square = base * base;
    let mut root = 0.4 + 0.6 * base;
    for _ in 0..4 {
        root += (square / (root * root * root * root) - root) / 5.0;
    }
    square * root
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast as WCAG defines it.
    fn exact(one: Rgb, other: Rgb) -> f64 {
        let luminance = |rgb: Rgb| {
            let [r, g, b] = rgb.map(|part| {
                let c = f64::from(part) / 255.0;
                if c <= 0.04045 {
                    c / 12.92
                } else {
                    ((c + 0.055) / 1.055).powf(2.4)
                }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
        };
        let (one, other) = (luminance(one), luminance(other));
        one.max(other) / one.min(other)
    }

    fn colours() -> impl Iterator<Item = Colour> {
        let cube = (0..=255).step_by(51).flat_map(|r| {
            (0..=255)
                .step_by(51)
                .flat_map(move |g| (0..=255).step_by(51).map(move |b| [r as u8, g as u8, b as u8]))
        });
        std::iter::once(Colour::Default)
            .chain((0..16).map(Colour::Named))
            .chain(cube.map(Colour::Rgb))
    }

    #[test]
    fn the_grounds_are_those_of_the_page() {
        let tokens = include_str!("../../../styles/tokens.css");
        for (name, [light, dark]) in [("sunken", GROUND), ("ink", INK)] {
            let rule = format!("--{name}: light-dark({}, {});", hex(light), hex(dark));
            assert!(tokens.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn the_sixteen_can_be_read_as_they_are() {
        for (inks, ground) in INKS.iter().zip(GROUND) {
            for &ink in inks {
                assert_eq!(hex(readable(ink, ground)), hex(ink));
            }
        }
    }

    #[test]
    fn any_ink_can_be_read_on_any_ground() {
        for ink in colours() {
            for ground in colours() {
                for (dim, reverse) in [(false, false), (true, false), (false, true)] {
                    let style = Style {
                        ink,
                        ground,
                        dim,
                        reverse,
                        ..Style::default()
                    };
                    let (Some(inks), grounds) = shades(style) else {
                        continue;
                    };
                    for (shown, under) in inks.into_iter().zip(grounds.unwrap_or(GROUND)) {
                        assert!(
                            exact(shown, under) >= 4.5,
                            "{style:?}: {} on {}",
                            hex(shown),
                            hex(under)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_consoles_own_colours_stay_with_the_style_sheet() {
        let plain = Style {
            bold: true,
            dim: true,
            ..Style::default()
        };
        assert_eq!(shades(plain), (None, None));
        let reversed = Style {
            reverse: true,
            ..Style::default()
        };
        assert_eq!(shades(reversed), (Some(GROUND), Some(INK)));
    }

    #[test]
    fn a_pair_is_written_for_both_pages() {
        assert_eq!(css([[1, 2, 3], [255, 0, 16]]), "light-dark(#010203,#ff0010)");
    }
}
