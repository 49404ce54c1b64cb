//! What concerns the whole page: no relay, or a browser in which programs cannot run.

use leptos::prelude::*;

use crate::texts::Texts;

/// The notices at the top of the page, each there only while it is true. `checks` is the page that looks closer.
#[component]
pub fn Banners(
    able: bool,
    reachable: RwSignal<bool>,
    checks: String,
    texts: &'static Texts,
) -> impl IntoView {
    let closer = checks.clone();
    let unable = (!able).then(|| {
        view! { <p class="notice">{texts.no_jspi}" "<a href=closer>{texts.look_closer}</a></p> }
    });
    let lost = move || {
        (!reachable.get()).then(|| {
            view! {
                <div class="notice">
                    <p><b>{texts.no_relay}</b>" "{texts.no_relay_why}</p>
                    <p>{texts.no_relay_start}" "<code>"cargo xtask serve"</code>" "{texts.or}" "<code>"echoroom serve"</code>"."</p>
                    <p><a href=checks.clone()>{texts.look_closer}</a></p>
                </div>
            }
        })
    };
    view! { <div role="status">{unable}{lost}</div> }
}
