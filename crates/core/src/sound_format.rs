//! The formats of sound files: those that can be read, and others that are known by
//! name. Messages, docs, the editor and the search for recordings use these tables.

/// A format of sound files.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoundFormat {
    /// The name for messages.
    pub name: &'static str,
    /// The endings of its files, in small letters without a dot.
    pub endings: &'static [&'static str],
    /// What can be in it, for the docs.
    pub about: &'static str,
}

const fn format(
    name: &'static str,
    endings: &'static [&'static str],
    about: &'static str,
) -> SoundFormat {
    SoundFormat {
        name,
        endings,
        about,
    }
}

const fn other(name: &'static str, endings: &'static [&'static str]) -> SoundFormat {
    format(name, endings, "")
}

/// The beginning of the name of a file in the user's library: `lib/Doors/oak.wav`.
pub const LIBRARY: &str = "lib/";

/// The formats that can be read.
pub const READABLE: [SoundFormat; 7] = [
    format(
        "WAV",
        &["wav", "wave", "bwf", "rf64", "w64"],
        "whole numbers of 8 to 32 bits, floats, A-law, µ-law, ADPCM (Microsoft, IMA) or MP3; also RF64, BW64 and Wave64",
    ),
    format(
        "AIFF",
        &["aiff", "aif", "aifc"],
        "whole numbers of 8 to 32 bits in either byte order, floats, A-law, µ-law",
    ),
    format("FLAC", &["flac"], "all of FLAC"),
    format(
        "OGG (Vorbis, Opus or FLAC)",
        &["ogg", "oga", "opus"],
        "also chained files",
    ),
    format(
        "MP3",
        &["mp3"],
        "at a constant or variable rate, with or without tags; not free-format",
    ),
    format(
        "M4A (AAC or ALAC)",
        &["m4a", "mp4", "m4b", "mov"],
        "AAC-LC in mono or stereo, ALAC; also FLAC, Opus, MP3; not HE-AAC, not protected files",
    ),
    format("AAC", &["aac"], "AAC-LC in mono or stereo (ADTS)"),
];

/// The formats that are known and cannot be read.
pub const FOREIGN: [SoundFormat; 17] = [
    other("Windows Media Audio", &["wma", "asf"]),
    other("a protected file from iTunes", &["m4p"]),
    other("an Audible book", &["aa", "aax", "aaxc"]),
    other("Monkey’s Audio", &["ape"]),
    other("WavPack", &["wv"]),
    other("Musepack", &["mpc", "mpp"]),
    other("True Audio", &["tta"]),
    other(
        "MIDI, which has notes and no sound",
        &["mid", "midi", "kar", "rmi"],
    ),
    other("Core Audio Format", &["caf"]),
    other("Sun audio", &["au", "snd"]),
    other("Matroska or WebM", &["mka", "mkv", "webm", "weba"]),
    other("AMR", &["amr", "3gp", "3ga"]),
    other("AC-3", &["ac3", "eac3"]),
    other("DTS", &["dts"]),
    other("DSD", &["dsf", "dff"]),
    other("RealAudio", &["ra", "rm", "ram"]),
    other("MPEG layer II", &["mp2", "mpa"]),
];

/// The endings of all formats that can be read.
pub const ENDINGS: [&str; count()] = flat();

const fn count() -> usize {
    let (mut count, mut format) = (0, 0);
    while format < READABLE.len() {
        count += READABLE[format].endings.len();
        format += 1;
    }
    count
}

const fn flat() -> [&'static str; count()] {
    let mut all = [""; count()];
    let (mut at, mut format) = (0, 0);
    while format < READABLE.len() {
        let mut ending = 0;
        while ending < READABLE[format].endings.len() {
            all[at] = READABLE[format].endings[ending];
            at += 1;
            ending += 1;
        }
        format += 1;
    }
    all
}

/// Returns the names of the formats that can be read, for messages: `WAV, AIFF and FLAC`.
#[must_use]
pub fn readable() -> String {
    let names = READABLE.map(|format| format.name);
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    format!("{} and {last}", others.join(", "))
}

/// Returns the format of [`FOREIGN`] that a file seems to have by the ending of its name.
#[must_use]
pub fn foreign(file: &str) -> Option<&'static SoundFormat> {
    let (_, ending) = file.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    FOREIGN
        .iter()
        .find(|format| format.endings.contains(&ending.as_str()))
}

/// Returns whether a file is meant to be sound by the ending of its name, readable or not.
#[must_use]
pub fn is_sound(file: &str) -> bool {
    is_readable(file) || foreign(file).is_some()
}

/// Returns whether a file can be read by the ending of its name.
#[must_use]
pub fn is_readable(file: &str) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ending_belongs_to_two_formats() {
        let foreign = FOREIGN.iter().flat_map(|format| format.endings).copied();
        let mut all: Vec<&str> = ENDINGS.into_iter().chain(foreign).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn a_foreign_file_is_known_by_its_ending() {
        assert_eq!(foreign("a/Old.WMA").unwrap().name, "Windows Media Audio");
        assert_eq!(foreign("door.flac"), None);
        assert_eq!(foreign("wma"), None);
        assert!(is_sound("take.OPUS") && is_sound("take.wma") && !is_sound("take.txt"));
        assert!(
            readable().ends_with("M4A (AAC or ALAC) and AAC"),
            "{}",
            readable()
        );
    }
}
