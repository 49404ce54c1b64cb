//! A cell: a Python fence with options, which a page turns into a program that runs. Options also make a fence a part of an
//! exercise.

use sha2::{Digest, Sha256};

use super::exercise::{Kind, Part};
use super::problem::Mistake;
use crate::hex::hex;

/// Every option a cell knows, in the order messages list them.
pub(super) const OPTIONS: [&str; 12] = [
    "id",
    "role",
    "pair",
    "file",
    "expect",
    "expect-error",
    "stdin",
    "exercise",
    "check",
    "solution",
    "wrong",
    "message",
];

/// Which side of a conversation a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It waits; start it first.
    Server,
    /// It begins.
    Client,
}

impl Role {
    /// The value of `data-role` and of the option.
    pub fn name(self) -> &'static str {
        match self {
            Role::Server => "server",
            Role::Client => "client",
        }
    }
}

/// A program of a lesson, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its name, unique in the lesson and the same in both languages.
    pub id: String,
    /// Its side, if it has one.
    pub role: Option<Role>,
    /// The conversation it takes part in.
    pub pair: Option<String>,
    /// The name that tracebacks show.
    pub file: String,
    /// What it prints when run with its partner, line by line.
    pub expect: Option<Vec<String>>,
    /// What it writes to standard error after that, such as the traceback of an error it is about.
    pub expect_error: Vec<String>,
    /// The lines that a test types into its `input()` calls.
    pub stdin: Vec<String>,
    /// The program: the fence without its option lines.
    pub code: String,
    /// Changes whenever the code does: 12 hexadecimal digits of its SHA-256.
    pub version: String,
    /// The line of the fence in the lesson's file, counted from 1.
    pub line: usize,
}

impl Cell {
    /// All that a page shows as its recorded output, line by line.
    pub fn recorded(&self) -> Vec<&str> {
        let lines = self.expect.iter().flatten().chain(&self.expect_error);
        lines.map(String::as_str).collect()
    }
}

/// What a fence with options is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// A program that runs where it stands.
    Cell(Cell),
    /// The cell that an exercise begins with.
    Exercise(Cell),
    /// What follows it.
    Part(Part),
}

/// Reads the text of a Python fence that begins in `line` of its file. `None` means a plain code block,
/// or one with the mistakes that were added to `mistakes`.
pub(super) fn parse(text: &str, line: usize, mistakes: &mut Vec<(usize, Mistake)>) -> Option<Fence> {
    let mut options = Options::default();
    let known_mistakes = mistakes.len();
    let mut rest = text;
    let mut at = line;
    while let Some(option) = rest.strip_prefix("#|") {
        let (option, after) = option.split_once('\n').unwrap_or((option, ""));
        at += 1;
        if let Err(mistake) = options.read(option) {
            mistakes.push((at, mistake));
        }
        rest = after;
    }
    if at == line || mistakes.len() > known_mistakes {
        return None;
    }
    options
        .finish(rest.trim_start_matches('\n'), line)
        .map_err(|mistake| mistakes.push((line, mistake)))
        .ok()
}

/// The pair that a fence with mistakes in its options belongs to.
pub(super) fn pair_in(text: &str) -> Option<String> {
    let options = text.lines().map_while(|line| line.strip_prefix("#|"));
    let mut pairs = options.filter_map(|option| option.trim().strip_prefix("pair:"));
    pairs.next().map(|pair| pair.trim().to_owned())
}

#[derive(Default)]
struct Options {
    id: Option<String>,
    role: Option<Role>,
    pair: Option<String>,
    file: Option<String>,
    expect: Option<Vec<String>>,
    expect_error: Vec<String>,
    stdin: Vec<String>,
    part: Option<(Kind, String)>,
    message: Option<String>,
    given: Vec<String>,
}

