//! Questions to be answered before a program runs: the reader commits to an option, then may open the answer.
//!
//! Tests rely on `[data-question="N"]`, in it `input[type="radio"]`, `[data-action="commit"]` and the answer, `details`.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::button::Button;
use crate::dom;
use crate::page::Page;
use crate::progress::{self, Answered};
use crate::texts::Texts;

/// One question on the page.
struct Question {
    lesson: String,
    number: usize,
    options: Vec<Choice>,
    answer: HtmlElement,
    texts: &'static Texts,
    said: RwSignal<&'static str>,
    committed: RwSignal<bool>,
}

struct Choice {
    item: Element,
    input: HtmlInputElement,
    right: bool,
}

/// Takes over every question that the relay rendered.
pub fn mount_all(page: &Page, texts: &'static Texts) {
    for section in dom::all("[data-question]") {
        // One that lacks something stays as it was printed: its answer can be opened.
        let _ = mount(page, texts, &section);
    }
}

fn mount(page: &Page, texts: &'static Texts, section: &HtmlElement) -> Option<()> {
    let number: usize = section.get_attribute("data-question")?.parse().ok()?;
    let answer: HtmlElement = section.query_selector(".answer").ok()??.dyn_into().ok()?;
    let list = section.query_selector(".question-options").ok()??;
    let options = choices(&list, number)?;
    // The list stays one, for those who hear it; the buttons are a group by their name.
    let _ = list.class_list().add_1("live");
    let _ = section.set_attribute("role", "group");
    answer.set_hidden(true);

    let place = dom::element("div", "question-bar")?;
    answer.before_with_node_1(&place).ok()?;
    let question = Question {
        lesson: page.lesson.clone(),
        number,
        options,
        answer,
        texts,
        said: RwSignal::new(""),
        committed: RwSignal::new(false),
    };
    if let Some(answered) = progress::answered(&question.lesson, number) {
        question.settle(answered.chosen);
    }
    let question = StoredValue::new_local(question);
    listen(question);
    mount_to(place, move || view! { <Bar question/> }).forget();
    Some(())
}

#[component]
fn Bar(question: StoredValue<Question, LocalStorage>) -> impl IntoView {
    let (texts, said, committed) = question.with_value(|one| (one.texts, one.said, one.committed));
    let commit = Button {
        class: "small",
        action: "commit",
        label: texts.commit,
        ..Button::default()
    };
    view! {
        {commit.on_press_when(move || !committed.get(), move || question.with_value(Question::commit))}
        <span role="status">{said}</span>
    }
}

impl Question {
    fn commit(&self) {
        if self.committed.get_untracked() {
            return;
        }
        let Some(chosen) = self.options.iter().position(|choice| choice.input.checked()) else {
            return self.said.set(self.texts.choose_first);
        };
        let right = self.options.get(chosen).is_some_and(|choice| choice.right);
        progress::answer(&self.lesson, self.number, Answered { chosen, right });
        self.settle(chosen);
    }

    /// The choice stands; the answer may be opened.
    fn settle(&self, chosen: usize) {
        for (at, choice) in self.options.iter().enumerate() {
            choice.input.set_checked(at == chosen);
            choice.input.set_disabled(true);
        }
        self.committed.set(true);
        self.said.set(self.texts.noted);
        self.answer.set_hidden(false);
    }

    /// Marks what was right, once the answer is open.
    fn reveal(&self) {
        if !self.answer.has_attribute("open") || !self.committed.get_untracked() {
            return;
        }
        let mut guessed = false;
        for choice in &self.options {
            let chosen = choice.input.checked();
            guessed |= chosen && choice.right;
            let mark = match (choice.right, chosen) {
                (true, _) => ("right", self.texts.right_one),
                (false, true) => ("missed", self.texts.your_choice),
                (false, false) => continue,
            };
            choice.mark(mark);
        }
        self.said.set(if guessed {
            self.texts.guessed
        } else {
            self.texts.missed
        });
    }
}

impl Choice {
    fn mark(&self, (class, words): (&str, &str)) {
        if self.item.class_list().contains(class) {
            return;
        }
        let _ = self.item.class_list().add_1(class);
        if let Some(note) = dom::element("span", "question-mark") {
            note.set_text_content(Some(words));
            let _ = self.item.append_child(&note);
        }
    }
}

fn listen(question: StoredValue<Question, LocalStorage>) {
    let reveal = Closure::<dyn Fn()>::new(move || question.with_value(Question::reveal)).into_js_value();
    question.with_value(|question| {
        let _ = question
            .answer
            .add_event_listener_with_callback("toggle", reveal.unchecked_ref());
    });
}

/// Puts a button before each option, in one label with it.
fn choices(list: &Element, number: usize) -> Option<Vec<Choice>> {
    let mut options = Vec::new();
    let mut next = list.first_element_child();
    while let Some(item) = next {
        next = item.next_element_sibling();
        let label = dom::element("label", "")?;
        let words = dom::element("span", "")?;
        while let Some(child) = item.first_child() {
            words.append_child(&child).ok()?;
        }
        let input: HtmlInputElement = dom::element("input", "")?.dyn_into().ok()?;
        input.set_type("radio");
        input.set_name(&format!("question-{number}"));
        label.append_child(&input).ok()?;
        label.append_child(&words).ok()?;
        item.append_child(&label).ok()?;
        options.push(Choice {
            right: item.has_attribute("data-right"),
            item,
            input,
        });
    }
    Some(options)
}
