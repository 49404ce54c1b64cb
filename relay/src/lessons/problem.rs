//! What can be wrong with lessons, each with the file and the line where it is, so that an author can fix all at once.

use std::fmt;
use std::path::PathBuf;

use super::cell::OPTIONS;
use super::language::Language;
use super::nearest::nearest;
use super::pictures::PictureMistake;

/// Why lessons could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder, or a file in it, can't be read.
    #[error("cannot read the lessons in {}", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder has no lessons at all: most likely it is the wrong one.
    #[error("no lessons in {}: a course has a folder for each language there, such as en, with *.md files in it", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// The lessons were read, and some are wrong.
    #[error(transparent)]
    Problems(#[from] Problems),
}

/// Everything that is wrong with a set of lessons; never empty.
#[derive(Debug, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// In the order of files and lines.
    pub(super) fn sorted(mut problems: Vec<Problem>) -> Problems {
        problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Problems(problems)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        write!(
            f,
            "the lessons have {count} problem{}",
            if count == 1 { "" } else { "s" }
        )?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

/// One mistake in one lesson.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {mistake}")]
pub struct Problem {
    /// The file as its author knows it, such as `content/en/echo.md`.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub mistake: Mistake,
}

/// What authors of lessons get wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The bytes aren't UTF-8.
    #[error("the file is not UTF-8 text")]
    NotText,
    /// A file name that can't be a part of a path.
    #[error(
        "a lesson's file name is lower-case letters, digits and hyphens, and none of `join`, `lab`, `preflight`, `search`, `teacher`"
    )]
    BadSlug,
    /// The file doesn't start with front matter, or it doesn't end.
    #[error(
        "front matter is missing: a lesson starts with title, description and order between two `---` lines"
    )]
    NoFrontMatter,
    /// A line of the front matter that isn't `key: value`.
    #[error("front matter is made of `key: value` lines")]
    BadFrontMatterLine,
    /// A key that front matter doesn't have.
    #[error("unknown front matter key `{key}`{hint}", hint = meant_or_known(.key, .known.split(", ")))]
    UnknownKey {
        /// What is written there.
        key: String,
        /// What may be.
        known: String,
    },
    /// A key given twice.
    #[error("`{0}` is given twice")]
    Repeated(String),
    /// A key that must be there.
    #[error("front matter has no `{0}`")]
    MissingKey(&'static str),
    /// `order` isn't a number.
    #[error("`order` must be a whole number, not `{0}`")]
    BadOrder(String),
    /// A `#|` line that isn't `#| option: value`.
    #[error("a cell's options are written `#| option: value`")]
    BadOption,
    /// An option that cells don't have.
    #[error("unknown option `{0}`{hint}", hint = meant_or_known(.0, OPTIONS))]
    UnknownOption(String),
    /// Options, but no id among them.
    #[error("the cell has options but no `#| id:`")]
    NoId,
    /// An id or pair that can't stand in an attribute or a test.
    #[error("`{0}` is not a name: use lower-case letters, digits and hyphens")]
    BadName(String),
    /// A role nobody plays.
    #[error("unknown role `{0}` (known: server, client)")]
    BadRole(String),
    /// A file name with a folder or odd characters in it.
    #[error("`{0}` is not a plain file name ending in .py")]
    BadFile(String),
    /// A pair's cell must say which side it is.
    #[error("a cell of a pair needs `#| role: server` or `#| role: client`")]
    NoRole,
    /// Two cells of one lesson with one id.
    #[error("the id `{id}` is already used in line {first}")]
    DuplicateId {
        /// The id.
        id: String,
        /// Where it was used first.
        first: usize,
    },
    /// A pair without its other side.
    #[error("the pair `{pair}` has no {missing}")]
    NoPartner {
        /// The pair's name.
        pair: String,
        /// `server` or `client`.
        missing: &'static str,
    },
    /// An option that a fence of this kind doesn't have.
    #[error("`{option}` has no place in a fence that is a {part}")]
    Misplaced {
        /// The option.
        option: String,
        /// `cell`, `exercise`, `check`, …
        part: &'static str,
    },
    /// A check, solution or wrong answer that doesn't follow its exercise.
    #[error(
        "a {part} of `{exercise}` must follow that exercise, with nothing but its hints and parts between"
    )]
    StrayPart {
        /// The name it gives.
        exercise: String,
        /// What it is.
        part: &'static str,
    },
    /// Two checks or two solutions.
    #[error("the exercise `{exercise}` has a {part} already")]
    SecondPart {
        /// The exercise.
        exercise: String,
        /// What there are two of.
        part: &'static str,
    },
    /// An exercise that isn't whole.
    #[error("the exercise `{exercise}` has no {part}")]
    MissingPart {
        /// The exercise.
        exercise: String,
        /// `check`, `solution` or `hint`.
        part: &'static str,
    },
    /// Nothing to call an exercise by.
    #[error("the exercise `{0}` needs a heading above it: that is its title")]
    NoHeading(String),
    /// A wrong answer, and nothing that should be said of it.
    #[error("a wrong answer needs `#| message:`, a part of what its check must say")]
    NoMessage,
    /// A question must have one right answer among several.
    #[error("a question has at least two options, one of them `- [x]`; here {right} of {options} are")]
    BadOptions {
        /// How many are marked as right.
        right: usize,
        /// How many there are.
        options: usize,
    },
    /// Nothing follows a question's options.
    #[error("a question needs its answer, in the same quote below the options")]
    NoAnswer,
    /// The twins ask differently.
    #[error("the twins ask differently: {here} questions here, {there} in {file}")]
    QuestionCount {
        /// In this file.
        here: usize,
        /// In its twin.
        there: usize,
        /// The twin.
        file: String,
    },
    /// A first-level heading in the text.
    #[error("the title stands in the front matter: headings in the text begin with `##`")]
    SecondTitle,
    /// A link to a page of the tutorial that isn't there.
    #[error("link to `{path}`, where no page is{hint}", hint = did_you_mean(.like))]
    DeadLink {
        /// Where it leads.
        path: String,
        /// A page that there is.
        like: Option<String>,
    },
    /// A link to a heading that its page doesn't have.
    #[error("link to `#{anchor}`, but `{path}` has no such heading{hint}", hint = did_you_mean(&.like.as_ref().map(|like| format!("#{like}"))))]
    DeadAnchor {
        /// The page.
        path: String,
        /// What follows `#`.
        anchor: String,
        /// An id that the page has.
        like: Option<String>,
    },
    /// A picture that isn't in `pictures/`.
    #[error("there is no picture `{0}` in the folder `pictures`")]
    NoPicture(String),
    /// A picture in the middle of a text.
    #[error("a picture stands alone in its paragraph")]
    PictureInText,
    /// A picture that only those who see it can read.
    #[error("the picture needs an alternative text: `![what it shows](name.svg \"Caption\")`")]
    NoWords,
    /// A picture without a caption.
    #[error("the picture needs a caption: `![what it shows](name.svg \"Caption\")`")]
    NoCaption,
    /// Something else than `#pair=…` after the picture's name.
    #[error("after `#`, a picture takes `pair=NAME` only")]
    BadFigureOption,
    /// A picture that can't follow programs.
    #[error("the picture `{0}` can't follow a pair: it has no `data-step`")]
    NoSteps(String),
    /// A pair that the lesson doesn't have.
    #[error("the picture follows the pair `{0}`, which this lesson doesn't have")]
    NoPair(String),
    /// A drawing that lacks a language.
    #[error("the picture `{name}` has a text that isn't there in `{}` (line {line} of the drawing)", .language.code())]
    NotIn {
        /// The picture's file.
        name: String,
        /// The line of the text in that file.
        line: usize,
        /// The language it lacks.
        language: Language,
    },
    /// What is wrong with a picture's own file.
    #[error(transparent)]
    Picture(#[from] PictureMistake),
    /// The lesson is there in one language and not in another.
    #[error("the lesson is missing in `{0}/`")]
    NoTwin(Language),
    /// The program is there in one language and not in another.
    #[error("the program `{id}` is missing in {file}")]
    NoTwinCell {
        /// The program's.
        id: String,
        /// The lesson in the other language.
        file: String,
    },
    /// A cell above the table of contents, where nothing can run.
    #[error("programs stand in lessons: in index.md they cannot run")]
    ProgramInIndex,
    /// `texts.toml` can't be read as TOML.
    #[error("not TOML: {0}")]
    BadToml(String),
    /// A text that no page asks for.
    #[error("unknown text `{name}`{}", did_you_mean(.like))]
    UnknownText {
        /// As it is written, with its section.
        name: String,
        /// A text that there is.
        like: Option<String>,
    },
    /// Something else where a text belongs.
    #[error("`{0}` must be a text in quotes")]
    NotAText(String),
    /// Something else where a section belongs.
    #[error("`{0}` is a section: write `[{0}]`")]
    NotASection(String),
    /// A translation in which something can't be put where it belongs.
    #[error("`{name}` must have in it, in braces: {places}")]
    OtherPlaces {
        /// The text's.
        name: String,
        /// What must be in it; `nothing` if nothing.
        places: String,
    },
    /// A form of a counted text that no language has.
    #[error("`{0}` is not a form of plurals (known: zero, one, two, few, many, other)")]
    UnknownForm(String),
    /// A counted text without the form that all languages have.
    #[error("`{0}` needs the form `other`")]
    NoOtherForm(String),
}

impl Mistake {
    /// Whether one language merely lacks what another has, which keeps nobody from reading.
    pub fn is_gap(&self) -> bool {
        matches!(
            self,
            Mistake::NoTwin(_) | Mistake::NoTwinCell { .. } | Mistake::QuestionCount { .. }
        )
    }
}

fn meant_or_known<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(meant) => format!(": did you mean `{meant}`?"),
        None => format!(" (known: {})", known.join(", ")),
    }
}

fn did_you_mean(like: &Option<String>) -> String {
    like.as_ref()
        .map(|like| format!(": did you mean `{like}`?"))
        .unwrap_or_default()
}
