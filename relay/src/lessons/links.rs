//! Links of a course's pages: where each leads, and whether something is there. Those to other sites are left alone, so that a
//! check needs no network.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::nearest::nearest;
use super::problem::Mistake;

/// A link as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The line it is in, counted from the top of the file.
    pub line: usize,
    /// Where to.
    pub url: String,
}

/// Every path that the relay shows a page at, with the ids of its headings where they are known.
#[derive(Debug, Default)]
pub(super) struct Pages<'a>(BTreeMap<String, Option<&'a BTreeSet<String>>>);

impl<'a> Pages<'a> {
    /// Adds a page.
    pub(super) fn add(&mut self, path: String, anchors: Option<&'a BTreeSet<String>>) {
        self.0.insert(path, anchors);
    }

    /// What is wrong with a link that stands in the page at `from`.
    pub(super) fn mistake(&self, from: &str, link: &Link) -> Option<Mistake> {
        let (path, anchor) = target(from, &link.url)?;
        let Some(anchors) = self.0.get(&path) else {
            return Some(Mistake::DeadLink {
                like: self.like(&path),
                path,
            });
        };
        let (anchor, anchors) = (anchor?, (*anchors)?);
        (!anchors.contains(&anchor)).then(|| Mistake::DeadAnchor {
            like: nearest(&anchor, anchors.iter().map(String::as_str)),
            path,
            anchor,
        })
    }

    /// The page that was meant: names are compared without what all paths have in common.
    fn like(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').filter(|(_, name)| !name.is_empty())?;
        let beside = |folder: &str| {
            let folder = format!("{folder}/");
            let names = self.0.keys().filter_map(|known| known.strip_prefix(&folder));
            nearest(name.trim_end_matches(".md"), names).map(|name| format!("{folder}{name}"))
        };
        let folders = self.0.keys().filter_map(|known| Some(known.rsplit_once('/')?.0));
        beside(folder).or_else(|| folders.collect::<BTreeSet<_>>().into_iter().find_map(beside))
    }
}

/// The path and the id that a link leads to; nothing if it leads to another site.
fn target(from: &str, url: &str) -> Option<(String, Option<String>)> {
    let (address, anchor) = url
        .split_once('#')
        .map_or((url, None), |(address, id)| (address, Some(id)));
    let address = address.split('?').next().unwrap_or_default();
    let has_scheme = address.split('/').next().is_some_and(|first| first.contains(':'));
    if has_scheme || address.starts_with("//") {
        return None;
    }
    let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let path = if address.is_empty() {
        from.to_owned()
    } else {
        resolve(from, &decoded(address))
    };
    let anchor = anchor.filter(|id| !id.is_empty() && *id != "top").map(decoded);
    Some((path, anchor))
}

/// The path that a browser would ask for (RFC 3986 §5.2), as the relay would then write it.
fn resolve(from: &str, address: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if address.starts_with('/') {
        address.to_owned()
    } else {
        format!("{folder}/{address}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    match parts.as_slice() {
        [] => "/".to_owned(),
        [language] => format!("/{language}/"),
        parts => format!("/{}", parts.join("/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_a_browser_would_go() {
        let led = |url| target("/en/echo", url).map(|(path, anchor)| (path, anchor.unwrap_or_default()));
        for (url, path, anchor) in [
            ("/en/udp-echo", "/en/udp-echo", ""),
            ("udp-echo?x=1#why", "/en/udp-echo", "why"),
            ("./udp-echo/", "/en/udp-echo", ""),
            ("../ru/%D1%8D#%D1%8D", "/ru/э", "э"),
            ("/ru", "/ru/", ""),
            (".", "/en/", ""),
            ("#here", "/en/echo", "here"),
            ("#", "/en/echo", ""),
            ("../../..", "/", ""),
            ("/healthz/a:b", "/healthz/a:b", ""),
        ] {
            assert_eq!(led(url), Some((path.to_owned(), anchor.to_owned())), "{url}");
        }
        for outside in [
            "https://docs.python.org/3/",
            "mailto:a@b",
            "//example.org/en/echo",
        ] {
            assert_eq!(led(outside), None, "{outside}");
        }
    }

    #[test]
    fn what_was_probably_meant_is_named() {
        let anchors = BTreeSet::from(["the-server".to_owned()]);
        let mut pages = Pages::default();
        for path in ["/en/", "/en/lab", "/en/udp-echo", "/ru/udp-echo"] {
            pages.add(path.to_owned(), None);
        }
        pages.add("/en/echo".to_owned(), Some(&anchors));
        let said = |url: &str| {
            let link = Link {
                line: 1,
                url: url.to_owned(),
            };
            pages.mistake("/en/lab", &link).map(|mistake| mistake.to_string())
        };
        assert_eq!(said("echo#the-server"), None);
        assert_eq!(
            said("udp-ecko").unwrap(),
            "link to `/en/udp-ecko`, where no page is: did you mean `/en/udp-echo`?"
        );
        assert_eq!(
            said("echo.md").unwrap(),
            "link to `/en/echo.md`, where no page is: did you mean `/en/echo`?"
        );
        assert_eq!(said("/zz/").unwrap(), "link to `/zz/`, where no page is");
        assert_eq!(
            said("echo#the-servers").unwrap(),
            "link to `#the-servers`, but `/en/echo` has no such heading: did you mean `#the-server`?"
        );
    }
}
