//! Words of a text, and when two of them are the same word: in another case, with е for ё, in another form. Names in
//! programs are words, too, whole and by their parts.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};

use crate::lessons::Language;

/// A word where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, without ё.
    pub form: String,
    /// Where it stands in its text, in bytes.
    pub range: Range<usize>,
}

/// All words of a text, in order; a name of several parts is followed by its parts.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for range in runs(text) {
        let run = text.get(range.clone()).unwrap_or_default();
        words.push(Word {
            form: fold(run),
            range: range.clone(),
        });
        let parts = parts(run);
        if parts.len() > 1 {
            words.extend(parts.into_iter().map(|part| Word {
                form: fold(run.get(part.clone()).unwrap_or_default()),
                range: range.start + part.start..range.start + part.end,
            }));
        }
    }
    words
}

/// The words of a question: names stay whole.
pub(super) fn whole_words(text: &str) -> Vec<Word> {
    let run = |range: Range<usize>| Word {
        form: fold(text.get(range.clone()).unwrap_or_default()),
        range,
    };
    runs(text).into_iter().map(run).collect()
}

/// Cuts endings off, by the rules of the language that a word is written in.
#[derive(Clone)]
pub(super) struct Stemming {
    own: Option<Algorithm>,
}

impl Stemming {
    pub(super) fn of(language: &Language) -> Stemming {
        Stemming {
            own: algorithm(language.primary()),
        }
    }

    /// What all forms of the word have in common, nearly always.
    pub(super) fn stem(&self, form: &str) -> String {
        // English words stand in texts of every language: names of functions, of protocols.
        let algorithm = if form.is_ascii() && self.own.is_none_or(not_in_ascii) {
            Some(Algorithm::English)
        } else {
            self.own
        };
        algorithm.map_or_else(
            || form.to_owned(),
            |algorithm| Stemmer::create(algorithm).stem(form).into_owned(),
        )
    }
}

/// The library's algorithm for a language (ISO 639-1).
fn algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

/// Whether no word of the language is written in ASCII's letters.
fn not_in_ascii(algorithm: Algorithm) -> bool {
    matches!(
        algorithm,
        Algorithm::Arabic | Algorithm::Greek | Algorithm::Russian | Algorithm::Tamil
    )
}

/// Lower case, and е for ё: people type one for the other.
fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    lower.replace('ё', "е").replace('’', "'")
}

/// Where letters, digits and underscores stand together.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = characters.next() {
        let end = at + c.len_utf8();
        // An apostrophe between two letters belongs to their word.
        let joins = matches!(c, '\'' | '’')
            && before.is_some_and(char::is_alphabetic)
            && characters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if c.is_alphanumeric() || c == '_' || joins {
            match runs.last_mut().filter(|run| run.end == at) {
                Some(run) => run.end = end,
                None => runs.push(at..end),
            }
        }
        before = Some(c);
    }
    runs.retain(|run| {
        let run = text.get(run.clone()).unwrap_or_default();
        run.contains(char::is_alphanumeric)
    });
    runs
}

/// `SO_REUSEADDR` and `ConnectionRefusedError` by their parts.
fn parts(name: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let characters: Vec<(usize, char)> = name.char_indices().collect();
    for (index, (at, c)) in characters.iter().copied().enumerate() {
        if c == '_' {
            continue;
        }
        let next = characters.get(index + 1).map(|(_, next)| *next);
        let before = index
            .checked_sub(1)
            .and_then(|i| characters.get(i))
            .map(|(_, c)| *c);
        let hump = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || (before.is_uppercase() && next.is_some_and(char::is_lowercase))
            });
        let end = at + c.len_utf8();
        match parts.last_mut().filter(|part| part.end == at && !hump) {
            Some(part) => part.end = end,
            None => parts.push(at..end),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn names_are_words_whole_and_by_their_parts() {
        assert_eq!(forms("(SO_REUSEADDR)"), ["so_reuseaddr", "so", "reuseaddr"]);
        assert_eq!(forms("HTTPServer"), ["httpserver", "http", "server"]);
        assert_eq!(forms("__init__ _"), ["__init__"]);
        assert_eq!(forms("socket.recv(1024)"), ["socket", "recv", "1024"]);
        assert_eq!(forms("it’s 'so'"), ["it's", "so"]);
    }

    #[test]
    fn a_word_is_known_by_where_it_stands() {
        let text = "Ещё «Сокеты»";
        let found: Vec<_> = words(text).into_iter().map(|word| word.range).collect();
        assert_eq!(
            found.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>(),
            ["Ещё", "Сокеты"]
        );
    }

    #[test]
    fn forms_of_a_word_have_a_stem_in_common() {
        let stemming = Stemming::of(&Language::parse("ru").unwrap());
        let same = |forms: &[&str]| {
            let stems: Vec<_> = forms.iter().map(|form| stemming.stem(&fold(form))).collect();
            assert!(stems.windows(2).all(|two| two[0] == two[1]), "{stems:?}");
        };
        same(&["сокет", "сокета", "Сокеты", "сокетов", "сокетами"]);
        same(&["клиент", "клиента", "клиентов"]);
        same(&["соединение", "соединения", "соединением"]);
        same(&["socket", "sockets"]);
        same(&["ещё", "еще"]);
    }
}
