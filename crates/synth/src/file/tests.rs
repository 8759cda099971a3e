use std::io::Cursor;

use super::*;
use cuebook_dsp::measure;
use proptest::prelude::*;

/// Returns a 16-bit WAV with one tone in each channel.
fn wav(rate: u32, frames: usize, tones: &[f64]) -> Arc<[u8]> {
    let spec = hound::WavSpec {
        channels: tones.len() as u16,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for frame in 0..frames {
        for tone in tones {
            let phase = std::f64::consts::TAU * tone * frame as f64 / f64::from(rate);
            writer
                .write_sample((libm::sin(phase) * 16_000.0) as i16)
                .unwrap();
        }
    }
    writer.finalize().unwrap();
    bytes.into_inner().into()
}

#[test]
fn a_file_at_another_rate_keeps_its_length_pitch_and_time() {
    for rate in [8_000, 22_050, 44_100, 48_000, 96_000] {
        let bytes = wav(rate, rate as usize, &[440.0, 1000.0]);
        let audio = decode("tone.wav", bytes).unwrap();
        assert_eq!(audio.channels.len(), 2);
        assert_eq!(audio.channels[0].len(), 48_000, "{rate}");
        let right = measure::loudest(&audio.channels[1][4000..44_000], 100.0, 3000.0);
        assert!((right - 1000.0).abs() < 2.0);
        // Compare with the tone: a shift of one frame would be an error of 6 %.
        for n in 12_000..36_000 {
            let expected = libm::sin(std::f64::consts::TAU * 440.0 * n as f64 / 48_000.0);
            let found = f64::from(audio.channels[0][n]) * 32_768.0 / 16_000.0;
            assert!((expected - found).abs() < 0.005, "{rate}: {n}");
        }
    }
}

#[test]
fn an_incomplete_audio_file_is_refused_by_name() {
    let good = wav(44_100, 44_100, &[440.0]);
    let cases: [(&str, &[u8]); 3] = [
        ("empty.wav", &[]),
        (
            "text.ogg",
            b"This is not a sound at all, whatever its name says.",
        ),
        ("header.wav", &good[..44]),
    ];
    for (name, bytes) in cases {
        let error = decode(name, bytes.into()).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
    let none = decode("none.wav", wav(44_100, 0, &[440.0])).unwrap_err();
    assert!(none.to_string().contains("none.wav"));
}

#[test]
fn a_file_that_is_too_long_is_refused() {
    let bytes = wav(4_000, 3601 * 4_000, &[0.0]);
    let error = decode("long.wav", bytes).unwrap_err();
    assert!(matches!(error, SoundError::TooLong { .. }), "{error}");
}

#[test]
fn the_example_files_decode_to_their_length() {
    let chime: &[u8] = include_bytes!("../../../../scripts/sounds/chime.flac");
    let rain: &[u8] = include_bytes!("../../../../scripts/sounds/rain.ogg");
    let chime = decode("chime.flac", chime.into()).unwrap();
    assert_eq!((chime.channels.len(), chime.frames().0), (1, 3 * 48_000));
    let rain = decode("rain.ogg", rain.into()).unwrap();
    assert_eq!((rain.channels.len(), rain.frames().0), (2, 6 * 48_000));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let files: [(&str, &[u8]); 2] = [
        (
            "chime.flac",
            include_bytes!("../../../../scripts/sounds/chime.flac"),
        ),
        (
            "rain.ogg",
            include_bytes!("../../../../scripts/sounds/rain.ogg"),
        ),
    ];
    for (name, bytes) in files {
        for share in [1, 3, 5, 7] {
            let cut = &bytes[..bytes.len() * share / 8];
            assert!(decode(name, cut.into()).is_err(), "{name}, {share}/8");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn no_input_makes_the_decoder_panic(
        which in 0_usize..3,
        edits in proptest::collection::vec((0_usize..400, any::<u8>()), 1..12),
        cut in 0_usize..8,
    ) {
        let mut bytes = match which {
            0 => wav(44_100, 2000, &[440.0]).to_vec(),
            1 => include_bytes!("../../../../scripts/sounds/chime.flac")[..12_000].to_vec(),
            _ => include_bytes!("../../../../scripts/sounds/rain.ogg").to_vec(),
        };
        for (at, byte) in edits {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        bytes.truncate(bytes.len() - bytes.len() * cut / 16);
        if let Ok(audio) = decode("edited", bytes.into()) {
            prop_assert!(audio.frames().0 > 0);
            prop_assert!(audio.channels.iter().flatten().all(|s| s.is_finite()));
        }
    }
}
