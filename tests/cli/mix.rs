//! The mix, measured in the output of the program: noise goes in as a file, and comes
//! out in a stem.

use std::f64::consts::TAU;

use hound::{SampleFormat, WavSpec, WavWriter};

use crate::stage::{Stage, samples, words};

const RATE: usize = 48_000;
const OCTAVES: [f64; 5] = [250.0, 500.0, 1000.0, 2000.0, 4000.0];

/// Writes a show with one line and a noise file. The clap is 5 ms of noise, 2 s after
/// the line.
fn show(stage: &Stage, more: &str) {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32 - 0.5
    };
    let mut file = |name: &str, frames: usize| {
        let spec = WavSpec {
            channels: 1,
            sample_rate: 48_000,
            bits_per_sample: 32,
            sample_format: SampleFormat::Float,
        };
        let mut file = WavWriter::create(stage.path(name), spec).unwrap();
        for _ in 0..frames {
            file.write_sample(0.1 * noise()).unwrap();
        }
        file.finalize().unwrap();
    };
    file("noise.wav", 30 * RATE);
    file("clap.wav", RATE / 200);
    stage.write(
        "door.txt",
        "“Go!” said Anna. A door fell shut. Rain fell.\n",
    );
    let used = ["noise", "clap"].into_iter();
    let used = used.filter(|name| {
        ["bed", "spot"]
            .iter()
            .any(|kind| more.contains(&format!("{kind}: {name}")))
    });
    let sounds: Vec<String> = used
        .map(|name| format!("{name}: {{ file: {name}.wav }}"))
        .collect();
    let sounds = sounds.join(", ");
    stage.write(
        "show.yaml",
        format!(
            "show: Mix\ntext: door.txt\npauses: {{ start: 1s, end: 12s }}\n\
             sounds: {{ {sounds} }}\n\
             lines: [{{ quote: \"Go!\", by: NARRATOR }}]\nmix: {{ duck: false }}\n{more}"
        ),
    );
}

/// Returns one channel of a stem of a rendered show, between two times.
fn stem(stage: &Stage, name: &str, side: usize, from: f64, to: f64) -> Vec<f32> {
    let all = samples(&stage.path(&format!("stems/{name}.wav")));
    let frame = |seconds: f64| (seconds * RATE as f64) as usize;
    let frames = all.chunks_exact(2).skip(frame(from));
    frames
        .take(frame(to - from))
        .map(|frame| frame[side])
        .collect()
}

fn rendered(stage: &Stage, more: &[&str]) {
    let arguments = [&["--bits", "32f", "--stems", "stems"], more].concat();
    stage.rendered("out.wav", &arguments);
}

/// Filters with a band-pass of one octave: two biquads (Bristow-Johnson).
fn octave(sound: &[f32], centre: f64) -> Vec<f64> {
    let turn = TAU * centre / RATE as f64;
    let (sine, cosine) = turn.sin_cos();
    let alpha = sine / (2.0 * 1.8);
    let (b0, a0, a1, a2) = (alpha, 1.0 + alpha, -2.0 * cosine, 1.0 - alpha);
    let mut out: Vec<f64> = sound.iter().map(|x| f64::from(*x)).collect();
    for _ in 0..3 {
        let (mut x1, mut x2, mut y1, mut y2) = (0.0, 0.0, 0.0, 0.0);
        for sample in &mut out {
            let x = *sample;
            let y = (b0 * x - b0 * x2 - a1 * y1 - a2 * y2) / a0;
            (x2, x1, y2, y1) = (x1, x, y1, y);
            *sample = y;
        }
    }
    out
}

fn level(sound: &[f64]) -> f64 {
    let power: f64 = sound.iter().map(|x| x * x).sum();
    10.0 * (power / sound.len() as f64).log10()
}

/// Returns the time to decay by 60 dB, from Schroeder's integral between −5 and −25 dB.
fn decay(sound: &[f64]) -> f64 {
    let mut left: Vec<f64> = sound.iter().map(|x| x * x).collect();
    for n in (0..left.len() - 1).rev() {
        left[n] += left[n + 1];
    }
    let time = |down: f64| {
        let level = left[0] * 10_f64.powf(down / 10.0);
        left.iter().position(|rest| *rest < level).unwrap() as f64 / RATE as f64
    };
    3.0 * (time(-25.0) - time(-5.0))
}

