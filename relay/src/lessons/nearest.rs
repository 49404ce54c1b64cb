//! "Did you mean": the known name that a mistyped one is most like.

/// Less alike than this, a suggestion would only puzzle; clap asks for as much.
const ALIKE: f64 = 0.7;

/// The most similar of the known names, if any is similar.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known
        .into_iter()
        .map(|name| (strsim::jaro(word, name), name))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_something_else_is_not() {
        let known = ["id", "role", "pair", "file", "expect", "stdin"];
        for (typed, meant) in [
            ("exepct", "expect"),
            ("expects", "expect"),
            ("pairs", "pair"),
            ("stdn", "stdin"),
        ] {
            assert_eq!(nearest(typed, known).as_deref(), Some(meant));
        }
        assert_eq!(nearest("colour", known), None);
    }
}
