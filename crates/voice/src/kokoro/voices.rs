//! The English voices of the pack, by name, with their styles. The first letter
//! of a name is the accent, the second the sex.

use std::fs;
use std::io;

use super::network::STYLE;
use super::speech::LONGEST;
use crate::pack::Pack;
use crate::phonemes::Accent;

/// The properties of a voice.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct VoiceSheet {
    pub name: &'static str,
    pub accent: Accent,
    pub sex: Sex,
    /// A word or two that describe its sound.
    pub about: &'static str,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Sex {
    Woman,
    Man,
}

const fn sheet(name: &'static str, about: &'static str) -> VoiceSheet {
    let letters = name.as_bytes();
    VoiceSheet {
        name,
        accent: match letters[0] {
            b'b' => Accent::British,
            _ => Accent::American,
        },
        sex: match letters[1] {
            b'f' => Sex::Woman,
            _ => Sex::Man,
        },
        about,
    }
}

/// Every English voice, by name. Height, liveliness and pace are measured in ten sentences: the
/// median and spread of the fundamental, and the phonemes a second.
pub const ENGLISH: &[VoiceSheet] = &[
    sheet("af_alloy", "low, lively"),
    sheet("af_aoede", "clear, brisk"),
    sheet("af_bella", "bright, even"),
    sheet("af_heart", "warm, natural"),
    sheet("af_jessica", "high, lively"),
    sheet("af_kore", "low, firm"),
    sheet("af_nicole", "hushed, slow"),
    sheet("af_nova", "low, calm"),
    sheet("af_river", "even, brisk"),
    sheet("af_sarah", "clear, unhurried"),
    sheet("af_sky", "light, soft"),
    sheet("am_adam", "plain, even"),
    sheet("am_echo", "low, lively"),
    sheet("am_eric", "high, brisk"),
    sheet("am_fenrir", "lively, brisk"),
    sheet("am_liam", "young, lively"),
    sheet("am_michael", "low, steady"),
    sheet("am_onyx", "very deep, even"),
    sheet("am_puck", "quick, cheeky"),
    sheet("am_santa", "hearty, wide in range"),
    sheet("bf_alice", "high, lively"),
    sheet("bf_emma", "poised, even"),
    sheet("bf_isabella", "high, level"),
    sheet("bf_lily", "gentle, lively"),
    sheet("bm_daniel", "clear, level"),
    sheet("bm_fable", "soft, a storyteller"),
    sheet("bm_george", "mature, unhurried"),
    sheet("bm_lewis", "deep, slow"),
];

/// Returns the voice of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static VoiceSheet> {
    ENGLISH.iter().find(|sheet| sheet.name == name)
}

/// A voice's styles, one for every length of speech.
#[derive(Debug)]
pub struct Styles {
    rows: Vec<f32>,
}

impl Styles {
    /// Reads the styles from the pack.
    ///
    /// # Errors
    /// When the file cannot be read or is too short.
    pub fn load(pack: &Pack, name: &str) -> io::Result<Styles> {
        let bytes = fs::read(pack.voice(name))?;
        let rows: Vec<f32> = bytes
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        if rows.len() != LONGEST * STYLE {
            let reason = format!(
                "`{name}` has {} numbers, not {}",
                rows.len(),
                LONGEST * STYLE
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        }
        Ok(Styles { rows })
    }

    /// Returns the style for `count` phonemes, from 1 to [`LONGEST`].
    #[must_use]
    pub fn for_phonemes(&self, count: usize) -> &[f32] {
        let row = count.clamp(1, LONGEST) - 1;
        &self.rows[row * STYLE..(row + 1) * STYLE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_contain_accent_and_sex() {
        assert_eq!(ENGLISH.len(), 28);
        assert!(ENGLISH.is_sorted_by_key(|sheet| sheet.name));
        let george = find("bm_george").unwrap();
        assert_eq!((george.accent, george.sex), (Accent::British, Sex::Man));
        let heart = find("af_heart").unwrap();
        assert_eq!((heart.accent, heart.sex), (Accent::American, Sex::Woman));
    }
}
