//! Tests of sound files in other formats than WAV: those that a player has no other reader for in
//! this program are read by `ffmpeg`.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use ebur128::{EbuR128, Mode};
use id3::{Tag, TagLike};
use serde_json::Value;

use crate::stage::{Stage, said};

/// The formats, each with the bytes at this place of its files.
const FORMATS: [(&str, usize, &[u8]); 7] = [
    ("wav", 0, b"RIFF"),
    ("rf64", 0, b"RF64"),
    ("flac", 0, b"fLaC"),
    ("m4a", 4, b"ftypM4A "),
    ("m4b", 4, b"ftypM4B "),
    ("mp3", 0, b"\xff\xfb"),
    ("opus", 0, b"OggS"),
];

/// A part that is soon rendered.
const PART: &[&str] = &["--to", "Rain fell"];

fn begins(bytes: &[u8], place: usize, mark: &[u8]) -> bool {
    // Tags may be before the sound of MP3.
    bytes[place..].starts_with(mark) || (mark[0] == 0xff && bytes.starts_with(b"ID3"))
}

#[test]
fn the_ending_of_the_name_is_the_format() {
    let stage = Stage::new();
    for (ending, place, mark) in FORMATS {
        let name = format!("show.{ending}");
        let out = stage.rendered(&name, PART);
        assert!(out.starts_with(&format!("{name}: 0:")), "{out}");
        assert!(begins(&stage.bytes(&name), place, mark), "{name}");
    }
    stage.rendered("SHOW.MP3", PART);
    assert!(stage.bytes("SHOW.MP3") == stage.bytes("show.mp3"));
    stage.rendered("show.ogg", PART);
    assert!(stage.bytes("show.ogg") == stage.bytes("show.opus"));
    stage.rendered("show.audio", &[PART, &["--format", "flac"]].concat());
    assert!(stage.bytes("show.audio") == stage.bytes("show.flac"));
}

#[test]
fn the_same_show_gives_the_same_bytes_again() {
    let (one, two) = (Stage::new(), Stage::new());
    for name in ["show.flac", "show.m4a", "show.mp3", "show.opus"] {
        one.rendered(name, &["--jobs", "1"]);
        let before = one.bytes(name);
        two.rendered(name, &["--jobs", "2"]);
        assert!(two.bytes(name) == before, "{name}");
        // The limiter of the first run is known to the second.
        one.rendered(name, &[]);
        assert!(one.bytes(name) == before, "{name}");
    }
}

