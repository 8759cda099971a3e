use super::*;
use cuebook_yaml::mapping::Words;

fn found(series: &str) -> Vec<String> {
    let reading = read(series.as_bytes());
    let found = reading.diagnostics.iter();
    found
        .map(|found| {
            format!(
                "{} {}",
                found.code,
                found.labels[0].span.of(&reading.source)
            )
        })
        .collect()
}

#[test]
fn a_series_has_its_chapters_in_order() {
    let reading = read(
        b"series: Night Watch\nchapters:\n  - parts/one.yaml\n  - ./two.txt\nmeta: { author: [A, B] }\n\
          publish: [mp3, vtt]\nfeed: { site: https://example.org/night, every: day }\n",
    );
    assert_eq!(reading.diagnostics, []);
    let series = reading.series;
    assert_eq!(series.series.unwrap().value, "Night Watch");
    let chapters = series.chapters.unwrap();
    let names: Vec<&str> = chapters.iter().map(|path| path.value.as_str()).collect();
    assert_eq!(names, ["parts/one.yaml", "two.txt"]);
    assert_eq!(chapters[1].span.of(&reading.source), "./two.txt");
    assert_eq!(series.meta.author.unwrap().value, ["A", "B"]);
    assert_eq!(series.publish.len(), 2);
    assert_eq!(
        series.feed.site.unwrap().value,
        "https://example.org/night/"
    );
    assert!(matches!(series.feed.every.unwrap().value, Every::Day));
}

#[test]
fn mistakes_have_their_places() {
    for (series, wanted) in [
        (
            "series: A\nchapters: [a.yaml, b.yaml, ./a.yaml]",
            &["duplicate-name ./a.yaml"][..],
        ),
        (
            "series: A\nchapters: [x/../a.yaml, a.yaml]",
            &["duplicate-name a.yaml"],
        ),
        ("series: A\nchapters: [../a.yaml]", &["bad-path ../a.yaml"]),
        (
            "series: A\nchapters: [/a.yaml, C:\\a.yaml]",
            &["bad-path /a.yaml", "bad-path C:\\a.yaml"],
        ),
        ("series: A\nchapters: []", &["empty-value []"]),
        ("series: A\nchapters: a.yaml", &["wrong-shape a.yaml"]),
        (
            "series: A\nchapters: [a.yaml]\nchapter: 3",
            &["unknown-key chapter"],
        ),
        (
            "series: A\nchapters: [a.yaml]\nmeta: { cover: ../c.png }",
            &["bad-path ../c.png"],
        ),
        (
            "series: A\nchapters: [a.yaml]\nfeed: { site: example.org }",
            &["bad-path example.org"],
        ),
        (
            "series: A\nchapters: [a.yaml]\nfeed: { email: ann }",
            &["bad-path ann"],
        ),
        (
            "series: A\nchapters: [a.yaml]\npublish: [mp4]",
            &["unknown-form mp4"],
        ),
    ] {
        assert_eq!(found(series), wanted, "{series}");
    }
    assert!(found("series: A")[0].starts_with("missing-key"));
    let hint = &read(b"series: A\nchapter: [a.yaml]").diagnostics;
    let mends = hint.iter().flat_map(|found| &found.hints);
    assert!(
        mends.into_iter().any(|hint| hint.text.contains("chapters")),
        "{hint:?}"
    );
}

#[test]
fn a_broken_series_is_read_as_far_as_possible() {
    for series in [
        "",
        "[",
        "series: [",
        "series: A\nchapters: {",
        "- a",
        "\u{0}",
        "series: A\nchapters: [[a]]",
    ] {
        let _ = read(series.as_bytes());
    }
    assert!(!read(b"series: A\nchapters: [").diagnostics.is_empty());
}

#[test]
fn a_series_is_told_from_a_script() {
    for text in [
        "series: A\nchapters: []",
        "# A comment\n\nchapters: [a.yaml]\nseries: A\n",
        "{ series: A, chapters: [a.yaml] }",
        "\u{feff}\"series\": A",
    ] {
        assert!(is_series(text), "{text}");
    }
    for text in [
        "show: A\nmeta:\n  series: B\n",
        "show: A\nmeta: { series: B }\ntext: a.txt\nchapters: all\n",
        "# series: A\ntext: a.txt",
        "",
        "A series: of events.\n",
    ] {
        assert!(!is_series(text), "{text}");
    }
}

#[test]
fn the_usual_time_is_a_week() {
    assert_eq!(Every::CHOICE.names().count(), 5);
}

/// Returns a mapping with a value for one key, within a series.
fn with_value(mapping: &str, key: &str, value: &str) -> String {
    match (mapping, key) {
        ("", "series") => format!("series: {value}\nchapters: [a.yaml]\n"),
        ("", "chapters") => format!("series: A\nchapters: {value}\n"),
        ("", key) => format!("series: A\nchapters: [a.yaml]\n{key}: {value}\n"),
        (mapping, key) => {
            format!("series: A\nchapters: [a.yaml]\n{mapping}: {{ {key}: {value} }}\n")
        }
    }
}

#[test]
fn every_example_of_every_key_is_read() {
    let mut tried = 0;
    for (name, mapping) in [
        ("", Series::MAPPING),
        ("meta", SharedMeta::MAPPING),
        ("feed", Feed::MAPPING),
    ] {
        for key in mapping.keys() {
            assert!(key.about.trim().ends_with('.'), "{}", key.name);
            for example in key.examples {
                let example = if example.contains("://") {
                    format!("\"{example}\"")
                } else {
                    (*example).to_owned()
                };
                let series = with_value(name, key.name, &example);
                assert_eq!(found(&series), [] as [&str; 0], "{series}");
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "only {tried} examples were tried");
}
