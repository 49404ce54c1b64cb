//! Exercises and questions as HTML that can be read without JavaScript. The page's own program mounts on it (web/src/ui/exercise,
//! web/src/ui/question): classes and attributes are a contract with it.

use super::cell::Cell;
use super::cell_html;
use super::escape::Escaped;
use super::texts::Words;

/// The beginning of an exercise, with its cell.
pub(super) fn begin(cell: &Cell, title: &str, words: &Words) -> String {
    format!(
        "<section class=\"exercise\" data-exercise=\"{}\" data-version=\"{}\" aria-label=\"{}: {}\">\n{}",
        Escaped(&cell.id),
        cell.version,
        Escaped(&words.exercise),
        Escaped(title),
        cell_html::render(std::slice::from_ref(cell), words)
    )
}

/// What closes it.
pub(super) const END: &str = "</section>\n";

/// The beginning of a hint; those behind one that is closed aren't shown (web/styles/exercise.css).
pub(super) fn begin_hint(number: usize, words: &Words) -> String {
    format!(
        "<details class=\"hint\"><summary>{} {number}</summary>\n",
        Escaped(&words.hint)
    )
}

/// The author's answer, closed.
pub(super) fn solution(code: &str, words: &Words) -> String {
    format!(
        "<details class=\"solution\"><summary>{}</summary>\n<pre><code class=\"language-python\">{}</code></pre>\n</details>\n",
        Escaped(&words.solution),
        Escaped(code)
    )
}

/// The check: there for the page's program, unseen by readers.
pub(super) fn check(code: &str) -> String {
    format!("<pre class=\"check\" data-check hidden>{}</pre>\n", Escaped(code))
}

/// The beginning of a question.
pub(super) fn begin_question(number: usize, words: &Words) -> String {
    format!(
        "<section class=\"question\" data-question=\"{number}\" aria-label=\"{0}\">\n<p class=\"question-title\">{0}</p>\n",
        Escaped(&words.predict)
    )
}

/// The beginning of what answers it, closed.
pub(super) fn begin_answer(words: &Words) -> String {
    format!(
        "<details class=\"answer\"><summary>{}</summary>\n",
        Escaped(&words.answer)
    )
}

/// What closes a hint or an answer.
pub(super) const END_DETAILS: &str = "</details>\n";