impl Options {
    /// Reads what follows `#|` in one line.
    fn read(&mut self, option: &str) -> Result<(), Mistake> {
        let (name, value) = option.split_once(':').ok_or(Mistake::BadOption)?;
        // One space belongs to the notation; more are the author's own.
        let text = value.strip_prefix(' ').unwrap_or(value).to_owned();
        let word = value.trim();
        let repeated = match name.trim() {
            "id" => self.id.replace(checked_name(word)?).is_some(),
            "pair" => self.pair.replace(checked_name(word)?).is_some(),
            "file" => self.file.replace(checked_file(word)?).is_some(),
            "role" => self.role.replace(checked_role(word)?).is_some(),
            "expect" => {
                self.expect.get_or_insert_default().push(text);
                false
            }
            "expect-error" => {
                self.expect_error.push(text);
                false
            }
            "stdin" => {
                self.stdin.push(text);
                false
            }
            "message" => self.message.replace(text).is_some(),
            "exercise" => self.part(Kind::Exercise, word)?,
            "check" => self.part(Kind::Check, word)?,
            "solution" => self.part(Kind::Solution, word)?,
            "wrong" => self.part(Kind::Wrong, word)?,
            unknown => return Err(Mistake::UnknownOption(unknown.to_owned())),
        };
        self.given.push(name.trim().to_owned());
        if repeated {
            Err(Mistake::Repeated(name.trim().to_owned()))
        } else {
            Ok(())
        }
    }

    fn part(&mut self, kind: Kind, word: &str) -> Result<bool, Mistake> {
        Ok(self.part.replace((kind, checked_name(word)?)).is_some())
    }

    fn finish(mut self, code: &str, line: usize) -> Result<Fence, Mistake> {
        let Some((kind, name)) = self.part.take() else {
            return self.cell(code, line).map(Fence::Cell);
        };
        let belongs = |option: &String| *option == kind.name() || kind.options().contains(&option.as_str());
        if let Some(option) = self.given.iter().find(|option| !belongs(option)) {
            return Err(Mistake::Misplaced {
                option: option.clone(),
                part: kind.name(),
            });
        }
        if kind == Kind::Exercise {
            self.id = Some(name);
            return self.cell(code, line).map(Fence::Exercise);
        }
        if kind == Kind::Wrong && self.message.is_none_or(|message| message.trim().is_empty()) {
            return Err(Mistake::NoMessage);
        }
        Ok(Fence::Part(Part {
            kind,
            of: name,
            code: code.to_owned(),
            line,
        }))
    }

    fn cell(self, code: &str, line: usize) -> Result<Cell, Mistake> {
        if self.message.is_some() {
            return Err(Mistake::Misplaced {
                option: "message".to_owned(),
                part: "cell",
            });
        }
        let id = self.id.ok_or(Mistake::NoId)?;
        if self.pair.is_some() && self.role.is_none() {
            return Err(Mistake::NoRole);
        }
        Ok(Cell {
            file: self.file.unwrap_or_else(|| format!("{id}.py")),
            id,
            role: self.role,
            pair: self.pair,
            expect: self.expect,
            expect_error: self.expect_error,
            stdin: self.stdin,
            version: version(code),
            code: code.to_owned(),
            line,
        })
    }
}

fn version(code: &str) -> String {
    hex(Sha256::digest(code).iter().take(6))
}

/// A name as it may stand in a path, an attribute and a CSS selector without quoting.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn checked_name(word: &str) -> Result<String, Mistake> {
    if is_name(word) {
        Ok(word.to_owned())
    } else {
        Err(Mistake::BadName(word.to_owned()))
    }
}

fn checked_file(word: &str) -> Result<String, Mistake> {
    let plain = word.chars().all(|c| c.is_alphanumeric() || "._-".contains(c)) && !word.starts_with('.');
    if plain && word.ends_with(".py") {
        Ok(word.to_owned())
    } else {
        Err(Mistake::BadFile(word.to_owned()))
    }
}

