//! The reasons why a file cannot be decoded, without its name.

use crate::SoundError;
use cuebook_core::units::Seconds;

/// The reason why a file cannot be decoded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    /// The file is damaged, empty or no sound.
    Broken(String),
    /// The file is whole, but in a format that cannot be read: its name.
    Foreign(String),
    /// It lasts longer than is allowed: the length so far, in seconds.
    TooLong(f64),
}

impl Fault {
    pub(super) fn broken(reason: impl Into<String>) -> Fault {
        Fault::Broken(reason.into())
    }

    pub(super) fn foreign(format: impl Into<String>) -> Fault {
        Fault::Foreign(format.into())
    }

    /// Returns the error with the name of the file, which may have at most a length.
    pub(super) fn of(self, name: &str, limit: Seconds) -> SoundError {
        let name = name.to_owned();
        match self {
            Fault::Broken(reason) => SoundError::File { name, reason },
            Fault::Foreign(format) => SoundError::Foreign { name, format },
            Fault::TooLong(length) => SoundError::TooLong {
                name,
                length: Seconds(length),
                limit,
            },
        }
    }
}

/// Decoders report mistakes in their own words.
impl From<symphonia::core::errors::Error> for Fault {
    fn from(error: symphonia::core::errors::Error) -> Fault {
        Fault::Broken(error.to_string())
    }
}

/// The fault of a part that ends after the file.
pub(super) fn too_large() -> Fault {
    Fault::broken("it is cut short: one of its parts is larger than the file")
}
