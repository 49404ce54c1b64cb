//! The certificate that the relay will serve with.

use std::time::SystemTime;

use super::files::with_sources;
use super::{Finding, Lang};
use crate::tls::{Loaded, TlsFiles};

/// Whether it can be used, until when, and for which names.
pub(super) fn certificate(lang: Lang, files: &TlsFiles) -> Finding {
    let subject = lang.say("Сертификат", "Certificate");
    let Loaded { validity, names, .. } = match files.load() {
        Ok(loaded) => loaded,
        Err(error) => return Finding::bad(subject, with_sources(error)),
    };
    let (from, until) = (validity.from, validity.until);
    if validity.is_over(SystemTime::now()) {
        let text = lang.say(
            format!("Истёк: действовал до {until}. Браузеры предупредят читателей и с трудом их пропустят."),
            format!("It has expired: it was valid until {until}. Browsers will warn readers, and let them in reluctantly."),
        );
        return Finding::note(subject, text);
    }
    if validity.is_ahead(SystemTime::now()) {
        let text = lang.say(
            format!("Ещё не действует: начнёт {from}. Верны ли часы этого компьютера?"),
            format!("It is not valid yet: it will be from {from}. Is the clock of this machine right?"),
        );
        return Finding::note(subject, text);
    }
    let text = lang.say(format!("действует до {until}"), format!("valid until {until}"));
    if names.is_empty() {
        let none = lang.say(
            "В нём нет имён (subjectAltName): браузеры такому не верят.",
            "It has no names (subjectAltName): browsers don’t believe such a one.",
        );
        return Finding::note(subject, format!("{text}\n{none}"));
    }
    let opened_as = lang.say("открывать по адресу:", "to be opened as:");
    Finding::good(subject, format!("{text}\n{opened_as} {}", names.join(", ")))
}
