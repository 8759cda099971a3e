//! Tests of `cuebook deliver`.

use std::path::Path;

use ebur128::{EbuR128, Mode};
use hound::{SampleFormat, WavReader};
use serde_json::Value;

use crate::stage::{Said, Stage};

const TARGETS: [&str; 5] = ["speech", "podcast", "streaming", "broadcast", "acx"];

/// Runs `cuebook deliver show.yaml --stand-in -o out --format wav` for some targets.
fn deliver(stage: &Stage, targets: &[&str], args: &[&str]) -> Said {
    let targets = targets.iter().flat_map(|target| ["--target", *target]);
    let own = ["--format", "wav"].into_iter();
    stage.deliver(own.chain(targets).chain(args.iter().copied()))
}

/// Returns the exit code and the JSON report.
fn report(stage: &Stage, targets: &[&str], args: &[&str]) -> (i32, Value) {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    let said = deliver(stage, targets, &args);
    assert_eq!(said.err, "");
    (said.code, serde_json::from_str(&said.out).unwrap())
}

/// Returns a requirement of a file in the report.
fn asked<'r>(file: &'r Value, name: &str) -> &'r Value {
    let all = file["requirements"].as_array().unwrap();
    all.iter()
        .find(|one| one["name"] == name)
        .unwrap_or_else(|| panic!("no {name} in {file}"))
}

/// Returns the names of the failing requirements of a file in the report.
fn failing(file: &Value) -> Vec<&str> {
    let all = file["requirements"].as_array().unwrap().iter();
    all.filter(|one| one["holds"] == false)
        .map(|one| one["name"].as_str().unwrap())
        .collect()
}

/// The measurements of a file by an independent meter.
struct Measured {
    loudness: f64,
    true_peak: f64,
    sample_peak: f64,
    rms: f64,
}

fn measure(path: &Path) -> Measured {
    let mut file = WavReader::open(path).unwrap();
    let spec = file.spec();
    let full = 2f64.powi(i32::from(spec.bits_per_sample) - 1);
    let samples: Vec<f64> = file
        .samples::<i32>()
        .map(|sample| f64::from(sample.unwrap()) / full)
        .collect();
    let channels = u32::from(spec.channels);
    let mode = Mode::I | Mode::TRUE_PEAK;
    let mut meter = EbuR128::new(channels, spec.sample_rate, mode).unwrap();
    meter.add_frames_f64(&samples).unwrap();
    let decibels = |height: f64| 20.0 * height.log10();
    let peaks = (0..channels).map(|channel| meter.true_peak(channel).unwrap());
    let squares: f64 = samples.iter().map(|x| x * x).sum();
    Measured {
        loudness: meter.loudness_global().unwrap(),
        true_peak: decibels(peaks.fold(0.0, f64::max)),
        sample_peak: decibels(samples.iter().fold(0.0, |a: f64, b| a.max(b.abs()))),
        rms: 10.0 * (squares / samples.len() as f64).log10(),
    }
}

fn near(what: &str, reported: &Value, heard: f64, within: f64) {
    let reported = reported.as_f64().unwrap();
    assert!(
        (reported - heard).abs() <= within,
        "{what}: {reported} reported, {heard} measured"
    );
}

/// Delivers a show for the targets, and compares each file with an independent meter.
fn every_target(stage: &Stage, name: &str, targets: &[&str]) {
    let (_, report) = report(stage, targets, &[]);
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), targets.len());
    for (file, target) in files.iter().zip(targets.iter().copied()) {
        assert_eq!(file["target"], target);
        let path = stage.path(&format!("out/{name}.{target}.wav"));
        assert_eq!(file["file"], format!("out/{name}.{target}.wav"));
        let heard = measure(&path);
        let measured = &file["measured"];
        near("loudness", &measured["integrated"], heard.loudness, 0.1);
        near("true peak", &measured["true_peak"], heard.true_peak, 0.1);
        near("peak", &measured["sample_peak"], heard.sample_peak, 0.01);
        near("RMS", &measured["rms"], heard.rms, 0.01);
        let (loudness, peak) = match target {
            "speech" => (-18.0, -2.0),
            "podcast" => (-16.0, -1.0),
            "streaming" => (-14.0, -1.0),
            "broadcast" => (-23.0, -1.0),
            _ => {
                assert!((-23.0..=-18.0).contains(&heard.rms), "{} dB RMS", heard.rms);
                assert!(heard.sample_peak <= -3.0, "{} dB", heard.sample_peak);
                continue;
            }
        };
        assert!(
            (heard.loudness - loudness).abs() <= 0.1,
            "{target}: {}",
            heard.loudness
        );
        assert!(heard.true_peak <= peak, "{target}: {}", heard.true_peak);
        assert_eq!(failing(file), Vec::<&str>::new(), "{target}");
    }
}

