//! Uploads: texts that become scripts, sounds and recordings that are copied beside the script. They
//! are judged by their content, and no file that exists is replaced.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use encoding_rs::WINDOWS_1252;
use futures_util::StreamExt;
use serde_json::{Value, json};

use super::answer::{Failure, with_causes};
use super::desk::Desk;
use crate::session::edit::cues::free_id;
use crate::session::files::folder::HiddenFolder;
use crate::session::files::{self, Overwrite};
use crate::session::manuscript::{self, Placing};
use crate::session::outline::{self, ImportOptions};
use crate::session::{Mistaken, SessionError};
use crate::world::config::Prefer;
use cuebook_core::sound_format::is_readable;
use cuebook_script::write::slug;

/// The most bytes of a text and of a sound.
pub(super) const MOST_TEXT: u64 = 32 << 20;
pub(super) const MOST_SOUND: u64 = 256 << 20;

/// The bytes of a refused upload that are still read.
const DRAINED: usize = 8 << 20;

/// The longest name of a file, in characters.
const LONGEST: usize = 60;

/// Receives a body into a file without a name, of which nothing stays when the program is killed.
///
/// # Errors
/// When it is larger than `most` bytes, or breaks off.
pub(super) async fn received(headers: &HeaderMap, body: Body, most: u64) -> Result<File, Failure> {
    let length = headers.get(header::CONTENT_LENGTH);
    let length: Option<u64> = length.and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length| length > most) {
        return Err(Failure::too_large(most));
    }
    let mut file = tempfile::tempfile().map_err(failed)?;
    let mut stream = body.into_data_stream();
    let mut all = 0;
    while let Some(bytes) = stream.next().await {
        let bytes = bytes.map_err(|_| Failure::bad("the upload broke off"))?;
        all += bytes.len() as u64;
        if all > most {
            // A client that is nearly done reads the answer only after it has sent the rest.
            let mut rest = 0;
            while let Some(Ok(bytes)) = stream.next().await
                && rest < DRAINED
            {
                rest += bytes.len();
            }
            return Err(Failure::too_large(most));
        }
        file.write_all(&bytes).map_err(failed)?;
    }
    if all == 0 {
        return Err(Failure::bad("the file is empty"));
    }
    Ok(file)
}

fn failed(error: io::Error) -> Failure {
    Failure::failed(error.to_string())
}

fn content(mut file: File) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    file.rewind().map_err(failed)?;
    file.read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Returns a name for a file, without a folder: the stem and the ending of the given name, in letters
