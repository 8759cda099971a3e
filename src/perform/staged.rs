//! Shows and recordings for tests.

use crate::book::Book;
use crate::perform::{AtStops, BuiltinCatalog, Cache, CachedAudio, Performance};
use crate::world::World;
use cuebook_core::id::IdVec;
use cuebook_script::{Prose, read};

/// Binds a script that contains its text and has no mistakes.
pub(crate) fn book(script: &str, world: &dyn World) -> Book {
    let mut reading = read::read(script.as_bytes());
    assert_eq!(reading.diagnostics, [], "{script}");
    let text = std::mem::take(&mut reading.script.prose.text);
    reading.script.prose = Prose::read(text).0;
    let (book, diagnostics) = Book::bind(&reading.script, world, &BuiltinCatalog);
    assert_eq!(diagnostics, [], "{script}");
    book
}

/// Returns a WAV file with one channel of 16 bits at 48 kHz.
pub(crate) fn wav(samples: impl IntoIterator<Item = i16>) -> Vec<u8> {
    wav_of(1, samples)
}

/// Returns a WAV file whose samples take turns between its channels.
pub(crate) fn wav_of(channels: u16, samples: impl IntoIterator<Item = i16>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for sample in samples {
        wav.write_sample(sample).unwrap();
    }
    wav.finalize().unwrap();
    bytes.into_inner()
}

impl Performance {
    /// Creates a performance of these pieces, without rooms.
    pub(crate) fn staged(
        audio: Vec<CachedAudio>,
        lines: Vec<Vec<AtStops>>,
        cues: Vec<Vec<AtStops>>,
        cache: &Cache,
    ) -> Performance {
        Performance {
            audio: audio.into(),
            lines: lines.into(),
            cues: cues.into(),
            spoken: 0,
            is_stand_in: false,
            jobs: 1,
            spaces: IdVec::default(),
            cache: cache.clone(),
        }
    }
}
