//! Tests of `cuebook render`.

use std::fs;
use std::path::Path;

use ebur128::{EbuR128, Mode};
use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use crate::stage::{Stage, samples};

#[test]
fn the_file_has_the_requested_format() {
    let stage = Stage::new();
    let frames = stage.timeline(&[])["frames"].as_u64().unwrap();
    for (bits, width, format) in [
        ("16", 16, SampleFormat::Int),
        ("24", 24, SampleFormat::Int),
        ("32f", 32, SampleFormat::Float),
    ] {
        let said = stage.rendered("out.wav", &["--bits", bits]);
        assert!(said.starts_with("out.wav: 0:"), "{said}");
        let file = WavReader::open(stage.path("out.wav")).unwrap();
        let spec = WavSpec {
            channels: 2,
            sample_rate: 48_000,
            bits_per_sample: width,
            sample_format: format,
        };
        assert_eq!(file.spec(), spec);
        assert_eq!(u64::from(file.duration()), frames);
    }
}

/// Returns the integrated loudness in LUFS and the true peak in dBTP, from an independent meter.
fn measured(path: &Path) -> (f64, f64) {
    let mut meter = EbuR128::new(2, 48_000, Mode::I | Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(&samples(path)).unwrap();
    let peak = (0..2).map(|channel| meter.true_peak(channel).unwrap());
    let peak = peak.fold(0.0, f64::max);
    (meter.loudness_global().unwrap(), 20.0 * peak.log10())
}

#[test]
fn a_show_reaches_its_target_loudness_below_its_peak_limit() {
    for (loudness, peak) in [(-20.0, -3.0), (-23.0, -1.0), (-16.0, -6.0)] {
        let stage = Stage::new();
        let target = format!("loudness: {loudness:.0} LUFS, peak: {peak:.0} dBTP");
        stage.change("loudness: -20 LUFS, peak: -3 dBTP", &target);
        stage.rendered("out.wav", &["--bits", "32f"]);
        let (heard, highest) = measured(&stage.path("out.wav"));
        assert!((heard - loudness).abs() <= 0.1, "{heard} LUFS for {target}");
        assert!(highest <= peak, "{highest} dBTP for {target}");
    }
}

#[test]
fn the_same_show_gives_the_same_bytes() {
    let (one, two) = (Stage::new(), Stage::new());
    one.rendered("first.wav", &["--jobs", "1"]);
    let said = one.rendered("again.wav", &["--jobs", "1"]);
    assert!(said.contains("nothing spoken anew"), "{said}");
    two.rendered("two.wav", &["--jobs", "2"]);
    assert!(one.bytes("first.wav") == one.bytes("again.wav"));
    assert!(one.bytes("first.wav") == two.bytes("two.wav"));
}

/// Returns the frames at which a word of the timeline starts and ends.
fn word(stage: &Stage, written: &str) -> (usize, usize) {
    let timeline = stage.timeline(&[]);
    let lines = timeline["lines"].as_array().unwrap().iter();
    let mut words = lines.flat_map(|line| line["words"].as_array().unwrap());
    let word = words.find(|word| word["text"] == written).unwrap();
    let frame = |key: &str| usize::try_from(word[key].as_u64().unwrap()).unwrap();
    (frame("start"), frame("end"))
}

#[test]
fn a_part_equals_the_same_part_of_the_whole_sample_for_sample() {
    let (stage, fresh) = (Stage::new(), Stage::new());
    stage.rendered("whole.wav", &["--bits", "32f"]);
    let whole = samples(&stage.path("whole.wav"));
    let (from, to) = (word(&stage, "Rain").0, word(&stage, "loudly").1);
    let ends = [
        "--bits",
        "32f",
        "--from",
        "{scene: outside}",
        "--to",
        "{after: \"loudly,\"}",
    ];
    // Once with a trim that is stored from the whole show, and once with one that must be measured.
    for stage in [&stage, &fresh] {
        stage.rendered("part.wav", &ends);
        let part = samples(&stage.path("part.wav"));
        assert!(part == whole[2 * from..2 * to]);
    }
    stage.rendered("rest.wav", &["--bits", "32f", "--from", "Rain fell"]);
    assert!(samples(&stage.path("rest.wav")) == whole[2 * from..]);
}

#[test]
fn from_the_end_is_what_follows_the_reading_and_to_the_end_is_all() {
    let stage = Stage::new();
    stage.change("until: end, gain", "until: end, fade: { out: 0s }, gain");
    let bits = ["--bits", "32f"];
    stage.rendered("whole.wav", &bits);
    let whole = samples(&stage.path("whole.wav"));
    stage.rendered("to.wav", &[&bits[..], &["--to", "end"]].concat());
    assert!(samples(&stage.path("to.wav")) == whole);
    stage.rendered("from.wav", &[&bits[..], &["--from", "end"]].concat());
    let rest = samples(&stage.path("from.wav"));
    // A hush follows the last word, and then the pause at the end.
    let timeline = stage.timeline(&[]);
    let mut cues = timeline["cues"].as_array().unwrap().iter();
    let still = cues.find(|cue| cue["id"] == "still").unwrap();
    let after = 2 * usize::try_from(still["end"].as_u64().unwrap()).unwrap();
    assert!(after > 2 * word(&stage, "came").1);
    assert_eq!(rest.len(), 2 * 2 * 48_000);
    assert!(rest == whole[after..]);
    let said = stage.render("out.wav", &["--from", "end", "--to", "start"]);
    assert!(said.err.contains("is empty"), "{}", said.err);
}

#[test]
fn a_part_may_begin_and_end_at_times() {
    let stage = Stage::new();
    let bits = ["--bits", "32f"];
    stage.rendered("out.wav", &bits);
    stage.rendered(
        "part.wav",
        &[&bits[..], &["--from", "0:01.5", "--to", "3s"]].concat(),
    );
    let (whole, part) = (
        samples(&stage.path("out.wav")),
        samples(&stage.path("part.wav")),
    );
    assert_eq!(part.len(), 2 * 72_000);
    assert!(part == whole[2 * 72_000..2 * 144_000]);
}

#[test]
fn a_part_outside_the_show_is_refused() {
    let stage = Stage::new();
    let said = stage.render("out.wav", &["--from", "Snow fell"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("`Snow fell` is not a place in this show"),
        "{}",
        said.err
    );
    let said = stage.render("out.wav", &["--from", "Rain fell", "--to", "A door"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("the part from `Rain fell` to `A door` is empty"),
        "{}",
        said.err
    );
    assert_eq!(stage.names(), ["door.txt", "show.yaml"]);
}

#[test]
fn a_seed_changes_the_spots() {
    let stage = Stage::new();
    stage.rendered("own.wav", &[]);
    stage.rendered("seven.wav", &["--seed", "7"]);
    stage.rendered("eight.wav", &["--seed", "8"]);
    assert!(stage.bytes("own.wav") == stage.bytes("seven.wav"));
    assert!(stage.bytes("own.wav") != stage.bytes("eight.wav"));
}

#[test]
fn changing_one_line_speaks_one_take() {
    let stage = Stage::new();
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("7 takes spoken\n"), "{said}");
    stage.change("tone: urgent", "tone: whisper");
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("1 take spoken\n"), "{said}");
    let text = fs::read_to_string(stage.path("door.txt")).unwrap();
    stage.write("door.txt", text.replace("he said", "he cried"));
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("1 take spoken\n"), "{said}");
    stage.change("gain: -14dB", "gain: -20dB");
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("nothing spoken anew\n"), "{said}");
}