/// that every system takes.
fn plain_name(name: &str, otherwise: &str) -> (String, String) {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    let stem = match slug(stem, LONGEST).as_str() {
        "" => otherwise.to_owned(),
        slug => slug.to_owned(),
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    let ending: String = ending.chars().filter(|c| is_plain(*c)).take(8).collect();
    (stem, ending.to_ascii_lowercase())
}

/// Returns the path of a file that does not exist yet: `door.wav`, `door-2.wav`.
fn free(folder: &Path, stem: &str, endings: &[&str]) -> String {
    free_id(stem, |stem| {
        let mut files = endings
            .iter()
            .map(|ending| folder.join(format!("{stem}.{ending}")));
        files.any(|file| file.exists())
    })
}

/// Makes a script from a text, and opens it.
///
/// # Errors
/// When the file is no text, or cannot be drafted.
pub(super) fn text(desk: &Arc<Desk>, name: &str, file: File) -> Result<Value, Failure> {
    let (stem, ending) = plain_name(name, "text");
    let ending = match ending.as_str() {
        "" | "text" => "txt".to_owned(),
        _ => ending,
    };
    let bytes = content(file)?;
    let named = PathBuf::from(format!("{stem}.{ending}"));
    if let Some(what @ (Mistaken::Sound | Mistaken::Binary)) = Mistaken::of(&named, &bytes)
        && !manuscript::is_book(&named)
    {
        return Err(not_a_text(&format!("`{name}` {what}")));
    }
    let made = made(desk, &stem, &ending, &bytes)?;
    desk.open(&made.script)?;
    Ok(json!({
        "script": made.script, "text": made.text, "lines": made.lines, "sure": made.sure,
        "others": made.others, "problems": made.problems,
    }))
}

/// Makes a script from a text of the folder, and opens it. A script beside the text is opened.
///
/// # Errors
/// When the folder has no such text, or it cannot be drafted.
pub(super) fn of_folder(desk: &Desk, name: &str) -> Result<(), Failure> {
    let path = desk.path_of(name)?;
    let script = path.with_extension("yaml");
    let named = Path::new(name).with_extension("yaml");
    let named = named.to_string_lossy().into_owned();
    if script.exists() {
        return desk.open(&named);
    }
    if manuscript::is_book(&path) || matches!(ending(&path).as_str(), "fountain" | "ink" | "twee") {
        let bytes = fs::read(&path).map_err(failed)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let made = made(desk, &stem, &ending(&path), &bytes)?;
        return desk.open(&made.script);
    }
    let drafted = outline::draft(&path, None)?;
    if let Some(found) = drafted.diagnostics.iter().find(|_| drafted.has_mistakes()) {
        return Err(Failure::refused(found.on_one_line()));
    }
    files::write_safely(&script, drafted.script.as_bytes(), Overwrite::Refuse)?;
    desk.open(&named)
}

fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

/// Makes a script from the content of a text with this ending.
fn made(desk: &Desk, stem: &str, ending: &str, bytes: &[u8]) -> Result<MadeOf, Failure> {
    let stem = free(&desk.folder, stem, &["yaml", "txt", "md"]);
    match ending {
        "fountain" | "ink" | "twee" | "tw" => imported(desk, &stem, ending, bytes),
        _ if manuscript::is_book(Path::new(&format!("{stem}.{ending}"))) => {
            of_book(desk, &stem, ending, bytes)
        }
        _ => of_plain(desk, &stem, ending, bytes),
    }
}

/// What became of a text.
struct MadeOf {
    script: String,
    text: String,
    lines: usize,
    sure: usize,
    others: Vec<String>,
    /// Messages about the text.
    problems: Vec<String>,
}

fn not_a_text(message: &str) -> Failure {
    Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-text", message)
        .help("drop a text, a book (EPUB, DOCX), a screenplay (Fountain) or a story (ink, Twee)")
}

/// Writes an upload into a hidden folder, which is removed later; if the program is killed, at its
/// next start.
fn source(desk: &Desk, name: &str, bytes: &[u8]) -> Result<(HiddenFolder, PathBuf), Failure> {
    let folder = HiddenFolder::beside(&desk.folder.join(name))?;
    let path = folder.path().join(name);
    fs::write(&path, bytes).map_err(failed)?;
    Ok((folder, path))
}

fn imported(desk: &Desk, stem: &str, ending: &str, bytes: &[u8]) -> Result<MadeOf, Failure> {
    let (_folder, path) = source(desk, &format!("{stem}.{ending}"), bytes)?;
    let options = ImportOptions {
        script: desk.folder.join(format!("{stem}.yaml")),
        action: true,
        prefer: desk.studio.config.prefer,
        overwrite: Overwrite::Refuse,
    };
    let imported = desk.studio.import(&path, &options)?;
    let lines = &imported.outline.lines;
    Ok(MadeOf {
        script: format!("{stem}.yaml"),
        text: file_name(&imported.prose),
        lines: lines.len(),
        sure: lines.iter().filter(|line| line.sure).count(),
        others: Vec::new(),
        problems: imported.lost,
    })
}

/// Returns a text in UTF-8, with a remark if it was in another encoding. Old editors write that of
/// their system, which is Windows-1252 for languages that the reader knows.
fn in_utf8(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<String>) {
    if std::str::from_utf8(bytes).is_ok() {
        return (Cow::Borrowed(bytes), None);
    }
    let (text, encoding, _) = WINDOWS_1252.decode(bytes);
    let remark = format!(
        "the text was not in UTF-8; it is read as {}",
        encoding.name()
    );
    (Cow::Owned(text.into_owned().into_bytes()), Some(remark))
}

/// Writes a plain text into the folder and drafts its script.
fn of_plain(desk: &Desk, stem: &str, ending: &str, bytes: &[u8]) -> Result<MadeOf, Failure> {
    let ending = match ending {
        "md" | "markdown" => "md",
        _ => "txt",
    };
    let text = desk.folder.join(format!("{stem}.{ending}"));
    let script = text.with_extension("yaml");
    let (bytes, remark) = in_utf8(bytes);
    files::write_safely(&text, &bytes, Overwrite::Refuse)?;
    let drafted = outline::draft(&text, None).map_err(Failure::from);
    let drafted = drafted.and_then(|mut drafted| {
        if let Some(found) = drafted.diagnostics.iter().find(|_| drafted.has_mistakes()) {
            return Err(Failure::refused(found.on_one_line()));
        }
        if desk.studio.config.prefer == Prefer::Library {
            desk.studio.prefer_library(&mut [&mut drafted.outline])?;
            drafted.write();
        }
        files::write_safely(&script, drafted.script.as_bytes(), Overwrite::Refuse)?;
        Ok(drafted)
    });
    let drafted = drafted.inspect_err(|_| {
        // The text alone is of no use.
        let _ = fs::remove_file(&text);
    })?;
    Ok(MadeOf {
        script: file_name(&script),
        text: file_name(&text),
        lines: drafted.outline.lines.len(),
        sure: drafted.sure(),
        others: Vec::new(),
        problems: remark.into_iter().collect(),
    })
}

fn of_book(desk: &Desk, stem: &str, ending: &str, bytes: &[u8]) -> Result<MadeOf, Failure> {
    let (_folder, path) = source(desk, &format!("{stem}.{ending}"), bytes)?;
    let book = manuscript::open(&path).map_err(|error| {
        // The page knows its name, not its temporary place.
        let place = path.display().to_string();
        not_a_text(&with_causes(&error).replace(&place, &file_name(&path)))
    })?;
    let output = match book.chapters.len() {
        1 => desk.folder.join(format!("{stem}.yaml")),
        _ => desk.folder.clone(),
    };
    let placing = Placing {
        output: Some(output),
        chapter: None,
        overwrite: Overwrite::Refuse,
    };
    let mut chapters = manuscript::draft(&path, &book, &placing)?;
    if desk.studio.config.prefer == Prefer::Library {
        let mut outlines: Vec<_> = chapters
            .iter_mut()
            .map(|chapter| &mut chapter.drafted.outline)
            .collect();
        desk.studio.prefer_library(&mut outlines)?;
        chapters
            .iter_mut()
            .for_each(|chapter| chapter.drafted.write());
    }
    let mistakes = |drafted: &outline::Drafted| {
        let found = drafted.diagnostics.iter();
        found.map(|found| found.on_one_line()).collect::<Vec<_>>()
    };
    let problems = chapters
        .iter()
        .flat_map(|chapter| mistakes(&chapter.drafted));
    let problems: Vec<String> = problems.collect();
    if chapters
        .iter()
        .all(|chapter| chapter.drafted.has_mistakes())
    {
        let message = problems
            .first()
            .map_or("this text has no words", String::as_str);
        return Err(Failure::refused(message));
    }
    for chapter in &chapters {
        chapter.write(Overwrite::Refuse)?;
    }
    let first = chapters
        .iter()
        .find(|chapter| !chapter.drafted.has_mistakes());
    let first = first.ok_or_else(|| Failure::refused("this text has no words"))?;
    let others = chapters.iter().map(|chapter| file_name(&chapter.script));
    let script = file_name(&first.script);
    Ok(MadeOf {
        text: file_name(&first.prose),
        lines: first.drafted.outline.lines.len(),
        sure: first.drafted.sure(),
        others: others.filter(|other| *other != script).collect(),
        problems,
        script,
    })
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Copies a sound beside the script.
///
/// # Errors
/// When the file has no sound that can be read.
pub(super) fn sound(desk: &Desk, name: &str, file: File) -> Result<Value, Failure> {
    let (stem, ending) = plain_name(name, "sound");
    kept(desk, "sounds", (&stem, &ending), file)
}

/// Copies a recording of a line beside the script.
///
/// # Errors
/// When there is no such line, or the file has no sound that can be read.
pub(super) fn take(desk: &Desk, line: &str, file: File) -> Result<Value, Failure> {
    let (show, _) = desk.show()?;
    if !show.book.lines.iter().any(|own| own.id == line) {
        return Err(Failure::missing(format!("there is no line `{line}`")));
    }
    kept(desk, TAKES, (&stem_of(line), "wav"), file)
}

/// The folder of the recordings, beside the script.
pub(super) const TAKES: &str = "takes";

/// Returns how the names of the recordings of a line begin.
pub(super) fn stem_of(line: &str) -> String {
    slug(line, LONGEST)
}

/// Checks a sound and moves it into a folder beside the script.
fn kept(
    desk: &Desk,
    folder: &str,
    (stem, ending): (&str, &str),
    file: File,
) -> Result<Value, Failure> {
    let (show, _) = desk.show()?;
    let not_a_sound = |message: String| {
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-sound", message)
            .help("drop a sound file: WAV, FLAC, MP3, Ogg, Opus, M4A or AIFF")
    };
    let name = format!("{stem}.{ending}");
    if !is_readable(&name) {
        return Err(not_a_sound(format!(
            "`{name}` is not the name of a sound file that can be read"
        )));
    }
    let bytes: Arc<[u8]> = content(file)?.into();
    let audio = cuebook_synth::file::decode(&name, bytes.clone());
    let audio = audio.map_err(|error| not_a_sound(with_causes(&error)))?;
    let place = desk.folder_beside(&show, folder)?;
    loop {
        let stem = free(&place, stem, &[ending]);
        let path = place.join(format!("{stem}.{ending}"));
        match files::write_safely(&path, &bytes, Overwrite::Refuse) {
            Ok(()) => {
                return Ok(json!({
                    "file": format!("{folder}/{stem}.{ending}"), "frames": audio.frames().0,
                    "channels": audio.channels.len(),
                }));
            }
            // Another upload has just taken this name.
            Err(SessionError::Exists(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_text_of_another_encoding_is_read_in_it() {
        let text = "“Ça va?” said Anaïs.";
        let (windows, ..) = super::WINDOWS_1252.encode(text);
        let (bytes, remark) = super::in_utf8(&windows);
        assert_eq!(bytes, text.as_bytes());
        assert!(remark.unwrap().contains("windows-1252"));
        let wide: Vec<u8> = std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(super::in_utf8(&wide).0, text.as_bytes());
        assert_eq!(
            super::in_utf8(text.as_bytes()),
            (text.as_bytes().into(), None)
        );
    }

    #[test]
    fn the_name_of_an_upload_is_a_plain_name() {
        let named = |name: &str| {
            let (stem, ending) = plain_name(name, "text");
            format!("{stem}.{ending}")
        };
        assert_eq!(named("My Story.TXT"), "my-story.txt");
        assert_eq!(named("../../etc/passwd"), "passwd.");
        assert_eq!(named("..\\..\\a.wav"), "a.wav");
        assert_eq!(named(".hidden"), "text.hidden");
        assert_eq!(named("a.w/a\0v"), "a-v.");
        assert_eq!(named(""), "text.");
    }
}
