//! The lines between two `---` at the top of a lesson: what it is called, what it is about, where it stands.

use super::problem::Mistake;

/// The keys that a lesson must have.
pub(super) const OF_A_LESSON: [&str; 3] = ["title", "description", "order"];

/// The keys that an index must have.
pub(super) const OF_AN_INDEX: [&str; 2] = ["title", "description"];

/// What a lesson says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// The page's heading and its entry in the table of contents.
    pub title: String,
    /// A sentence for the index and for search engines.
    pub description: String,
    /// Its place among the lessons, ascending; an index has none.
    pub order: i32,
}

/// A lesson's file in its two parts.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) matter: FrontMatter,
    pub(super) body: &'a str,
    /// How many lines of the file stand before the body.
    pub(super) lines_before: usize,
}

/// Takes a file apart whose front matter must have these keys, and no others. Mistakes come with their line, counted from 1.
pub(super) fn split<'a>(text: &'a str, keys: &[&'static str]) -> Result<Document<'a>, Vec<(usize, Mistake)>> {
    let Some(rest) = text.strip_prefix("---\n") else {
        return Err(vec![(1, Mistake::NoFrontMatter)]);
    };
    let Some((header, body)) = split_at_fence(rest) else {
        return Err(vec![(1, Mistake::NoFrontMatter)]);
    };

    let mut fields = Fields::default();
    let mut mistakes = Vec::new();
    for (index, line) in header.lines().enumerate() {
        if let Err(mistake) = fields.read(line, keys) {
            mistakes.push((index + 2, mistake));
        }
    }
    let matter = fields.finish(keys, &mut mistakes);
    match matter {
        Some(matter) if mistakes.is_empty() => {
            let lines_before = header.lines().count() + 2;
            Ok(Document {
                matter,
                body,
                lines_before,
            })
        }
        _ => Err(mistakes),
    }
}

fn split_at_fence(rest: &str) -> Option<(&str, &str)> {
    if let Some(body) = rest.strip_prefix("---\n") {
        return Some(("", body));
    }
    let end = rest
        .find("\n---\n")
        .or_else(|| rest.ends_with("\n---").then(|| rest.len() - 4))?;
    let (header, body) = rest.split_at(end + 1);
    Some((header, body.strip_prefix("---\n").unwrap_or("")))
}

#[derive(Default)]
struct Fields {
    title: Option<String>,
    description: Option<String>,
    order: Option<Option<i32>>,
}

impl Fields {
    fn read(&mut self, line: &str, keys: &[&'static str]) -> Result<(), Mistake> {
        if line.trim().is_empty() {
            return Ok(());
        }
        let (key, value) = line.split_once(':').ok_or(Mistake::BadFrontMatterLine)?;
        let (key, value) = (key.trim(), unquote(value.trim()));
        if !keys.contains(&key) {
            return Err(Mistake::UnknownKey {
                key: key.to_owned(),
                known: keys.join(", "),
            });
        }
        let repeated = match key {
            "title" => self.title.replace(value).is_some(),
            "description" => self.description.replace(value).is_some(),
            "order" => {
                let number = value.parse().ok();
                let repeated = self.order.replace(number).is_some();
                number.ok_or(Mistake::BadOrder(value))?;
                repeated
            }
            _ => false,
        };
        if repeated {
            Err(Mistake::Repeated(key.to_owned()))
        } else {
            Ok(())
        }
    }

    fn finish(self, keys: &[&'static str], mistakes: &mut Vec<(usize, Mistake)>) -> Option<FrontMatter> {
        let mut required = |field: Option<String>, name| {
            let field = field.filter(|value| !value.is_empty());
            if field.is_none() {
                mistakes.push((1, Mistake::MissingKey(name)));
            }
            field
        };
        let title = required(self.title, "title");
        let description = required(self.description, "description");
        let ordered = keys.contains(&"order");
        if ordered && self.order.is_none() {
            mistakes.push((1, Mistake::MissingKey("order")));
        }
        Some(FrontMatter {
            title: title?,
            description: description?,
            order: if ordered { self.order?? } else { 0 },
        })
    }
}

/// GitHub reads front matter as YAML, where a value with a colon must stand in quotes.
fn unquote(value: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inner) = value
            .strip_prefix(quote)
            .and_then(|value| value.strip_suffix(quote))
        {
            return inner.replace("\\\"", "\"");
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_fields_and_counts_the_lines() {
        let text = "---\ntitle: \"Эхо: начало\"\ndescription: One line.\norder: 8\n---\n\n# Text\n";
        let Document {
            matter,
            body,
            lines_before,
        } = split(text, &OF_A_LESSON).unwrap();
        assert_eq!(matter.title, "Эхо: начало");
        assert_eq!((matter.description.as_str(), matter.order), ("One line.", 8));
        assert_eq!((body, lines_before), ("\n# Text\n", 5));
    }

    #[test]
    fn names_every_mistake_with_its_line() {
        let mistakes = split(
            "---\ntitle: a\ntitle: b\nauthor: me\norder: first\nwhat\n---\n",
            &OF_A_LESSON,
        )
        .unwrap_err();
        assert_eq!(
            mistakes,
            [
                (3, Mistake::Repeated("title".into())),
                (
                    4,
                    Mistake::UnknownKey {
                        key: "author".into(),
                        known: "title, description, order".into()
                    }
                ),
                (5, Mistake::BadOrder("first".into())),
                (6, Mistake::BadFrontMatterLine),
                (1, Mistake::MissingKey("description")),
            ]
        );
    }

    #[test]
    fn missing_or_unfinished_front_matter_is_said_so() {
        for text in ["", "# Title\n", "---\ntitle: a\n"] {
            assert_eq!(
                split(text, &OF_A_LESSON).unwrap_err(),
                [(1, Mistake::NoFrontMatter)],
                "{text:?}"
            );
        }
        assert_eq!(split("---\n---\n", &OF_A_LESSON).unwrap_err().len(), 3);
    }

    #[test]
    fn a_lesson_may_end_with_its_front_matter() {
        let document = split("---\ntitle: a\ndescription: b\norder: 1\n---", &OF_A_LESSON).unwrap();
        assert_eq!((document.body, document.lines_before), ("", 5));
    }
}