#[test]
fn a_new_pace_or_pronunciation_speaks_the_line_again() {
    let stage = Stage::new();
    stage.change("tone: urgent", "tone: urgent, pace: 1.0");
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("7 takes spoken\n"), "{said}");
    let (start, end) = word(&stage, "Go");
    stage.change("pace: 1.0", "pace: 2.0");
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("1 take spoken\n"), "{said}");
    let (fast_start, fast_end) = word(&stage, "Go");
    let ratio = (end - start) as f64 / (fast_end - fast_start) as f64;
    assert!((ratio - 2.0).abs() < 0.01, "{ratio}");
    stage.change("cues:", "pronounce: { Rain: RAYN }\ncues:");
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("1 take spoken\n"), "{said}");
}

/// A change to a barrier, a sound file or a recorded room changes the render, and no line is spoken again.
#[test]
fn a_changed_barrier_file_or_recorded_room_changes_the_render() {
    let stage = Stage::new();
    record(&stage.path("hum.wav"), 1);
    record(&stage.path("room.wav"), 1);
    stage.change("tone: urgent", "tone: urgent, behind: gate, space: vault");
    stage.change(
        "cues:",
        "barriers: { gate: { loss: 9dB } }\nspaces: { vault: { ir: room.wav } }\n\
         sounds: { hum: { file: hum.wav } }\ncues:",
    );
    stage.change("bed: wind", "bed: hum");
    stage.rendered("0.wav", &[]);
    let changes: [&dyn Fn(); 3] = [
        &|| stage.change("loss: 9dB", "loss: 12dB"),
        &|| record(&stage.path("hum.wav"), 2),
        &|| record(&stage.path("room.wav"), 2),
    ];
    for (number, change) in changes.iter().enumerate() {
        change();
        let said = stage.rendered(&format!("{}.wav", number + 1), &[]);
        assert!(said.ends_with("nothing spoken anew\n"), "{said}");
        let (before, after) = (format!("{number}.wav"), format!("{}.wav", number + 1));
        assert!(stage.bytes(&before) != stage.bytes(&after), "{number}");
    }
}

