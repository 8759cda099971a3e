//! Files that are given as scripts and are something else. Takes the name and the bytes of a
//! file, and returns what it is.

use std::fmt;
use std::path::Path;

use cuebook_core::sound_format::is_sound;
use cuebook_script::{Script, series};
use cuebook_yaml::mapping::Declared;

/// What a file is that is no script.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Mistaken {
    /// A folder.
    Folder,
    /// A series of shows.
    Series,
    /// A script, where a series is expected.
    Script,
    /// A file with sound.
    Sound,
    /// A book or document.
    Book,
    /// A screenplay.
    Screenplay,
    /// An interactive story in ink or Twee.
    Story,
    /// A file that is no text.
    Binary,
    /// A text of sentences.
    Prose,
}

/// The endings of books and documents that are no plain text.
const BOOKS: [&str; 6] = ["epub", "docx", "odt", "rtf", "pdf", "mobi"];

/// The endings of texts.
const TEXTS: [&str; 4] = ["txt", "md", "markdown", "text"];

/// The fewest words of a text without the ending of one.
const FEWEST_WORDS: usize = 8;

impl Mistaken {
    /// Returns what a file is by its name and its bytes, if it is no script.
    pub(crate) fn of(path: &Path, bytes: &[u8]) -> Option<Mistaken> {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let ending = ending.to_lowercase();
        let has_ending = |all: &[&str]| all.contains(&ending.as_str());
        let text = std::str::from_utf8(bytes).ok();
        if text.is_some_and(series::is_series) {
            return Some(Mistaken::Series);
        }
        if text.is_some_and(has_keys) {
            return None;
        }
        let is_binary = is_binary(bytes, text);
        if (is_binary || text.is_none()) && is_sound(&path.to_string_lossy()) {
            return Some(Mistaken::Sound);
        }
        if has_ending(&BOOKS) || bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
            return Some(Mistaken::Book);
        }
        if is_binary {
            return Some(Mistaken::Binary);
        }
        let text = text?;
        if has_ending(&["fountain"]) {
            return Some(Mistaken::Screenplay);
        }
        let few = text.split_whitespace().nth(FEWEST_WORDS).is_none();
        let is_text = has_ending(&TEXTS) && !text.trim().is_empty();
        (is_text || (!few && is_prose(text))).then_some(Mistaken::Prose)
    }

    /// Returns what a file is by its name, if it is no prose.
    pub(crate) fn for_prose(path: &Path, bytes: &[u8]) -> Option<Mistaken> {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        match ending.to_lowercase().as_str() {
            "fountain" => Some(Mistaken::Screenplay),
            "ink" | "twee" | "tw" => Some(Mistaken::Story),
            "yaml" | "yml" => match Mistaken::of(path, bytes) {
                None => Some(Mistaken::Script),
                what => what.filter(|what| *what == Mistaken::Series),
            },
            _ => std::str::from_utf8(bytes)
                .is_ok_and(is_screenplay)
                .then_some(Mistaken::Screenplay),
        }
    }
}

/// Returns whether a text has headings of a screenplay, `INT. HALL - NIGHT`, and names alone on
/// their lines.
fn is_screenplay(text: &str) -> bool {
    let lines = text.lines().map(str::trim);
    let loud = |line: &&str| line.chars().any(char::is_alphabetic) && **line == line.to_uppercase();
    let loud: Vec<&str> = lines.filter(loud).collect();
    let is_heading = |line: &&&str| {
        let place = ["INT.", "EXT.", "INT ", "EXT ", "I/E", "INT/", "EXT/"];
        place.iter().any(|begin| line.starts_with(begin))
    };
    let headings = loud.iter().filter(is_heading).count();
    // A novel may quote a page of a screenplay.
    let all = text.lines().filter(|line| !line.trim().is_empty()).count();
    headings > 0 && loud.len() > headings + 1 && loud.len() * 5 > all
}

/// Returns whether bytes are no text: they have null bytes, and are not UTF-8 or have many control
/// characters.
fn is_binary(bytes: &[u8], text: Option<&str>) -> bool {
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let is_control = |byte: &&u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let controls = || bytes.iter().filter(is_control).count();
    !is_utf16 && bytes.contains(&0) && (text.is_none() || controls() * 20 > bytes.len())
}

/// Returns the lines of a text that begin in the first column, without comments.
fn outermost(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.trim_start_matches('\u{FEFF}').lines();
    lines.filter(|line| !line.trim().is_empty() && !line.starts_with([' ', '\t', '#']))
}

/// Returns the word before the colon of a line.
fn key(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let apart = value.is_empty() || value.starts_with(char::is_whitespace);
    (apart && !key.is_empty() && key.chars().all(is_key)).then_some(key)
}

