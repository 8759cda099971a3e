//! The `bext` chunk of broadcast WAV files, version 2 (EBU Tech 3285).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Wave;
use crate::output::tags::{PROGRAM, Tags};

/// A measurement that is not known.
const UNKNOWN: i16 = 0x7fff;

/// Returns the chunk.
pub(super) fn chunk(tags: &Tags, wave: &Wave) -> Vec<u8> {
    let meta = &tags.meta;
    let mut chunk = Vec::new();
    let description = match meta.author() {
        Some(author) if !meta.title.is_empty() => format!("{}, by {author}", meta.title),
        _ => meta.title.clone(),
    };
    let date = meta.date.filter(|date| date.day.is_some());
    let date = date.map(|date| date.to_string());
    field(&mut chunk, &description, 256);
    field(&mut chunk, meta.publisher.as_deref().unwrap_or(PROGRAM), 32);
    field(&mut chunk, meta.isbn.as_deref().unwrap_or_default(), 32);
    field(&mut chunk, date.as_deref().unwrap_or_default(), 10);
    field(&mut chunk, if date.is_some() { "00:00:00" } else { "" }, 8);
    // The time of the first sample: midnight.
    chunk.extend(0u64.to_le_bytes());
    chunk.extend(2u16.to_le_bytes());
    // No UMID.
    chunk.extend([0; 64]);
    let hundredths = |value: f64| match value.is_finite() {
        true => (value * 100.0).round().clamp(-32_768.0, 32_766.0) as i16,
        false => UNKNOWN,
    };
    let loudness = tags.loudness.as_ref();
    let integrated = loudness.map_or(UNKNOWN, |found| hundredths(found.integrated.0));
    let peak = loudness.map_or(UNKNOWN, |found| hundredths(found.true_peak.0));
    for value in [integrated, UNKNOWN, peak, UNKNOWN, UNKNOWN] {
        chunk.extend(value.to_le_bytes());
    }
    chunk.extend([0; 180]);
    let sides = if wave.channels == 1 { "mono" } else { "stereo" };
    let history = format!(
        "A=PCM,F={},W={},M={sides},T={PROGRAM}\r\n",
        wave.rate, wave.bits
    );
    chunk.extend(history.as_bytes());
    chunk
}

/// Adds a field of a fixed length. The standard takes ASCII only, so letters lose their accents
/// and others become question marks.
fn field(chunk: &mut Vec<u8>, text: &str, length: usize) {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    let letters = letters.map(|letter| match letter {
        '‘' | '’' => b'\'',
        '“' | '”' => b'"',
        '–' | '—' => b'-',
        letter if letter.is_ascii() && !letter.is_ascii_control() => letter as u8,
        _ => b'?',
    });
    let mut bytes: Vec<u8> = letters.take(length).collect();
    bytes.resize(length, 0);
    chunk.extend(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chunk_has_its_fields_at_their_places() {
        let mut tags = Tags::default();
        tags.meta.title = "Café — “Нет”".to_owned();
        tags.meta.date = cuebook_script::Date::parse("2026-05-01");
        let wave = Wave {
            rate: 48_000,
            channels: 2,
            bits: 24,
            ..Wave::default()
        };
        let chunk = chunk(&tags, &wave);
        assert!(chunk.starts_with(b"Cafe - \"???\"\0"));
        assert_eq!(&chunk[320..338], b"2026-05-0100:00:00");
        assert_eq!(chunk[346..348], [2, 0]);
        assert_eq!(chunk[412..414], UNKNOWN.to_le_bytes());
        assert_eq!(&chunk[602..613], b"A=PCM,F=480");
    }
}
