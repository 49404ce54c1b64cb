//! A join code: eight digits that a teacher reads out and students type. Where it is printed for whoever mends the relay, it
//! isn't shown.

use std::fmt;

/// Digits: a hundred million codes, of which an address may try ten a minute.
const DIGITS: usize = 8;

/// What who joins has to know.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// One that nobody knows yet.
    ///
    /// # Errors
    /// If the operating system has no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; DIGITS * 2];
        getrandom::fill(&mut bytes)?;
        let number = bytes
            .iter()
            .fold(0u128, |number, byte| number << 8 | u128::from(*byte));
        Ok(Self(format!("{:0DIGITS$}", number % 10u128.pow(DIGITS as u32))))
    }

    /// The one in a text that people wrote, with blanks and hyphens as they like.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text
            .chars()
            .filter(char::is_ascii_digit)
            .take(DIGITS + 1)
            .collect();
        (digits.len() == DIGITS).then_some(Self(digits))
    }

    /// In two halves, as it is read out and typed.
    pub fn spoken(&self) -> String {
        let (first, second) = self.0.split_at(DIGITS / 2);
        format!("{first} {second}")
    }

    /// Without blanks.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}