/// Removes the bed of the show, which ACX would reject.
fn still(stage: &Stage) {
    let bed = "  - { id: rain, bed: wind, from: \"Rain fell\", until: end, gain: -14dB }\n";
    stage.change(bed, "");
}

#[test]
fn an_ordinary_show_reaches_every_target() {
    every_target(&Stage::new(), "the-door", &TARGETS);
}

#[test]
fn whispers_reach_every_target() {
    let stage = Stage::new();
    still(&stage);
    for role in ["bm_george", "af_heart, place: { pan: -0.3 }", "am_michael"] {
        stage.change(role, &format!("{role}, tone: whisper, gain: -12dB"));
    }
    stage.change("tone: urgent", "tone: whisper");
    every_target(&stage, "the-door", &TARGETS);
}

#[test]
fn explosions_reach_every_target() {
    let stage = Stage::new();
    stage.change(
        "cues:\n",
        "cues:\n  - { id: blast, spot: explosion, at: { after: \"fell shut.\" }, gain: 12dB, \
         times: { count: 6, every: 0.8s..1.6s }, hold: 4s }\n",
    );
    every_target(&stage, "the-door", &TARGETS);
}

#[test]
fn sweep_two_minutes_of_silence_do_not_change_the_loudness() {
    let stage = Stage::new();
    still(&stage);
    stage.change("hush: 0.5s", "hush: 2min");
    every_target(&stage, "the-door", &TARGETS[..4]);
    // RMS includes the silence: ten seconds of show in two minutes are too few.
    let (code, report_json) = report(&stage, &["acx"], &[]);
    let file = &report_json["files"][0];
    assert_eq!((failing(file), code), (vec!["rms", "tail"], 1));
    let hint = |name: &str| {
        let found = &asked(file, name)["diagnostics"][0];
        found["hints"][0]["text"].as_str().unwrap()
    };
    assert!(
        hint("rms").contains("pauses count in RMS; the longest, of 122."),
        "{}",
        hint("rms")
    );
    assert!(
        hint("tail").contains("shorten the hush `still`"),
        "{}",
        hint("tail")
    );
}

