//! Hints for errors: the option or command that helps.
//!
//! The errors of the library do not name options. This module adds them.

use std::error::Error;

use crate::output::device::DeviceError;
use crate::session::SessionError;
use crate::session::outline::ImportError;

/// Returns the text of an error: its message, and the hint if there is one.
pub fn with_hint(error: &(dyn Error + 'static)) -> String {
    match hint(error) {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    }
}

/// Returns the action that the user can take after an error.
fn hint(error: &(dyn Error + 'static)) -> Option<&'static str> {
    let session = error.downcast_ref().and_then(of_session);
    session.or_else(|| error.downcast_ref().and_then(of_device))
}

fn of_session(error: &SessionError) -> Option<&'static str> {
    let hint = match error {
        SessionError::Exists(_) => "--force writes over it",
        SessionError::NotAloud(_) => "`-o FILE.wav` writes it to a file",
        SessionError::NoDevice(_) => {
            "`--silent` follows it without sound, and `cuebook render` writes it to a file"
        }
        SessionError::Cache { .. } => "CUEBOOK_CACHE moves it",
        SessionError::CacheFull { .. } => {
            "`cuebook cache clear` empties that folder, and CUEBOOK_CACHE moves it to another disk"
        }
        SessionError::EndsByItself(_) => "--bed lets it go on for --length",
        SessionError::Import(ImportError::Itself(_)) => "`-o` puts the script elsewhere",
        SessionError::UnknownVoice { hint: None, .. } => "`cuebook voices list` shows them all",
        SessionError::UnknownSound { hint: None, .. } => "`cuebook sounds list` shows them all",
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

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_full_disk_has_two_ways_out() {
        let full = SessionError::CacheFull {
            path: PathBuf::from("/takes"),
            source: io::ErrorKind::StorageFull.into(),
        };
        let printed = with_hint(&full);
        let expected = "the disk is full, and takes are kept in /takes; \
            `cuebook cache clear` empties that folder, and CUEBOOK_CACHE moves it to another disk";
        assert_eq!(printed, expected);
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
}
