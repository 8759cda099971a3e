//! A show is mixed in stretches, several at once, and after an edit only in part. The bytes are those
//! of a show that is mixed on one thread from its start.

use std::fmt::Write as _;

use crate::stage::{Stage, samples};

/// A show of three quarters of a minute, which is several stretches: with rooms, a ride and a duck.
fn long() -> Stage {
    let stage = Stage::new();
    let mut text = String::new();
    for number in 1..=16 {
        let _ = write!(
            text,
            "Somewhere near the river a man was calling at gate {number}. "
        );
    }
    stage.write("door.txt", text);
    let script = "show: Gates\ntext: door.txt\nseed: 7\ncast: { NARRATOR: { voice: bm_george } }\n\
        scenes:\n  - { id: in, from: start, space: hall }\n  - { id: out, from: { after: \"gate 8\" }, space: street }\n\
        cues:\n  - { id: wind, bed: wind, from: start, until: end, gain: -20dB, duck: { by: 6dB },\n\
        \x20     ride: { at: \"gate 12\", gain: -30dB, over: 2s } }\n\
        \x20 - { id: early, spot: door-strike, at: \"gate 2\", gain: -6dB }\n\
        \x20 - { id: late, spot: door-strike, at: \"gate 15\", gain: -9dB }\n\
        mix: { target: { loudness: -20 LUFS, peak: -3 dBTP } }\n";
    stage.write("show.yaml", script);
    stage
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let alone = long();
    let args = |jobs| {
        [
            "--bits",
            "32f",
            "--stems",
            "stems",
            "--binaural",
            "--jobs",
            jobs,
        ]
    };
    alone.rendered("whole.wav", &args("1"));
    let frames = samples(&alone.path("whole.wav")).len() / 2;
    assert!(frames > 3 * 11 * 48_000, "{frames}");
    let part = ["--from", "gate 7", "--to", "gate 14", "--jobs"];
    alone.rendered("part.wav", &[&part[..], &["1"]].concat());
    for jobs in ["2", "4"] {
        let together = long();
        together.rendered("whole.wav", &args(jobs));
        together.rendered("part.wav", &[&part[..], &[jobs]].concat());
        let mut names = vec!["whole.wav".to_owned(), "part.wav".to_owned()];
        names.extend(["narration", "spots", "beds"].map(|bus| format!("stems/{bus}.wav")));
        for name in names {
            assert!(
                alone.bytes(&name) == together.bytes(&name),
                "{name}, {jobs} jobs"
            );
        }
    }
}

#[test]
fn an_edited_show_has_the_bytes_of_a_new_one() {
    let edited = long();
    edited.rendered("before.wav", &[]);
    for (words, to) in [
        ("gain: -6dB", "gain: -2dB"),
        ("gain: -9dB", "gain: -12dB, pan: 0.4"),
        ("space: street", "space: cellar"),
        (
            "  - { id: early, spot: door-strike, at: \"gate 2\", gain: -2dB }\n",
            "",
        ),
    ] {
        edited.change(words, to);
        edited.rendered("after.wav", &[]);
    }
    let fresh = long();
    fresh.write("show.yaml", edited.bytes("show.yaml"));
    fresh.rendered("after.wav", &["--jobs", "1"]);
    assert!(edited.bytes("after.wav") == fresh.bytes("after.wav"));
    assert!(edited.bytes("after.wav") != edited.bytes("before.wav"));
}
