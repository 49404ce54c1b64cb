//! What the pages that aren't lessons are called. Everything else a reader sees around a lesson stands in the shell.

use crate::lessons::Language;

/// A page's name and a sentence about it.
pub(super) struct Title {
    /// For the browser's tab.
    pub title: &'static str,
    /// For search engines.
    pub description: &'static str,
}

/// The table of contents.
pub(super) fn index(language: Language) -> Title {
    match language {
        Language::Ru => Title {
            title: "Содержание",
            description: "Учебник по сетевому программированию, примеры которого работают прямо на странице.",
        },
        Language::En => Title {
            title: "Contents",
            description: "A tutorial on network programming whose examples run right on the page.",
        },
    }
}

/// The Lab.
pub(super) fn lab(language: Language) -> Title {
    match language {
        Language::Ru => Title {
            title: "Лаборатория",
            description: "Пустой верстак для собственных сетевых программ на Python.",
        },
        Language::En => Title {
            title: "Lab",
            description: "An empty workbench for network programs of your own, in Python.",
        },
    }
}

/// An address without a page.
pub(super) fn missing(language: Language) -> Title {
    match language {
        Language::Ru => Title {
            title: "Такой страницы нет",
            description: "По этому адресу ничего нет.",
        },
        Language::En => Title {
            title: "There is no such page",
            description: "Nothing is at this address.",
        },
    }
}
