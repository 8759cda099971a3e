//! The podcast feed of a series.

use std::path::PathBuf;
use std::process::Command;

use roxmltree::{Document, Node};
use serde_json::Value;

use super::{SERIES, run, script, series, well};

const PUBLISH: &str = "publish series.yaml -o out --stand-in";

fn items<'t>(tree: &'t Document<'t>) -> Vec<Node<'t, 't>> {
    tree.descendants()
        .filter(|node| node.has_tag_name("item"))
        .collect()
}

fn text<'t>(item: Node<'t, 't>, name: &str) -> &'t str {
    let found = item.children().find(|node| node.tag_name().name() == name);
    found.and_then(|node| node.text()).unwrap_or("")
}

#[test]
fn a_feed_names_every_chapter_with_its_files() {
    let stage = series();
    let parts = "scenes:\n  - { id: go, from: start, title: Go }\nchapters: all\n";
    stage.write("one.yaml", script("The Door", "A door fell shut.") + parts);
    let said = run(&stage, PUBLISH);
    assert_eq!(said.code, 0, "{}", said.err);
    let xml = String::from_utf8(stage.bytes("out/feed.xml")).unwrap();
    let tree = Document::parse(&xml).unwrap();
    let items = items(&tree);
    assert_eq!(items.len(), 3);
    let chapters = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "chapters");
    assert_eq!(chapters.count(), 1, "only one has chapters within it");
    assert_eq!(text(items[1], "title"), "The “Cellar” <deep>");
    assert_eq!(text(items[1], "pubDate"), "Fri, 08 May 2026 00:00:00 +0000");
    for item in &items {
        let enclosure = item
            .children()
            .find(|node| node.has_tag_name("enclosure"))
            .unwrap();
        let url = enclosure.attribute("url").unwrap();
        let name = url.strip_prefix("https://example.org/night/").unwrap();
        let bytes = stage.bytes(&format!("out/{name}"));
        assert_eq!(
            enclosure.attribute("length").unwrap(),
            bytes.len().to_string()
        );
        assert_eq!(enclosure.attribute("type"), Some("audio/mpeg"));
        let linked = item.children().filter_map(|node| node.attribute("url"));
        for url in linked {
            let name = url.strip_prefix("https://example.org/night/").unwrap();
            assert!(stage.path("out").join(name).exists(), "{url}");
        }
    }
    assert!(stage.path("out/cover.png").exists());
    assert!(stage.path("out/01-the-door.chapters.json").exists());
    // Nothing changes without a change, also if another run begins from the records.
    let said = run(&stage, PUBLISH);
    assert!(
        said.out.contains("feed.xml: 3 chapters, unchanged"),
        "{}",
        said.out
    );
}

#[test]
fn the_name_of_a_chapter_stays_when_its_title_and_number_change() {
    let stage = series();
    let guids = || -> Vec<String> {
        let xml = String::from_utf8(stage.bytes("out/feed.xml")).unwrap();
        let tree = Document::parse(&xml).unwrap();
        items(&tree)
            .iter()
            .map(|item| text(*item, "guid").to_owned())
            .collect()
    };
    well(&stage, PUBLISH);
    let before = guids();
    assert!(before[0] != before[1] && before[1] != before[2]);
    stage.write("one.yaml", script("Another Title", "A door fell shut."));
    let turned = SERIES.replace(
        "  - one.yaml\n  - parts/two.yaml\n",
        "  - parts/two.yaml\n  - one.yaml\n",
    );
    stage.write("series.yaml", turned);
    let said = run(&stage, PUBLISH);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(
        guids(),
        [before[1].clone(), before[0].clone(), before[2].clone()]
    );
    assert!(
        said.err.contains("01-the-door.mp3"),
        "old files are told: {}",
        said.err
    );
}

#[test]
fn a_mistake_takes_no_published_chapter_out_of_the_feed() {
    let stage = series();
    well(&stage, PUBLISH);
    let before = stage.bytes("out/feed.xml");
    stage.write(
        "one.yaml",
        script("The Door", "A door fell shut.") + "lines: [\n",
    );
    let said = run(&stage, PUBLISH);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("the feed stays as it is"), "{}", said.err);
    assert!(said.err.contains("one.yaml"), "{}", said.err);
    assert_eq!(stage.bytes("out/feed.xml"), before);
}