/// Returns whether a text has a key of a script.
fn has_keys(text: &str) -> bool {
    let is_known = |key: &str| Script::MAPPING.key(&key.to_lowercase()).is_some();
    outermost(text).any(|line| {
        let tight = line.split_once(':').map(|(key, _)| key);
        tight.is_some_and(is_known) || line.starts_with('{')
    })
}

/// Returns whether most lines of a text are no keys with values and no items.
fn is_prose(text: &str) -> bool {
    let (mut all, mut keys) = (0, 0);
    for line in outermost(text) {
        let is_small = |key: &str| key.starts_with(|c: char| c.is_ascii_lowercase());
        let is_item = line.starts_with("- ") || line.starts_with("---");
        all += 1;
        keys += usize::from(is_item || key(line).is_some_and(is_small));
    }
    all > 0 && keys * 2 < all
}

impl fmt::Display for Mistaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Mistaken::Folder => "is a folder",
            Mistaken::Series => "is a series of shows",
            Mistaken::Script => "is a script",
            Mistaken::Sound => "is a sound file",
            Mistaken::Book => "is a book or document",
            Mistaken::Screenplay => "is a screenplay",
            Mistaken::Story => "is an interactive story",
            Mistaken::Binary => "is a binary file",
            Mistaken::Prose => "looks like prose",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, text: &str) -> Option<Mistaken> {
        Mistaken::of(Path::new(path), text.as_bytes())
    }

    #[test]
    fn prose_is_told_from_scripts() {
        let prose = "It was late. “Who is there?” asked Ana.\n\nNobody answered her for a while.\n";
        assert_eq!(of("night.txt", prose), Some(Mistaken::Prose));
        assert_eq!(of("night.yaml", prose), Some(Mistaken::Prose));
        assert_eq!(
            of("night", &format!("Chapter One: the door\n\n{prose}")),
            Some(Mistaken::Prose)
        );
        assert_eq!(
            of("a.md", "---\ntitle: Night\n---\n\nIt was late.\n"),
            Some(Mistaken::Prose)
        );
        let play = "ANA: Who is there at this hour?\nBEN: Only me, and the dog.\nANA: Come in.\n";
        assert_eq!(of("play.yaml", play), Some(Mistaken::Prose));
        assert_eq!(
            of("play.fountain", "INT. HALL\n\nANA\nWho?\n"),
            Some(Mistaken::Screenplay)
        );
    }

    #[test]
    fn a_screenplay_is_no_prose_by_any_name() {
        let of = |text: &str| Mistaken::for_prose(Path::new("night.txt"), text.as_bytes());
        let screenplay = "INT. HALL - NIGHT\n\nA lamp.\n\n    ANA\nWho?\n\n    BEN\nMe.\n";
        assert_eq!(of(screenplay), Some(Mistaken::Screenplay));
        let play = "HALL AT NIGHT\n\nANA\nWho?\n\nBEN\nMe.\n";
        assert_eq!(of(play), None);
        let novel = "CHAPTER ONE\n\n“INT. HALL,” he read. “NIGHT.”\n\nEXT. was all she wrote.\n";
        assert_eq!(of(novel), None);
    }

    #[test]
    fn scripts_with_mistakes_are_scripts() {
        for script in [
            "show: A\ntext: |\n  It was late.\n",
            "# A long comment about this show, in more than eight words.\ntext:night.txt\n",
            "Show: A\nTEXT: b.txt\n",
            "titel: It was a dark and stormy night, said nobody\ncharacters: { A: b }\n",
            "{ show: A, text: night.txt, cast: { ANA: { voice: af_heart } } }\n",
            "hello\n",
            "",
        ] {
            assert_eq!(of("show.yaml", script), None, "{script}");
        }
        assert_eq!(of("show.txt", "show: A\ntext: night.md\n"), None);
    }

    #[test]
    fn other_files_are_named() {
        let of = |path: &str, bytes: &[u8]| Mistaken::of(Path::new(path), bytes);
        assert_eq!(of("a.wav", b"RIFF\0\0\0\0WAVE"), Some(Mistaken::Sound));
        assert_eq!(of("a.mp3", b"\xff\xfb\x90"), Some(Mistaken::Sound));
        assert_eq!(of("a.yaml", b"\x7fELF\0\0"), Some(Mistaken::Binary));
        assert_eq!(of("a.yaml", b"show: A\0B\n"), None);
        assert_eq!(
            of("a.txt", b"A\0door in the long dark wall.\n"),
            Some(Mistaken::Prose)
        );
        assert_eq!(of("a.epub", b"PK\x03\x04"), Some(Mistaken::Book));
        assert_eq!(of("a.yaml", b"\xff\xfes\0h\0"), None);
    }
}