#[test]
fn the_decay_of_a_space_matches_the_script() {
    let stage = Stage::new();
    let decays = [
        (
            "hall",
            1.8,
            "{ size: [14m, 9m, 6m], surfaces: plaster, decay: 1.8s, damping: 0 }",
        ),
        (
            "corridor",
            2.4,
            "{ preset: stone-corridor, decay: 2.4s, damping: 0 }",
        ),
    ];
    for (name, wanted, written) in decays {
        show(
            &stage,
            &format!(
                "spaces: {{ {name}: {written} }}\n\
                 cues: [{{ spot: clap, at: {{ time: 5s }}, space: {name} }}]\n"
            ),
        );
        rendered(&stage, &[]);
        let tail = stem(&stage, "spots", 0, 5.05, 12.0);
        // The script sets the decay in the middle octaves; bass may last longer.
        for centre in &OCTAVES[1..] {
            let found = decay(&octave(&tail, *centre));
            assert!(
                (found / wanted - 1.0).abs() < 0.1,
                "{name} at {centre} Hz: {found:.2} s for {wanted} s"
            );
        }
    }
}

#[test]
fn an_open_field_has_no_tail() {
    let stage = Stage::new();
    show(
        &stage,
        "cues: [{ spot: clap, at: { time: 5s }, space: open-field }]\n",
    );
    rendered(&stage, &[]);
    assert!(
        stem(&stage, "spots", 0, 5.006, 12.0)
            .iter()
            .all(|x| *x == 0.0)
    );
}

/// The gate is shut for the first 6 s, opens over 2 s, and then has no effect.
#[test]
fn an_open_gate_has_no_loss() {
    let stage = Stage::new();
    show(
        &stage,
        "barriers: { gate: { loss: 18dB, cutoff: 700Hz, ride: { at: { time: 6s }, open: 1, over: 2s } } }\n\
         cues: [{ bed: noise, from: start, until: end, behind: gate, fade: 0s }]\n",
    );
    rendered(&stage, &[]);
    let shut = stem(&stage, "beds", 0, 2.0, 6.0);
    let open = stem(&stage, "beds", 0, 9.0, 13.0);
    let whole = |sound: &[f32]| level(&sound.iter().map(|x| f64::from(*x)).collect::<Vec<_>>());
    for centre in OCTAVES {
        let found = level(&octave(&shut, centre)) - level(&octave(&open, centre));
        let due = -18.0 - 10.0 * (1.0 + (centre / 700.0_f64).powi(4)).log10();
        assert!(
            (found - due).abs() < 1.0,
            "{centre} Hz: {found:.1} for {due:.1} dB"
        );
    }
    // Half-way, half of the loss in decibels is left, and it is never outside the range of the ends.
    let between: Vec<f64> = (0..10)
        .map(|step| 6.0 + 0.2 * f64::from(step))
        .map(|at| whole(&stem(&stage, "beds", 0, at, at + 0.2)))
        .collect();
    assert!(
        between.windows(2).all(|pair| pair[1] > pair[0] - 0.3),
        "{between:?}"
    );
}

#[test]
fn a_ride_of_distance_loses_six_decibels_per_doubling() {
    let stage = Stage::new();
    show(
        &stage,
        "cues: [{ bed: noise, from: start, until: end, distance: 8m, fade: 0s, \
         ride: { at: { time: 5s }, distance: 2m, over: 4s } }]\n",
    );
    rendered(&stage, &[]);
    let at = |from: f64, to: f64| {
        let sound = stem(&stage, "beds", 0, from, to);
        level(&octave(&sound, 500.0))
    };
    let (far, half, near) = (at(2.0, 5.0), at(6.9, 7.1), at(9.5, 12.0));
    assert!((near - far - 12.04).abs() < 0.5, "{near} {far}");
    assert!((half - far - 6.02).abs() < 1.0, "{half} {far}");
}

#[test]
fn a_move_from_side_to_side_keeps_its_power() {
    let stage = Stage::new();
    show(
        &stage,
        "cues: [{ bed: noise, from: start, until: end, pan: -1, fade: 0s, \
         move: { to: { pan: 1 }, over: 6s } }]\n",
    );
    rendered(&stage, &[]);
    let power = |side: usize, at: f64| {
        let sound = stem(&stage, "beds", side, at - 0.25, at + 0.25);
        sound.iter().map(|x| f64::from(x * x)).sum::<f64>()
    };
    let sum = power(0, 10.0) + power(1, 10.0);
    assert!(power(0, 10.0) < 1e-6 * sum);
    for at in [0.3, 1.0, 2.0, 3.0, 4.0, 5.0] {
        let here = power(0, at) + power(1, at);
        assert!((10.0 * (here / sum).log10()).abs() < 0.3, "{at}");
    }
    assert!((power(0, 3.0) / power(1, 3.0)).log10().abs() < 0.05);
}

