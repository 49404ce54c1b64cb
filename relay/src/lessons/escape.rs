//! Text on its way into HTML.

use std::fmt;

/// Displays text so that it is only text in HTML, in an element as in a quoted attribute.
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(['&', '<', '>', '"', '\'']) {
            let Some(last) = part.chars().next_back() else {
                continue;
            };
            let entity = match last {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => {
                    f.write_str(part)?;
                    continue;
                }
            };
            f.write_str(part.trim_end_matches(last))?;
            f.write_str(entity)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_that_html_would_read() {
        let text = r#"<b a="1" c='2'>&amp;</b> Ж"#;
        let expected = "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt; Ж";
        assert_eq!(Escaped(text).to_string(), expected);
        assert_eq!(Escaped("<<&&").to_string(), "&lt;&lt;&amp;&amp;");
    }
}
