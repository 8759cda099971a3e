//! The example shows, performed by the stand-in voice: their timelines match the
//! snapshots, and each show renders at its target loudness.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cuebook::{Choice, Container, Listening, Part, RenderOptions, Studio};
use cuebook_core::progress::Silent;
use cuebook_voice::tone::ToneVoice;

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scripts")
        .join(name)
        .with_extension("yaml")
}

/// Renders a show and returns its timeline: one row per line and cue, in frames.
fn perform(name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::within(folder.path());
    let show = studio.open(&script(name), None).unwrap();
    assert_eq!(show.diagnostics, []);

    let options = RenderOptions {
        output: folder.path().join("show.wav"),
        format: Choice::of(Container::Wav),
        mono: false,
        tags: true,
        part: Part::default(),
        stems: None,
        listening: Listening::default(),
    };
    let rendered = studio
        .render(&show, &ToneVoice, 2, &options, &Silent)
        .unwrap();
    let target = show.book.target;
    let loudness = rendered.loudness.unwrap();
    assert!(
        (loudness.0 - target.level.aim()).abs() < 0.1,
        "{loudness:?}"
    );
    assert!(rendered.peak.0 <= target.peak.0, "{:?}", rendered.peak);
    let wav = hound::WavReader::open(&options.output).unwrap();
    assert_eq!(i64::from(wav.duration()), rendered.frames.0);

    let staged = studio.stage(&show, &ToneVoice, 2, &Silent).unwrap();
    assert_eq!(staged.doubts, []);
    let mut table = format!("{} frames\n", staged.timeline.frames.0);
    for (line, placed) in show.book.lines.iter().zip(&staged.timeline.lines) {
        let role = &show.book.roles[line.role].name;
        let at = &placed.at;
        let _ = writeln!(table, "{} {}  {} {role}", at.start.0, at.end.0, line.id);
    }
    for (cue, placed) in show.book.cues.iter().zip(&staged.timeline.cues) {
        let starts: Vec<i64> = placed.sounds.iter().map(|sound| sound.start.0).collect();
        let at = &placed.at;
        let _ = writeln!(
            table,
            "{} {}  {} {} {starts:?}",
            at.start.0,
            at.end.0,
            cue.id,
            cue.kind.name()
        );
    }
    table
}

#[test]
fn first() {
    insta::assert_snapshot!(perform("first"));
}

#[test]
fn own_sounds() {
    insta::assert_snapshot!(perform("own-sounds"));
}

#[test]
fn the_last_hour() {
    insta::assert_snapshot!(perform("the-last-hour"));
}
