//! Fetching the runtime's files, with the progress that the cells show.

use js_sys::{Promise, Reflect, Uint8Array, WebAssembly};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ReadableStreamDefaultReader, Response};

use super::Parts;
use crate::dom;

/// The large files and their sizes in bytes, unpacked, as the build puts them there. A response only states its packed size;
/// when they change, the bar gets imprecise and nothing else.
const MODULE: (&str, u32) = ("pyodide.asm.wasm", 9_598_218);
const STDLIB: (&str, u32) = ("python_stdlib.zip", 9_665_005);
/// Scripts that every worker imports: fetched here so that its import finds them in the browser's cache.
const SCRIPTS: [&str; 2] = ["pyodide.asm.mjs", "pyodide.mjs"];

/// How much of the runtime has come, in bytes as they were sent. (Integers here and elsewhere: writing out a float would
/// cost the page 10 KB of code.)
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct Progress {
    pub received: u32,
    pub total: u32,
}

impl Progress {
    /// From 0 to 100; nothing while the total isn't known.
    pub fn percent(self) -> Option<u32> {
        let percent = (u64::from(self.received) * 100).checked_div(u64::from(self.total))?;
        Some(percent.min(100) as u32)
    }

    /// Whether everything has come.
    pub fn is_done(self) -> bool {
        self.total > 0 && self.received >= self.total
    }
}

/// Fetches and compiles. Nothing is kept on an error, so that it can be tried again.
pub async fn parts(pyodide: &str, assets: &str, progress: RwSignal<Progress>) -> Result<Parts, JsValue> {
    progress.set(Progress::default());
    // Both are asked for before either is waited for.
    let module = fetch(&format!("{pyodide}{}", MODULE.0));
    let stdlib = fetch(&format!("{pyodide}{}", STDLIB.0));
    for script in SCRIPTS {
        prefetch(&format!("{pyodide}{script}"));
    }
    prefetch(&format!("{assets}program.js"));

    let module = counted(module, MODULE.1, progress).await?;
    let compiling = WebAssembly::compile_streaming(&Promise::resolve(&module).unchecked_into());
    let stdlib = counted(stdlib, STDLIB.1, progress).await?;
    let stdlib: Blob = JsFuture::from(stdlib.blob()?).await?.dyn_into()?;
    let module = JsFuture::from(compiling).await?;
    progress.update(|progress| progress.received = progress.total);
    Ok(Parts { module, stdlib })
}

fn fetch(url: &str) -> Promise {
    dom::window().fetch_with_str(url)
}

/// Into the browser's cache; whether it works out is for whoever needs it to find.
fn prefetch(url: &str) {
    let fetching = fetch(url);
    spawn_local(async move {
        if let Ok(response) = JsFuture::from(fetching)
            .await
            .and_then(|r| r.dyn_into::<Response>())
            && let Ok(body) = response.array_buffer()
        {
            let _ = JsFuture::from(body).await;
        }
    });
}

/// A good response, whose bytes a copy of it counts. The response itself stays untouched: only then may the browser
/// keep what it compiled from it.
async fn counted(
    fetching: Promise,
    unpacked: u32,
    progress: RwSignal<Progress>,
) -> Result<Response, JsValue> {
    let response: Response = JsFuture::from(fetching).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&format!(
            "{}: {}",
            response.url(),
            response.status()
        )));
    }
    let packed = sent_size(&response).unwrap_or(unpacked);
    progress.update(|progress| progress.total += packed);
    if let Some(body) = response.clone()?.body() {
        spawn_local(async move {
            // An error shows where the response itself is read.
            let _ = count(body.get_reader().unchecked_into(), packed, unpacked, progress).await;
        });
    }
    Ok(response)
}

fn sent_size(response: &Response) -> Option<u32> {
    response
        .headers()
        .get("content-length")
        .ok()??
        .parse()
        .ok()
        .filter(|&size| size > 0)
}

/// Counts what is read, scaled from its unpacked size to the size it was sent in.
async fn count(
    reader: ReadableStreamDefaultReader,
    packed: u32,
    unpacked: u32,
    progress: RwSignal<Progress>,
) -> Result<(), JsValue> {
    let (mut read, mut counted) = (0_u64, 0_u32);
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        let done = Reflect::get(&chunk, &"done".into())?.is_truthy();
        let sent = if done {
            packed
        } else {
            let bytes: Uint8Array = Reflect::get(&chunk, &"value".into())?.dyn_into()?;
            read += u64::from(bytes.length());
            (read * u64::from(packed) / u64::from(unpacked)).min(u64::from(packed)) as u32
        };
        progress.update(|progress| progress.received += sent - counted);
        counted = sent;
        if done {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_a_share_of_the_total() {
        assert_eq!(Progress::default().percent(), None);
        let progress = Progress {
            received: 3_000_000,
            total: 4_000_000,
        };
        assert_eq!((progress.percent(), progress.is_done()), (Some(75), false));
    }
}
