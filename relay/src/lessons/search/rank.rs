//! Which sections answer a question, and how well; and the ones found as a reader is shown them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Hit;
use super::book::{Book, Field, Place};
use super::excerpt::{Excerpt, marked};
use super::question::Question;
use super::words::Word;
use crate::lessons::section::{Kind, Section};

/// A section with what was found in it.
pub(super) struct Ranked<'a> {
    book: &'a Book,
    section: usize,
    /// For each word of the question, where it stands here.
    found: Vec<Vec<Place>>,
    /// Where the question's words stand in the lesson's title.
    title: Vec<Range<usize>>,
    score: f32,
}

impl Book {
    /// Words that stand nowhere.
    pub(super) fn unknown(&self, question: &Question) -> Vec<String> {
        let missing = |word: &&Word| self.places(&word.form).is_empty();
        let missing = question.words.iter().filter(missing);
        missing.map(|word| question.typed(word)).collect()
    }

    /// The sections that have all words that stand anywhere, or, if there are none, as many as any section has.
    pub(super) fn rank(&self, question: &Question) -> Vec<Ranked<'_>> {
        let mut candidates: HashMap<usize, Ranked<'_>> = HashMap::new();
        let mut titles: HashMap<(usize, usize), Vec<Range<usize>>> = HashMap::new();
        let mut rarities = Vec::new();
        for (number, word) in question.words.iter().enumerate() {
            let places = self.places(&word.form);
            let sections: HashSet<usize> = places.iter().map(|(place, _)| place.section).collect();
            let rarity = rarity(sections.len(), self.sections.len());
            rarities.push(rarity);
            let mut seen: HashMap<(usize, Field), u32> = HashMap::new();
            for (place, likeness) in places {
                let lesson = self.lesson_of(place.section);
                if place.field == Field::Title {
                    let ranges = titles.entry((lesson, number)).or_default();
                    ranges.push(place.range.clone());
                }
                let ranked = candidates.entry(place.section).or_insert_with(|| Ranked {
                    book: self,
                    section: place.section,
                    found: vec![Vec::new(); question.words.len()],
                    title: Vec::new(),
                    score: 0.0,
                });
                // The tenth time a word comes adds less than the first.
                let times = seen.entry((place.section, self.kind_of(&place))).or_default();
                *times += 1;
                ranked.score += rarity * likeness.weight() * self.weight(&place) / *times as f32;
                if let Some(found) = ranked.found.get_mut(number) {
                    found.push(place);
                }
            }
        }

        let mut ranked: Vec<(usize, Ranked<'_>)> = candidates
            .into_values()
            .map(|mut ranked| {
                let mut count = 0;
                for (number, rarity) in rarities.iter().enumerate() {
                    let in_title = titles.get(&(self.lesson_of(ranked.section), number));
                    let here = ranked.found.get(number).is_some_and(|found| !found.is_empty());
                    count += usize::from(here || in_title.is_some());
                    if let Some(ranges) = in_title {
                        ranked.score += rarity;
                        ranked.title.extend(ranges.iter().cloned());
                    }
                }
                (count, ranked)
            })
            .collect();
        let most = ranked.iter().map(|(count, _)| *count).max().unwrap_or(0);
        ranked.retain(|(count, _)| *count == most);
        let mut ranked: Vec<Ranked<'_>> = ranked.into_iter().map(|(_, ranked)| ranked).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.section.cmp(&b.section)));
        ranked
    }
}

impl Ranked<'_> {
    /// The lesson's slug.
    pub(super) fn slug(&self) -> &str {
        let pages = self.book.lessons.get(self.book.lesson_of(self.section));
        pages.map_or("", |pages| &pages.slug)
    }

    /// The section as a reader is shown it.
    pub(super) fn show(&self) -> Hit {
        let lesson = self.book.lessons.get(self.book.lesson_of(self.section));
        let title = lesson.map_or("", |lesson| &lesson.title);
        let section = self.book.sections.get(self.section).map(|entry| &entry.section);
        let heading = section.map_or("", |section| &section.heading);
        Hit {
            slug: self.slug().to_owned(),
            anchor: section.map_or_else(String::new, |section| section.anchor.clone()),
            title: marked(title, 0..title.len(), &self.title),
            heading: (!heading.is_empty())
                .then(|| marked(heading, 0..heading.len(), &self.ranges(Field::Heading))),
            excerpt: section.and_then(|section| self.excerpt(section)),
        }
    }

    /// From the block that has most of the question's words, of several the first.
    fn excerpt(&self, section: &Section) -> Option<Excerpt> {
        let words_in = |number: usize| {
            let has = |found: &&Vec<Place>| found.iter().any(|place| place.field == Field::Text(number));
            self.found.iter().filter(has).count()
        };
        let (number, block) = section.blocks.iter().enumerate().min_by_key(|(number, block)| {
            (
                std::cmp::Reverse(words_in(*number)),
                block.kind == Kind::Code,
                *number,
            )
        })?;
        Some(Excerpt::new(block, &self.ranges(Field::Text(number))))
    }

    fn ranges(&self, field: Field) -> Vec<Range<usize>> {
        let places = self.found.iter().flatten().filter(|place| place.field == field);
        places.map(|place| place.range.clone()).collect()
    }
}

/// What stands in few sections says more than what stands in most (inverse document frequency).
fn rarity(sections: usize, all: usize) -> f32 {
    (1.0 + all as f32 / sections.max(1) as f32).ln()
}
