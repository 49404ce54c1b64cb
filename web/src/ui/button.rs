//! Buttons, all of one make: one place for how they look to the eye, to the keyboard and to a test.

use leptos::prelude::*;

/// What a button says and is called.
#[derive(Clone, Copy, Default)]
pub struct Button {
    /// Further classes.
    pub class: &'static str,
    /// The hook `data-action`.
    pub action: &'static str,
    pub label: &'static str,
    /// The icon alone is seen; the label is there for those who hear it.
    pub icon_only: bool,
    /// An outline in a square of 10 by 10.
    pub icon: &'static str,
    /// What it will do, for those who want to know before.
    pub title: &'static str,
    /// The id of an element that says more about it, and while what it is there.
    pub described_by: Option<(&'static str, RwSignal<bool>)>,
    /// It sends the form it stands in.
    pub submits: bool,
    /// It cannot be used in this browser at all.
    pub disabled: bool,
}

impl Button {
    /// A button that is always there to be pressed.
    pub fn on_press(self, press: impl Fn() + 'static) -> AnyView {
        self.build(Box::new(|| true), Box::new(press))
    }

    /// A button that does something only at times. It isn't `disabled` meanwhile: that would throw the keyboard's focus off it
    /// as soon as it is pressed.
    pub fn on_press_when(
        self,
        ready: impl Fn() -> bool + Send + 'static,
        press: impl Fn() + 'static,
    ) -> AnyView {
        self.build(Box::new(ready), Box::new(press))
    }

    // Boxed, so that the code of a button is there once and not once for each.
    fn build(self, ready: Box<dyn Fn() -> bool + Send>, press: Box<dyn Fn()>) -> AnyView {
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        let icon = some(self.icon)
            .map(|outline| view! { <svg viewBox="0 0 10 10" aria-hidden="true"><path d=outline/></svg> });
        view! {
            <button
                type=if self.submits { "submit" } else { "button" }
                class=format!("button {}", self.class)
                data-action=some(self.action)
                title=some(self.title)
                aria-describedby=move || self.described_by.and_then(|(id, is_there)| is_there.get().then_some(id))
                disabled=self.disabled
                aria-disabled=move || (!ready()).then_some("true")
                on:click=move |_| press()
            >
                {icon}
                <span class=if self.icon_only { "visually-hidden" } else { "" }>{self.label}</span>
            </button>
        }
        .into_any()
    }
}