#[test]
fn a_feed_needs_an_address() {
    let stage = series();
    stage.write(
        "series.yaml",
        SERIES.replace("site: https://example.org/night, ", ""),
    );
    let said = run(&stage, PUBLISH);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("no feed: set `site`"), "{}", said.err);
    assert!(!stage.path("out/feed.xml").exists());
    well(
        &stage,
        &format!("{PUBLISH} --base-url http://localhost:8000"),
    );
    let xml = String::from_utf8(stage.bytes("out/feed.xml")).unwrap();
    assert!(
        xml.contains("url=\"http://localhost:8000/01-the-door.mp3\""),
        "{xml}"
    );
    let said = run(&stage, &format!("{PUBLISH} --base-url localhost"));
    assert_eq!(said.code, 2);
}

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let stage = series();
    std::fs::create_dir(stage.path("out")).unwrap();
    stage.write("out/01-the-door.vtt", "mine");
    let said = run(&stage, PUBLISH);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(
        said.err.contains("2 chapters made, 1 failed"),
        "{}",
        said.err
    );
    assert!(said.err.contains("--force"), "{}", said.err);
    assert_eq!(stage.bytes("out/01-the-door.vtt"), b"mine");
    well(&stage, &format!("{PUBLISH} --force"));
}

const READ: &str = r#"
import io, json, sys
sys.path.insert(0, sys.argv[1])
import feedparser, podcastparser
path = sys.argv[2]
one = feedparser.parse(path)
with open(path, "rb") as file:
    two = podcastparser.parse("https://example.org/night/feed.xml", file)
print(json.dumps({
    "bozo": bool(one.bozo),
    "title": one.feed.title,
    "author": one.feed.author,
    "titles": [entry.title for entry in one.entries],
    "lengths": [entry.enclosures[0].length for entry in one.entries],
    "dates": [list(entry.published_parsed[:3]) for entry in one.entries],
    "two": two["title"],
    "cover": two["cover_url"],
    "durations": [episode["total_time"] for episode in two["episodes"]],
    "numbers": [episode["number"] for episode in two["episodes"]],
    "urls": [episode["enclosures"][0]["url"] for episode in two["episodes"]],
    "chapters": [episode.get("chapters_json_url") for episode in two["episodes"]],
}))
"#;

#[test]
#[ignore = "needs feedparser and podcastparser"]
fn the_parsers_of_podcast_clients_read_the_feed() {
    let readers = PathBuf::from(std::env::var_os("CUEBOOK_READERS").expect("CUEBOOK_READERS"));
    let stage = series();
    well(&stage, PUBLISH);
    let output = Command::new("python3")
        .args(["-c", READ])
        .arg(&readers)
        .arg(stage.path("out/feed.xml"))
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{err}"));
    assert_eq!(found["bozo"], false);
    assert_eq!(found["title"], "Night & Watch");
    assert_eq!(found["two"], "Night & Watch");
    assert_eq!(found["titles"][1], "The “Cellar” <deep>");
    assert_eq!(found["cover"], "https://example.org/night/cover.png");
    assert_eq!(found["dates"][2], serde_json::json!([2026, 5, 15]));
    let bytes = stage.bytes("out/01-the-door.mp3").len().to_string();
    assert_eq!(found["lengths"][0], bytes);
    assert_eq!(found["numbers"], serde_json::json!([1, 2, 3]));
    assert!(found["durations"][0].as_u64().unwrap() > 0, "{found}");
    assert_eq!(
        found["urls"][0],
        "https://example.org/night/01-the-door.mp3"
    );
}

/// The categories of Apple Podcasts that have others within them, or stand alone, with which the tests
/// publish.
const CATEGORIES: [&str; 2] = ["Fiction", "Drama"];

