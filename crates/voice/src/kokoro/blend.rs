//! Voices that are mixed of several: `af_heart 0.6 + bf_emma 0.4`.

use super::voices::{VoiceProfile, find_one};
use cuebook_core::voice::MOST_BLENDED;

/// One voice, or several with their shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Blend {
    /// The voices with their shares, the largest first. The shares add up to 1.
    parts: Vec<(&'static VoiceProfile, f64)>,
}

/// The reason why words are no blend.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoBlend {
    /// A voice is not known.
    #[error("there is no voice named `{0}`")]
    Unknown(String),
    /// A share is no number above 0.
    #[error("`{0}` is not a share: it must be a number above 0")]
    Share(String),
    /// A voice occurs twice.
    #[error("`{0}` is in the blend twice")]
    Twice(String),
    /// There are no voices, or too many.
    #[error("a blend has 1 to {MOST_BLENDED} voices")]
    Count,
}

impl Blend {
    /// Returns the blend of some voices. The shares may add up to any number.
    ///
    /// # Errors
    /// When a voice is unknown or occurs twice, or a share is not above 0.
    pub fn of<'n>(parts: impl IntoIterator<Item = (&'n str, f64)>) -> Result<Blend, NoBlend> {
        let mut found: Vec<(&'static VoiceProfile, f64)> = Vec::new();
        for (name, share) in parts {
            let profile = find_one(name).ok_or_else(|| NoBlend::Unknown(name.to_owned()))?;
            if !(share > 0.0 && share.is_finite()) {
                return Err(NoBlend::Share(share.to_string()));
            }
            if found.iter().any(|(other, _)| other.name == profile.name) {
                return Err(NoBlend::Twice(name.to_owned()));
            }
            found.push((profile, share));
        }
        if !(1..=MOST_BLENDED).contains(&found.len()) {
            return Err(NoBlend::Count);
        }
        let sum: f64 = found.iter().map(|(_, share)| share).sum();
        for (_, share) in &mut found {
            // Equal shares have equal keys, however they are written.
            *share = libm::round(*share / sum * 1e4) / 1e4;
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.name.cmp(b.0.name)));
        Ok(Blend { parts: found })
    }

    /// Reads a voice, or a blend: `af_heart 0.6 + bf_emma 0.4`. A voice without a share has 1.
    ///
    /// # Errors
    /// As [`Blend::of`].
    pub fn read(words: &str) -> Result<Blend, NoBlend> {
        let mut parts = Vec::new();
        for part in words.split('+') {
            let part = part.trim();
            parts.push(match part.split_once(char::is_whitespace) {
                None => (part, 1.0),
                Some((name, share)) => {
                    let share = share.trim();
                    let number = share.parse();
                    (name, number.map_err(|_| NoBlend::Share(share.to_owned()))?)
                }
            });
        }
        Blend::of(parts)
    }

    /// Returns the voice with the largest share, whose accent and language it has.
    #[must_use]
    pub fn lead(&self) -> &'static VoiceProfile {
        self.parts[0].0
    }

    /// Returns the voices with their shares, the largest first.
    #[must_use]
    pub fn parts(&self) -> &[(&'static VoiceProfile, f64)] {
        &self.parts
    }

    /// Returns the name of the voice, or the blend as [`Blend::read`] reads it.
    #[must_use]
    pub fn name(&self) -> String {
        if let [(profile, _)] = self.parts[..] {
            return profile.name.to_owned();
        }
        let parts = self.parts.iter();
        let parts: Vec<String> = parts
            .map(|(profile, share)| format!("{} {share}", profile.name))
            .collect();
        parts.join(" + ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blend_has_one_name_however_it_is_written() {
        let blend = Blend::read("bf_emma 0.4 + af_heart 0.6").unwrap();
        assert_eq!(blend.name(), "af_heart 0.6 + bf_emma 0.4");
        assert_eq!(blend.lead().name, "af_heart");
        let same = Blend::of([("af_heart", 30.0), ("bf_emma", 20.0)]).unwrap();
        assert_eq!(same, blend);
        assert_eq!(Blend::read(&blend.name()).unwrap(), blend);
        let thirds = Blend::read("am_adam+am_eric+am_liam").unwrap();
        assert_eq!(
            thirds.name(),
            "am_adam 0.3333 + am_eric 0.3333 + am_liam 0.3333"
        );
        assert_eq!(Blend::read("bm_george 2").unwrap().name(), "bm_george");
    }

    #[test]
    fn a_wrong_part_is_told() {
        let wrong = |words| Blend::read(words).unwrap_err();
        assert_eq!(wrong("af_hart"), NoBlend::Unknown("af_hart".into()));
        assert_eq!(wrong("af_heart + "), NoBlend::Unknown("".into()));
        assert_eq!(wrong("af_heart 0 + bf_emma"), NoBlend::Share("0".into()));
        assert_eq!(wrong("af_heart -1"), NoBlend::Share("-1".into()));
        assert_eq!(wrong("af_heart much"), NoBlend::Share("much".into()));
        assert_eq!(
            wrong("af_heart + af_heart"),
            NoBlend::Twice("af_heart".into())
        );
        assert_eq!(Blend::of([]), Err(NoBlend::Count));
    }
}
