//! A question within a callout: what stands before its options, the options, and the answer below them.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::problem::Mistake;

/// An event with its line, counted from the top of the file.
pub(super) type Placed<'a> = (Event<'a>, usize);

/// A callout with a list of `- [ ]` options in it, taken apart.
pub(super) struct Question<'a> {
    pub asked: Vec<Placed<'a>>,
    pub options: Vec<Choice<'a>>,
    pub answer: Vec<Placed<'a>>,
}

/// One of the options.
pub(super) struct Choice<'a> {
    pub right: bool,
    pub text: Vec<Placed<'a>>,
}

/// Whether a callout is a question.
pub(super) fn is_one(inside: &[Placed<'_>]) -> bool {
    inside
        .iter()
        .any(|(event, _)| matches!(event, Event::TaskListMarker(_)))
}

impl<'a> Question<'a> {
    /// Takes the inside of a callout apart; what is wrong with it is added to `mistakes`.
    pub(super) fn of(inside: Vec<Placed<'a>>, mistakes: &mut Vec<Mistake>) -> Question<'a> {
        let mut question = Question {
            asked: Vec::new(),
            options: Vec::new(),
            answer: Vec::new(),
        };
        // Lists within lists: an option may hold one.
        let mut depth = 0;
        let mut before = true;
        for (event, line) in inside {
            match &event {
                Event::Start(Tag::List(_)) => {
                    depth += 1;
                    if depth == 1 && before {
                        continue;
                    }
                }
                Event::End(TagEnd::List(_)) => {
                    depth -= 1;
                    if depth == 0 && before {
                        before = false;
                        continue;
                    }
                }
                _ => {}
            }
            match (&event, depth, before) {
                (_, 0, true) => question.asked.push((event, line)),
                (_, _, false) => question.answer.push((event, line)),
                (Event::Start(Tag::Item), 1, true) => question.options.push(Choice {
                    right: false,
                    text: Vec::new(),
                }),
                (Event::End(TagEnd::Item), 1, true) => {}
                (_, _, true) => question.take(event, line),
            }
        }
        let options = question.options.len();
        let right = question.options.iter().filter(|choice| choice.right).count();
        if options < 2 || right != 1 {
            mistakes.push(Mistake::BadOptions { right, options });
        }
        if question.answer.is_empty() {
            mistakes.push(Mistake::NoAnswer);
        }
        question
    }

    fn take(&mut self, event: Event<'a>, line: usize) {
        let Some(choice) = self.options.last_mut() else {
            return;
        };
        match event {
            Event::TaskListMarker(right) => choice.right = right,
            // An option is one line of text, whether its list is a loose or a tight one.
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            event => choice.text.push((event, line)),
        }
    }
}