/// Returns what the rules of RSS 2.0, of the W3C feed validator and of Apple Podcasts refuse in a feed.
fn refused(xml: &str, address: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut must = |is_right: bool, what: String| {
        if !is_right {
            found.push(what);
        }
    };
    must(
        xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        "the head of the file".to_owned(),
    );
    let tree = Document::parse(xml).unwrap();
    let rss = tree.root_element();
    must(
        rss.attribute("version") == Some("2.0"),
        "the version".to_owned(),
    );
    let channel = rss.children().find(Node::is_element).unwrap();
    let name = |node: Node<'_, '_>| {
        let tag = node.tag_name();
        match tag.namespace() {
            None => tag.name().to_owned(),
            Some(space) => format!("{{{space}}}{}", tag.name()),
        }
    };
    let is_address = |text: &str| {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let plain = |c: char| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c);
        rest.is_some_and(|rest| !rest.is_empty()) && text.chars().all(plain)
    };
    let mut guids = Vec::new();
    for holder in [channel].into_iter().chain(items(&tree)) {
        let is_item = holder.has_tag_name("item");
        let own: Vec<Node<'_, '_>> = holder.children().filter(Node::is_element).collect();
        let mut names: Vec<String> = own.iter().map(|node| name(*node)).collect();
        names.retain(|name| name != "item" && !name.ends_with("}transcript"));
        let all = names.len();
        names.sort();
        names.dedup();
        must(
            names.len() == all,
            format!("an element is there twice: {names:?}"),
        );
        let needed: &[&str] = match is_item {
            true => &["title", "guid", "pubDate", "enclosure"],
            false => &["title", "link", "description", "language"],
        };
        for needed in needed {
            must(
                names.iter().any(|name| name == needed),
                format!("no {needed}"),
            );
        }
        for node in &own {
            let text = node.text().unwrap_or("");
            let short = name(*node);
            must(
                !text.contains('\u{1}') || short != "title",
                format!("{short}: {text}"),
            );
            for link in ["url", "href"]
                .iter()
                .filter_map(|key| node.attribute(*key))
            {
                must(is_address(link), format!("{short}: {link}"));
            }
            match short.as_str() {
                "link" => must(is_address(text), format!("link: {text}")),
                "pubDate" => must(
                    text.len() == 31 && text.ends_with(" 00:00:00 +0000"),
                    format!("pubDate: {text}"),
                ),
                "guid" => {
                    must(
                        node.attribute("isPermaLink") == Some("false"),
                        "guid".to_owned(),
                    );
                    guids.push(text.to_owned());
                }
                "enclosure" => {
                    let length = node
                        .attribute("length")
                        .and_then(|bytes| bytes.parse::<u64>().ok());
                    must(
                        length.is_some_and(|bytes| bytes > 0),
                        "enclosure: length".to_owned(),
                    );
                    let media = node.attribute("type").unwrap_or("");
                    must(media.split('/').count() == 2, format!("enclosure: {media}"));
                }
                "{http://www.w3.org/2005/Atom}link" => must(
                    node.attribute("href") == Some(address)
                        && node.attribute("rel") == Some("self"),
                    "the address of the feed itself".to_owned(),
                ),
                "image" => {
                    let of = |wanted: &str| node.children().find(|own| own.has_tag_name(wanted));
                    let of = |wanted: &str| of(wanted).and_then(|own| own.text()).unwrap_or("");
                    must(
                        of("title") == self::text(channel, "title"),
                        "image: title".to_owned(),
                    );
                    must(
                        is_address(of("url")) && is_address(of("link")),
                        "image".to_owned(),
                    );
                    must(
                        of("url").ends_with(".png") || of("url").ends_with(".jpg"),
                        "image".to_owned(),
                    );
                }
                other if other.ends_with("}explicit") => {
                    must(
                        ["true", "false"].contains(&text),
                        format!("explicit: {text}"),
                    );
                }
                other if other.ends_with("}duration") => {
                    must(
                        text.parse::<u32>().is_ok_and(|own| own > 0),
                        format!("duration: {text}"),
                    );
                }
                other if other.ends_with("}episode") => {
                    must(
                        text.parse::<u32>().is_ok_and(|own| own > 0),
                        format!("episode: {text}"),
                    );
                }
                other if other.ends_with("}type") => {
                    must(
                        ["serial", "episodic"].contains(&text),
                        format!("type: {text}"),
                    );
                }
                other if other.ends_with("}category") => {
                    for category in node.descendants().filter_map(|own| own.attribute("text")) {
                        must(
                            CATEGORIES.contains(&category),
                            format!("category: {category}"),
                        );
                    }
                }
                _ => {}
            }
        }
    }
    let all = guids.len();
    guids.sort();
    guids.dedup();
    must(guids.len() == all, "two chapters have one guid".to_owned());
    found
}

#[test]
fn a_feed_keeps_the_rules_of_the_validators() {
    let stage = series();
    well(&stage, PUBLISH);
    let xml = String::from_utf8(stage.bytes("out/feed.xml")).unwrap();
    let address = "https://example.org/night/feed.xml";
    assert_eq!(refused(&xml, address), Vec::<String>::new());
    // The rules find each mistake.
    for (from, to) in [
        ("isPermaLink=\"false\"", ""),
        ("<language>en-GB</language>", ""),
        ("01-the-door.mp3", "01 the door.mp3"),
        ("serial", "series"),
        ("<itunes:explicit>false", "<itunes:explicit>perhaps"),
    ] {
        assert!(xml.contains(from), "{from}");
        assert_ne!(
            refused(&xml.replacen(from, to, 1), address),
            Vec::<String>::new(),
            "{from}"
        );
    }
}
