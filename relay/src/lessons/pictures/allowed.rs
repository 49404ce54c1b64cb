//! What may stand in a drawing. It becomes part of the page, so nothing in it may run, load or reach out: these lists say what
//! is let in, and everything else stays out.

/// Elements of SVG that draw, or define what is drawn.
const ELEMENTS: &str = "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath \
    marker linearGradient radialGradient stop pattern clipPath mask";

/// Elements that are left out without a word. The first two would show as a tooltip, and a lesson's own words say more.
const DROPPED: &str = "title desc metadata";

/// Attributes that name, place and shape.
const GEOMETRY: &str = "id class x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points viewBox transform \
    rotate textLength lengthAdjust startOffset offset pathLength preserveAspectRatio refX refY markerWidth \
    markerHeight markerUnits orient gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits \
    patternTransform clipPathUnits maskUnits maskContentUnits";

/// Attributes that may also be written as properties in `style`.
const LOOKS: &str = "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity clip-path clip-rule \
    mask marker-start marker-mid marker-end font-family font-size font-style font-weight font-variant \
    letter-spacing word-spacing text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift \
    visibility display vector-effect paint-order shape-rendering text-rendering writing-mode";

/// What values may call; `url()` only with a part of the drawing, which is checked apart.
const FUNCTIONS: &str = "url var rgb rgba hsl hsla oklch light-dark color-mix calc translate scale rotate skewX skewY \
    matrix";

/// What a program can do that a drawing can show as it happens: whose, and which call. `end` is a `recv` that says that
/// nothing more will come; `stop` is the close of the socket that listened.
pub(super) const STEPS: &str = "server.socket server.bind server.listen server.accept server.recv server.send \
    server.end server.close server.stop client.socket client.bind client.connect client.send client.recv client.end \
    client.close";

/// Numbers that a running program fills in: ports, and bytes that went or came.
pub(super) const VALUES: &str = "server.port server.send server.recv client.port client.send client.recv";

/// Whether a list has a name.
pub(super) fn has(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}

/// What is to be done with an element.
pub(super) enum Verdict {
    Keep,
    Drop,
    Refuse,
}

pub(super) fn element(name: &str) -> Verdict {
    if has(ELEMENTS, name) {
        Verdict::Keep
    } else if has(DROPPED, name) {
        Verdict::Drop
    } else {
        Verdict::Refuse
    }
}

/// Whether an attribute is kept. Others say nothing to a browser that draws.
pub(super) fn attribute(name: &str) -> bool {
    has(GEOMETRY, name) || is_look(name)
}

/// Whether a property of `style` is kept, as an attribute.
pub(super) fn is_look(name: &str) -> bool {
    has(LOOKS, name)
}

/// Whether a value calls nothing but harmless functions.
pub(super) fn value(text: &str) -> bool {
    // Escapes could spell any name.
    if text.contains('\\') {
        return false;
    }
    let mut parts: Vec<&str> = text.split('(').collect();
    parts.pop();
    parts.into_iter().all(|before| {
        let name = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next();
        name.is_none_or(|name| name.is_empty() || has(FUNCTIONS, name))
    })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values_call_only_what_is_known() {
        for good in [
            "url(#arrow)",
            "var(--server, #0b6b61)",
            "translate(3 4) rotate(45)",
            "M0 0h1",
            "",
            "rgb(1,2,3)",
        ] {
            assert!(value(good), "{good}");
        }
        for bad in [
            "expression(1)",
            "image-set(x)",
            "URL(x)",
            r"u\72l(x)",
            "\u{2014}src(x)",
            "translate(attr(x))",
        ] {
            assert!(!value(bad), "{bad}");
        }
    }
}
