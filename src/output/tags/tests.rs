//! The tags as outside readers see them: `ffprobe` and `mediainfo`.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;
use cuebook_core::units::{Decibels, Lufs, Seconds};
use cuebook_script::Date;
use serde_json::Value;

const ALL: [(&str, Container); 7] = [
    ("wav", Container::Wav),
    ("w64.wav", Container::Rf64),
    ("flac", Container::Flac),
    ("m4a", Container::M4a),
    ("m4b", Container::M4b),
    ("mp3", Container::Mp3),
    ("opus", Container::Opus),
];

/// Runs a program and returns what it prints.
fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    output.stdout
}

/// Makes a file of 60 seconds.
fn sound(folder: &Path, ending: &str, more: &[&str]) -> PathBuf {
    let path = folder.join(format!("show.{ending}"));
    let name = path.to_str().unwrap();
    let mut arguments = vec![
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "sine=330:duration=60",
        "-ac",
        "2",
    ];
    match ending {
        "w64.wav" => arguments.extend(["-rf64", "always"]),
        "m4a" | "m4b" => arguments.extend(["-c:a", "aac", "-f", "mp4"]),
        "opus" => arguments.extend(["-ar", "48000"]),
        _ => {}
    }
    arguments.extend(more);
    arguments.push(name);
    run("ffmpeg", &arguments);
    path
}

fn write(path: &Path, container: Container, tags: &Tags) -> io::Result<()> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    super::write(&file, container, tags)
}

fn probed(path: &Path) -> Value {
    let name = path.to_str().unwrap();
    let shown = ["-show_chapters", "-show_format", "-show_streams"];
    let arguments = [&["-v", "error", "-of", "json"][..], &shown, &[name]].concat();
    serde_json::from_slice(&run("ffprobe", &arguments)).unwrap()
}

/// Returns the tags of a file without regard to capital letters, wherever they are.
fn fields(probed: &Value) -> Vec<(String, String)> {
    let streams = probed["streams"].as_array().unwrap().iter();
    let maps = streams
        .chain([&probed["format"]])
        .filter_map(|part| part["tags"].as_object());
    let fields = maps.flat_map(|map| {
        map.iter()
            .map(|(name, text)| (name.to_lowercase(), text.as_str().unwrap().to_owned()))
    });
    fields.collect()
}

fn field(probed: &Value, name: &str) -> Option<String> {
    let fields = fields(probed);
    fields
        .into_iter()
        .find(|(own, _)| own == name)
        .map(|(_, text)| text)
}

fn chapters(probed: &Value) -> Vec<(f64, f64, String)> {
    let time = |chapter: &Value, key: &str| chapter[key].as_str().unwrap().parse().unwrap();
    let chapters = probed["chapters"].as_array().unwrap().iter();
    let row = |chapter: &Value| {
        let title = chapter["tags"]["title"].as_str().unwrap().to_owned();
        (
            time(chapter, "start_time"),
            time(chapter, "end_time"),
            title,
        )
    };
    chapters.map(row).collect()
}

/// The samples as ffmpeg decodes them.
fn decoded(path: &Path) -> Vec<u8> {
    let name = path.to_str().unwrap();
    run(
        "ffmpeg",
        &["-v", "error", "-i", name, "-map", "0:a", "-f", "md5", "-"],
    )
}

fn chapter(start: f64, end: f64, title: &str) -> Chapter {
    Chapter {
        start: Seconds(start).frames(),
        end: Seconds(end).frames(),
        title: title.to_owned(),
    }
}

fn cover(side: u32) -> Picture {
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::new(&mut bytes, side, side);
    writer.set_color(png::ColorType::Grayscale);
    writer.set_depth(png::BitDepth::Eight);
    // Noise, so that it stays large.
    let mut state = 1u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let samples: Vec<u8> = (0..side * side).map(|_| noise()).collect();
    let mut writer = writer.write_header().unwrap();
    writer.write_image_data(&samples).unwrap();
    writer.finish().unwrap();
    Picture {
        kind: PictureKind::Png,
        width: side as usize,
        height: side as usize,
        bytes,
    }
}

