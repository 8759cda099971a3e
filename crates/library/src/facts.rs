//! What a sound file says about itself: its tags and its length.

use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use cuebook_core::sound_format::is_readable;
use lofty::config::{GlobalOptions, ParseOptions, apply_global_options};
use lofty::file::{AudioFile, TaggedFileExt};
use lofty::probe::Probe;
use lofty::tag::{ItemKey, Tag};
use serde::{Deserialize, Serialize};

use crate::{bext, music};

/// The most bytes of a file that are read. Tags stand at the beginning or the end.
pub const MOST_READ: u64 = 4 << 20;

/// The most memory that one item of a tag may take, in bytes.
const MOST_ITEM: usize = 1 << 20;

/// The longest text that is kept, in bytes.
const LONGEST: usize = 500;

/// What a sound file says about itself. All texts have at most 500 bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The length in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// The frames a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<u32>,
    /// The number of channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channels: Option<u8>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The description: a comment, or that of a Broadcast Wave file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The genre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// The category in the Universal Category System, from the name of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The beats a minute of music: of a tag, or in the name of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tempo: Option<u16>,
    /// The key of music: `A minor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The terms of use: a licence or a notice of copyright.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Why the content of the file could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// Reads the facts of a file with this name. A file that cannot be read has a
/// [`Facts::fault`].
pub fn read(name: &str, file: impl Read + Seek) -> Facts {
    let mut bounded = Bounded {
        file,
        left: MOST_READ,
    };
    let read = catch_unwind(AssertUnwindSafe(|| content(&mut bounded)));
    let mut facts = match read {
        Ok(Ok(facts)) => facts,
        Ok(Err(fault)) => faulty(&fault),
        Err(_) => faulty("it is damaged"),
    };
    facts.category = category(name);
    let stem = stem(name);
    facts.tempo = facts.tempo.or_else(|| music::tempo(stem));
    facts.key = facts.key.or_else(|| music::key(stem));
    facts
}

fn faulty(fault: &str) -> Facts {
    Facts {
        fault: tidy(fault),
        ..Facts::default()
    }
}

/// Reads the tags and the properties.
fn content(file: &mut Bounded<impl Read + Seek>) -> Result<Facts, String> {
    apply_global_options(GlobalOptions::new().allocation_limit(MOST_ITEM));
    let bext = bext::read(file).unwrap_or_default();
    let start = |error: io::Error| error.to_string();
    file.seek(SeekFrom::Start(0)).map_err(start)?;
    let options = ParseOptions::new().read_cover_art(false);
    let probe = Probe::new(io::BufReader::new(file)).options(options);
    let probe = probe.guess_file_type().map_err(start)?;
    let read = probe.read().map_err(|error| error.to_string())?;
    let properties = read.properties();
    let tags = read.tags();
    Ok(Facts {
        seconds: Some(properties.duration().as_secs_f64()),
        rate: properties.sample_rate(),
        channels: properties.channels(),
        title: first(tags, &[ItemKey::TrackTitle]),
        about: first(tags, &[ItemKey::Description, ItemKey::Comment])
            .or_else(|| bext.about.as_deref().and_then(tidy)),
        genre: first(tags, &[ItemKey::Genre]),
        credit: first(tags, &[ItemKey::TrackArtist, ItemKey::OriginalArtist])
            .or_else(|| bext.originator.as_deref().and_then(tidy)),
        licence: first(tags, &[ItemKey::License, ItemKey::CopyrightMessage]),
        tempo: first(tags, &[ItemKey::IntegerBpm, ItemKey::Bpm])
            .and_then(|text| music::beats(&text)),
        key: first(tags, &[ItemKey::InitialKey]).and_then(|text| music::key_of(&text)),
        category: None,
        fault: None,
    })
}

/// Returns the first text that a tag has under one of these keys.
fn first(tags: &[Tag], keys: &[ItemKey]) -> Option<String> {
    let texts = keys
        .iter()
        .flat_map(|key| tags.iter().filter_map(|tag| tag.get_string(*key)));
    texts.filter_map(tidy).next()
}

/// Returns a text in one line without control characters, cut to its greatest length;
/// `None` if nothing is left.
fn tidy(text: &str) -> Option<String> {
    let shown: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .take(LONGEST)
        .collect();
    let mut text = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    while text.len() > LONGEST {
        text.pop();
    }
    Some(text).filter(|text| !text.is_empty())
}

/// Returns the category at the beginning of a name in the Universal Category System:
/// `DOORWood` of `DOORWood_Slam_ABC_Lib.wav`. It has at least three capitals, then small
/// letters, and ends at `_` or `-`.
fn category(name: &str) -> Option<String> {
    let file = name.rsplit_once('/').map_or(name, |(_, file)| file);
    let (id, _) = file.split_once(['_', '-'])?;
    let capitals = id.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &id.as_bytes()[capitals..];
    let fits = capitals >= 3
        && rest.len() >= 2
        && id.len() <= 12
        && rest.iter().all(u8::is_ascii_alphabetic);
    fits.then(|| id.to_owned())
}

/// Returns the name of a file without its folders and its ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit_once('/').map_or(name, |(_, file)| file);
    match is_readable(file) {
        true => file.rsplit_once('.').map_or(file, |(stem, _)| stem),
        false => file,
    }
}

