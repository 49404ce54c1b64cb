//! The snapshot between visits: one Blob in IndexedDB, under the key of what made it. Every failure means "nothing is
//! kept", as in a private window.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use crate::dom;

const DATABASE: &str = "echoroom";
const STORE: &str = "runtime";
/// Some browsers never answer in some modes; a program must not wait for that.
const PATIENCE: i32 = 2_000;

/// Whether the browser lets this page keep anything.
pub async fn is_there() -> bool {
    open(IdbTransactionMode::Readwrite).await.is_ok()
}

/// The snapshot kept under this key.
pub async fn load(key: &str) -> Option<Blob> {
    let store = open(IdbTransactionMode::Readonly).await.ok()?;
    let request = store.get(&JsValue::from_str(key)).ok()?;
    done(&request).await.ok()?.dyn_into().ok()
}

/// Keeps a snapshot and forgets all others.
pub async fn store(key: &str, blob: &Blob) {
    let Ok(store) = open(IdbTransactionMode::Readwrite).await else {
        return;
    };
    let _ = store.clear();
    if let Ok(request) = store.put_with_key(blob, &JsValue::from_str(key)) {
        // No room is as good as no database.
        let _ = JsFuture::from(settled(&request)).await;
    }
}

/// Forgets every snapshot.
pub async fn clear() {
    if let Ok(store) = open(IdbTransactionMode::Readwrite).await {
        let _ = store.clear();
    }
}

async fn open(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    let factory = dom::window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    create_store_when_new(&request);
    let database: IdbDatabase = done(&request).await?.dyn_into()?;
    database
        .transaction_with_str_and_mode(STORE, mode)?
        .object_store(STORE)
}

fn create_store_when_new(request: &IdbOpenDbRequest) {
    let opened = request.clone();
    let create = Closure::once_into_js(move || {
        if let Ok(database) = opened
            .result()
            .and_then(|result| result.dyn_into::<IdbDatabase>())
        {
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(create.unchecked_ref()));
}

async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    dom::within(PATIENCE, &settled(request))
        .await
        .ok_or(JsValue::NULL)?;
    request.result()
}

/// Resolves with `true` when the request has succeeded.
fn settled(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let succeed = Closure::once_into_js(move || {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::TRUE);
        });
        request.set_onsuccess(Some(succeed.unchecked_ref()));
        request.set_onerror(Some(&reject));
    })
}
