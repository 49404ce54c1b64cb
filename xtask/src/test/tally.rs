//! Counting: what passed, what failed, and what test runners say about it.

use anyhow::Result;

use crate::step::step;

/// The totals so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u32,
    pub(super) failed: u32,
    /// The parts that had failures.
    pub(super) failures: Vec<String>,
}

/// How many tests of a run passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Tally {
    /// One check that holds or doesn't.
    pub(super) fn check(&mut self, name: &str, check: impl FnOnce() -> Result<()>) {
        self.part(name, || check().map(|()| Count { passed: 1, failed: 0 }));
    }

    /// Several tests; an error counts as one that failed.
    pub(super) fn part(&mut self, name: &str, tests: impl FnOnce() -> Result<Count>) {
        let count = step(name, "", tests).unwrap_or_else(|error| {
            eprintln!("{error:#}");
            Count { passed: 0, failed: 1 }
        });
        self.passed += count.passed;
        self.failed += count.failed;
        if count.failed > 0 {
            self.failures.push(name.to_owned());
        }
    }
}

impl Count {
    /// A runner's own count; a run that failed has at least one failure, whatever was counted.
    pub(super) fn of_run(counted: Option<Self>, success: bool) -> Self {
        let mut count = counted.unwrap_or_default();
        if !success {
            count.failed = count.failed.max(1);
        }
        count
    }

    /// From nextest's `Summary [ 0.5s] 12 tests run: 10 passed, 1 failed, 1 timed out, 0 skipped`.
    pub(super) fn from_nextest(output: &str) -> Option<Self> {
        let summary = output
            .lines()
            .rev()
            .find(|line| line.trim_start().starts_with("Summary ["))?;
        let failed = ["failed", "timed out", "exec failed"]
            .iter()
            .filter_map(|word| number_before(summary, word))
            .sum();
        Some(Self {
            passed: number_before(summary, "passed").unwrap_or(0),
            failed,
        })
    }

    /// From cargo test's `test result: ok. 10 passed; 0 failed; …`, one line a program.
    pub(super) fn from_libtest(output: &str) -> Option<Self> {
        let mut results = output
            .lines()
            .filter(|line| line.starts_with("test result:"))
            .peekable();
        results.peek()?;
        Some(results.fold(Self::default(), |sum, line| Self {
            passed: sum.passed + number_before(line, "passed").unwrap_or(0),
            failed: sum.failed + number_before(line, "failed").unwrap_or(0),
        }))
    }

    /// From the browser tests' `10 passed, 0 failed, 1 skipped …`.
    pub(super) fn from_totals(output: &str) -> Option<Self> {
        output.lines().rev().find_map(totals)
    }

    /// From node's test runner: `# pass 10` and `# fail 0`.
    pub(super) fn from_node(output: &str) -> Option<Self> {
        let after = |word: &str| {
            output
                .lines()
                .rev()
                .find_map(|line| line.strip_prefix(word)?.trim().parse().ok())
        };
        Some(Self {
            passed: after("# pass ")?,
            failed: after("# fail ")?,
        })
    }
}

/// A line of the browser tests that holds their totals.
pub(super) fn totals(line: &str) -> Option<Count> {
    let (passed, rest) = line.split_once(" passed, ")?;
    let (failed, _) = rest.split_once(" failed")?;
    Some(Count {
        passed: passed.parse().ok()?,
        failed: failed.parse().ok()?,
    })
}

/// The number in `12 word`, where the word is followed by anything but a letter.
fn number_before(line: &str, word: &str) -> Option<u32> {
    line.split([',', ';', ':', '.']).find_map(|part| {
        let (number, rest) = part.trim().split_once(' ')?;
        (rest.split(" (").next()? == word).then(|| number.parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_runners_print() {
        let nextest =
            "     Summary [   0.51s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 3 skipped";
        assert_eq!(Count::from_nextest(nextest), Some(Count { passed: 9, failed: 3 }));
        let one = "     Summary [   0.005s] 1 test run: 1 passed, 0 skipped\n";
        assert_eq!(Count::from_nextest(one), Some(Count { passed: 1, failed: 0 }));
        let libtest = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 1 ignored; 0 measured\n\
                       test result: FAILED. 1 passed; 1 failed; 0 ignored";
        assert_eq!(Count::from_libtest(libtest), Some(Count { passed: 3, failed: 1 }));
        let browser = "ok    echo\n\n41 passed, 1 failed, 2 skipped in 90 s\n";
        assert_eq!(
            Count::from_totals(browser),
            Some(Count {
                passed: 41,
                failed: 1
            })
        );
        assert_eq!(
            Count::from_node("# tests 3\n# pass 3\n# fail 0\n"),
            Some(Count { passed: 3, failed: 0 })
        );
        assert_eq!(Count::from_totals("nothing was passed, nothing failed"), None);
    }

    #[test]
    fn a_run_that_died_has_failed() {
        assert_eq!(Count::of_run(None, false), Count { passed: 0, failed: 1 });
        assert_eq!(
            Count::of_run(Some(Count { passed: 5, failed: 0 }), false),
            Count { passed: 5, failed: 1 }
        );
        assert_eq!(
            Count::of_run(Some(Count { passed: 5, failed: 2 }), false),
            Count { passed: 5, failed: 2 }
        );
    }
}