fn tags() -> Tags {
    let text = |text: &str| Some(text.to_owned());
    Tags {
        piece: None,
        meta: Meta {
            title: "Последний час".to_owned(),
            subtitle: text("A Play"),
            series: text("Night Watch"),
            number: Some(3),
            authors: vec!["Ann Smith".to_owned(), "Jo Björk".to_owned()],
            narrators: vec!["Emma Hill".to_owned()],
            publisher: text("Harbour Radio"),
            date: Date::parse("2026-05-01"),
            language: text("en-GB"),
            genre: text("Drama"),
            description: text("Six people wait.\nOne leaves."),
            copyright: text("© 2026 Ann Smith"),
            cover: None,
            isbn: text("9783161484100"),
            is_written: true,
        },
        chapters: vec![
            chapter(0.0, 20.5, "One: “Здравствуйте”"),
            chapter(20.5, 40.25, "第二章"),
            chapter(40.25, 60.0, "The End & <more>"),
        ],
        cover: Some(cover(1400)),
        credits: "rain.ogg: Bo, CC0-1.0".to_owned(),
        loudness: Some(Loudness {
            integrated: Lufs(-19.04),
            true_peak: Decibels(-3.2),
            sample_peak: Decibels(-3.5),
            rms: Decibels(-21.0),
        }),
    }
}

#[test]
#[ignore = "needs ffmpeg"]
fn ffprobe_reads_the_tags_of_every_form_and_the_sound_is_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, container) in ALL {
        let path = sound(folder.path(), ending, &[]);
        let before = decoded(&path);
        // The second time, the first tags are replaced.
        for _ in 0..2 {
            write(&path, container, &tags()).unwrap();
        }
        assert_eq!(decoded(&path), before, "{ending}");
        let probed = probed(&path);
        let has = |name: &str, text: &str| {
            let found = field(&probed, name);
            assert_eq!(
                found.as_deref(),
                Some(text),
                "{ending}: {:?}",
                fields(&probed)
            );
        };
        has("title", "Последний час");
        has(
            "artist",
            if container == Container::Flac || container == Container::Opus {
                "Ann Smith;Jo Björk"
            } else {
                "Ann Smith, Jo Björk"
            },
        );
        has("date", "2026-05-01");
        has("genre", "Drama");
        has("copyright", "© 2026 Ann Smith");
        let all = format!("{:?}", fields(&probed));
        assert!(all.contains("rain.ogg: Bo, CC0-1.0"), "{ending}: {all}");
        assert!(all.contains("One leaves."), "{ending}: {all}");
        {
            for part in [
                "Harbour Radio",
                "9783161484100",
                "Night Watch",
                "Emma Hill",
                "A Play",
            ] {
                assert!(all.contains(part), "{ending} has no {part}: {all}");
            }
            let pictures = probed["streams"].as_array().unwrap().iter();
            let mut pictures = pictures.filter(|stream| stream["disposition"]["attached_pic"] == 1);
            assert_eq!(pictures.next().unwrap()["width"], 1400, "{ending}");
            assert!(pictures.next().is_none(), "{ending}");
            let found = chapters(&probed);
            assert_eq!(found.len(), 3, "{ending}: {found:?}");
            for ((start, end, title), own) in found.iter().zip(&tags().chapters) {
                assert_eq!(title, &own.title, "{ending}");
                assert!(
                    (start - own.start.seconds().0).abs() < 0.002,
                    "{ending}: {found:?}"
                );
                assert!(
                    (end - own.end.seconds().0).abs() < 0.06,
                    "{ending}: {found:?}"
                );
            }
        }
    }
}

#[test]
#[ignore = "needs ffmpeg"]
fn three_hundred_chapters_and_a_cover_of_3000_pixels_fit() {
    let folder = tempfile::tempdir().unwrap();
    let mut tags = tags();
    tags.cover = Some(cover(3000));
    let title = |number: usize| format!("Глава {number}: {}", "о".repeat(number));
    tags.chapters = (0..300)
        .map(|n| chapter(n as f64 * 0.2, (n + 1) as f64 * 0.2, &title(n)))
        .collect();
    for (ending, container) in ALL {
        let path = sound(folder.path(), ending, &[]);
        let before = decoded(&path);
        write(&path, container, &tags).unwrap();
        assert_eq!(decoded(&path), before, "{ending}");
        let probed = probed(&path);
        let found = chapters(&probed);
        assert_eq!(found.len(), 300, "{ending}");
        let start = "Глава 299: оооооооо";
        assert!(
            found[299].2.starts_with(start),
            "{ending}: {:?}",
            found[299]
        );
        assert!(
            (found[299].0 - 59.8).abs() < 0.002,
            "{ending}: {:?}",
            found[299]
        );
    }
}

#[test]
#[ignore = "needs ffmpeg"]
fn a_show_of_which_nothing_is_known_has_no_chapters_and_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, container) in ALL {
        let path = sound(folder.path(), ending, &[]);
        write(&path, container, &tags()).unwrap();
        write(&path, container, &Tags::default()).unwrap();
        let probed = probed(&path);
        assert_eq!(chapters(&probed), [], "{ending}");
        assert_eq!(probed["streams"].as_array().unwrap().len(), 1, "{ending}");
        assert_eq!(field(&probed, "title"), None, "{ending}");
    }
}

