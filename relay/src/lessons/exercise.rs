//! Exercises: a program to be changed, and what belongs to it: hints, a solution, a check, wrong answers. Here is what holds them
//! together while a lesson is read; their HTML is in `exercise_html`.

use super::cell::Cell;
use super::problem::Mistake;

/// An exercise as the table of contents knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// The id of its cell.
    pub name: String,
    /// The heading it stands under.
    pub title: String,
    /// The line of its fence, counted from 1.
    pub line: usize,
}

/// What a fence is to an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The program that the reader starts from.
    Exercise,
    /// The program that plays the other side and judges.
    Check,
    /// The author's answer.
    Solution,
    /// A typical wrong answer, and what the check must say of it. For tests; pages don't get it.
    Wrong,
}

impl Kind {
    /// The option that makes a fence this.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Exercise => "exercise",
            Kind::Check => "check",
            Kind::Solution => "solution",
            Kind::Wrong => "wrong",
        }
    }

    /// The other options it can have.
    pub(super) fn options(self) -> &'static [&'static str] {
        match self {
            Kind::Exercise => &["role", "file"],
            Kind::Check | Kind::Solution => &[],
            Kind::Wrong => &["message"],
        }
    }
}

/// A fence that follows an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: Kind,
    /// The exercise's name.
    pub of: String,
    pub code: String,
    pub line: usize,
}

/// An exercise whose parts are being read.
pub(super) struct Open {
    exercise: Exercise,
    hints: usize,
    has_check: bool,
    has_solution: bool,
}

impl Open {
    /// Begins with the cell and the heading above it.
    pub(super) fn new(cell: &Cell, title: &str) -> Open {
        Open {
            exercise: Exercise {
                name: cell.id.clone(),
                title: title.to_owned(),
                line: cell.line,
            },
            hints: 0,
            has_check: false,
            has_solution: false,
        }
    }

    /// Counts a hint; its number.
    pub(super) fn hint(&mut self) -> usize {
        self.hints += 1;
        self.hints
    }

    /// Takes a part in, if it belongs here.
    pub(super) fn take(&mut self, part: &Part) -> Result<(), Mistake> {
        if part.of != self.exercise.name {
            return Err(stray(part));
        }
        let had = match part.kind {
            Kind::Check => std::mem::replace(&mut self.has_check, true),
            Kind::Solution => std::mem::replace(&mut self.has_solution, true),
            Kind::Exercise | Kind::Wrong => false,
        };
        if had {
            return Err(Mistake::SecondPart {
                exercise: part.of.clone(),
                part: part.kind.name(),
            });
        }
        Ok(())
    }

    /// The exercise, and what it lacks.
    pub(super) fn close(self) -> (Exercise, Vec<Mistake>) {
        let Open {
            exercise,
            hints,
            has_check,
            has_solution,
        } = self;
        let parts = [
            ("check", has_check),
            ("solution", has_solution),
            ("hint", hints > 0),
        ];
        let mut mistakes: Vec<Mistake> = parts
            .into_iter()
            .filter(|(_, there)| !there)
            .map(|(part, _)| Mistake::MissingPart {
                exercise: exercise.name.clone(),
                part,
            })
            .collect();
        if exercise.title.is_empty() {
            mistakes.push(Mistake::NoHeading(exercise.name.clone()));
        }
        (exercise, mistakes)
    }
}

/// A part that no exercise is there for.
pub(super) fn stray(part: &Part) -> Mistake {
    Mistake::StrayPart {
        exercise: part.of.clone(),
        part: part.kind.name(),
    }
}