#[test]
fn acx_accepts_a_show_with_silent_pauses() {
    let stage = Stage::new();
    still(&stage);
    let (code, report_json) = report(&stage, &["acx"], &[]);
    let file = &report_json["files"][0];
    assert_eq!((failing(file), code), (vec![], 0));
    assert_eq!(
        (&report_json["version"], &report_json["holds"]),
        (&1.into(), &true.into())
    );
    let spec = WavReader::open(stage.path("out/the-door.acx.wav"))
        .unwrap()
        .spec();
    assert_eq!(
        (spec.sample_rate, spec.bits_per_sample, spec.channels),
        (44_100, 16, 2)
    );
    assert_eq!(spec.sample_format, SampleFormat::Int);
    let said = deliver(&stage, &["acx"], &[]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(
        said.out.starts_with("out/the-door.acx.wav: 0:"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("  holds  noise floor  -60.0 dB at most"),
        "{}",
        said.out
    );
    assert!(!said.out.contains("FAILS"), "{}", said.out);
}

#[test]
fn a_bed_in_the_pauses_is_reported_with_the_gain_that_fixes_it() {
    let stage = Stage::new();
    stage.change("mix:", "pauses: { sentence: 0.8s }\nmix:");
    let (code, report_json) = report(&stage, &["acx"], &[]);
    assert_eq!(code, 1);
    let file = &report_json["files"][0];
    assert_eq!(failing(file), ["noise-floor", "tail"]);
    let floor = asked(file, "noise-floor");
    assert!(floor["measured"].as_f64().unwrap() > -60.0);
    let found = &floor["diagnostics"][0];
    assert_eq!(found["code"], "delivery-noise-floor");
    assert!(
        found["message"]
            .as_str()
            .unwrap()
            .starts_with("bed `rain` has -")
    );
    let label = &found["labels"][0];
    assert_eq!(
        (&label["file"], &label["line"]),
        (&"show.yaml".into(), &15.into())
    );
    let mended = found["hints"][0]["edit"]["text"].as_str().unwrap();

    // The same bed fails the tail requirement, with its place.
    let found = &asked(file, "tail")["diagnostics"][0];
    assert_eq!(found["labels"][0]["line"], 15);
    let hint = found["hints"][0]["text"].as_str().unwrap();
    assert!(
        hint.contains("until: { after: \"he said. Nobody came.\" }"),
        "{hint}"
    );

    stage.change("gain: -14dB", &format!("gain: {mended}"));
    stage.change("until: end", "until: { after: \"he said. Nobody came.\" }");
    let (code, report_json) = report(&stage, &["acx"], &[]);
    assert_eq!((failing(&report_json["files"][0]), code), (vec![], 0));
}

#[test]
fn wrong_pauses_at_both_ends_are_reported_with_the_required_range() {
    let stage = Stage::new();
    still(&stage);
    stage.change("mix:", "pauses: { start: 0.1s, end: 0.3s }\nmix:");
    let said = deliver(&stage, &["acx"], &[]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    for words in [
        "FAILS  head         0.5 to 1 s",
        "FAILS  tail         1 to 5 s",
        "error[delivery-head]: the show begins 0.1",
        "error[delivery-tail]: the show ends 0.8",
        "door.txt:1:2",
        "line `go` (ANNA) is heard first",
        "(NARRATOR) is heard last",
    ] {
        assert!(said.out.contains(words), "{words} in {}", said.out);
    }
    assert!(said.out.ends_with("2 mistakes\n"), "{}", said.out);
    let (_, report_json) = report(&stage, &["acx"], &[]);
    let edit = |name: &str| {
        let found = &asked(&report_json["files"][0], name)["diagnostics"][0];
        found["hints"][0]["edit"]["text"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let (start, end) = (edit("head"), edit("tail"));
    stage.change("start: 0.1s", &format!("start: {start}"));
    stage.change("end: 0.3s", &format!("end: {end}"));
    assert_eq!(deliver(&stage, &["acx"], &[]).code, 0);
}

#[test]
fn the_report_names_the_cue_that_limits_the_loudness() {
    let stage = Stage::new();
    // Only a click every half second: far too little for RMS.
    stage.write(
        "show.yaml",
        "show: Clicks\ntext: |\n  Go.\nsounds: { click: { file: click.wav } }\ncues:\n  \
         - { id: tick, bed: click, from: start, until: end, gain: 0dB, fade: 0s }\n\
         lines: []\npauses: { end: 20s }\ncast: { NARRATOR: { gain: -60dB } }\n",
    );
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(stage.path("click.wav"), spec).unwrap();
    for n in 0..24_000 {
        let sample = if n == 12_000 { 20_000 } else { 0i16 };
        file.write_sample(sample).unwrap();
    }
    file.finalize().unwrap();
    let (code, report_json) = report(&stage, &["streaming"], &[]);
    assert_eq!(code, 1);
    let file = &report_json["files"][0];
    assert_eq!(failing(file), ["loudness"]);
    let found = &asked(file, "loudness")["diagnostics"][0];
    let message = found["message"].as_str().unwrap();
    assert!(
        message.starts_with("the limiter keeps the level down at bed `tick`: the show reaches -"),
        "{message}"
    );
    assert_eq!(found["labels"][0]["line"], 6);
    // The file still exists, as close to the target as possible.
    let heard = measure(&stage.path("out/clicks.streaming.wav"));
    near(
        "loudness",
        &asked(file, "loudness")["measured"],
        heard.loudness,
        0.1,
    );
}

#[test]
fn mono_files_are_written_on_request() {
    let stage = Stage::new();
    still(&stage);
    let (code, report_json) = report(&stage, &["podcast", "acx"], &["--mono"]);
    assert_eq!(code, 0, "{report_json}");
    for (place, target) in ["podcast", "acx"].into_iter().enumerate() {
        let path = stage.path(&format!("out/the-door.{target}.wav"));
        assert_eq!(WavReader::open(&path).unwrap().spec().channels, 1);
        assert_eq!(report_json["files"][place]["measured"]["channels"], 1);
    }
    let heard = measure(&stage.path("out/the-door.podcast.wav"));
    assert!((heard.loudness + 16.0).abs() <= 0.1, "{}", heard.loudness);
    assert!(heard.true_peak <= -1.0, "{}", heard.true_peak);
}

#[test]
fn the_target_of_the_script_is_the_default() {
    let stage = Stage::new();
    let (code, report_json) = report(&stage, &[], &[]);
    assert_eq!(code, 0);
    let file = &report_json["files"][0];
    assert_eq!(
        (&file["target"], &file["file"]),
        (&"own".into(), &"out/the-door.own.wav".into())
    );
    near("loudness", &asked(file, "loudness")["measured"], -20.0, 0.1);
    assert_eq!(asked(file, "true-peak")["high"], -3.0);
    let own = "{ loudness: -25 LUFS, peak: -9 dBTP }";
    let (code, report_json) = report(&stage, &[own], &[]);
    assert_eq!(code, 0);
    near(
        "loudness",
        &asked(&report_json["files"][0], "loudness")["measured"],
        -25.0,
        0.1,
    );
    // `render` uses the same target.
    stage.rendered("part.wav", &["--target", "broadcast"]);
    let heard = measure(&stage.path("part.wav"));
    assert!((heard.loudness + 23.0).abs() <= 0.1, "{}", heard.loudness);
}

#[test]
fn existing_files_are_kept_and_no_part_files_remain() {
    let stage = Stage::new();
    let said = deliver(&stage, &["vinyl"], &[]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("there is no target named `vinyl`"),
        "{}",
        said.err
    );
    assert_eq!(stage.names(), ["door.txt", "show.yaml"]);
    stage.write("out", "a file where the folder should be");
    let said = deliver(&stage, &["speech"], &[]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.starts_with("error: out is a file"), "{}", said.err);
    stage.change("am_michael", "am_micheal");
    let said = deliver(&stage, &["speech"], &[]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("error[unknown-voice]"), "{}", said.err);
}

#[test]
fn the_same_show_gives_the_same_files() {
    let (one, two) = (Stage::new(), Stage::new());
    deliver(&one, &["acx"], &["--jobs", "1"]);
    deliver(&two, &["acx"], &["--jobs", "2"]);
    let name = "out/the-door.acx.wav";
    assert!(one.bytes(name) == two.bytes(name));
}

/// Returns all diagnostics of a file in the report.
fn diagnostics(file: &Value) -> Vec<Value> {
    let all = file["requirements"].as_array().unwrap().iter();
    let found = all.filter_map(|one| one["diagnostics"].as_array());
    found.flatten().cloned().collect()
}

#[test]
fn acx_accepts_a_show_once_the_advice_is_followed() {
    let own = "show: Rooms\ntext: door.txt\ncast: { ANNA: { voice: af_heart } }\n\
        lines:\n- { quote: \"The rain\", by: ANNA }\n- { quote: \"Nobody\", by: ANNA }\n";
    let room = "scenes: [{ id: one, from: start, space: cathedral }]\n";
    let shows = [
        format!(
            "{room}spaces: {{ cathedral: {{ wet: 3dB }} }}\npauses: {{ paragraph: 1.5s, end: 2s }}\n"
        ),
        format!("{room}cues: [{{ id: rain, bed: rain, from: start, until: end, gain: -20dB }}]\n"),
        format!(
            "{room}cues: [{{ id: knock, spot: door-strike, at: \"Nobody\", gain: 12dB }}]\npauses: {{ paragraph: 3s, end: 1s }}\n"
        ),
        "cues:\n- { id: rain, bed: rain, from: start, until: end }\n\
         - { id: gale, bed: wind, from: start, until: end, gain: 3dB }\npauses: { end: 8s }\n"
            .to_owned(),
        "pauses: { start: 0.1s, end: 0.2s, paragraph: 0.2s }\n".to_owned(),
    ];
    for more in shows {
        let stage = Stage::new();
        stage.write(
            "door.txt",
            "“The rain fell on the roof.”\n\n“Nobody came.”\n",
        );
        stage.write("show.yaml", format!("{own}{more}"));
        let (code, before) = report(&stage, &["acx"], &[]);
        assert_eq!(code, 1, "{more}");
        let found = diagnostics(&before["files"][0]);
        let hints = found
            .iter()
            .flat_map(|found| found["hints"].as_array().unwrap());
        let mut hints = hints.filter_map(|hint| hint["text"].as_str());
        // A line is not the cause of what its room adds.
        assert!(
            hints.all(|hint| !hint.starts_with("give line")),
            "{found:#?}"
        );
        stage.mend(&found);
        let (_, after) = report(&stage, &["acx"], &[]);
        let left = failing(&after["files"][0]);
        assert!(
            left.is_empty(),
            "{more}{left:?}{:#?}",
            diagnostics(&after["files"][0])
        );
    }
}

#[test]
fn a_missing_folder_is_named_before_anything_is_spoken() {
    let stage = Stage::new();
    let said = stage.render("nowhere/out.wav", &[]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    for words in ["there is no folder nowhere for nowhere/out.wav", "mkdir"] {
        assert!(said.err.contains(words), "{}", said.err);
    }
    let said = stage.run(["draft", "door.txt", "-o", "nowhere/new.yaml"]);
    assert!(
        said.err.contains("there is no folder nowhere"),
        "{}",
        said.err
    );
}

#[test]
fn every_target_gets_a_file_for_each_chapter_on_demand() {
    let stage = Stage::new();
    let said = stage.deliver(["--target", "podcast", "--chapters"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
    assert!(said.err.contains("at least two chapters"), "{}", said.err);
    stage.change("id: inside,", "id: inside, title: \"Inside, at last\",");
    stage.change("id: outside,", "id: outside, title: Outside,");
    let said =
        stage.deliver("--target podcast --target speech --format flac --chapters".split(' '));
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let podcast = "#EXTM3U\n#PLAYLIST:The Door\n";
    let playlist = String::from_utf8(stage.bytes("out/the-door.podcast.m3u8")).unwrap();
    let rows: Vec<&str> = playlist.strip_prefix(podcast).unwrap().lines().collect();
    assert!(
        rows[0].starts_with("#EXTINF:") && rows[0].ends_with(",Inside, at last"),
        "{playlist}"
    );
    assert_eq!(rows[1], "the-door.podcast.01-inside-at-last.flac");
    assert_eq!(rows[3], "the-door.podcast.02-outside.flac");
    let args = "--target podcast --format wav --mono --chapters --json";
    let said = stage.deliver(args.split(' '));
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["playlists"][0], "out/the-door.podcast.m3u8");
    let files = report["files"].as_array().unwrap();
    let titles: Vec<&str> = files
        .iter()
        .map(|file| file["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Inside, at last", "Outside"]);
    // Both have one level: that of the show.
    let alone = failing(&files[0]);
    assert!(alone.is_empty(), "{alone:?}");
    let names: Vec<&Value> = files[0]["requirements"]
        .as_array()
        .unwrap()
        .iter()
        .collect();
    assert!(names.iter().all(|one| one["name"] != "loudness"));
    let both = stage.deliver(["--chapters", "--whole"]);
    assert_eq!(both.code, 2);
}

#[test]
fn a_finished_file_is_measured_and_compared_with_a_target() {
    let stage = Stage::new();
    stage.change("mix:", "pauses: { start: 0.6s, end: 2s }\nmix:");
    still(&stage);
    for format in ["wav", "flac", "mp3", "m4a", "opus"] {
        let (name, args) = (format!("out.{format}"), ["--target", "podcast"]);
        assert_eq!(stage.render(&name, &args).code, 0);
        let said = stage.run(["measure", &name, "--target", "podcast"]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
        assert!(
            said.out.contains("  holds  loudness     -16.0 ± 0.1 LUFS"),
            "{}",
            said.out
        );
    }
    // The same samples have the same measurements as in a delivery.
    let (_, report) = report(&stage, &["acx"], &[]);
    let said = stage.run([
        "measure",
        "out/the-door.acx.wav",
        "--target",
        "acx",
        "--json",
    ]);
    let own: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (said.code, own["holds"].as_bool()),
        (0, Some(true)),
        "{}",
        said.out
    );
    assert_eq!(own["files"][0]["measured"], report["files"][0]["measured"]);
    let heard = measure(&stage.path("out.wav"));
    let said = stage.run(["measure", "out.wav", "--target", "broadcast", "--json"]);
    let own: Value = serde_json::from_str(&said.out).unwrap();
    near(
        "gain",
        &own["files"][0]["gain"],
        -23.0 - heard.loudness,
        0.02,
    );
    assert_eq!(said.code, 1);
    let said = stage.run(["measure", "out.wav", "door.txt", "nowhere.wav"]);
    assert_eq!(said.code, 2);
    assert!(said.out.starts_with("out.wav: 0:"), "{}", said.out);
    for words in ["door.txt", "it is text", "nowhere.wav cannot be read"] {
        assert!(said.err.contains(words), "{}", said.err);
    }
}
