use std::ffi::OsString;
use std::fs::{self, File};

use super::*;
use cuebook_core::units::BLOCK;
use hound::SampleFormat;

fn ramp() -> Block {
    Block {
        left: std::array::from_fn(|i| i as f32 / BLOCK as f32),
        right: std::array::from_fn(|i| -0.5 * i as f32 / BLOCK as f32),
    }
}

fn names(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    names
}

/// Writes 700 frames in two pieces and returns the reader of the file.
fn written(folder: &Path, encoding: Encoding) -> hound::WavReader<std::io::BufReader<File>> {
    let path = folder.join("show.wav");
    let mut sink = WavSink::create(&path, Frames(700), encoding).unwrap();
    sink.write(&ramp(), BLOCK).unwrap();
    sink.write(&ramp(), 700 - BLOCK).unwrap();
    sink.finish().unwrap();
    hound::WavReader::open(path).unwrap()
}

#[test]
fn floats_are_read_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let mut reader = written(folder.path(), Encoding::Float32);
    assert_eq!(reader.spec().sample_format, SampleFormat::Float);
    let samples: Vec<f32> = reader.samples().map(Result::unwrap).collect();
    let wanted = ramp();
    assert_eq!(samples.len(), 1400);
    for (i, frame) in samples.chunks(2).enumerate() {
        let at = i % BLOCK;
        assert_eq!(frame, [wanted.left[at], wanted.right[at]]);
    }
}

#[test]
fn integers_are_read_back_within_their_steps() {
    for (encoding, bits, steps) in [(Encoding::Pcm16, 16, 1.5), (Encoding::Pcm24, 24, 0.5)] {
        let folder = tempfile::tempdir().unwrap();
        let mut reader = written(folder.path(), encoding);
        let spec = reader.spec();
        assert_eq!((spec.bits_per_sample, spec.channels), (bits, 2));
        assert_eq!(spec.sample_rate, 48_000);
        assert_eq!(reader.duration(), 700);
        let full = 2f64.powi(i32::from(bits) - 1);
        let samples: Vec<i32> = reader.samples().map(Result::unwrap).collect();
        for (i, frame) in samples.chunks(2).enumerate() {
            let wanted = f64::from(ramp().left[i % BLOCK]) * full;
            assert!((f64::from(frame[0]) - wanted).abs() <= steps);
        }
    }
}

#[test]
fn a_dropped_sink_keeps_the_previous_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.wav");
    fs::write(&path, "before").unwrap();
    let mut sink = WavSink::create(&path, Frames(700), Encoding::Pcm16).unwrap();
    sink.write(&ramp(), BLOCK).unwrap();
    drop(sink);
    assert_eq!(fs::read(&path).unwrap(), b"before");
    assert_eq!(names(folder.path()), ["show.wav"]);
}

#[test]
fn an_incomplete_show_is_an_error_and_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.wav");
    let mut sink = WavSink::create(&path, Frames(700), Encoding::Pcm16).unwrap();
    sink.write(&ramp(), BLOCK).unwrap();
    let Err(SinkError::Length {
        promised: 700,
        given: 512,
        ..
    }) = sink.finish()
    else {
        panic!("it was kept");
    };
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_missing_folder_is_an_error_with_the_path() {
    let path = Path::new("no-such-folder/show.wav");
    let error = WavSink::create(path, Frames(1), Encoding::Pcm16)
        .err()
        .unwrap();
    assert_eq!(error.to_string(), "cannot write no-such-folder/show.wav");
}

#[cfg(unix)]
#[test]
fn the_file_has_the_permissions_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other");
    fs::write(&other, "").unwrap();
    drop(written(folder.path(), Encoding::Pcm16));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&folder.path().join("show.wav")), mode(&other));
}
