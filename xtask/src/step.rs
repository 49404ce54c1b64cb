//! What the person at the terminal reads while things are done.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Says what is about to be done and how long that may take, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, estimate: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if estimate.is_empty() {
        eprintln!("• {what}");
    } else {
        eprintln!("• {what} ({estimate})");
    }
    let start = Instant::now();
    let result = work()?;
    let took = start.elapsed();
    if took >= Duration::from_secs(2) {
        eprintln!("  done in {}", spoken(took));
    }
    Ok(result)
}

/// A plain remark.
pub(crate) fn note(text: &str) {
    eprintln!("• {text}");
}

/// `4.2 s`, `1 min 05 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
