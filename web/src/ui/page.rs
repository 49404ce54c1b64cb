//! The facts that the page itself states: its language, its lesson, and where its files are.

use crate::dom;

/// What the relay wrote into the page's shell.
pub struct Page {
    /// Its tag, such as `ru`.
    pub language: String,
    /// The lesson's slug, or `lab`.
    pub lesson: String,
    /// Where the built files are: `/assets/@{digest}/`.
    pub assets: String,
    /// Where Python's runtime is: `/pyodide/{version}/`.
    pub pyodide: String,
    /// Where a program's WebSocket goes: `ws://host/ws`.
    pub socket: String,
}

impl Page {
    /// Reads the page; nothing if it isn't one of the relay's.
    pub fn read() -> Option<Page> {
        let root = dom::document().document_element()?;
        let location = dom::window().location();
        let path = location.pathname().ok()?;
        let scheme = if location.protocol().ok()? == "https:" {
            "wss"
        } else {
            "ws"
        };
        Some(Page {
            language: root.get_attribute("lang")?,
            lesson: path
                .split('/')
                .rfind(|part| !part.is_empty())
                .unwrap_or_default()
                .to_owned(),
            assets: root.get_attribute("data-assets")?,
            pyodide: root.get_attribute("data-pyodide")?,
            socket: format!("{scheme}://{}/ws", location.host().ok()?),
        })
    }

    /// What a memory snapshot is good for: this version of Pyodide with this build's files, and no other.
    pub fn runtime_key(&self) -> String {
        format!("{} {}", self.pyodide, self.assets)
    }
}
