//! The `<code-editor>` element (web/editor/editor.js) as the cells see it: a text that changes, and a wish to run it.
//! It works before the element's script has arrived, as plain text.

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::dom;

/// The editor of one cell.
#[derive(Clone)]
pub struct Editor {
    element: HtmlElement,
}

impl Editor {
    /// Makes the editor with its first text. `help` is the id of the element that says how to leave it.
    pub fn new(text: &str, label: &str, help: &str) -> Option<Editor> {
        let element = dom::element("code-editor", "")?;
        element.set_attribute("label", label).ok()?;
        element.set_attribute("help", help).ok()?;
        element.set_text_content(Some(text));
        Some(Editor { element })
    }

    /// The element, to be put into the page.
    pub fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        let value = dom::get_string(&self.element, "value");
        value.or_else(|| self.element.text_content()).unwrap_or_default()
    }

    /// Replaces the text; Undo in the editor takes it back.
    pub fn replace(&self, text: &str) {
        let _ = Reflect::set(&self.element, &"value".into(), &JsValue::from_str(text));
    }

    /// Calls back after every change of the text.
    pub fn on_change(&self, call: impl Fn() + 'static) {
        self.listen("code-change", call);
    }

    /// Calls back when the reader asks to run the program from within the editor.
    pub fn on_run(&self, call: impl Fn() + 'static) {
        self.listen("code-run", call);
    }

    // The listener lives as long as the element, which is as long as the cell.
    fn listen(&self, event: &str, call: impl Fn() + 'static) {
        let call = Closure::<dyn Fn()>::new(call).into_js_value();
        let _ = self
            .element
            .add_event_listener_with_callback(event, call.unchecked_ref());
    }
}
