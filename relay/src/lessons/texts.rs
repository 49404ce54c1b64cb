//! The words around lessons in one language: the built-in ones, and over them those of a course's own `texts.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pulldown_cmark::BlockQuoteKind;
use serde::Deserialize;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use super::cell::Role;
use super::language::Language;
use super::nearest::nearest;
use super::problem::Mistake;

const ENGLISH: &str = include_str!("../../../web/texts/en.toml");
const RUSSIAN: &str = include_str!("../../../web/texts/ru.toml");

/// The forms that a counted text may have (Unicode CLDR's plural categories).
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// All words of a language.
#[derive(Clone, Debug, Deserialize)]
pub struct Texts {
    /// What the language calls itself.
    pub language: String,
    /// Those of the page's shell, by name.
    pub page: BTreeMap<String, String>,
    /// Those in lessons.
    pub lesson: Words,
    /// Those of the page's own program, which knows them by name.
    pub ui: Table,
    /// Those of the page that tries out a browser and its network, by name.
    pub preflight: Table,
    /// What a page of a class says of its teacher, by name.
    pub room: Table,
    /// Those of the page from which a teacher keeps an eye on a class, by name.
    pub teacher: Table,
}

/// What rendered lessons need.
#[derive(Clone, Debug, Deserialize)]
pub struct Words {
    /// What a cell of this role is called in its head.
    pub server: String,
    /// The same.
    pub client: String,
    /// The same, without a role.
    pub program: String,
    /// The summary above a program's recorded output.
    pub recorded_output: String,
    /// The head of a callout of this kind.
    pub note: String,
    /// The same.
    pub tip: String,
    /// The same.
    pub important: String,
    /// The same.
    pub warning: String,
    /// The same.
    pub caution: String,
    /// What a box with an exercise is called.
    pub exercise: String,
    /// A hint; its number follows.
    pub hint: String,
    /// The summary above an exercise's solution.
    pub solution: String,
    /// What stands at the head of a question.
    pub predict: String,
    /// The summary above a question's answer.
    pub answer: String,
    /// What a screen reader says for the arrow from a footnote back to the text.
    pub back_to_text: String,
}

impl Texts {
    /// The words for a language that a course has no `texts.toml` for.
    pub fn built_in(language: &Language) -> Texts {
        Texts::over(language, "", &mut Vec::new())
    }

    /// The same with a course's own file over them. What is wrong in it is added to `mistakes` and left out.
    pub(super) fn over(language: &Language, own: &str, mistakes: &mut Vec<(usize, Mistake)>) -> Texts {
        let mut words = ENGLISH_TABLE.clone();
        words.insert("language".to_owned(), language.code().to_owned().into());
        match language.primary() {
            "en" => lay(&mut words, ENGLISH, mistakes),
            "ru" => lay(&mut words, RUSSIAN, mistakes),
            _ => {}
        }
        lay(&mut words, own, mistakes);
        typed(words)
    }
}

impl Words {
    /// What a cell of this role is called.
    pub(super) fn role(&self, role: Option<Role>) -> &str {
        match role {
            Some(Role::Server) => &self.server,
            Some(Role::Client) => &self.client,
            None => &self.program,
        }
    }

    /// What stands at the head of a callout.
    pub(super) fn callout(&self, kind: BlockQuoteKind) -> &str {
        match kind {
            BlockQuoteKind::Note => &self.note,
            BlockQuoteKind::Tip => &self.tip,
            BlockQuoteKind::Important => &self.important,
            BlockQuoteKind::Warning => &self.warning,
            BlockQuoteKind::Caution => &self.caution,
        }
    }
}

static ENGLISH_TABLE: LazyLock<Table> = LazyLock::new(|| ENGLISH.parse().unwrap_or_default());

/// Only texts of the same shape are ever laid over the English ones, so what was a `Texts` stays one (tested).
#[allow(clippy::expect_used)]
fn typed(words: Table) -> Texts {
    words.try_into().expect("web/texts/en.toml has every text")
}

fn lay(words: &mut Table, own: &str, mistakes: &mut Vec<(usize, Mistake)>) {
    let line_at = |byte: usize| own.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1;
    match DeTable::parse(own) {
        Ok(own) => lay_table(words, own.into_inner(), "", &mut |at, mistake| {
            mistakes.push((line_at(at), mistake));
        }),
        Err(error) => {
            let line = line_at(error.span().map_or(0, |span| span.start));
            mistakes.push((line, Mistake::BadToml(error.message().to_owned())));
        }
    }
}

