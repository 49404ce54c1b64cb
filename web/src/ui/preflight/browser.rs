//! Which browser this is. On plain http a browser tells by its user agent only, so that is what is read.

/// A browser and the version from which on everything works in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Browser<'a> {
    pub name: &'static str,
    pub version: &'a str,
    /// Its engine's version, which is what counts.
    pub engine: u32,
    /// The engine's first version that suspends WebAssembly.
    pub needed: u32,
}

const CHROMIUM: u32 = 137;
const FIREFOX: u32 = 153;
const SAFARI: u32 = 27;

/// Their names in a user agent, in the order to look for them: each pretends to be those further down.
const KNOWN: [(&str, &str, u32); 7] = [
    ("Edg/", "Edge", CHROMIUM),
    ("OPR/", "Opera", CHROMIUM),
    ("YaBrowser/", "Yandex Browser", CHROMIUM),
    ("SamsungBrowser/", "Samsung Internet", CHROMIUM),
    ("Firefox/", "Firefox", FIREFOX),
    ("Chrome/", "Chrome", CHROMIUM),
    ("Version/", "Safari", SAFARI),
];

impl<'a> Browser<'a> {
    /// Reads a user agent.
    pub fn of(agent: &'a str) -> Option<Browser<'a>> {
        let (product, name, needed) = *KNOWN.iter().find(|(product, ..)| agent.contains(product))?;
        let version = after(agent, product)?;
        let engine = match needed {
            CHROMIUM => after(agent, "Chrome/")?,
            _ => version,
        };
        Some(Browser {
            name,
            version,
            engine: engine.parse().ok()?,
            needed,
        })
    }

    /// Whether everything works in it.
    pub fn is_new_enough(&self) -> bool {
        self.engine >= self.needed
    }
}

/// The digits behind a word.
fn after<'a>(agent: &'a str, product: &str) -> Option<&'a str> {
    let (_, rest) = agent.split_once(product)?;
    let version = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    (!version.is_empty()).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_what_they_don_t_pretend_to_be() {
        let engine = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name, version, good) in [
            (format!("{engine} Chrome/156.0.0.0 Safari/537.36"), "Chrome", "156", true),
            (format!("{engine} Chrome/136.0.0.0 Safari/537.36 Edg/136.0.0.0"), "Edge", "136", false),
            (format!("{engine} Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0"), "Opera", "122", true),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(), "Firefox", "140", false),
            ("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/27.0 Safari/605.1.15".into(), "Safari", "27", true),
        ] {
            let browser = Browser::of(&agent).unwrap();
            assert_eq!((browser.name, browser.version, browser.is_new_enough()), (name, version, good));
        }
        assert_eq!(Browser::of("curl/8.0"), None);
    }
}
