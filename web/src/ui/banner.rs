//! What concerns the whole page: no relay, or a browser in which programs cannot run.

use leptos::prelude::*;

use crate::texts::Texts;

/// The notices at the top of the page, each there only while it is true.
#[component]
pub fn Banners(able: bool, reachable: RwSignal<bool>, texts: &'static Texts) -> impl IntoView {
    let unable = (!able).then(|| view! { <p class="notice">{texts.no_jspi}</p> });
    let lost = move || {
        (!reachable.get()).then(|| {
            view! {
                <div class="notice">
                    <p><b>{texts.no_relay}</b>" "{texts.no_relay_why}</p>
                    <p>{texts.no_relay_start}" "<code>"cargo xtask serve"</code>" "{texts.or}" "<code>"echoroom serve"</code>"."</p>
                </div>
            }
        })
    };
    view! { <div role="status">{unable}{lost}</div> }
}