#[test]
fn beds_duck_under_spots_if_the_script_says_so() {
    let stage = Stage::new();
    show(
        &stage,
        "cues:\n- { bed: noise, from: start, until: end, fade: 0s, \
         duck: { by: 12dB, attack: 0.2s, release: 0.3s, for: spots } }\n\
         - { spot: clap, at: { time: 6s } }\n",
    );
    rendered(&stage, &[]);
    let at = |from: f64| {
        level(&octave(
            &stem(&stage, "beds", 0, from, from + 0.005),
            4000.0,
        ))
    };
    let before = level(&octave(&stem(&stage, "beds", 0, 1.5, 5.5), 4000.0));
    let after = level(&octave(&stem(&stage, "beds", 0, 7.0, 11.0), 4000.0));
    assert!((before - after).abs() < 0.3);
    assert!(
        (at(6.0) - before + 12.0).abs() < 4.0,
        "{} {before}",
        at(6.0)
    );
}

#[test]
fn the_stems_add_up_to_the_limiter_input_bit_for_bit() {
    let stage = Stage::new();
    show(
        &stage,
        "cues: [{ bed: noise, from: start, until: end, space: hall }, \
         { spot: clap, at: { time: 5s }, space: cellar }]\n",
    );
    for (by, names) in [
        (
            "buses",
            ["narration", "dialogue", "spots", "beds", "music"].as_slice(),
        ),
        (
            "roles",
            ["narrator", "dialogue", "spots", "beds", "music"].as_slice(),
        ),
    ] {
        rendered(&stage, &["--stems-by", by]);
        let mut sum = vec![0.0; samples(&stage.path("out.wav")).len()];
        for name in names {
            let stem = samples(&stage.path(&format!("stems/{name}.wav")));
            for (sum, sample) in sum.iter_mut().zip(stem) {
                *sum += sample;
            }
        }
        // No sample here reaches the limiter.
        assert!(sum.iter().all(|x| x.abs() < 0.7));
        assert!(sum == samples(&stage.path("out.wav")), "{by}");
    }
}

#[test]
fn a_part_of_a_show_with_rooms_equals_the_same_part_of_the_whole() {
    let stage = Stage::new();
    show(
        &stage,
        "scenes: [{ id: one, from: start, space: cathedral }, { id: two, from: \"Rain fell\", space: cellar }]\n\
         cues: [{ bed: noise, from: start, until: { time: 7s }, space: hall }, \
         { spot: clap, at: { time: 5s }, space: cathedral }]\n",
    );
    stage.rendered("whole.wav", &["--bits", "32f"]);
    let whole = samples(&stage.path("whole.wav"));
    for from in [5.1, 7.77, 9.0] {
        let anchor = format!("{{time: {from}s}}");
        stage.rendered("part.wav", &["--bits", "32f", "--from", &anchor]);
        let part = samples(&stage.path("part.wav"));
        let frame = (from * RATE as f64).round() as usize;
        assert!(part == whole[2 * frame..], "from {from} s");
    }
}

/// Returns the report of `cuebook check --mix`.
fn clarity(stage: &Stage) -> serde_json::Value {
    let said = stage.run(words("check show.yaml --mix --stand-in --format json"));
    assert_eq!(said.err, "");
    serde_json::from_str(&said.out).unwrap()
}

/// Returns whether each line is clear.
fn clear(report: &serde_json::Value) -> Vec<bool> {
    let lines = report["lines"].as_array().unwrap().iter();
    lines.map(|line| line["clear"] == true).collect()
}

/// Writes a show of three lines with more sections.
fn speech(stage: &Stage, more: &str) {
    stage.write(
        "door.txt",
        "“Is anyone there?” said Anna, and waited at the door.\n\n“Nobody is here at all!” said Tom.\n",
    );
    stage.write(
        "show.yaml",
        format!(
            "show: Clarity\ntext: door.txt\ncast: {{ ANNA: {{ voice: af_heart }}, TOM: {{ voice: am_michael }} }}\n{more}"
        ),
    );
}

const LINES: &str = "lines:\n- { id: a, quote: \"Is anyone\", by: ANNA }\n- { id: b, quote: \"Nobody\", by: TOM }\n";

