//! Tests of the captions and transcripts of `cuebook export`, also with other programs that read
//! them.

use std::process::Command;

use serde_json::Value;

use crate::stage::{Stage, samples};

const FORMS: [&str; 6] = ["srt", "vtt", "ttml", "lrc", "transcript", "txt"];

fn export(stage: &Stage, form: &str, args: &[&str]) -> String {
    let own = ["export", "show.yaml", "--stand-in", "--to", form];
    let said = stage.run(own.iter().chain(args).copied());
    assert_eq!(said.code, 0, "{}", said.err);
    said.out
}

/// Returns the times and the texts of an SRT file.
fn captions(srt: &str) -> Vec<(f64, f64, String)> {
    let time = |text: &str| {
        let parts: Vec<f64> = text
            .split([':', ','])
            .map(|part| part.parse().unwrap())
            .collect();
        parts[0] * 3_600.0 + parts[1] * 60.0 + parts[2] + parts[3] / 1_000.0
    };
    let blocks = srt.trim().split("\n\n");
    blocks
        .filter_map(|block| {
            let mut lines = block.lines().skip(1);
            let (start, end) = lines.next()?.split_once(" --> ")?;
            let text: Vec<&str> = lines.collect();
            Some((time(start), time(end), text.join("\n")))
        })
        .collect()
}

#[test]
fn every_form_of_a_small_show_matches_its_snapshot() {
    let stage = Stage::new();
    for form in FORMS {
        insta::assert_snapshot!(format!("captions_{form}"), export(&stage, form, &[]));
    }
    for form in ["vtt", "lrc", "transcript"] {
        let name = format!("captions_words_{form}");
        insta::assert_snapshot!(name, export(&stage, form, &["--words", "--no-sounds"]));
    }
}

#[test]
fn a_file_is_written_and_measured() {
    let stage = Stage::new();
    let to = ["export", "show.yaml", "--stand-in", "--to", "srt", "-o"];
    let said = stage.run(to.into_iter().chain(["show.srt"]));
    assert!(said.out.starts_with("show.srt: ") && said.out.contains(" captions, the fastest "));
    assert_eq!(
        String::from_utf8(stage.bytes("show.srt")).unwrap(),
        export(&stage, "srt", &[])
    );
    let said = stage.run(to.into_iter().chain(["door.txt"]));
    assert_eq!(said.code, 2, "{}", said.err);
    let said = stage.run([
        "export",
        "show.yaml",
        "--stand-in",
        "--to",
        "srt",
        "--words",
    ]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("no times of words"), "{}", said.err);
}

#[test]
fn the_script_says_how_a_sound_is_described() {
    let stage = Stage::new();
    stage.change(
        "id: rain, bed: wind,",
        "id: rain, bed: wind, caption: none,",
    );
    stage.change(
        "spot: door-strike,",
        "spot: door-strike, caption: \"three knocks, slowly\",",
    );
    let srt = export(&stage, "srt", &[]);
    assert!(
        srt.contains("[three knocks, slowly]") && !srt.contains("wind"),
        "{srt}"
    );
    stage.change(
        "mix:",
        "sounds: { door-strike: { recipe: door-strike, caption: a fist on oak } }\nmix:",
    );
    stage.change("caption: \"three knocks, slowly\", ", "");
    assert!(export(&stage, "srt", &[]).contains("[a fist on oak]"));
}

#[test]
fn a_path_has_the_words_that_are_heard_on_it() {
    let stage = Stage::new();
    stage.write("show.yaml", crate::stage::SCRIPT.replace("text: door.txt", "text: |\n  One. Two. Three.\n#")
        .replace("scenes:\n  - { id: inside, from: start }\n  - { id: outside, from: \"Rain fell\" }\nlines:\n  - { id: go, quote: \"Go!\", by: ANNA, tone: urgent }\n  - { id: come, quote: \"Come!\", by: BORIS }\n", 
            "scenes:\n  - { id: one, from: start }\n  - { id: two, from: \"Two.\", then: end }\n  - { id: three, from: \"Three.\" }\nchoices:\n  - { id: which, at: { after: \"One.\" }, ask: \"Which way?\", options: [ { id: left, say: \"Left.\", to: two }, { id: right, say: \"Right.\", to: three } ] }\n")
        .split("cues:").next().unwrap());
    let text = export(&stage, "txt", &["--choose", "which=right"]);
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !word.starts_with('['))
        .collect();
    assert_eq!(
        words.join(" "),
        "The Door One. Which way? Left. Right. Three."
    );
}

