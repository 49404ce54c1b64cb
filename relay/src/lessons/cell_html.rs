//! Cells as HTML that can be read without JavaScript; the page's own program mounts on it. The attributes are a
//! contract with web/ and with tests.

use std::fmt::Write;

use super::cell::Cell;
use super::escape::Escaped;
use super::texts::Words;

/// Renders cells that follow one another, putting those of one pair side by side.
pub(super) fn render(cells: &[Cell], words: &Words) -> String {
    let mut html = String::new();
    for group in cells.chunk_by(|a, b| a.pair.is_some() && a.pair == b.pair) {
        let pair = group
            .first()
            .and_then(|cell| cell.pair.as_deref())
            .filter(|_| group.len() > 1);
        if let Some(pair) = pair {
            let _ = writeln!(html, r#"<div class="pair" data-pair="{}">"#, Escaped(pair));
        }
        for cell in group {
            // Writing into a String cannot fail.
            let _ = write_cell(&mut html, cell, words);
        }
        if pair.is_some() {
            html.push_str("</div>\n");
        }
    }
    html
}

fn write_cell(html: &mut String, cell: &Cell, words: &Words) -> std::fmt::Result {
    let role = Escaped(words.role(cell.role));
    let file = Escaped(&cell.file);

    write!(html, r#"<section class="cell" data-cell="{}""#, Escaped(&cell.id))?;
    if let Some(role) = cell.role {
        write!(html, r#" data-role="{}""#, role.name())?;
    }
    if let Some(pair) = &cell.pair {
        write!(html, r#" data-pair="{}""#, Escaped(pair))?;
    }
    write!(
        html,
        r#" data-file="{file}" data-version="{}" data-state="idle""#,
        cell.version
    )?;
    writeln!(html, r#" aria-label="{role}: {file}">"#)?;

    write!(
        html,
        r#"<header class="cell-head"><span class="cell-role">{role}</span> "#
    )?;
    writeln!(html, r#"<span class="cell-file">{file}</span></header>"#)?;
    write!(
        html,
        r#"<pre class="cell-code"><code class="language-python">{}"#,
        Escaped(&cell.code)
    )?;
    writeln!(html, "</code></pre>")?;
    let recorded = cell.recorded();
    if !recorded.is_empty() {
        write!(
            html,
            r#"<details class="cell-expect" open><summary>{}"#,
            Escaped(&words.recorded_output)
        )?;
        // HTML drops one line break right after <pre>, so one is written for it to drop.
        writeln!(
            html,
            "</summary><pre>\n{}</pre></details>",
            Escaped(&recorded.join("\n"))
        )?;
    }
    writeln!(html, "</section>")
}
