//! The words of all lessons in one language: where each form stands, and which forms a word of a question means.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::words::{Stemming, Word, words};
use crate::lessons::Language;
use crate::lessons::lesson::Lesson;
use crate::lessons::section::{Block, Kind, Section};

/// What a word in a title, a heading, the text and a program counts: who names a thing explains it.
const TITLE: f32 = 6.0;
const HEADING: f32 = 4.0;
const PROSE: f32 = 1.0;
const CODE: f32 = 0.7;

/// A form of less than three letters is the beginning of too many others.
const SHORTEST_BEGINNING: usize = 3;
/// And in the middle of a name it takes four.
const SHORTEST_MIDDLE: usize = 4;

/// All lessons of one language, made ready to be searched.
#[derive(Clone)]
pub struct Book {
    stemming: Stemming,
    pub(super) lessons: Vec<Pages>,
    pub(super) sections: Vec<Entry>,
    forms: BTreeMap<String, Form>,
}

#[derive(Clone)]
pub(super) struct Pages {
    pub(super) slug: String,
    pub(super) title: String,
}

#[derive(Clone)]
pub(super) struct Entry {
    pub(super) lesson: usize,
    pub(super) section: Section,
}

#[derive(Clone)]
struct Form {
    stem: String,
    places: Vec<Place>,
}

/// Where a form stands.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) section: usize,
    pub(super) field: Field,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    /// The lesson's, which counts for its first section.
    Title,
    Heading,
    /// The number of a block.
    Text(usize),
}

/// How near a form comes to a word of a question.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub(super) enum Likeness {
    Holds,
    Begins,
    SameStem,
    Same,
}

impl Likeness {
    pub(super) fn weight(self) -> f32 {
        match self {
            Likeness::Holds => 0.3,
            Likeness::Begins => 0.5,
            Likeness::SameStem => 0.9,
            Likeness::Same => 1.0,
        }
    }
}

impl Book {
    /// Reads lessons; of equals the first one read comes first.
    pub fn of(language: &Language, lessons: &[Lesson]) -> Book {
        let mut book = Book {
            stemming: Stemming::of(language),
            lessons: Vec::new(),
            sections: Vec::new(),
            forms: BTreeMap::new(),
        };
        lessons.iter().for_each(|lesson| book.add(lesson));
        book
    }

    fn add(&mut self, lesson: &Lesson) {
        let number = self.lessons.len();
        self.lessons.push(Pages {
            slug: lesson.slug.clone(),
            title: lesson.title.clone(),
        });
        for (index, section) in lesson.sections.iter().enumerate() {
            let mut section = section.clone();
            let here = self.sections.len();
            if index == 0 {
                let description = Block {
                    kind: Kind::Prose,
                    text: lesson.description.clone(),
                };
                section.blocks.insert(0, description);
                self.read(&lesson.title, here, Field::Title);
            }
            self.read(&section.heading, here, Field::Heading);
            for (number, block) in section.blocks.iter().enumerate() {
                self.read(&block.text, here, Field::Text(number));
            }
            self.sections.push(Entry {
                lesson: number,
                section,
            });
        }
    }

    fn read(&mut self, text: &str, section: usize, field: Field) {
        for Word { form, range } in words(text) {
            let place = Place {
                section,
                field,
                range,
            };
            match self.forms.get_mut(&form) {
                Some(known) => known.places.push(place),
                None => {
                    let stem = self.stemming.stem(&form);
                    let places = vec![place];
                    self.forms.insert(form, Form { stem, places });
                }
            }
        }
    }

    /// Where a word of a question stands in any of its forms. Names that only begin with it, or hold it, count where nothing
    /// comes nearer; in programs those that begin with it always do (`recv` for `recvfrom`).
    pub(super) fn places(&self, word: &str) -> Vec<(Place, Likeness)> {
        let stem = self.stemming.stem(word);
        let alike: Vec<(&Form, Likeness)> = self
            .forms
            .iter()
            .filter_map(|(form, known)| Some((known, likeness(word, &stem, form, &known.stem)?)))
            .collect();
        let nearest = alike.iter().map(|(_, likeness)| *likeness);
        let Some(nearest) = nearest.max_by(|a, b| a.weight().total_cmp(&b.weight())) else {
            return Vec::new();
        };
        let counts = |place: &Place, likeness: Likeness| {
            likeness >= Likeness::SameStem
                || likeness == nearest
                || (likeness == Likeness::Begins && nearest > likeness && self.is_code(place))
        };
        let places = alike.into_iter().flat_map(|(form, likeness)| {
            let places = form.places.iter().filter(move |place| counts(place, likeness));
            places.map(move |place| (place.clone(), likeness))
        });
        places.collect()
    }

    pub(super) fn lesson_of(&self, section: usize) -> usize {
        self.sections.get(section).map_or(0, |entry| entry.lesson)
    }

    fn block(&self, place: &Place) -> Option<&Block> {
        match place.field {
            Field::Text(number) => self.sections.get(place.section)?.section.blocks.get(number),
            _ => None,
        }
    }

    pub(super) fn is_code(&self, place: &Place) -> bool {
        self.block(place).is_some_and(|block| block.kind == Kind::Code)
    }

    /// All text of a section counts as one.
    pub(super) fn kind_of(&self, place: &Place) -> Field {
        match place.field {
            Field::Text(_) => Field::Text(usize::from(self.is_code(place))),
            field => field,
        }
    }

    pub(super) fn weight(&self, place: &Place) -> f32 {
        match place.field {
            Field::Title => TITLE,
            Field::Heading => HEADING,
            Field::Text(_) if self.is_code(place) => CODE,
            Field::Text(_) => PROSE,
        }
    }
}

fn likeness(word: &str, stem: &str, form: &str, form_stem: &str) -> Option<Likeness> {
    let length = word.chars().count();
    if form == word {
        Some(Likeness::Same)
    } else if form_stem == stem {
        Some(Likeness::SameStem)
    } else if length >= SHORTEST_BEGINNING && form.starts_with(word) {
        Some(Likeness::Begins)
    } else if length >= SHORTEST_MIDDLE && form.contains(word) {
        Some(Likeness::Holds)
    } else {
        None
    }
}

impl fmt::Debug for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Book of {} sections, {} forms",
            self.sections.len(),
            self.forms.len()
        )
    }
}
