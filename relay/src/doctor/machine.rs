//! What the machine has: descriptors, memory, the time of day.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sysinfo::System;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime as Format};

use super::{Finding, Lang};

/// Descriptors that a reader of a lesson takes: two programs with a WebSocket and two sockets each, and up to six
/// connections over which the browser fetches pages.
const PER_READER: u64 = 12;

/// Descriptors that the relay has for itself.
const OWN: u64 = 64;

/// A class of thirty, and as many again for those who open a second page.
const CLASS: u64 = 60;

/// Mebibytes of memory that a relay with a class in it is at home in; most of it is room for bytes on their way.
const ENOUGH_MEMORY: u64 = 256;

/// Seconds since 1970 on the first of January 2026: before this program was written, no clock was right.
const WRITTEN: u64 = 1_767_225_600;

/// How many descriptors the relay may have. It raises its soft limit to the hard one when it starts.
pub(super) fn descriptors(lang: Lang) -> Finding {
    match rlimit::getrlimit(rlimit::Resource::NOFILE) {
        Ok((_, hard)) => judge_descriptors(lang, hard),
        // Windows has no such limit.
        Err(_) => Finding::good(
            lang.say("Дескрипторы", "Descriptors"),
            lang.say("система их не ограничивает", "the system sets no limit"),
        ),
    }
}

fn judge_descriptors(lang: Lang, hard: u64) -> Finding {
    let subject = lang.say("Дескрипторы", "Descriptors");
    if hard == rlimit::INFINITY {
        return Finding::good(
            subject,
            lang.say("система их не ограничивает", "the system sets no limit"),
        );
    }
    let readers = hard.saturating_sub(OWN) / PER_READER;
    let text = lang.say(
        format!("{hard}, хватит примерно на столько читателей сразу: {readers}."),
        format!("{hard}, enough for about {readers} readers at once."),
    );
    if readers >= CLASS {
        return Finding::good(subject, text);
    }
    let how = lang.say(
        "Поднимите жёсткий предел: ulimit -Hn, LimitNOFILE= в systemd, --ulimit nofile= в Docker.",
        "Raise the hard limit: ulimit -Hn, LimitNOFILE= of systemd, --ulimit nofile= of Docker.",
    );
    Finding::note(subject, format!("{text}\n{how}"))
}

/// How much memory there is, in all and free.
pub(super) fn memory(lang: Lang) -> Finding {
    let Ok(mut system) = System::new() else {
        let unknown = lang.say("неизвестно, сколько её", "unknown how much there is");
        return Finding::note(lang.say("Память", "Memory"), unknown);
    };
    system.refresh_memory();
    // In a container its own limit counts.
    let (total, free) = match system.cgroup_limits() {
        Some(limits) => (limits.total_memory, limits.free_memory),
        None => (system.total_memory(), system.available_memory()),
    };
    judge_memory(lang, total >> 20, free >> 20)
}

fn judge_memory(lang: Lang, total: u64, free: u64) -> Finding {
    let subject = lang.say("Память", "Memory");
    let text = lang.say(
        format!("свободно {free} из {total} МиБ"),
        format!("{free} of {total} MiB free"),
    );
    if free >= ENOUGH_MEMORY {
        return Finding::good(subject, text);
    }
    let how = lang.say(
        "Этого мало: закройте лишнее или уменьшите --max-buffered.",
        "That is little: close something, or give a smaller --max-buffered.",
    );
    Finding::note(subject, format!("{text}. {how}"))
}

/// The time of day, in UTC.
pub(super) fn clock(lang: Lang) -> Finding {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut shown = String::new();
    let shown = match Format.format_time(&mut Writer::new(&mut shown)) {
        // 2026-11-26T12:56:39.… has the minute in its first sixteen characters.
        Ok(()) => shown.chars().take(16).collect::<String>().replace('T', " "),
        Err(_) => String::new(),
    };
    judge_clock(lang, now, &shown)
}

fn judge_clock(lang: Lang, now: Duration, shown: &str) -> Finding {
    let subject = lang.say("Часы", "Clock");
    if now.as_secs() >= WRITTEN {
        return Finding::good(subject, format!("{shown} UTC"));
    }
    let how = lang.say(
        "Часы отстают: время в журнале будет неверным, а по https браузеры не поверят сертификату.",
        "The clock is behind: times in the log will be wrong, and over https browsers won’t trust the certificate.",
    );
    Finding::note(subject, format!("{shown} UTC. {how}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Mark;

    #[test]
    fn few_descriptors_are_told_in_readers() {
        let few = judge_descriptors(Lang::En, 256);
        assert_eq!(few.mark, Mark::Note);
        assert!(
            few.text.contains("about 16 readers") && few.text.contains("LimitNOFILE"),
            "{few}"
        );
        assert_eq!(judge_descriptors(Lang::Ru, 1_024).mark, Mark::Good);
        assert_eq!(judge_descriptors(Lang::En, rlimit::INFINITY).mark, Mark::Good);
        assert!(judge_descriptors(Lang::En, 10).text.contains("about 0 readers"));
    }

    #[test]
    fn little_memory_and_a_clock_that_is_behind_are_worth_a_word() {
        assert_eq!(judge_memory(Lang::En, 8_000, 4_000).mark, Mark::Good);
        assert_eq!(judge_memory(Lang::En, 512, 100).mark, Mark::Note);
        assert_eq!(
            judge_clock(Lang::Ru, Duration::ZERO, "1970-01-01 00:00").mark,
            Mark::Note
        );
        assert_eq!(clock(Lang::Ru).mark, Mark::Good);
        assert_eq!(clock(Lang::En).text.len(), "2026-11-26 12:56 UTC".len());
    }
}
