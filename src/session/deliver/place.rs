//! What the places of the targets take: the usual format of a file, and those that are refused.

use crate::book::Target;
use crate::output::encode::{Bitrate, Choice, Container, Format};
use crate::output::wav::Encoding;
use crate::session::SessionError;

/// The lowest bit rate that ACX takes.
const LEAST: u32 = 192_000;

/// Returns the format that the place of a target takes. ACX asks for MP3 at 192 kbit/s or more and
/// 44.1 kHz, in mono too; broadcasters ask for WAV.
#[must_use]
pub(crate) fn usual_format(target: &Target) -> Choice {
    match target.name {
        "acx" => Choice {
            bitrate: Some(Bitrate(LEAST)),
            rate: Some(target.rate),
            ..Choice::of(Container::Mp3)
        },
        "podcast" => Choice::of(Container::Mp3),
        "audiobook" => Choice::of(Container::M4b),
        _ => lossless(target, Container::Wav),
    }
}

/// Returns a format without loss with the rate and the bits of a target.
#[must_use]
pub(crate) fn lossless(target: &Target, container: Container) -> Choice {
    Choice {
        rate: Some(target.rate),
        encoding: Some(match target.bits {
            16 => Encoding::Pcm16,
            _ => Encoding::Pcm24,
        }),
        ..Choice::of(container)
    }
}

/// Refuses a format that the place of a target does not take. A file without loss is accepted for
/// every target: it is encoded elsewhere.
///
/// # Errors
/// [`SessionError::NotTaken`] for such a format.
pub(super) fn refuse(target: &Target, format: &Format) -> Result<(), SessionError> {
    let least = match target.name {
        "acx" => LEAST,
        _ => return Ok(()),
    };
    let is_taken = format.container == Container::Mp3
        && format.bitrate >= least
        && format.form.rate == target.rate;
    if format.container.is_lossless() || is_taken {
        return Ok(());
    }
    let (name, rate) = (format.container.name(), Bitrate(format.bitrate));
    Err(SessionError::NotTaken {
        target: target.name,
        asked: format!("{name} with {rate} at {} Hz", format.form.rate),
        takes: format!("MP3 with {} or more at {} Hz", Bitrate(least), target.rate),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::target::TARGETS;
    use crate::output::meter::Sides;

    fn refused(target: &str, choice: Choice) -> Option<String> {
        let target = TARGETS.iter().find(|known| known.name == target).unwrap();
        let format = choice.format(Sides::Both).unwrap();
        refuse(target, &format).err().map(|error| error.to_string())
    }

    #[test]
    fn acx_takes_mp3_of_some_rate_and_files_without_loss() {
        for target in &TARGETS {
            assert_eq!(refused(target.name, usual_format(target)), None);
        }
        let mp3 = |bits| Choice {
            bitrate: Some(Bitrate(bits)),
            rate: Some(44_100),
            ..Choice::of(Container::Mp3)
        };
        assert_eq!(refused("acx", mp3(256_000)), None);
        assert_eq!(refused("acx", Choice::of(Container::Wav)), None);
        assert_eq!(refused("podcast", mp3(64_000)), None);
        let slow = Choice {
            rate: Some(48_000),
            ..mp3(192_000)
        };
        for choice in [
            mp3(128_000),
            slow,
            Choice::of(Container::M4a),
            Choice::of(Container::Opus),
        ] {
            let refused = refused("acx", choice).unwrap();
            let takes = "acx takes MP3 with 192 kbit/s or more at 44100 Hz, not ";
            assert!(refused.starts_with(takes), "{refused}");
        }
    }
}