/// Returns the title in the name of a file, for readers: the second part of a name in the Universal Category System,
/// else the name without its ending. Tags in brackets, the numbers of tracks and takes, and signs between words are left
/// out: `01 - Oak_Slam [d]_02` is `Oak Slam`.
#[must_use]
pub fn title(name: &str) -> String {
    let stem = stem(name);
    let own = match category(stem) {
        Some(_) => stem.split('_').nth(1).unwrap_or(stem),
        None => stem,
    };
    let words = without_brackets(own).replace(['_', '-', '\n', '\t'], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_number = |word: &&str| word.trim_matches('.').chars().all(|c| c.is_ascii_digit());
    let first = words.iter().position(|word| !is_number(word));
    let last = words.iter().rposition(|word| !is_number(word));
    match (first, last) {
        (Some(first), Some(last)) => words[first..=last].join(" "),
        _ => stem.to_owned(),
    }
}

/// Returns a text without the parts in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let kept = text.chars().filter(|letter| match letter {
        '[' | '(' | '{' => {
            depth += 1;
            false
        }
        ']' | ')' | '}' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    kept.collect()
}

/// A file of which only so many bytes can be read.
struct Bounded<F> {
    file: F,
    left: u64,
}

impl<F: Read> Read for Bounded<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !buffer.is_empty() {
            return Err(io::Error::other("its tags are too large"));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let most = most.min(buffer.len());
        let count = self.file.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}

impl<F: Seek> Seek for Bounded<F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// A second of silence with a RIFF INFO list.
    fn wav(info: &[(&[u8; 4], &str)]) -> Vec<u8> {
        let mut list = b"INFO".to_vec();
        for (id, text) in info {
            let mut bytes = text.as_bytes().to_vec();
            bytes.resize((bytes.len() + 1).next_multiple_of(2), 0);
            list.extend(*id);
            list.extend((bytes.len() as u32).to_le_bytes());
            list.extend(bytes);
        }
        let chunk =
            |id: &[u8], body: &[u8]| [id, &(body.len() as u32).to_le_bytes(), body].concat();
        let format = [
            &1u16.to_le_bytes()[..],
            &1u16.to_le_bytes(),
            &8000u32.to_le_bytes(),
            &16000u32.to_le_bytes(),
            &2u16.to_le_bytes(),
            &16u16.to_le_bytes(),
        ];
        let body = [
            b"WAVE".to_vec(),
            chunk(b"fmt ", &format.concat()),
            chunk(b"LIST", &list),
            chunk(b"data", &vec![0; 16000]),
        ];
        chunk(b"RIFF", &body.concat())
    }

    #[test]
    fn tags_and_length_are_read() {
        let bytes = wav(&[
            (b"INAM", "Oak door"),
            (b"IART", "A. Ringer"),
            (b"ICOP", "CC0 1.0"),
            (b"ICMT", "A heavy door\r\nin a hall"),
        ]);
        let facts = read("DOORWood_Slam_AR_Lib.wav", Cursor::new(bytes));
        assert_eq!(facts.title.as_deref(), Some("Oak door"));
        assert_eq!(facts.credit.as_deref(), Some("A. Ringer"));
        assert_eq!(facts.licence.as_deref(), Some("CC0 1.0"));
        assert_eq!(facts.about.as_deref(), Some("A heavy door in a hall"));
        assert_eq!(facts.category.as_deref(), Some("DOORWood"));
        assert_eq!(
            (facts.seconds, facts.rate, facts.channels),
            (Some(1.0), Some(8000), Some(1))
        );
        assert_eq!(facts.fault, None);
    }

    #[test]
    fn a_damaged_file_has_a_fault_and_keeps_its_category() {
        let facts = read(
            "GUNPis_Shot-1.wav",
            Cursor::new(b"RIFF\xff\xff\xff\xffWAVE".to_vec()),
        );
        assert!(facts.fault.is_some());
        assert_eq!(facts.category.as_deref(), Some("GUNPis"));
        assert!(
            read("a.mp3", Cursor::new(b"hello".repeat(99)))
                .fault
                .is_some()
        );
    }

    #[test]
    fn other_names_have_no_category() {
        for name in [
            "door_slam.wav",
            "DOOR_slam.wav",
            "README.wav",
            "DOORWood.wav",
            "a/UK2_x.wav",
        ] {
            assert_eq!(category(name), None, "{name}");
        }
    }

    #[test]
    fn the_title_of_a_name_is_for_readers() {
        assert_eq!(title("lib/Doors/DOORWood_Oak Slam_AR_Lib.wav"), "Oak Slam");
        assert_eq!(title("lib/Guns/pistol_shot"), "pistol shot");
        assert_eq!(title("v1.2 wind.wav"), "v1.2 wind");
        assert_eq!(title("lib/x/01 - Oak_Slam [d]_02.flac"), "Oak Slam");
        assert_eq!(title("rain_loop_(stereo).wav"), "rain loop");
        assert_eq!(title("AMBRain_Roof, heavy_JS_Own_01.wav"), "Roof, heavy");
        assert_eq!(title("07.wav"), "07");
    }

    #[test]
    fn long_and_strange_texts_are_cut() {
        let long = tidy(&"é\u{0}".repeat(4000)).unwrap();
        assert!(long.len() <= LONGEST && !long.contains('\0'));
        assert_eq!(tidy(" \u{1b}\n "), None);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_have_facts(mut bytes: Vec<u8>, head in 0usize..5) {
            let heads: [&[u8]; 5] = [b"", b"RIFF\0\0\0\0WAVE", b"ID3\x04\0\0", b"fLaC", b"OggS"];
            bytes.splice(0..0, heads[head].iter().copied());
            read("x.wav", Cursor::new(bytes));
        }
    }
}
