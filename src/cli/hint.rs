//! Hints for errors and diagnostics: the option or command that helps.
//!
//! The library does not name options and commands. This module adds them.

use std::borrow::Cow;
use std::error::Error;
use std::io::ErrorKind;
use std::path::Path;

use crate::output::device::DeviceError;
use crate::output::encode::FormatError;
use crate::session::manuscript::ChaptersError;
use crate::session::outline::ImportError;
use crate::session::{Mistaken, SessionError};
use cuebook_core::diagnostic::{Diagnostic, nearest};
use cuebook_voice::VoiceError;
use cuebook_voice::pack::PackError;

/// Returns the hint for a chapter that does not meet its target.
pub(super) fn of_part(chapters: bool) -> &'static str {
    match chapters {
        true => {
            "help: without `--chapters` there is one file, whose level is that of the whole show\n"
        }
        false => "help: `--whole` writes one file, whose level is that of the whole show\n",
    }
}

/// Returns the text of an error: its message, and the hint if there is one.
pub(super) fn with_hint(error: &(dyn Error + 'static)) -> String {
    let message = error.to_string();
    if let Some(SessionError::Made(error)) = error.downcast_ref() {
        return error.with_hint();
    }
    match hint(error).map(Cow::Borrowed).or_else(|| of_details(error)) {
        Some(hint) if message.contains('\n') => format!("{message}\n{hint}"),
        Some(hint) => format!("{message}; {hint}"),
        None => message,
    }
}

/// Returns the action that the user can take after an error.
fn hint(error: &(dyn Error + 'static)) -> Option<&'static str> {
    let session = error.downcast_ref().and_then(of_session);
    let voice = || error.downcast_ref().and_then(of_voice);
    session
        .or_else(voice)
        .or_else(|| error.downcast_ref().and_then(of_device))
}

/// Returns the option that takes the path to a place, or the file that a missing one is like.
fn of_details(error: &(dyn Error + 'static)) -> Option<Cow<'static, str>> {
    match error.downcast_ref()? {
        SessionError::Script { path, source } | SessionError::Text { path, source }
            if source.kind() == ErrorKind::NotFound =>
        {
            Some(Cow::Owned(format!("did you mean `{}`?", like(path)?)))
        }
        SessionError::OffPath {
            path: Some(path), ..
        } if !path.is_empty() => Some(Cow::Owned(format!(
            "`--choose {path}` takes the shortest path there"
        ))),
        _ => None,
    }
}

/// Returns the path of the file whose name is most like that of a missing one beside it.
fn like(missing: &Path) -> Option<String> {
    let folder = match missing.parent()? {
        parent if parent.as_os_str().is_empty() => Path::new("."),
        parent => parent,
    };
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let names: Vec<String> = files
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let name = nearest(
        missing.file_name()?.to_str()?,
        names.iter().map(String::as_str),
    )?;
    Some(missing.with_file_name(name).display().to_string())
}

fn of_session(error: &SessionError) -> Option<&'static str> {
    let hint = match error {
        SessionError::Exists(_) => "--force overwrites it",
        SessionError::NotPublished { .. } => "--force replaces it",
        SessionError::OtherScript { .. } => {
            "another folder with `-o`, or another title, keeps both"
        }
        SessionError::NotTaken { .. } => {
            "leave out --format, --bitrate, --quality and --rate: the target has its own"
        }
        SessionError::FewChapters(_) => {
            "scenes with a `title` are chapters; without --chapters there is one file"
        }
        SessionError::NoSampleFor(_) => "leave out --sample, or add `--target acx`",
        SessionError::ShortSample { .. } => "--sample takes an earlier place",
        SessionError::NoOutputFolder(_) => "`-o DIR` names the folder; it need not exist",
        SessionError::NotAloud(_) => "`-o FILE.wav` writes it to a file",
        SessionError::NoDevice(_) => {
            "`--silent` follows it without sound, and `cuebook render` writes it to a file"
        }
        SessionError::NoFolder { .. } => {
            "create it first, for example with `mkdir -p`, or choose another with `-o`"
        }
        SessionError::Cache { .. } => "CUEBOOK_CACHE sets another folder",
        SessionError::Format(FormatError::Unknown(_)) => {
            "--format names it where the ending does not"
        }
        SessionError::Format(FormatError::Differs { .. }) => {
            "leave out --format, or give the name its ending"
        }
        SessionError::Format(FormatError::NoBits(_)) => {
            "--bitrate or --quality says how good it is"
        }
        SessionError::Format(FormatError::NoBitrate(_)) => "--bits says how large its samples are",
        SessionError::CacheFull { .. } => {
            "`cuebook cache clear` empties that folder, and CUEBOOK_CACHE moves it to another disk"
        }
        SessionError::ManyPaths { .. } => {
            "`--limit N` sets another number, and `--paths endings` renders one path to each ending"
        }
        SessionError::ManyParts { .. } => {
            "`--limit N` sets another number; conditions and chance multiply parts where they lead to other scenes before the next choice: a choice there, or a `when` of lines in place of scenes, makes fewer"
        }
        SessionError::LargePage { .. } => {
            "`--audio-file` writes the sound beside the page, and `--audio opus` makes it smaller"
        }
        SessionError::EndsByItself(_) => "--bed plays it for --length",
        SessionError::NoAssistant(_) => {
            "add for example `assistant: { url: http://127.0.0.1:8080/v1, model: NAME }`"
        }
        SessionError::NoHttps(_) => {
            "`cargo install` with `--features https` builds one that has it; a server on this machine needs only http"
        }
        SessionError::Chapters(ChaptersError::Several { .. }) => {
            "`-o FOLDER/` writes all of them, and `--chapter N` with `-o SCRIPT` one"
        }
        SessionError::Chapters(ChaptersError::None { .. }) => "`--list-chapters` shows them",
        SessionError::Chapters(ChaptersError::Itself(_))
        | SessionError::Import(ImportError::Itself(_)) => "`-o` puts the script elsewhere",
        SessionError::NoProse {
            what: Mistaken::Script,
            ..
        } => "`cuebook check FILE` checks it; `draft` takes its text",
        SessionError::NoSeries { what, .. }
        | SessionError::NoProse { what, .. }
        | SessionError::NoScript { what, .. }
        | SessionError::NoScreenplay { what, .. } => {
            return of_mistaken(*what);
        }
        SessionError::UnknownVoice { hint: None, .. } => "`cuebook voices list` shows them all",
        SessionError::UnknownSound { hint: None, .. } => "`cuebook sounds list` shows them all",
        SessionError::Library { .. } => {
            "`cuebook sounds list WORD` finds files in the folders that `library:` in your config.yaml names"
        }
        SessionError::OverLimit { .. } => {
            "render a part with `--from` and `--to`, or raise `limit:` in your config.yaml"
        }
        SessionError::Pack(error) => return of_pack(error),
        SessionError::Voice(error) => return of_voice(error),
        _ => return None,
    };
    Some(hint)
}

fn of_mistaken(what: Mistaken) -> Option<&'static str> {
    match what {
        Mistaken::Prose | Mistaken::Book => {
            Some("`cuebook draft FILE -o SCRIPT.yaml` makes a script for it")
        }
        Mistaken::Series => Some("`cuebook series` renders and checks all its chapters"),
        Mistaken::Screenplay | Mistaken::Story => Some("`cuebook import FILE` makes a show of it"),
        Mistaken::Sound => Some("`cuebook sounds try FILE` plays it"),
        Mistaken::Folder => Some("name the script in it"),
        Mistaken::Script => Some(
            "a series has the keys `series` and `chapters`; `cuebook series new FOLDER` writes one",
        ),
        Mistaken::Binary => None,
    }
}

fn of_voice(error: &VoiceError) -> Option<&'static str> {
    match error {
        VoiceError::Remote { .. } => Some("`cuebook voices engines` shows whether it answers"),
        VoiceError::Pack(error) => of_pack(error),
        _ => None,
    }
}

fn of_pack(error: &PackError) -> Option<&'static str> {
    let hint = match error {
        PackError::Missing(_) => "`cuebook voices install` installs them",
        PackError::Damaged { .. } => "`cuebook voices install` repairs them",
        PackError::Lacks { .. } => "`cuebook voices install` adds what they lack",
        PackError::Version { .. } => {
            "`cuebook voices install` replaces the files that have changed"
        }
        PackError::Occupied(_) => "CUEBOOK_VOICES selects another folder",
        PackError::Client { .. } => {
            "If this machine has no network, put them in a folder: \
             `cuebook voices install --from FOLDER` takes them from there"
        }
        _ => return None,
    };
    Some(hint)
}

fn of_device(error: &DeviceError) -> Option<&'static str> {
    match error {
        DeviceError::Unknown { nearest: None, .. } => Some("`cuebook devices` shows them all"),
        _ => None,
    }
}