#[test]
fn captions_begin_with_the_voice() {
    let stage = Stage::new();
    stage.rendered("show.wav", &["--stems", "stems"]);
    let narration = samples(&stage.path("stems/narration.wav"));
    let dialogue = samples(&stage.path("stems/dialogue.wav"));
    let loud = |second: f64| {
        let frame = (second * 48_000.0) as usize * 2;
        let mut stems = [&narration, &dialogue].into_iter();
        stems.any(|stem| {
            let part = stem.get(frame..(frame + 960).min(stem.len()));
            let part = part.unwrap_or_default();
            part.iter().any(|sample| sample.abs() > 0.003)
        })
    };
    let all = captions(&export(&stage, "srt", &["--no-sounds"]));
    assert!(all.len() >= 3, "{all:?}");
    let mut silences = 0;
    for (start, end, text) in &all {
        // Where the voice was silent before the caption, it begins within 60 ms of it.
        let before = (1..20).map(|step| start - f64::from(step) * 0.01);
        if before.clone().all(|second| second < 0.0 || !loud(second)) {
            silences += 1;
            assert!(
                (0..7).any(|step| loud(start + f64::from(step) * 0.01)),
                "{text} at {start}"
            );
        }
        assert!(end > start);
    }
    assert!(silences >= 2, "{all:?}");
}

#[test]
#[ignore = "needs ffmpeg; `make test` runs it"]
fn ffmpeg_reads_every_caption() {
    let stage = Stage::new();
    let count = captions(&export(&stage, "srt", &[])).len();
    for form in ["srt", "vtt", "lrc"] {
        stage.write(&format!("show.{form}"), export(&stage, form, &[]));
        let read = Command::new("ffmpeg")
            .args(["-v", "error", "-i"])
            .arg(stage.path(&format!("show.{form}")))
            .args(["-f", "srt", "-"])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(read.stderr).unwrap(), "", "{form}");
        let read = String::from_utf8(read.stdout).unwrap();
        // In LRC the screen is emptied by a line without words.
        let shown = captions(&read)
            .into_iter()
            .filter(|(.., text)| !text.is_empty());
        assert_eq!(shown.count(), count, "{form}: {read}");
    }
}

#[test]
#[ignore = "needs chromium; `make test` runs it"]
fn a_browser_reads_every_caption() {
    let stage = Stage::new();
    let all = captions(&export(&stage, "srt", &[]));
    let track = export(&stage, "vtt", &[]);
    let track = track
        .replace('%', "%25")
        .replace('#', "%23")
        .replace('\n', "%0A")
        .replace('"', "%22");
    stage.write("track.html", format!(
        "<!doctype html><meta charset=utf-8><video><track default kind=captions src=\"data:text/vtt;charset=utf-8,{track}\"></video><pre></pre>\
         <script>const track = document.querySelector('track'); track.track.mode = 'showing';\
         const tell = () => document.querySelector('pre').textContent = JSON.stringify([...track.track.cues].map(cue => \
         [cue.startTime, cue.endTime, cue.getCueAsHTML().textContent, cue.text]));\
         track.onload = tell; track.onerror = () => document.querySelector('pre').textContent = 'error';</script>"
    ));
    let browser = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=5000",
            "--dump-dom",
        ])
        .arg(format!(
            "--user-data-dir={}",
            stage.path("home/browser").display()
        ))
        .arg(format!("file://{}", stage.path("track.html").display()))
        .output()
        .unwrap();
    let page = String::from_utf8(browser.stdout).unwrap();
    let cues = page
        .split("<pre>")
        .nth(1)
        .unwrap()
        .split("</pre>")
        .next()
        .unwrap();
    let cues = cues
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let cues: Vec<Value> = serde_json::from_str(&cues).unwrap();
    assert_eq!(cues.len(), all.len(), "{page}");
    for (cue, (start, end, text)) in cues.iter().zip(&all) {
        assert!((cue[0].as_f64().unwrap() - start).abs() < 0.001);
        assert!((cue[1].as_f64().unwrap() - end).abs() < 0.001);
        // The voice is a tag there, and a name here.
        let named = |row: &str| row.split(": ").last().unwrap_or(row).to_owned();
        let rows: Vec<String> = text.lines().map(named).collect();
        assert_eq!(cue[2].as_str().unwrap(), rows.join("\n"));
    }
    assert!(page.contains("v ANNA"), "{page}");
}
