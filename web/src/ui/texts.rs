//! Everything the page's program says to a reader. The words come with the page, in its language (web/texts); here are
//! their names, and how numbers and names are put into them.

use js_sys::{Array, Intl, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};

use crate::dom;
use crate::page::Page;
use crate::runtime::Progress;

/// What the relay wrote into the page at a place; nothing if it didn't.
pub fn written(place: &str) -> Object {
    let script = dom::all(place).into_iter().next();
    let said = script
        .and_then(|script| script.text_content())
        .and_then(|json| JSON::parse(&json).ok());
    said.map_or_else(Object::new, JsCast::unchecked_into)
}

/// Declares the texts that are said as they are, and reads them.
macro_rules! texts {
    ($($name:ident)*) => {
        /// The words of the page's language.
        pub struct Texts {
            $(pub $name: &'static str,)*
            /// For numbers and their plurals.
            language: String,
            /// Forms of counted texts.
            console_dropped: Object,
            picture_bytes: Object,
            /// What checks of exercises say, for them to choose from.
            pub check_says: Object,
            console_lines: Object,
        }

        impl Texts {
            fn new(language: &str, said: &Object) -> Texts {
                Texts {
                    $($name: text(said, stringify!($name)),)*
                    language: language.to_owned(),
                    console_dropped: dom::get(said, "console_dropped").unchecked_into(),
                    picture_bytes: dom::get(said, "picture_bytes").unchecked_into(),
                    check_says: dom::get(said, "check_says").unchecked_into(),
                    console_lines: dom::get(said, "console_lines").unchecked_into(),
                }
            }
        }
    };
}

texts! {
    run run_server run_client stop copy reset reset_title controls console editor editor_help
    idle preparing downloaded booting running accepting reading receiving sleeping waiting
    stopping finished stopped failed not_run elapsed
    console_empty console_cut type_line send_line end_input end_input_title
    order order_server order_client author_changed show_mine forget_mine
    no_relay no_relay_why no_relay_start or no_jspi look_closer
    fault_unreachable fault_not_joined fault_paused fault_removed stopped_by_teacher fault_lost fault_refused fault_boot fault_download
    picture_start picture_port
    server_socket server_bind server_listen server_accept_waits server_accept server_recv_waits server_recv server_send
    server_end_waits server_end server_close server_stop server_failed
    client_socket client_bind client_connect_waits client_connect client_send client_recv_waits client_recv client_end
    client_close client_failed
    check check_title check_controls checking passed passed_before passed_earlier_version wrong not_checked
    check_too_late check_broke
    commit choose_first noted guessed missed right_one your_choice
    progress exercises_done questions_done right_guesses kept_here download_progress progress_as_text
    forget forget_sure forget_yes forget_no forgotten
    lab_cell lab_name lab_add lab_remove lab_server lab_client
}

impl Texts {
    /// Reads what the relay wrote into the page. It is kept for as long as the page lives.
    pub fn of(page: &Page) -> &'static Texts {
        Box::leak(Box::new(Texts::new(&page.language, &written("[data-texts]"))))
    }

    /// The names of a cell's groups, for those who don't see them.
    pub fn controls_of(&self, file: &str) -> String {
        fill(self.controls, &[("file", file)])
    }

    /// The same for its console.
    pub fn console_of(&self, file: &str) -> String {
        fill(self.console, &[("file", file)])
    }

    /// The same for its editor.
    pub fn editor_of(&self, file: &str) -> String {
        fill(self.editor, &[("file", file)])
    }

    /// The name of a check's group.
    pub fn check_of(&self, file: &str) -> String {
        fill(self.check_controls, &[("file", file)])
    }

    /// How many exercises are passed.
    pub fn exercises(&self, done: usize, all: usize) -> String {
        fill(
            self.exercises_done,
            &[("done", &done.to_string()), ("all", &all.to_string())],
        )
    }

    /// How many questions are answered.
    pub fn questions(&self, done: usize, all: usize) -> String {
        fill(
            self.questions_done,
            &[("done", &done.to_string()), ("all", &all.to_string())],
        )
    }

    /// How many of them rightly.
    pub fn right(&self, count: usize) -> String {
        fill(self.right_guesses, &[("count", &count.to_string())])
    }

    /// How a program ended.
    pub fn failed_with(&self, exit: i32) -> String {
        fill(self.failed, &[("code", &exit.to_string())])
    }

    /// A time in tenths of a second, as finely as a reader likes it: 0.4 s, 12 s, 3:07.
    pub fn time(&self, tenths: u32) -> String {
        let (whole, exact) = (tenths / 10, f64::from(tenths) / 10.0);
        match whole {
            0..10 => fill(self.elapsed, &[("seconds", &self.number(exact, 1))]),
            10..60 => fill(self.elapsed, &[("seconds", &self.number(f64::from(whole), 0))]),
            _ => format!("{}:{:02}", whole / 60, whole % 60),
        }
    }

    /// The same of milliseconds.
    pub fn time_of(&self, milliseconds: f64) -> String {
        self.time((milliseconds / 100.0).round() as u32)
    }

    /// How much of Python has come.
    pub fn progress(&self, progress: Progress) -> String {
        let megabytes = |bytes: u32| self.number((f64::from(bytes) / 100_000.0).floor() / 10.0, 1);
        let (received, total) = (megabytes(progress.received), megabytes(progress.total));
        fill(self.downloaded, &[("received", &received), ("total", &total)])
    }

    /// How many lines a console doesn't show any more.
    pub fn dropped(&self, lines: usize) -> String {
        if lines == 0 {
            return self.console_cut.to_owned();
        }
        self.counted(&self.console_dropped, lines as f64)
    }

    /// A port, where a picture shows one.
    pub fn port(&self, port: u16) -> String {
        fill(self.picture_port, &[("port", &port.to_string())])
    }

    /// So many bytes.
    pub fn bytes(&self, bytes: u32) -> String {
        self.counted(&self.picture_bytes, f64::from(bytes))
    }

    /// How many lines came at once, more than a listener wants to hear.
    pub fn lines(&self, lines: usize) -> String {
        self.counted(&self.console_lines, lines as f64)
    }

    fn counted(&self, forms: &Object, count: f64) -> String {
        let form = Intl::PluralRules::new(&self.locales(), &Object::new()).select(count);
        let of_form = dom::get_string(forms, &String::from(form));
        let text = of_form.unwrap_or_else(|| text(forms, "other").to_owned());
        fill(&text, &[("count", &self.number(count, 0))])
    }

    /// A number as the language writes it.
    pub fn number(&self, number: f64, decimals: u32) -> String {
        let digits = JsValue::from(decimals);
        let options = dom::object([
            ("minimumFractionDigits", digits.clone()),
            ("maximumFractionDigits", digits),
        ]);
        let format = Intl::NumberFormat::new(&self.locales(), &options).format();
        let written = format.call1(&JsValue::UNDEFINED, &JsValue::from(number)).ok();
        written
            .and_then(|written| written.as_string())
            .unwrap_or_else(|| number.to_string())
    }

    fn locales(&self) -> Array {
        Array::of1(&JsValue::from_str(&self.language))
    }
}

/// A sentence with what the machine said about it, if it said anything.
pub fn with_detail(sentence: &str, detail: &str) -> String {
    if detail.is_empty() {
        sentence.to_owned()
    } else {
        format!("{sentence} ({detail})")
    }
}

/// A part of a text: words, or the name of what is put there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part<'a> {
    Words(&'a str),
    Place(&'a str),
}

/// A text taken apart at its braces.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    text.split('{')
        .enumerate()
        .flat_map(|(at, piece)| match piece.split_once('}') {
            Some((name, words)) if at > 0 => [Part::Place(name), Part::Words(words)],
            _ => [Part::Words(piece), Part::Words("")],
        })
}

/// Puts values in a text's places.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    parts(text)
        .map(|part| match part {
            Part::Words(words) => words,
            Part::Place(name) => values
                .iter()
                .find(|(place, _)| *place == name)
                .map_or("", |(_, value)| value),
        })
        .collect()
}

/// A text, or its name: a word that is missing must not keep a program from running.
pub fn text(said: &Object, name: &'static str) -> &'static str {
    dom::get_string(said, name).map_or(name, |text| Box::leak(text.into_boxed_str()))
}
