//! What all checks together amount to.

use super::rows::{Check, Found, State};

/// For the head of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Still at it: the check that runs or is next.
    Checking(Check),
    Ready,
    Limited,
    Unfit,
}

impl Verdict {
    /// Of the rows as they stand.
    pub fn of<'a>(rows: impl Iterator<Item = (Check, &'a Found)> + Clone) -> Verdict {
        let first = |state: State| rows.clone().find(|(_, found)| found.state == state);
        if let Some((check, _)) = first(State::Running).or_else(|| first(State::Waiting)) {
            Verdict::Checking(check)
        } else if first(State::Bad).is_some() {
            Verdict::Unfit
        } else if first(State::Limited).is_some() {
            Verdict::Limited
        } else {
            Verdict::Ready
        }
    }

    /// The hook `data-verdict`.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Checking(_) => "checking",
            Verdict::Ready => "ready",
            Verdict::Limited => "limited",
            Verdict::Unfit => "unfit",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(states: [State; 3]) -> Verdict {
        let found = states.map(|state| Found::new(state, "", ""));
        let checks = [Check::Browser, Check::Relay, Check::Echo];
        Verdict::of(checks.into_iter().zip(&found))
    }

    #[test]
    fn the_worst_check_decides_once_all_are_done() {
        use State::{Bad, Good, Limited, Running, Skipped, Waiting};
        assert_eq!(verdict([Good, Good, Good]), Verdict::Ready);
        assert_eq!(verdict([Good, Limited, Good]), Verdict::Limited);
        assert_eq!(verdict([Limited, Bad, Skipped]), Verdict::Unfit);
        assert_eq!(verdict([Bad, Running, Waiting]), Verdict::Checking(Check::Relay));
        assert_eq!(verdict([Good, Good, Waiting]), Verdict::Checking(Check::Echo));
    }
}