fn checked_role(word: &str) -> Result<Role, Mistake> {
    [Role::Server, Role::Client]
        .into_iter()
        .find(|role| role.name() == word)
        .ok_or_else(|| Mistake::BadRole(word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_well(text: &str) -> Option<Cell> {
        let mut mistakes = Vec::new();
        let fence = parse(text, 10, &mut mistakes);
        assert_eq!(mistakes, []);
        match fence? {
            Fence::Cell(cell) | Fence::Exercise(cell) => Some(cell),
            Fence::Part(part) => panic!("{part:?} is no cell"),
        }
    }

    fn mistakes_in(text: &str) -> Vec<(usize, Mistake)> {
        let mut mistakes = Vec::new();
        parse(text, 10, &mut mistakes);
        mistakes
    }

    #[test]
    fn a_fence_without_options_is_no_cell() {
        assert_eq!(parse_well("print(1)\n#| id: late\n"), None);
    }

    #[test]
    fn options_are_taken_off_the_code() {
        let cell = parse_well(
            "#| id: echo-server\n#| role: server\n#| pair: echo\n#| file: server.py\n#| expect: one\n#| expect:\n\
             #| expect:   indented\n#| expect-error: Error: no\n#| stdin: typed\n\nimport socket\n\nprint(1)  #| not an option\n",
        )
        .unwrap();
        assert_eq!(cell.code, "import socket\n\nprint(1)  #| not an option\n");
        assert_eq!(cell.recorded(), ["one", "", "  indented", "Error: no"]);
        assert_eq!(cell.expect.unwrap(), ["one", "", "  indented"]);
        assert_eq!(cell.stdin, ["typed"]);
        assert_eq!(
            (cell.role, cell.pair.as_deref()),
            (Some(Role::Server), Some("echo"))
        );
        assert_eq!((cell.file.as_str(), cell.line), ("server.py", 10));
    }

    #[test]
    fn the_version_is_the_code_s_and_only_the_code_s() {
        let version = |text| parse_well(text).unwrap().version;
        assert_eq!(version("#| id: a\nx\n"), version("#| id: b\n#| expect: 1\nx\n"));
        assert_ne!(version("#| id: a\nx\n"), version("#| id: a\ny\n"));
        // printf 'x\n' | sha256sum
        assert_eq!(version("#| id: a\nx\n"), "73cb3858a687");
    }

    #[test]
    fn a_cell_alone_needs_no_role_and_has_a_file_anyway() {
        let cell = parse_well("#| id: hello\nprint(1)").unwrap();
        assert_eq!((cell.file.as_str(), cell.role), ("hello.py", None));
    }

    #[test]
    fn every_mistake_is_named_with_its_line() {
        let text = "#| id: Ы\n#| role: judge\n#| file: ../x.py\n#| colour: red\n#| nothing\n#| pair: a\n#| pair: b\nx\n";
        assert_eq!(
            mistakes_in(text),
            [
                (11, Mistake::BadName("Ы".into())),
                (12, Mistake::BadRole("judge".into())),
                (13, Mistake::BadFile("../x.py".into())),
                (14, Mistake::UnknownOption("colour".into())),
                (15, Mistake::BadOption),
                (17, Mistake::Repeated("pair".into())),
            ]
        );
        assert_eq!(mistakes_in("#| file: a.py\nx"), [(10, Mistake::NoId)]);
        assert_eq!(mistakes_in("#| id: a\n#| pair: p\nx"), [(10, Mistake::NoRole)]);
    }

    #[test]
    fn an_exercise_is_a_cell_and_its_parts_are_none() {
        let cell = parse_well("#| exercise: upper\n#| role: server\n#| file: server.py\nx\n").unwrap();
        assert_eq!((cell.id.as_str(), cell.role), ("upper", Some(Role::Server)));
        let fence = parse("#| wrong: upper\n#| message: No.\nx\n", 10, &mut Vec::new());
        assert!(matches!(fence, Some(Fence::Part(part)) if part.kind == Kind::Wrong && part.of == "upper"));
    }

    #[test]
    fn parts_of_exercises_have_options_of_their_own() {
        let misplaced = |option: &str, part| Mistake::Misplaced {
            option: option.into(),
            part,
        };
        assert_eq!(
            mistakes_in("#| check: a\n#| file: a.py\nx"),
            [(10, misplaced("file", "check"))]
        );
        assert_eq!(
            mistakes_in("#| exercise: a\n#| id: b\nx"),
            [(10, misplaced("id", "exercise"))]
        );
        assert_eq!(
            mistakes_in("#| id: a\n#| message: b\nx"),
            [(10, misplaced("message", "cell"))]
        );
        assert_eq!(mistakes_in("#| wrong: a\nx"), [(10, Mistake::NoMessage)]);
        assert_eq!(
            mistakes_in("#| check: a\n#| solution: a\nx"),
            [(12, Mistake::Repeated("solution".into()))]
        );
    }
}
