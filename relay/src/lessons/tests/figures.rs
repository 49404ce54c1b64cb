//! Figures in whole lessons: what a page gets for a picture, and what its author hears.

use super::super::{Lessons, PictureFile, Problems};
use super::{MATTER, PAIR, both, html};

const SHOWN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g data-step=\"server.bind\"/>\
    <text lang=\"ru\">да</text><text lang=\"en\">yes</text></svg>";

/// A lesson with these pictures: what its page has, or what its author hears.
fn pictured(markdown: &str, pictures: &[(&str, &[u8])]) -> Result<String, Vec<String>> {
    let pictures: Vec<_> = pictures
        .iter()
        .map(|(name, bytes)| PictureFile {
            shown: format!("pictures/{name}"),
            name: (*name).to_owned(),
            bytes: bytes.to_vec().into(),
        })
        .collect();
    match Lessons::from_files(&both("a", &format!("{MATTER}{markdown}")), &pictures) {
        Ok(lessons) => Ok(html(&lessons, "en")),
        Err(Problems(problems)) => Err(problems
            .iter()
            .map(ToString::to_string)
            .filter(|problem| !problem.starts_with("ru/"))
            .collect()),
    }
}

#[test]
fn a_picture_alone_in_its_paragraph_becomes_a_figure() {
    let html = pictured(
        "![It says \"yes\".](a.svg \"A `bind` and <b>\")\n",
        &[("a.svg", SHOWN.as_bytes())],
    );
    insta::assert_snapshot!(html.unwrap(), @r#"
    <figure class="picture">
    <svg viewBox="0 0 1 1" role="img" aria-labelledby="picture-1"><desc id="picture-1">It says &quot;yes&quot;.</desc><g data-step="server.bind"/><text>yes</text></svg>
    <figcaption>A <code>bind</code> and &lt;b&gt;</figcaption>
    </figure>
    "#);
}

#[test]
fn a_picture_follows_a_pair_of_its_lesson() {
    let html = pictured(
        &format!("{PAIR}\n![Yes](a.svg#pair=echo \"Caption\")\n"),
        &[("a.svg", SHOWN.as_bytes())],
    );
    assert!(
        html.unwrap()
            .contains(r#"<figure class="picture" data-follows="echo">"#)
    );
}

#[test]
fn a_photograph_is_fetched_by_its_digest_and_keeps_its_place() {
    let gif = b"GIF89a\x03\x00\x02\x00\x00\x00\x00;";
    let html = pictured("![A cat](cat.gif \"Our cat\")\n", &[("cat.gif", gif)]).unwrap();
    assert!(html.contains("<img src=\"/pictures/@"), "{html}");
    assert!(
        html.contains("/cat.gif\" alt=\"A cat\" width=\"3\" height=\"2\" loading=\"lazy\""),
        "{html}"
    );
}

#[test]
fn mistakes_with_pictures_are_named_with_file_and_line() {
    let markdown = "\
![Words](nowhere.svg \"Caption\")

![](a.svg)

Text with ![a picture](a.svg \"Caption\") in it.

- ![tight](a.svg \"Caption\")

![Words](a.svg#pair=gone \"Caption\")

![Words](still.svg#pair=gone \"Caption\")

![Words](a.svg#left \"Caption\")

![Words](russian.svg \"Caption\")

![Words](broken.svg \"Caption\")
";
    let russian =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>\n<text lang='ru'>да</text></svg>";
    let still = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";
    let found = pictured(
        markdown,
        &[
            ("a.svg", SHOWN.as_bytes()),
            ("still.svg", still.as_bytes()),
            ("russian.svg", russian.as_bytes()),
            ("broken.svg", b"<svg"),
        ],
    );
    insta::assert_snapshot!(found.unwrap_err().join("\n"), @r#"
    en/a.md:6: there is no picture `nowhere.svg` in the folder `pictures`
    en/a.md:8: the picture needs an alternative text: `![what it shows](name.svg "Caption")`
    en/a.md:8: the picture needs a caption: `![what it shows](name.svg "Caption")`
    en/a.md:10: a picture stands alone in its paragraph
    en/a.md:12: a picture stands alone in its paragraph
    en/a.md:14: the picture follows the pair `gone`, which this lesson doesn't have
    en/a.md:16: the picture `still.svg` can't follow a pair: it has no `data-step`
    en/a.md:18: after `#`, a picture takes `pair=NAME` only
    en/a.md:20: the picture `russian.svg` has a text that isn't there in `en` (line 2 of the drawing)
    pictures/broken.svg:1: the drawing can't be read: the document does not have a root node
    "#);
}