#[test]
fn what_a_format_does_not_take_is_refused_before_the_work() {
    let stage = Stage::new();
    let long = format!("{}.mp3", "a".repeat(300));
    for (name, args, words) in [
        ("show.wma", &[][..], ".flac, .m4a"),
        ("show", &[], "--format"),
        ("show.mp3", &["--bits", "16"], "MP3 has no bits per sample"),
        ("show.flac", &["--bits", "32f"], "16 or 24 bits"),
        ("show.wav", &["--quality", "best"], "WAV loses nothing"),
        ("show.flac", &["--bitrate", "192k"], "FLAC loses nothing"),
        ("show.mp3", &["--bitrate", "200k"], "192, 224"),
        ("show.opus", &["--rate", "44.1k"], "it takes 48000 Hz"),
        ("show.mp3", &["--rate", "96k"], "44100, 48000"),
        ("show.mp3", &["--bitrate", "much"], "such as 192k"),
        ("show.mp3", &["--quality", "loud"], "standard"),
        (
            "show.flac",
            &["--format", "mp3"],
            "would be MP3, and its ending",
        ),
        (
            "show.m4a",
            &["--format", "m4b"],
            "its ending is that of M4A",
        ),
        ("nowhere/show.mp3", &[], "there is no folder nowhere"),
        (&long, &[], "cannot write"),
    ] {
        let said = stage.render(name, args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{name} {args:?}");
        assert!(said.err.contains(words), "{name} {args:?}: {}", said.err);
        assert_eq!(stage.names(), ["door.txt", "show.yaml"], "{name} {args:?}");
    }
}

#[test]
fn a_part_a_mono_file_and_the_paths_have_their_format() {
    let stage = Stage::new();
    stage.rendered("stereo.mp3", &[]);
    stage.rendered("mono.mp3", &["--mono"]);
    stage.rendered("part.mp3", &["--to", "Rain fell"]);
    let size = |name: &str| stage.bytes(name).len();
    assert!(size("mono.mp3") < size("stereo.mp3") * 6 / 10);
    assert!(size("part.mp3") < size("stereo.mp3") * 8 / 10);
    stage.change("mix:", "choices:\n- id: way\n  at: { after: \"fell shut.\" }\n  options:\n  - { id: on, words: Go on }\n  - { id: off, words: Stop, to: end }\nmix:");
    let said = stage.render("out", &["--paths", "all", "--format", "opus"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let mut names: Vec<String> = std::fs::read_dir(stage.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["way-off.opus", "way-on.opus"]);
}

#[test]
fn a_target_has_the_format_of_its_place() {
    let stage = Stage::new();
    stage.change(
        "  - { id: rain, bed: wind, from: \"Rain fell\", until: end, gain: -14dB }\n",
        "",
    );
    let args = "deliver show.yaml --stand-in -o out --json --target acx --target podcast --target audiobook --target broadcast";
    let said = stage.run(args.split(' '));
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let files = report["files"].as_array().unwrap();
    let row = |file: &Value| {
        let name = file["file"].as_str().unwrap().to_owned();
        (
            name,
            file["bitrate"].as_u64(),
            file["measured"]["rate"].as_u64().unwrap(),
        )
    };
    let rows: Vec<_> = files.iter().map(row).collect();
    let wanted = [
        ("out/the-door.acx.mp3", Some(192_000), 44_100),
        ("out/the-door.podcast.mp3", Some(192_000), 44_100),
        ("out/the-door.audiobook.m4b", Some(160_000), 48_000),
        ("out/the-door.broadcast.wav", None, 48_000),
    ];
    assert_eq!(
        rows,
        wanted.map(|(name, bits, rate)| (name.to_owned(), bits, rate))
    );
    for file in files {
        assert_eq!(file["holds"], true, "{file}");
        let exists = stage.path(file["file"].as_str().unwrap()).exists();
        assert!(exists, "{file}");
    }
}

#[test]
fn acx_gets_a_file_for_each_chapter_and_the_credits() {
    let stage = Stage::new();
    let bed = "  - { id: rain, bed: wind, from: \"Rain fell\", until: end, gain: -14dB }\n";
    stage.change(bed, "");
    stage.change("seed: 7", "seed: 7\nauthor: Ana Lee\nchapters: all");
    let run = |more: &str| {
        let args = format!("deliver show.yaml --stand-in -o out --json --target acx{more}");
        let said = stage.run(args.split(' '));
        assert!(said.err.is_empty(), "{}", said.err);
        serde_json::from_str::<Value>(&said.out).unwrap()
    };
    let report = run("");
    let files = report["files"].as_array().unwrap();
    let names: Vec<&str> = files
        .iter()
        .map(|file| file["file"].as_str().unwrap())
        .collect();
    let wanted = [
        "out/the-door.acx.00-opening-credits.mp3",
        "out/the-door.acx.01-inside.mp3",
        "out/the-door.acx.02-outside.mp3",
        "out/the-door.acx.03-closing-credits.mp3",
    ];
    assert_eq!(names, wanted);
    // Each file has its own title; the show is the album.
    let tags = wanted.map(|name| Tag::read_from_path(stage.path(name)).unwrap());
    let titles = tags.each_ref().map(|tag| tag.title().unwrap());
    assert_eq!(
        titles,
        ["Opening Credits", "inside", "outside", "Closing Credits"]
    );
    assert!(tags.iter().all(|tag| tag.album() == Some("The Door")));
    let tracks = tags.each_ref().map(|tag| (tag.track(), tag.total_tracks()));
    let none = (None, None);
    assert_eq!(tracks, [none, (Some(1), Some(2)), (Some(2), Some(2)), none]);
    for file in files {
        for requirement in file["requirements"].as_array().unwrap() {
            // A short chapter is louder or softer than the book.
            let is_asked = requirement["name"] != "rms" || file["file"] == wanted[0];
            assert!(
                !is_asked || requirement["holds"] == true,
                "{} {requirement}",
                file["file"]
            );
        }
    }
    let report = run(" --whole");
    assert_eq!(report["files"][0]["file"], "out/the-door.acx.mp3");
    assert_eq!(report["files"].as_array().unwrap().len(), 1);
}

#[test]
fn acx_refuses_other_formats_before_the_work() {
    let stage = Stage::new();
    for more in [
        &["--format", "m4a"][..],
        &["--format", "opus"],
        &["--bitrate", "64k"],
        &["--quality", "low"],
        &["--rate", "48k"],
    ] {
        let target = ["--target", "acx"].into_iter();
        let said = stage.deliver(target.chain(more.iter().copied()));
        assert_eq!(said.code, 2, "{more:?}");
        let takes = "acx takes MP3 with 192 kbit/s or more at 44100 Hz, not";
        assert!(said.err.contains(takes), "{}", said.err);
        assert!(!stage.path("out/the-door.acx.mp3").exists());
    }
}

#[test]
fn a_sample_that_cannot_be_made_is_an_error() {
    let stage = Stage::new();
    let deliver = |target: &str| stage.deliver(["--target", target, "--sample", "Rain fell"]);
    let said = deliver("acx");
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("a sample from `Rain fell` on"),
        "{}",
        said.err
    );
    let said = deliver("podcast");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("podcast takes no sample"), "{}", said.err);
}

#[test]
fn a_chapter_that_fails_names_the_cause() {
    let stage = Stage::new();
    stage.change("seed: 7", "seed: 7\nchapters: all");
    let lines = [
        "  - { id: go, quote: \"Go!\", by: ANNA, tone: urgent }",
        "gain: -14dB }",
    ];
    stage.change(lines[0], &lines[0].replace(" }", ", gain: -20dB }"));
    stage.change(lines[1], "gain: 0dB }");
    let args = "deliver show.yaml --stand-in -o out --target acx";
    let said = stage.run(args.split(' '));
    assert_eq!(said.code, 1, "{}", said.err);
    let (first, second) = said.out.split_once("acx.02-outside.mp3").unwrap();
    assert!(first.contains("error[delivery-level]"), "{first}");
    assert!(first.contains("the file begins here"), "{first}");
    assert!(second.contains("bed `rain`"), "{second}");
    for file in [first, second] {
        assert!(file.contains("`--whole` writes one file"), "{file}");
    }
}

#[test]
fn a_killed_render_leaves_no_broken_file() {
    let stage = Stage::new();
    stage.rendered("first.wav", &[]);
    for name in ["show.flac", "show.m4b", "show.mp3", "show.opus"] {
        stage.rendered(name, &[]);
        let whole = stage.bytes(name);
        std::fs::remove_file(stage.path(name)).unwrap();
        for milliseconds in [20, 60, 120] {
            let mut command = stage.command();
            command.args(["render", "show.yaml", "--stand-in", "-o", name]);
            let mut program = command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            sleep(Duration::from_millis(milliseconds));
            program.kill().unwrap();
            program.wait().unwrap();
            if stage.path(name).exists() {
                assert!(stage.bytes(name) == whole, "{name}");
            }
        }
    }
    stage.rendered("last.mp3", &[]);
    let names = stage.names();
    assert!(
        !names.iter().any(|name| name.ends_with(".cuebook-part")),
        "{names:?}"
    );
}

/// Returns what `ffmpeg` decodes: interleaved samples of two channels at a rate.
fn decoded(stage: &Stage, name: &str, rate: u32) -> Vec<f32> {
    let rate = rate.to_string();
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(stage.path(name))
        .args(["-f", "f32le", "-ac", "2", "-ar", &rate, "-"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (whole, _) = output.stdout.as_chunks::<4>();
    whole
        .iter()
        .map(|bytes| f32::from_le_bytes(*bytes))
        .collect()
}

/// Returns the shift in frames at which the left sides of two sounds are most alike.
fn shift(one: &[f32], other: &[f32]) -> i64 {
    let side = |of: &[f32]| -> Vec<f64> { of.iter().step_by(2).map(|x| f64::from(*x)).collect() };
    let (one, other) = (side(one), side(other));
    let alike = |by: i64| -> f64 {
        let frames = (2_000..one.len() - 2_000).step_by(53);
        frames
            .map(|n| one[n] * other[(n as i64 + by) as usize])
            .sum()
    };
    let shifts = -1_400..=1_400i64;
    shifts
        .max_by(|a, b| alike(*a).total_cmp(&alike(*b)))
        .unwrap()
}

#[test]
#[ignore = "needs ffmpeg"]
fn ffmpeg_returns_the_show_in_its_length_and_without_a_shift() {
    let stage = Stage::new();
    stage.change("-20 LUFS, peak: -3 dBTP", "-14 LUFS, peak: -1 dBTP");
    for (ending, ..) in FORMATS {
        let name = format!("show.{ending}");
        stage.rendered(&name, &[]);
        let rate = if ending == "mp3" { "44.1k" } else { "48k" };
        stage.rendered("mix.wav", &["--bits", "32f", "--rate", rate]);
        let rate = if ending == "mp3" { 44_100 } else { 48_000 };
        let (mix, heard) = (
            decoded(&stage, "mix.wav", rate),
            decoded(&stage, &name, rate),
        );
        // Older versions of ffmpeg play the last packet of MP4 to its end.
        let rest = heard.len().checked_sub(mix.len()).expect(&name);
        let packet = if ending.starts_with("m4") {
            2 * 1024
        } else {
            1
        };
        assert!(rest < packet, "{name}: {rest} samples too many");
        assert_eq!(shift(&mix, &heard[..mix.len()]), 0, "{name}");
        let mut meter = EbuR128::new(2, rate, Mode::I | Mode::TRUE_PEAK).unwrap();
        meter.add_frames_f32(&heard).unwrap();
        let loudness = meter.loudness_global().unwrap();
        assert!((loudness + 14.0).abs() <= 0.1, "{name}: {loudness}");
        let peak = (0..2)
            .map(|side| meter.true_peak(side).unwrap())
            .fold(0.0, f64::max);
        assert!(
            20.0 * peak.log10() <= -0.95,
            "{name}: {}",
            20.0 * peak.log10()
        );
    }
}

#[test]
#[ignore = "needs ffmpeg"]
fn ffprobe_sees_the_codec_the_bit_rate_and_the_length() {
    let stage = Stage::new();
    for (name, args, codec, bits) in [
        ("a.mp3", &["--bitrate", "192k"][..], "mp3", 192_000),
        (
            "b.m4a",
            &["--bitrate", "128k", "--rate", "44.1k"],
            "aac",
            128_000,
        ),
        ("c.opus", &["--quality", "low", "--mono"], "opus", 32_000),
        ("d.flac", &["--bits", "16"], "flac", 0),
        ("e.rf64", &[], "pcm_s24le", 2_304_000),
    ] {
        stage.rendered(name, args);
        let wanted = [
            "-v",
            "error",
            "-of",
            "json",
            "-show_streams",
            "-show_format",
        ];
        let mut command = Command::new("ffprobe");
        let seen = said(&command.args(wanted).arg(stage.path(name)).output().unwrap());
        assert_eq!((seen.code, seen.err.as_str()), (0, ""), "{name}");
        let seen: Value = serde_json::from_str(&seen.out).unwrap();
        assert_eq!(seen["streams"][0]["codec_name"], codec, "{name}");
        let rate = seen["format"]["bit_rate"]
            .as_str()
            .unwrap()
            .parse::<f64>()
            .unwrap();
        // Opus spends less on silence, and headers count in a short file.
        let is_near = (0.5..1.2).contains(&(rate / f64::from(bits)));
        assert!(bits == 0 || is_near, "{name}: {rate}");
    }
}

#[test]
fn a_pipe_gets_the_bytes_of_the_file() {
    let stage = Stage::new();
    for format in ["wav", "mp3", "m4b"] {
        let name = format!("show.{format}");
        let args = [
            "render",
            "show.yaml",
            "--stand-in",
            "-o",
            "-",
            "--format",
            format,
        ];
        let output = stage.command().args(args).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.starts_with("standard output: 0:"), "{told}");
        stage.rendered(&name, &[]);
        assert!(output.stdout == stage.bytes(&name), "{format}");
    }
    let said = stage.run("render show.yaml -o - --watch".split(' '));
    assert_eq!((said.code, said.out.as_str()), (2, ""));
}