#[test]
#[ignore = "needs ffmpeg"]
fn an_index_before_the_sound_stays_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound(folder.path(), "m4b", &["-movflags", "+faststart"]);
    let before = decoded(&path);
    for _ in 0..2 {
        write(&path, Container::M4b, &tags()).unwrap();
        assert_eq!(decoded(&path), before);
        assert_eq!(chapters(&probed(&path)).len(), 3);
        let bytes = std::fs::read(&path).unwrap();
        let place = |name: &[u8]| bytes.windows(4).position(|part| part == name).unwrap();
        assert!(place(b"moov") < place(b"mdat"));
    }
}

#[test]
#[ignore = "needs mediainfo"]
fn mediainfo_reads_the_tags_of_every_form() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, container) in ALL {
        let path = sound(folder.path(), ending, &[]);
        write(&path, container, &tags()).unwrap();
        let told = run("mediainfo", &["--Full", path.to_str().unwrap()]);
        let told = String::from_utf8_lossy(&told).into_owned();
        let mut wanted = vec!["Последний час", "Ann Smith", "2026", "Drama"];
        wanted.extend(["© 2026 Ann Smith", "Harbour Radio"]);
        // It does not list the picture of Opus, which ffprobe does.
        if container != Container::Opus {
            wanted.push("Cover");
        }
        // It does not list the chapters of MP3, nor those of WAV.
        if !container.is_wav() && container != Container::Mp3 {
            wanted.extend(["第二章", "00:00:20.500"]);
        }
        for part in wanted {
            assert!(told.contains(part), "{ending} has no {part}:\n{told}");
        }
    }
}

/// The chunks of a WAV file after its samples.
fn chunks(path: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = std::fs::read(path).unwrap();
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!(number(4) + 8, bytes.len());
    let mut found = Vec::new();
    let mut at = 12;
    while at < bytes.len() {
        let size = number(at + 4);
        let name = String::from_utf8_lossy(&bytes[at..at + 4]).into_owned();
        found.push((name, bytes[at + 8..at + 8 + size].to_vec()));
        at += 8 + size + size % 2;
    }
    let data = found.iter().position(|(name, _)| name == "data").unwrap();
    found.split_off(data + 1)
}

/// Writes a WAV file of three seconds with an odd number of bytes.
fn small_wav(folder: &Path) -> PathBuf {
    let path = folder.join("small.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 44_100,
        bits_per_sample: 24,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(&path, spec).unwrap();
    (0..132_301).for_each(|n| writer.write_sample(n % 100).unwrap());
    writer.finalize().unwrap();
    path
}

#[test]
fn a_wav_file_has_the_chunks_of_players_and_broadcasters() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_wav(folder.path());
    let mut tags = tags();
    tags.chapters = vec![chapter(0.0, 1.0, "A"), chapter(1.0, 3.0, "Zwölf")];
    write(&path, Container::Wav, &tags).unwrap();
    write(&path, Container::Wav, &tags).unwrap();
    let chunks = chunks(&path);
    let names: Vec<&str> = chunks.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["bext", "LIST", "cue ", "LIST", "iXML", "id3 "]);
    let cue = &chunks[2].1;
    let number = |at: usize| u32::from_le_bytes(cue[at..at + 4].try_into().unwrap());
    assert_eq!((cue.len(), number(0)), (4 + 2 * 24, 2));
    // The second point is at one second, in frames of the file.
    assert_eq!((number(28), number(32), number(48)), (2, 44_100, 44_100));
    let labels = &chunks[3].1;
    assert!(labels.starts_with(b"adtllabl\x06\0\0\0\x01\0\0\0A\0"));
    assert!(labels.windows(6).any(|part| part == "Zwölf".as_bytes()));
    let loudness = &chunks[0].1[412..422];
    let wanted = [-1904i16, 0x7fff, -320, 0x7fff, 0x7fff];
    assert_eq!(
        loudness,
        wanted
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect::<Vec<u8>>()
    );
    let xml = String::from_utf8_lossy(&chunks[4].1).into_owned();
    assert!(
        xml.contains("<SYNC_POINT_COMMENT>Zwölf</SYNC_POINT_COMMENT>"),
        "{xml}"
    );
    let reader = hound::WavReader::open(&path).unwrap();
    assert_eq!(reader.duration(), 132_301);
}

#[test]
fn a_file_of_another_form_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    for (_, container) in ALL
        .into_iter()
        .filter(|(_, container)| *container != Container::Mp3)
    {
        std::fs::write(&path, "This is a text, not a sound, and long enough.").unwrap();
        let refused = write(&path, container, &tags());
        assert!(refused.is_err(), "{container:?}");
    }
    assert!(write(&folder.path().join("none"), Container::Mp3, &tags()).is_err());
}
