//! The two languages a lesson is written in, and the few words that rendered lessons need of their own.

use pulldown_cmark::BlockQuoteKind;
use serde::Serialize;

use super::cell::Role;

/// A language of the tutorial: the first part of a page's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Russian.
    Ru,
    /// English, which is also what a browser that asks for neither gets.
    En,
}

impl Language {
    /// Both, in the order they are listed.
    pub const ALL: [Language; 2] = [Language::Ru, Language::En];

    /// The code as it stands in paths and in `<html lang>` (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Language::Ru => "ru",
            Language::En => "en",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language its twin pages are in.
    pub fn other(self) -> Language {
        match self {
            Language::Ru => Language::En,
            Language::En => Language::Ru,
        }
    }

    /// What a cell is called in its head.
    pub(super) fn role(self, role: Option<Role>) -> &'static str {
        match (self, role) {
            (Language::Ru, Some(Role::Server)) => "Сервер",
            (Language::Ru, Some(Role::Client)) => "Клиент",
            (Language::Ru, None) => "Программа",
            (Language::En, Some(Role::Server)) => "Server",
            (Language::En, Some(Role::Client)) => "Client",
            (Language::En, None) => "Program",
        }
    }

    /// The summary above a program's recorded output.
    pub(super) fn recorded_output(self) -> &'static str {
        match self {
            Language::Ru => "Вывод программы (записан)",
            Language::En => "Program output (recorded)",
        }
    }

    /// What stands at the head of a callout.
    pub(super) fn callout(self, kind: BlockQuoteKind) -> &'static str {
        match (self, kind) {
            (Language::Ru, BlockQuoteKind::Note) => "Заметка",
            (Language::Ru, BlockQuoteKind::Tip) => "Совет",
            (Language::Ru, BlockQuoteKind::Important) => "Важно",
            (Language::Ru, BlockQuoteKind::Warning) => "Осторожно",
            (Language::Ru, BlockQuoteKind::Caution) => "Опасно",
            (Language::En, BlockQuoteKind::Note) => "Note",
            (Language::En, BlockQuoteKind::Tip) => "Tip",
            (Language::En, BlockQuoteKind::Important) => "Important",
            (Language::En, BlockQuoteKind::Warning) => "Warning",
            (Language::En, BlockQuoteKind::Caution) => "Danger",
        }
    }

    /// What a screen reader says for the arrow from a footnote back to the text.
    pub(super) fn back_to_text(self) -> &'static str {
        match self {
            Language::Ru => "Назад к тексту",
            Language::En => "Back to the text",
        }
    }
}
