//! What the browser keeps for a reader between visits: programs they edited. Without storage (a private window, a full
//! disk, a forbidden cookie) everything here quietly does nothing.

use web_sys::Storage;

use crate::dom;

const PREFIX: &str = "echoroom:";

/// What was kept under a name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{name}")).ok()?
}

/// Keeps a text under a name.
pub fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("{PREFIX}{name}"), text);
    }
}

/// Forgets a name.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{name}"));
    }
}

/// The names that begin like this, in no order.
pub fn names(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|i| storage.key(i).ok()?)
        .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
        .filter(|name| name.starts_with(beginning))
        .collect()
}

fn storage() -> Option<Storage> {
    dom::window().local_storage().ok()?
}
