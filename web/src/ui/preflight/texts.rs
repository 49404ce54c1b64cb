//! What the checks say: the words that came with this page (web/texts, section `preflight`).

use js_sys::Object;

use crate::texts::{Texts as Words, fill, text, written};

/// Declares the texts, and reads them.
macro_rules! texts {
    ($($name:ident)*) => {
        /// The words of this page in its language.
        pub struct Texts {
            $(pub $name: &'static str,)*
        }

        impl Texts {
            fn new(said: &Object) -> Texts {
                Texts { $($name: text(said, stringify!($name)),)* }
            }
        }
    };
}

texts! {
    checking ready limited unfit report copy copied again milliseconds loaded
    said_good said_limited said_bad said_running said_waiting said_skipped
    browser browser_good browser_old browser_unknown browser_unnamed
    waiting waiting_good waiting_limited waiting_bad
    storage storage_good storage_limited
    relay relay_good relay_limited relay_bad relay_refused
    websocket websocket_good websocket_bad
    download download_good download_limited download_bad
    boot boot_good boot_limited boot_bad
    echo echo_good echo_limited echo_bad
    snapshot snapshot_good snapshot_limited
}

impl Texts {
    /// Reads what the relay wrote into the page. It is kept for as long as the page lives.
    pub fn read() -> &'static Texts {
        Box::leak(Box::new(Texts::new(&written("[data-preflight-texts]"))))
    }

    /// A short time, to a tenth where that is much.
    pub fn milliseconds(&self, words: &Words, time: f64) -> String {
        let digits = if time < 10.0 { 1 } else { 0 };
        fill(self.milliseconds, &[("number", &words.number(time, digits))])
    }

    /// So many bytes in so many milliseconds.
    pub fn loaded(&self, words: &Words, bytes: u32, time: f64) -> String {
        let megabytes = words.number(f64::from(bytes) / 1e6, 1);
        let time = words.time_of(time);
        fill(self.loaded, &[("megabytes", &megabytes), ("time", &time)])
    }

    /// How far the checks have come.
    pub fn progress(&self, words: (usize, usize), name: &str) -> String {
        let (number, count) = words;
        let values = [
            ("number", number.to_string()),
            ("count", count.to_string()),
            ("name", name.to_owned()),
        ];
        let values = values.each_ref().map(|(place, value)| (*place, value.as_str()));
        fill(self.checking, &values)
    }
}
