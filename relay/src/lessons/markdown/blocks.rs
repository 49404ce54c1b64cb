//! Blocks that the page makes more of than CommonMark does: exercises with what belongs to them, callouts, questions.

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::super::cell::Cell;
use super::super::escape::Escaped;
use super::super::exercise::{self, Kind, Open, Part};
use super::super::exercise_html;
use super::super::question::{self, Placed, Question};
use super::Renderer;

/// The events up to the end of the quote that has just begun.
pub(super) fn quote<'a>(events: &mut dyn Iterator<Item = Placed<'a>>) -> Vec<Placed<'a>> {
    let mut depth = 1;
    events
        .take_while(|(event, _)| {
            match event {
                Event::Start(Tag::BlockQuote(_)) => depth += 1,
                Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
                _ => {}
            }
            depth > 0
        })
        .collect()
}

impl<'a> Renderer<'a> {
    pub(super) fn begin_exercise(&mut self, cell: Cell) {
        self.push_html(exercise_html::begin(&cell, &self.heading, self.setting.words));
        self.exercise = Some(Open::new(&cell, &self.heading));
        self.text.read_cell(&cell);
        self.rendered.cells.push(cell);
    }

    pub(super) fn part(&mut self, part: &Part) {
        let taken = match &mut self.exercise {
            Some(open) => open.take(part),
            None => Err(exercise::stray(part)),
        };
        if let Err(mistake) = taken {
            self.rendered.mistakes.push((part.line, mistake));
            return;
        }
        let html = match part.kind {
            Kind::Check => exercise_html::check(&part.code),
            Kind::Solution => exercise_html::solution(&part.code, self.setting.words),
            Kind::Exercise | Kind::Wrong => return,
        };
        self.events.push(Event::Html(html.into()));
    }

    /// Whatever isn't a part of an exercise ends it.
    pub(super) fn leave_exercise(&mut self) {
        let Some(open) = self.exercise.take() else { return };
        let (exercise, mistakes) = open.close();
        let mistakes = mistakes.into_iter().map(|mistake| (exercise.line, mistake));
        self.rendered.mistakes.extend(mistakes);
        self.rendered.exercises.push(exercise);
        self.events.push(Event::Html(exercise_html::END.into()));
    }

    pub(super) fn callout(&mut self, kind: BlockQuoteKind, inside: Vec<Placed<'a>>, line: usize) {
        if kind == BlockQuoteKind::Important && question::is_one(&inside) {
            return self.question(inside, line);
        }
        if kind == BlockQuoteKind::Tip
            && let Some(mut open) = self.exercise.take()
        {
            let begin = exercise_html::begin_hint(open.hint(), self.setting.words);
            self.block(begin, inside, exercise_html::END_DETAILS);
            self.exercise = Some(open);
            return;
        }
        let (class, title) = (class(kind), Escaped(self.setting.words.callout(kind)));
        let begin = format!("<aside class=\"callout {class}\">\n<p class=\"callout-title\">{title}</p>\n");
        self.block(begin, inside, "</aside>\n");
    }

    fn question(&mut self, inside: Vec<Placed<'a>>, line: usize) {
        let mut mistakes = Vec::new();
        let Question {
            asked,
            options,
            answer,
        } = Question::of(inside, &mut mistakes);
        let mistakes = mistakes.into_iter().map(|mistake| (line, mistake));
        self.rendered.mistakes.extend(mistakes);
        self.rendered.questions += 1;

        let begin = exercise_html::begin_question(self.rendered.questions, self.setting.words);
        self.block(begin, asked, "<ul class=\"question-options\">\n");
        for option in options {
            let begin = if option.right { "<li data-right>" } else { "<li>" };
            self.block(begin.to_owned(), option.text, "</li>\n");
        }
        let begin = format!("</ul>\n{}", exercise_html::begin_answer(self.setting.words));
        self.block(begin, answer, "</details>\n</section>\n");
    }

    fn block(&mut self, begin: String, inside: Vec<Placed<'a>>, end: &'static str) {
        self.text.end_block();
        self.push_html(begin);
        self.read(&mut inside.into_iter());
        self.push(Event::Html(end.into()));
    }
}

fn class(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