#[test]
fn a_masked_line_is_reported_with_its_loudest_cue() {
    let stage = Stage::new();
    show(
        &stage,
        "cues: [{ id: roar, bed: noise, from: start, until: end, gain: 12dB }]\n",
    );
    let said = stage.run(["check", "show.yaml", "--mix", "--stand-in"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("hard-to-understand"), "{}", said.out);
    assert!(said.out.contains("`roar`"), "{}", said.out);
    let report = clarity(&stage);
    assert_eq!(report["lines"][0]["cue"], "roar");
    assert_eq!(report["lines"][0]["maskers"][0]["kind"], "bed");
}

#[test]
fn a_line_is_clear_once_the_advice_is_followed() {
    let shows = [
        "cues: [{ id: storm, bed: rain, from: start, until: end, gain: 9dB }]\n",
        "cues:\n- { id: storm, bed: rain, from: start, until: end, gain: 6dB }\n\
         - { id: gale, bed: wind, from: start, until: end, gain: 12dB, duck: false }\n",
        "cues: [{ id: bang, spot: explosion, at: \"said Anna\", gain: 6dB }]\n\
         scenes: [{ id: one, from: start, space: cathedral }]\n",
        "cues: [{ id: tune, bed: murmur, from: start, until: end, gain: -6dB, duck: 2dB, \
         ride: { at: \"said Anna\", gain: 15dB, over: 0.2s } }]\n",
        "mix: { buses: { narration: -16dB } }\nspaces: { cathedral: { wet: 6dB } }\n\
         scenes: [{ id: one, from: start, space: cathedral }]\n",
    ];
    for more in shows {
        let stage = Stage::new();
        speech(&stage, &format!("{LINES}{more}"));
        let before = clarity(&stage);
        assert!(clear(&before).contains(&false), "{more}{before:#}");
        stage.mend(before["warnings"].as_array().unwrap());
        let after = clarity(&stage);
        assert!(!clear(&after).contains(&false), "{more}{before:#}{after:#}");
    }
}

#[test]
fn lines_at_once_cover_each_other_and_not_one_after_the_other() {
    let stage = Stage::new();
    speech(&stage, &LINES.replace("by: TOM", "by: TOM, with: a"));
    let before = clarity(&stage);
    let lines = before["lines"].as_array().unwrap();
    let own = |at: usize| {
        lines
            .iter()
            .find(|line| line["id"] == ["a", "b"][at])
            .unwrap()
    };
    // What one line is louder by, the other is softer by.
    let margin = |at: usize| own(at)["margin"].as_f64().unwrap();
    assert!(
        (margin(0) + margin(1)).abs() < 3.0,
        "{} {}",
        margin(0),
        margin(1)
    );
    let unclear = if margin(0) < margin(1) { 0 } else { 1 };
    let masker = &own(unclear)["maskers"][0];
    assert_eq!(masker["kind"], "line");
    assert_eq!(masker["id"], ["b", "a"][unclear]);
    stage.mend(before["warnings"].as_array().unwrap());
    assert!(!clear(&clarity(&stage)).contains(&false));
}

#[test]
fn the_room_of_a_line_does_not_cover_the_line() {
    let stage = Stage::new();
    let one = "text: door.txt\nshow: Clarity\nspaces: { cathedral: { wet: 12dB } }\n\
         scenes: [{ id: one, from: start, space: cathedral }]\n";
    speech(&stage, "");
    stage.write("door.txt", "Nobody is here at all.\n");
    stage.write("show.yaml", one);
    let report = clarity(&stage);
    assert_eq!(clear(&report), [true]);
    assert_eq!(report["lines"][0]["rest"], serde_json::Value::Null);
}

#[test]
fn a_sound_in_a_pause_does_not_cover_the_words_around_it() {
    let stage = Stage::new();
    speech(
        &stage,
        &format!(
            "{LINES}pauses: {{ paragraph: 4s }}\ncues: [{{ spot: door-strike, at: {{ after: \"at the door.\", offset: 0.5s }}, gain: 12dB }}]\n"
        ),
    );
    assert!(!clear(&clarity(&stage)).contains(&false));
}

#[test]
fn a_rumble_below_speech_is_not_blamed() {
    let stage = Stage::new();
    speech(
        &stage,
        &format!(
            "{LINES}sounds: {{ rumble: {{ file: rumble.wav }} }}\ncues:\n\
             - {{ id: deep, bed: rumble, from: start, until: end, duck: false }}\n\
             - {{ id: storm, bed: rain, from: start, until: end, gain: 9dB }}\n"
        ),
    );
    let spec = WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 32,
        sample_format: SampleFormat::Float,
    };
    let mut file = WavWriter::create(stage.path("rumble.wav"), spec).unwrap();
    for n in 0..10 * RATE {
        let turn = TAU * 45.0 * n as f64 / RATE as f64;
        file.write_sample(0.3 * turn.sin() as f32).unwrap();
    }
    file.finalize().unwrap();
    let report = clarity(&stage);
    let lines = report["lines"].as_array().unwrap().iter();
    let cues: Vec<_> = lines.map(|line| &line["cue"]).collect();
    assert!(cues.iter().any(|cue| **cue == "storm"), "{report:#}");
    assert!(cues.iter().all(|cue| **cue != "deep"), "{report:#}");
}