fn lay_table(words: &mut Table, own: DeTable<'_>, section: &str, wrong: &mut impl FnMut(usize, Mistake)) {
    for (key, value) in own {
        let at = key.span().start;
        let key = key.into_inner().into_owned();
        let name = if section.is_empty() {
            key.clone()
        } else {
            format!("{section}.{key}")
        };
        let Some(there) = words.get_mut(&key) else {
            let like = nearest(&key, words.keys().map(String::as_str));
            wrong(at, Mistake::UnknownText { name, like });
            continue;
        };
        match (there, value.into_inner()) {
            (Value::String(there), DeValue::String(text)) if same_places(there, &text) => {
                *there = text.into_owned();
            }
            (Value::String(there), DeValue::String(_)) => {
                wrong(
                    at,
                    Mistake::OtherPlaces {
                        name,
                        places: listed(there),
                    },
                );
            }
            (Value::Table(there), DeValue::Table(own)) if there.contains_key("other") => {
                forms(there, own, at, name, wrong);
            }
            (Value::Table(there), DeValue::Table(own)) => lay_table(there, own, &name, wrong),
            (Value::Table(_), _) => wrong(at, Mistake::NotASection(name)),
            (_, _) => wrong(at, Mistake::NotAText(name)),
        }
    }
}

/// A counted text: each language has its own forms, so they replace the English ones together.
fn forms(
    there: &mut Table,
    own: DeTable<'_>,
    at: usize,
    name: String,
    wrong: &mut impl FnMut(usize, Mistake),
) {
    let mut forms = Table::new();
    for (form, text) in own {
        let place = form.span().start;
        let form = form.into_inner().into_owned();
        match text.into_inner() {
            _ if !FORMS.contains(&form.as_str()) => wrong(place, Mistake::UnknownForm(form)),
            DeValue::String(text) => {
                forms.insert(form, text.into_owned().into());
            }
            _ => wrong(place, Mistake::NotAText(format!("{name}.{form}"))),
        }
    }
    if forms.contains_key("other") {
        *there = forms;
    } else {
        wrong(at, Mistake::NoOtherForm(name));
    }
}

fn same_places(one: &str, other: &str) -> bool {
    places(one) == places(other)
}

fn listed(text: &str) -> String {
    match places(text).as_slice() {
        [] => "nothing".to_owned(),
        places => places.join(", "),
    }
}

/// The names in braces, in alphabetical order.
fn places(text: &str) -> Vec<&str> {
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let mut places: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .filter(is_name)
        .collect();
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(tag: &str, own: &str) -> (Texts, Vec<(usize, String)>) {
        let mut mistakes = Vec::new();
        let texts = Texts::over(&Language::parse(tag).unwrap(), own, &mut mistakes);
        let said = |(line, mistake): (usize, Mistake)| (line, mistake.to_string());
        (texts, mistakes.into_iter().map(said).collect())
    }

    #[test]
    fn both_built_in_languages_say_everything() {
        for (tag, name, source) in [("en", "English", ENGLISH), ("ru", "Русский", RUSSIAN)] {
            let (texts, mistakes) = over(tag, "");
            assert_eq!((texts.language.as_str(), mistakes), (name, Vec::new()));
            let own: Table = source.parse().unwrap();
            for section in ["page", "lesson", "ui", "preflight", "room", "teacher"] {
                let names = |table: &Table| {
                    table[section]
                        .as_table()
                        .unwrap()
                        .keys()
                        .cloned()
                        .collect::<Vec<_>>()
                };
                assert_eq!(names(&own), names(&ENGLISH_TABLE), "{tag}");
            }
        }
    }

    #[test]
    fn what_a_course_does_not_translate_stays_english() {
        let own = "language = 'Deutsch'\n[lesson]\nserver = 'Diener'\n[ui]\nconsole = 'Ausgabe von {file}'\n";
        let (texts, mistakes) = over("de-AT", own);
        assert_eq!(mistakes, []);
        assert_eq!(texts.language, "Deutsch");
        assert_eq!(
            (texts.lesson.server.as_str(), texts.lesson.client.as_str()),
            ("Diener", "Client")
        );
        assert_eq!(texts.ui["console"].as_str(), Some("Ausgabe von {file}"));
        assert_eq!(over("kk", "").0.language, "kk");
        assert_eq!(
            over("ru", "[page]\nlab = 'Мастерская'").0.page["lab"],
            "Мастерская"
        );
    }

    #[test]
    fn a_counted_text_has_the_forms_of_its_language() {
        let own = "[ui.console_dropped]\nother = '{count} baris'\n";
        assert_eq!(
            over("id", own).0.ui["console_dropped"].as_table().unwrap().len(),
            1
        );
    }

    #[test]
    fn mistakes_are_named_with_their_lines() {
        let own = "language = 7\n[page]\nkontents = 'x'\n[ui]\nfailed = 'Ende'\nconsole_dropped = 'x'\n\
                   [ui.order]\n[lessons]\n";
        let (texts, mistakes) = over("de", own);
        assert_eq!(texts.page["contents"], "Contents");
        let mut said: Vec<String> = mistakes
            .iter()
            .map(|(line, said)| format!("{line}: {said}"))
            .collect();
        said.sort();
        assert_eq!(
            said,
            [
                "1: `language` must be a text in quotes",
                "3: unknown text `page.kontents`: did you mean `contents`?",
                "5: `ui.failed` must have in it, in braces: code",
                "6: `ui.console_dropped` is a section: write `[ui.console_dropped]`",
                "7: `ui.order` must be a text in quotes",
                "8: unknown text `lessons`: did you mean `lesson`?",
            ]
        );
        assert_eq!(over("de", "\nwhat\n").1[0].0, 2);
    }
}
