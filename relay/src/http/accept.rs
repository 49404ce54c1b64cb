//! What a browser would like to get: `accept-language` and `accept-encoding` (RFC 9110 §12.5), and `if-none-match`.

use axum::http::{HeaderMap, HeaderName, header};

use crate::lessons::{Edition, Lessons};

/// A compression that files may lie ready in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `br`
    Brotli,
    /// `gzip`
    Gzip,
}

impl Encoding {
    /// Both, the smaller result first.
    pub const ALL: [Encoding; 2] = [Encoding::Brotli, Encoding::Gzip];

    /// Its name in headers.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
        }
    }

    /// The extension of files compressed with it.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Brotli => ".br",
            Encoding::Gzip => ".gz",
        }
    }
}

/// The course in the language that the browser ranks highest of those it has.
pub(super) fn edition<'a>(headers: &HeaderMap, lessons: &'a Lessons) -> &'a Edition {
    let mut wanted: Vec<_> = ranked(headers, header::ACCEPT_LANGUAGE)
        .filter(|(_, weight)| *weight > 0.0)
        .filter_map(|(tag, weight)| Some((best(tag, lessons)?, weight)))
        .collect();
    // The sort is stable: of equals, the one named first.
    wanted.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    wanted.first().map_or(lessons.main(), |(edition, _)| *edition)
}

/// Exactly this language, or one that is read by the same people: `pt` for `pt-BR`, and the other way round.
fn best<'a>(tag: &str, lessons: &'a Lessons) -> Option<&'a Edition> {
    let primary = tag.split('-').next()?.to_ascii_lowercase();
    lessons.edition(tag).or_else(|| {
        lessons
            .editions()
            .find(|edition| edition.language.primary() == primary)
    })
}

/// Whether the browser can read a compressed file.
pub(super) fn takes(headers: &HeaderMap, encoding: Encoding) -> bool {
    let mut any = false;
    for (name, weight) in ranked(headers, header::ACCEPT_ENCODING) {
        if name.eq_ignore_ascii_case(encoding.name()) {
            return weight > 0.0;
        }
        any |= name == "*" && weight > 0.0;
    }
    any
}

/// Whether the browser already has what this entity tag stands for.
pub(super) fn has(headers: &HeaderMap, etag: &str) -> bool {
    ranked(headers, header::IF_NONE_MATCH)
        .any(|(known, _)| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
}

/// The items of a header with their weights, 1 where none is given.
fn ranked(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = (&str, f32)> {
    let values = headers
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|item| {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or("");
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        (name, weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::{CourseFile, Language};

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, axum::http::HeaderValue::from_static(value))])
    }

    #[test]
    fn the_language_is_the_highest_ranked_one_we_have() {
        let file = |tag| CourseFile {
            shown: String::new(),
            language: Language::parse(tag).unwrap(),
            name: "a.md".to_owned(),
            bytes: b"---\ntitle: a\ndescription: b\norder: 1\n---\n".into(),
        };
        let lessons = Lessons::from_files(&["ru", "en", "pt-BR"].map(file), &[]).unwrap();
        let chosen = |headers| edition(&headers, &lessons).language.code().to_owned();
        for (wanted, expected) in [
            ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
            ("de, en;q=0.5, RU;q=0.6", "ru"),
            ("en, ru", "en"),
            ("ru;q=0, fr", "en"),
            ("ru;q=NaN, ;;,,q=1", "en"),
            ("pt, ru;q=0.5", "pt-BR"),
            ("pt-PT", "pt-BR"),
        ] {
            assert_eq!(
                chosen(headers(header::ACCEPT_LANGUAGE, wanted)),
                expected,
                "{wanted}"
            );
        }
        assert_eq!(chosen(HeaderMap::new()), "en");
    }

    #[test]
    fn an_encoding_must_be_offered() {
        let takes = |value, encoding| takes(&headers(header::ACCEPT_ENCODING, value), encoding);
        assert!(takes("gzip, deflate, br, zstd", Encoding::Brotli));
        assert!(takes("gzip", Encoding::Gzip) && !takes("gzip", Encoding::Brotli));
        assert!(takes("*", Encoding::Brotli) && !takes("br;q=0, *", Encoding::Brotli));
        assert!(!takes("identity", Encoding::Gzip));
    }

    #[test]
    fn entity_tags_are_compared_weakly() {
        let has = |value| has(&headers(header::IF_NONE_MATCH, value), "\"a1\"");
        assert!(has("\"a1\"") && has("W/\"a1\"") && has("\"b\", \"a1\"") && has("*"));
        assert!(!has("\"b\"") && !has("a1"));
    }
}