/// Writes a tone of some seconds as an author would record it: mono at 44.1 kHz.
pub(crate) fn record(path: &Path, seconds: u32) {
    let spec = WavSpec {
        channels: 1,
        sample_rate: 44_100,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut file = WavWriter::create(path, spec).unwrap();
    for i in 0..seconds * 44_100 {
        let sample = (f64::from(i) * 0.05).sin() * 9000.0;
        file.write_sample(sample as i16).unwrap();
    }
    file.finalize().unwrap();
}

#[test]
fn a_recording_replaces_the_voice() {
    let stage = Stage::new();
    record(&stage.path("go.wav"), 3);
    stage.change("tone: urgent", "take: go.wav");
    let said = stage.rendered("out.wav", &[]);
    assert!(said.ends_with("6 takes spoken\n"), "{said}");
    let (start, end) = word(&stage, "Go");
    let seconds = (end - start) as f64 / 48_000.0;
    assert!((seconds - 3.0).abs() < 0.2, "{seconds}");
}

#[test]
fn a_sound_file_of_the_show_is_used_as_a_sound() {
    let stage = Stage::new();
    record(&stage.path("hum.wav"), 1);
    stage.rendered("wind.wav", &[]);
    stage.change(
        "cues:",
        "sounds: { hum: { file: hum.wav, gain: -6dB } }\ncues:",
    );
    stage.change("bed: wind", "bed: hum");
    let said = stage.rendered("hummed.wav", &[]);
    assert!(said.ends_with("nothing spoken anew\n"), "{said}");
    assert!(stage.bytes("wind.wav") != stage.bytes("hummed.wav"));
}

#[test]
fn a_failed_render_leaves_no_files() {
    let stage = Stage::new();
    stage.write("words.wav", "no sound");
    stage.change("cues:", "sounds: { hum: { file: words.wav } }\ncues:");
    stage.change("bed: wind", "bed: hum");
    let said = stage.render("out.wav", &[]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.contains("error[unreadable-sound]"), "{}", said.err);
    assert_eq!(stage.names(), ["door.txt", "show.yaml", "words.wav"]);
}

#[test]
fn an_unwritable_output_exits_with_2() {
    let stage = Stage::new();
    fs::create_dir(stage.path("folder.wav")).unwrap();
    for (output, message) in [
        ("nowhere/out.wav", "error: there is no folder nowhere for"),
        ("folder.wav", "error: cannot write folder.wav\n  because "),
    ] {
        let said = stage.render(output, &[]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{output}");
        assert!(said.err.starts_with(message), "{}", said.err);
        assert_eq!(stage.names(), ["door.txt", "folder.wav", "show.yaml"]);
    }
}
