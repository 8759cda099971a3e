//! Tests of `cuebook draft` with books and documents.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use crate::stage::Stage;

/// Returns an archive with these files.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns an EPUB with these chapters: their titles and the HTML below them.
fn epub(chapters: &[(&str, &str)]) -> Vec<u8> {
    let pages: Vec<(String, String)> = chapters
        .iter()
        .enumerate()
        .map(|(n, (title, body))| {
            (
                format!("c{n}.xhtml"),
                format!("<html><body><h1>{title}</h1>{body}</body></html>"),
            )
        })
        .collect();
    let items: String = pages
        .iter()
        .map(|(name, _)| {
            format!("<item id='{name}' href='{name}' media-type='application/xhtml+xml'/>")
        })
        .collect();
    let spine: String = pages
        .iter()
        .map(|(name, _)| format!("<itemref idref='{name}'/>"))
        .collect();
    let package = format!(
        "<package><metadata><dc:title>The Red Door</dc:title><dc:creator>A. Writer</dc:creator>\
         <dc:language>en-GB</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    let mut files = vec![
        (
            "META-INF/container.xml",
            "<container><rootfile full-path='book.opf'/></container>",
        ),
        ("book.opf", package.as_str()),
    ];
    files.extend(
        pages
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    zipped(&files)
}

const GATE: &str = "<p>Rain fell on the roof.</p><p>“Who is <i>there</i>?” whispered Anna.</p><p>“Nobody,” said Boris.</p>";
const SEA: &str = "<p>The sea was calm.</p><p>“Go,” said Boris. “Go now.”</p><p>“No,” said the driver.</p>\
    <p>“Then stay,” said Boris.</p>";

fn book() -> Stage {
    let stage = Stage::new();
    stage.write("red.epub", epub(&[("The Gate", GATE), ("The Sea", SEA)]));
    stage
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_book_becomes_a_folder_of_chapters_with_valid_scripts() {
    let stage = book();
    let before = stage.bytes("red.epub");
    let said = stage.run(["draft", "red.epub"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out
            .starts_with("red/01-the-gate.yaml: 2 lines: 2 sure, 0 guessed; 3 roles"),
        "{}",
        said.out
    );
    assert_eq!(
        read(&stage.path("red/01-the-gate.md")),
        "# The Gate\n\nRain fell on the roof.\n\n“Who is *there*?” whispered Anna.\n\n“Nobody,” said Boris.\n"
    );
    let script = read(&stage.path("red/02-the-sea.yaml"));
    for part in [
        "show: \"The Red Door: The Sea\"",
        "author: A. Writer",
        "language: en-GB",
        "text: 02-the-sea.md",
    ] {
        assert!(script.contains(part), "{part}\n{script}");
    }
    for script in ["red/01-the-gate.yaml", "red/02-the-sea.yaml"] {
        let check = stage.run(["check", script]);
        assert_eq!(
            (check.code, check.out.as_str()),
            (0, "no mistakes\n"),
            "{}",
            check.err
        );
    }
    assert_eq!(stage.bytes("red.epub"), before);
}

#[test]
fn a_person_has_one_voice_in_all_chapters() {
    let stage = book();
    assert_eq!(stage.run(["draft", "red.epub", "-o", "all/"]).code, 0);
    assert_eq!(
        stage
            .run(["draft", "red.epub", "--chapter", "1", "-o", "one.yaml"])
            .code,
        0
    );
    let boris = |path: &str| {
        let script = read(&stage.path(path));
        let line = script
            .lines()
            .find(|line| line.trim_start().starts_with("BORIS:"))
            .unwrap();
        line.split('}')
            .next()
            .unwrap()
            .split_whitespace()
            .collect::<String>()
    };
    assert_eq!(boris("all/01-the-gate.yaml"), boris("all/02-the-sea.yaml"));
    assert_eq!(boris("one.yaml"), boris("all/01-the-gate.yaml"));
    assert!(read(&stage.path("one.yaml")).contains("text: one.md"));
}

#[test]
fn the_chapters_are_listed_and_nothing_is_written() {
    let stage = book();
    let said = stage.run(["draft", "red.epub", "--list-chapters"]);
    assert_eq!(said.out, "1  15 words  The Gate\n2  19 words  The Sea\n");
    assert_eq!(
        (said.code, said.err.as_str()),
        (0, "2 chapters: 34 words\n")
    );
    assert_eq!(stage.names(), ["door.txt", "red.epub", "show.yaml"]);
}

#[test]
fn files_that_exist_are_kept_unless_forced() {
    let stage = book();
    fs::create_dir(stage.path("red")).unwrap();
    stage.write("red/02-the-sea.md", "mine");
    let said = stage.run(["draft", "red.epub"]);
    assert_eq!(said.code, 2);
    assert_eq!(
        said.err,
        "error: red/02-the-sea.md already exists; --force overwrites it\n"
    );
    assert!(!stage.path("red/01-the-gate.md").exists());
    assert_eq!(read(&stage.path("red/02-the-sea.md")), "mine");
    assert_eq!(stage.run(["draft", "red.epub", "--force"]).code, 0);
    assert!(read(&stage.path("red/02-the-sea.md")).starts_with("# The Sea"));
}

#[test]
fn wrong_wishes_name_the_way_out() {
    let stage = book();
    let said = stage.run(["draft", "red.epub", "-o", "all.yaml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("has 2 chapters") && said.err.contains("--chapter N"),
        "{}",
        said.err
    );
    let said = stage.run(["draft", "red.epub", "--chapter", "9"]);
    assert!(
        said.err
            .contains("no chapter 9: it has 2; `--list-chapters` shows them"),
        "{}",
        said.err
    );
    stage.write("cut.epub", &stage.bytes("red.epub")[..300]);
    let said = stage.run(["draft", "cut.epub"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("cut.epub cannot be read as a book\n  because the archive is damaged"),
        "{}",
        said.err
    );
}

#[test]
fn a_document_is_one_text_beside_it() {
    let stage = Stage::new();
    stage.write(
        "night.html",
        format!("<title>Night</title><h1>Night</h1>{GATE}"),
    );
    let said = stage.run(["draft", "night.html"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(read(&stage.path("night.md")).starts_with("# Night\n\nRain"));
    assert!(read(&stage.path("night.yaml")).starts_with("# A draft"));
    let again = stage.run(["draft", "night.html"]);
    assert!(
        again.err.contains("night.yaml already exists"),
        "{}",
        again.err
    );
}

#[test]
fn a_chapter_of_a_plain_text_is_drafted_alone() {
    let stage = Stage::new();
    let text = "CHAPTER I\n\n“Who is there?” asked Anna.\n\nCHAPTER II\n\n“Nobody,” said Boris.\n";
    stage.write("long.txt", text);
    let said = stage.run(["draft", "long.txt", "--list-chapters"]);
    assert_eq!(said.out, "1  7 words  CHAPTER I\n2  5 words  CHAPTER II\n");
    assert_eq!(
        stage
            .run(["draft", "long.txt", "--chapter", "2", "-o", "two.yaml"])
            .code,
        0
    );
    assert_eq!(
        read(&stage.path("two.txt")),
        "CHAPTER II\n\n“Nobody,” said Boris.\n"
    );
    let script = read(&stage.path("two.yaml"));
    assert!(
        script.contains("by: BORIS") && !script.contains("ANNA"),
        "{script}"
    );
    assert_eq!(stage.run(["draft", "long.txt", "-o", "out/"]).code, 0);
    assert!(
        stage.path("out/01-chapter-i.yaml").exists() && stage.path("out/01-chapter-i.txt").exists()
    );
    assert_eq!(read(&stage.path("long.txt")), text);
}

/// Returns the speaker of each line of a script.
fn speakers(script: &str) -> Vec<String> {
    let by = script.lines().filter_map(|line| line.split_once("by: "));
    by.map(|(_, rest)| rest.split([',', '}']).next().unwrap().trim().to_owned())
        .collect()
}

/// Every format gives the same speakers as the plain text.
#[test]
fn every_format_has_the_speakers_of_the_plain_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    for name in ["harbour", "dashes", "victorian"] {
        let text = read(&folder.join(name).with_extension("txt"));
        // A heading of Markdown is none in a document.
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let text = lines.join("\n");
        let stage = Stage::new();
        stage.write("plain.txt", &text);
        let plain = stage.run(["draft", "plain.txt"]).out;
        let expected = speakers(&plain);
        assert!(expected.len() > 20, "{name}");
        let paragraphs: Vec<String> = paragraphs(&text);
        let html: String = paragraphs
            .iter()
            .map(|own| format!("<p>{}</p>\n", own.replace('&', "&amp;")))
            .collect();
        stage.write("a.html", format!("<meta charset=utf-8>{html}"));
        stage.write("b.epub", epub(&[("", &html)]));
        let word: String = paragraphs
            .iter()
            .map(|own| {
                format!(
                    "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
                    own.replace('&', "&amp;")
                )
            })
            .collect();
        stage.write(
            "c.docx",
            zipped(&[(
                "word/document.xml",
                &format!("<w:document>{word}</w:document>"),
            )]),
        );
        let escape = |c: char| match c {
            c if c.is_ascii() => c.to_string(),
            c => c
                .encode_utf16(&mut [0; 2])
                .iter()
                .map(|unit| format!("\\u{}?", unit.cast_signed()))
                .collect(),
        };
        let rtf: String = paragraphs
            .iter()
            .map(|own| own.chars().map(escape).collect::<String>() + "\\par\n")
            .collect();
        stage.write("d.rtf", format!("{{\\rtf1\\ansi {rtf}}}"));
        for (file, script) in [
            ("a.html", "a.yaml"),
            ("b.epub", "b.yaml"),
            ("c.docx", "c.yaml"),
            ("d.rtf", "d.yaml"),
        ] {
            let said = stage.run(["draft", file]);
            assert_eq!(said.code, 0, "{}", said.err);
            assert_eq!(
                speakers(&read(&stage.path(script))),
                expected,
                "{name} as {file}"
            );
        }
    }
}

/// Returns the paragraphs of a text that is wrapped or has one paragraph in a line.
fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let wrapped = text.lines().all(|line| line.chars().count() < 120);
    let parts: Vec<&str> = match wrapped {
        true => text.split("\n\n").collect(),
        false => text.split('\n').collect(),
    };
    let parts = parts
        .into_iter()
        .map(|part| part.replace('\n', " ").trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}
