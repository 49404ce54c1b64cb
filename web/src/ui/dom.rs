//! Small bridges to the browser: elements, properties of plain objects, time. No component and no state.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, Document, EventTarget, HtmlElement, Window};

/// The window. This program runs nowhere else.
#[allow(clippy::expect_used)]
pub fn window() -> Window {
    web_sys::window().expect("the ui runs in a page")
}

/// The page's document.
#[allow(clippy::expect_used)]
pub fn document() -> Document {
    window().document().expect("a page has a document")
}

/// All elements that a selector finds.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|i| found.item(i)?.dyn_into().ok())
        .collect()
}

/// Calls at each event of this name that reaches the document, for as long as the page lives.
pub fn on_document(event: &str, call: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(call);
    // Only a name that isn't text could be refused.
    let _ = document().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// The same, with the event.
pub fn on_custom(event: &str, call: impl Fn(&CustomEvent) + 'static) {
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| call(&event));
    let _ = document().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Tells whoever listens, at this place or around it.
pub fn tell<const N: usize>(place: &EventTarget, event: &str, detail: [(&str, JsValue); N]) {
    let facts = CustomEventInit::new();
    facts.set_bubbles(true);
    facts.set_detail(&object(detail));
    // Only a name that isn't text could be refused.
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &facts) {
        let _ = place.dispatch_event(&event);
    }
}

/// A new element with a class.
pub fn element(tag: &str, class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element(tag).ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    Some(element)
}

/// A property, or `undefined`.
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// A property that should be a string.
pub fn get_string(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).as_string()
}

/// A plain object with these properties, as messages to workers are.
pub fn object<const N: usize>(properties: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (key, value) in properties {
        // Only frozen objects and proxies refuse.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    }
    object
}

/// 128 random bits in hexadecimal: a secret of this page's.
pub fn random_hex() -> String {
    let mut bytes = [0; 16];
    if let Ok(crypto) = window().crypto() {
        // Sixteen bytes are far below the limit, the only thing that can fail.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Milliseconds since the page began, on a clock that never goes back.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Milliseconds on a clock that the page and all its workers share.
pub fn shared_now() -> f64 {
    window()
        .performance()
        .map_or(0.0, |clock| clock.time_origin() + clock.now())
}

/// Waits.
pub async fn sleep(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}

/// Waits until the browser has nothing better to do, at most two seconds.
pub async fn idle() {
    let request = get(&window(), "requestIdleCallback");
    let Some(request) = request.dyn_ref::<Function>() else {
        return sleep(300).await;
    };
    let promise = Promise::new(&mut |resolve, _| {
        let _ = request.call2(&window(), &resolve, &object([("timeout", 2000.into())]));
    });
    let _ = JsFuture::from(promise).await;
}

/// Waits until the page and what it names have loaded.
pub async fn loaded() {
    if document().ready_state() == "complete" {
        return;
    }
    let promise = Promise::new(&mut |resolve, _| {
        let _ = window().add_event_listener_with_callback("load", &resolve);
    });
    let _ = JsFuture::from(promise).await;
}

/// Whichever comes first: the promise's value, or nothing when the time is up.
pub async fn within(milliseconds: i32, promise: &Promise) -> Option<JsValue> {
    let timer = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let either = js_sys::Array::of2(promise, &timer);
    JsFuture::from(Promise::race(&either))
        .await
        .ok()
        .filter(|value| !value.is_undefined())
}

/// Calls back before the next frame is painted.
pub fn before_paint(call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    // Without a frame there is nobody to see it.
    let _ = window().request_animation_frame(call.unchecked_ref());
}
