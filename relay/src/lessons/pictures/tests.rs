//! What a drawing becomes in a page, and what is kept out of it.

use super::inline::Place;
use super::{PictureFile, PictureMistake, Pictures};
use crate::lessons::problem::Mistake;

const OPEN: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">"#;

fn drawing(inside: &str) -> PictureFile {
    file("a.svg", format!("{OPEN}\n{inside}</svg>").as_bytes())
}

fn file(name: &str, bytes: &[u8]) -> PictureFile {
    PictureFile {
        shown: format!("pictures/{name}"),
        name: name.to_owned(),
        bytes: bytes.to_vec().into(),
    }
}

/// What is wrong with a picture, and in which line.
fn wrong(file: PictureFile) -> (usize, PictureMistake) {
    let mut problems = Vec::new();
    Pictures::read(&[file], &mut problems);
    let problem = problems.pop().expect("a problem");
    match problem.mistake {
        Mistake::Picture(mistake) => (problem.line, mistake),
        other => panic!("{other}"),
    }
}

fn inline(file: &PictureFile, language: &str) -> Result<String, usize> {
    let mut problems = Vec::new();
    let pictures = Pictures::read(std::slice::from_ref(file), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let Some(super::Picture::Drawing(drawing)) = pictures.find(&file.name) else {
        panic!("no drawing");
    };
    drawing.inline(&Place {
        language,
        number: 2,
        words: "One & \"two\"",
    })
}

#[test]
fn a_drawing_is_put_into_the_page_with_ids_of_its_own_and_the_author_s_words() {
    let file = drawing(
        r##"<!-- a note --><title>A tooltip</title>
<defs><marker id="tip"><path d="M0 0"/></marker></defs>
<use xlink:href="#tip" href="#tip"/>
<path marker-end="url(#tip)" fill="var(--x)" unknown="1"/>
<text x="1">a &lt; b</text>"##,
    );
    insta::assert_snapshot!(inline(&file, "en").unwrap(), @r##"<svg viewBox="0 0 10 10" role="img" aria-labelledby="picture-2"><desc id="picture-2">One &amp; &quot;two&quot;</desc><defs><marker id="picture-2-tip"><path d="M0 0"/></marker></defs><use href="#picture-2-tip"/><path marker-end="url(#picture-2-tip)" fill="var(--x)"/><text x="1">a &lt; b</text></svg>"##);
}

#[test]
fn of_texts_in_several_languages_the_page_s_own_stays() {
    let file = drawing(
        r#"<g><text lang="ru">порт</text><text lang="en">port</text><rect/></g>
<text><tspan lang="ru">да</tspan><tspan lang="en">yes</tspan> 9090</text>"#,
    );
    let russian = inline(&file, "ru").unwrap();
    assert!(
        russian.ends_with("<g><text>порт</text><rect/></g><text><tspan>да</tspan> 9090</text></svg>"),
        "{russian}"
    );
    let english = inline(&file, "en").unwrap();
    assert!(english.contains("port") && !english.contains("порт"), "{english}");
    assert_eq!(inline(&file, "de"), Err(2), "the line of the first text");
}

#[test]
fn what_could_run_or_reach_out_is_refused_by_name_and_line() {
    let element = |name: &str| PictureMistake::Element(name.to_owned());
    let outside = |url: &str| PictureMistake::Outside(url.to_owned());
    for (inside, mistake) in [
        ("<script>alert(1)</script>", element("script")),
        ("<g><foreignObject/></g>", element("foreignObject")),
        ("<a href='#x'/>", element("a")),
        ("<image href='data:image/png,'/>", element("image")),
        ("<rect><set attributeName='href' to='x'/></rect>", element("set")),
        ("<animate/>", element("animate")),
        ("<iframe/>", element("iframe")),
        ("<style>* { display: none }</style>", PictureMistake::Style),
        (
            "<rect onclick='alert(1)'/>",
            PictureMistake::Handler("onclick".to_owned()),
        ),
        (
            "<rect ONLOAD='alert(1)'/>",
            PictureMistake::Handler("ONLOAD".to_owned()),
        ),
        (
            "<use xlink:href='https://evil.example/x.svg#a'/>",
            outside("https://evil.example/x.svg#a"),
        ),
        (
            "<use href='javascript:alert(1)'/>",
            outside("javascript:alert(1)"),
        ),
        (
            "<rect fill='url(//evil.example/a)'/>",
            outside("url(//evil.example/a)"),
        ),
        ("<rect style='fill: red; mask: url( x )'/>", outside("url( x )")),
        (
            r"<rect fill='u\72l(x)'/>",
            PictureMistake::Value("fill".to_owned()),
        ),
        (
            "<rect data-step='server.dance'/>",
            PictureMistake::UnknownStep("server.dance".to_owned()),
        ),
        (
            "<text data-value='server.age'/>",
            PictureMistake::UnknownValue("server.age".to_owned()),
        ),
    ] {
        assert_eq!(wrong(drawing(inside)), (2, mistake), "{inside}");
    }
}

#[test]
fn what_editors_add_is_left_out_and_styles_become_attributes() {
    let file = drawing(
        r#"<metadata><rdf:RDF xmlns:rdf="r"/></metadata><x:namedview xmlns:x="x" onload="1"/>
<path style="fill:#ff0000;-x-note:1;stroke : none" fill="blue" x:label="1" xmlns:x="x" d="M0 0"/>"#,
    );
    let html = inline(&file, "en").unwrap();
    assert!(
        html.ends_with(r##"<path d="M0 0" fill="#ff0000" stroke="none"/></svg>"##),
        "{html}"
    );
    assert!(
        !html.contains("namedview") && !html.contains("label=\"1\""),
        "{html}"
    );
}

#[test]
fn files_that_are_no_pictures_say_what_they_lack() {
    let svg = |text: &str| wrong(file("a.svg", text.as_bytes())).1;
    assert_eq!(svg("<svg viewBox='0 0 1 1'/>"), PictureMistake::NotSvg);
    assert_eq!(
        svg("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        PictureMistake::NoViewBox
    );
    assert!(matches!(svg("<svg"), PictureMistake::NotXml(_)));
    let entities = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>";
    assert!(matches!(svg(entities), PictureMistake::NotXml(_)));
    let deep = format!("{}{}", "<g>".repeat(100), "</g>".repeat(100));
    assert_eq!(wrong(drawing(&deep)).1, PictureMistake::TooDeep);
    assert_eq!(wrong(file("A b.svg", b"")).1, PictureMistake::BadName);
    assert_eq!(wrong(file("a.svg", b"\xff")).1, PictureMistake::NotText);
    assert_eq!(
        wrong(file("a.png", b"GIF89a")).1,
        PictureMistake::NotA("png".to_owned())
    );
}

#[test]
fn a_size_in_numbers_is_as_good_as_a_view_box() {
    let text = "<svg xmlns='http://www.w3.org/2000/svg' width='30px' height='20'/>";
    let html = inline(&file("a.svg", text.as_bytes()), "en").unwrap();
    assert!(
        html.starts_with(r#"<svg viewBox="0 0 30 20" width="30" role"#),
        "{html}"
    );
}