/// Returns the command that helps with a diagnostic that has no other help.
pub(super) fn of_diagnostic(diagnostic: &Diagnostic) -> Option<&'static str> {
    let has_edit = || diagnostic.hints.iter().any(|hint| hint.replace.is_some());
    match diagnostic.code {
        "unknown-sound" | "unknown-recipe" if !has_edit() => {
            Some("`cuebook sounds list` shows the sounds of the library")
        }
        _ if !diagnostic.hints.is_empty() => None,
        "unknown-voice" => Some("`cuebook voices list` shows them all"),
        "ride-without-effect" => Some("`cuebook sounds show NAME` lists the settings"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;
    use cuebook_core::diagnostic::Span;

    #[test]
    fn a_full_disk_has_two_ways_out() {
        let full = SessionError::CacheFull {
            path: PathBuf::from("/takes"),
            source: io::ErrorKind::StorageFull.into(),
        };
        let printed = with_hint(&full);
        let expected = "the disk of the cache in /takes is full; \
            `cuebook cache clear` empties that folder, and CUEBOOK_CACHE moves it to another disk";
        assert_eq!(printed, expected);
    }

    #[test]
    fn a_missing_script_is_like_the_one_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("lorry.yaml"), "").unwrap();
        let missing = |name: &str| {
            with_hint(&SessionError::Script {
                path: folder.path().join(name),
                source: io::ErrorKind::NotFound.into(),
            })
        };
        let like = format!(
            "did you mean `{}`?",
            folder.path().join("lorry.yaml").display()
        );
        assert!(missing("lory.yaml").ends_with(&like));
        assert!(missing("harbour.yaml").ends_with("cannot be read"));
    }

    #[test]
    fn a_pack_error_has_its_hint_also_within_the_error_of_a_line() {
        let missing = || PackError::Missing(PathBuf::from("/voices"));
        let expected = "there are no voices in /voices; `cuebook voices install` installs them";
        assert_eq!(with_hint(&SessionError::from(missing())), expected);
        assert_eq!(with_hint(&VoiceError::from(missing())), expected);
    }

    #[test]
    fn a_hint_after_several_lines_begins_a_line() {
        let printed = with_hint(&SessionError::from(PackError::Client {
            program: "pip".to_owned(),
            package: "a".to_owned(),
            said: "no network".to_owned(),
            needed: Vec::new(),
        }));
        assert!(printed.contains("missing:\nIf this machine"), "{printed}");
    }

    #[test]
    fn a_name_that_is_like_another_needs_no_list() {
        let device = |nearest: Option<&str>| DeviceError::Unknown {
            name: "Speekers".to_owned(),
            nearest: nearest.map(str::to_owned),
        };
        let like = with_hint(&device(Some("Speakers")));
        assert!(like.ends_with("did you mean `Speakers`?"), "{like}");
        let unlike = with_hint(&device(None));
        assert!(
            unlike.ends_with("`cuebook devices` shows them all"),
            "{unlike}"
        );
    }

    #[test]
    fn a_diagnostic_with_a_hint_needs_no_command() {
        let unknown = Diagnostic::error("unknown-voice", Span::default(), "");
        let hint = of_diagnostic(&unknown);
        assert_eq!(hint, Some("`cuebook voices list` shows them all"));
        assert_eq!(
            of_diagnostic(&unknown.hint("the nearest is `af_bella`")),
            None
        );
    }
}
