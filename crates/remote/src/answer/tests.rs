use super::*;
use cuebook_core::units::Seconds;

const SECOND: Frames = Frames(RATE as i64);

/// Returns a second of a tone at a rate, as 16-bit numbers.
fn tone(rate: u32, seconds: f64) -> Vec<u8> {
    let count = (f64::from(rate) * seconds) as u32;
    let sample = |n: u32| {
        let phase = f64::from(n) * 440.0 / f64::from(rate) * std::f64::consts::TAU;
        ((phase.sin() * 8_000.0) as i16).to_le_bytes()
    };
    (0..count).flat_map(sample).collect()
}

fn judge(body: Vec<u8>) -> Result<Speech, Bad> {
    speech(body, "audio/wav", Format::Wav, SECOND)
}

#[test]
fn sound_of_any_rate_is_as_long_as_it_was() {
    for rate in [8_000, 16_000, 22_050, 24_000, 44_100, 48_000] {
        let speech = judge(wav(&tone(rate, 1.0), (rate, 2, 1))).unwrap();
        let length = speech.samples.len() as i64;
        assert!(
            (length - SECOND.0).abs() < 2 * STEP as i64,
            "{rate}: {length}"
        );
    }
}

#[test]
fn the_content_decides_and_not_the_stated_type() {
    let file = wav(&tone(24_000, 1.0), (24_000, 2, 1));
    for (media, format) in [
        ("audio/mpeg", Format::Mp3),
        ("application/json", Format::Pcm(24_000)),
        ("", Format::Flac),
    ] {
        assert!(
            speech(file.clone(), media, format, SECOND).is_ok(),
            "{media}"
        );
    }
    let raw = speech(
        tone(16_000, 1.0),
        "audio/pcm; rate=16000",
        Format::Wav,
        SECOND,
    );
    assert!((raw.unwrap().samples.len() as i64 - SECOND.0).abs() < 1_000);
    let raw = speech(tone(24_000, 1.0), "", Format::Pcm(24_000), SECOND);
    assert!(raw.is_ok());
}

#[test]
fn silence_at_the_ends_is_cut() {
    let mut samples = vec![0; 24_000];
    samples.extend(tone(24_000, 1.0));
    samples.extend(vec![0; 48_000]);
    let speech = judge(wav(&samples, (24_000, 2, 1))).unwrap();
    let length = Frames::from(speech.samples.len()).seconds().0;
    assert!((1.0..1.1).contains(&length), "{length}");
    assert!((0.4..0.5).contains(&speech.cut.seconds().0));
}

#[test]
fn a_header_that_states_no_length_is_well() {
    for size in [0_u32, u32::MAX, 0x7fff_ffff] {
        let mut file = wav(&tone(24_000, 1.0), (24_000, 2, 1));
        file[40..44].copy_from_slice(&size.to_le_bytes());
        assert!(judge(file).is_ok(), "{size}");
    }
}

#[test]
fn every_bad_answer_is_told_apart() {
    let whole = wav(&tone(24_000, 1.0), (24_000, 2, 1));
    assert_eq!(judge(Vec::new()), Err(Bad::Empty));
    let json = br#"{"error": {"message": "no such voice"}}"#.to_vec();
    assert_eq!(judge(json), Err(Bad::Text("no such voice".to_owned())));
    let page = b"<html><body>Log in</body></html>".to_vec();
    assert_eq!(judge(page), Err(Bad::Text("Log in".to_owned())));
    let cut = judge(whole[..whole.len() / 2].to_vec());
    assert!(
        matches!(&cut, Err(Bad::CutOff(reason)) if reason.contains("48000")),
        "{cut:?}"
    );
    let silence = wav(&vec![0; 48_000], (24_000, 2, 1));
    assert_eq!(judge(silence), Err(Bad::Silence));
    assert!(matches!(
        judge(vec![1, 2, 3, 200, 255]),
        Err(Bad::Broken(_))
    ));
    let long = speech(whole.clone(), "", Format::Wav, Frames(RATE as i64 * 30));
    assert!(long.unwrap_err().to_string().contains("too short"));
    let minute = wav(&tone(8_000, 60.0), (8_000, 2, 1));
    assert!(judge(minute).unwrap_err().to_string().contains("too long"));
    assert!(speech(whole, "", Format::Wav, Seconds(0.4).frames()).is_ok());
}

#[test]
fn bits_in_a_header_or_less_than_one_never_panic() {
    let whole = wav(&tone(8_000, 0.2), (8_000, 2, 1));
    for end in 0..whole.len().min(200) {
        let _ = judge(whole[..end].to_vec());
    }
    for at in 0..44 {
        let mut file = whole.clone();
        file[at] = 255;
        let _ = judge(file);
    }
}
