//! What a part of a sound line does with a sound: it begins, fades, ends, goes under.

use super::any;
use crate::outline::lexicon::listed;

/// What words do with a sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::outline::screenplay) struct Control {
    /// It ends.
    pub ends: bool,
    /// It becomes quieter: `under`.
    pub under: bool,
    /// It becomes louder: `up`.
    pub up: bool,
    /// It only goes on: `continues`.
    pub goes_on: bool,
    /// It takes the place of the sound before it: `crossfade to`.
    pub replaces: bool,
    /// Every sound of the kind is meant.
    pub all: bool,
    /// The times of the fades.
    pub fade_in: Option<&'static str>,
    pub fade_out: Option<&'static str>,
    /// Whether the words name nothing else.
    pub alone: bool,
}

impl Control {
    /// Returns whether it does anything.
    #[must_use]
    pub(in crate::outline::screenplay) fn acts(&self) -> bool {
        self.ends || self.under || self.up || self.goes_on || self.fade_in.is_some()
    }
}

/// Words that only say how a sound is played, and words between them.
const PLAYED: &str = "up under in out and fade fades faded fading continue continues continuing continuous continued throughout \
    background begin begins start starts stop stops stopped end ends ceases cease dies die down away low lower lowers \
    slow quick hold holds for a an the it to level behind beneath scene scenes dialogue dialog speech narration continue \
    over all cross crossfade crossfades cut cuts full clear soft softly quietly loud louder quieter distant distance far \
    near off close repeat repeats repeated again once twice thrice times establish establishes establishing as before same \
    bed bg theme music sound sounds sfx fx ambience atmos effect is are then at with this their his her its rise rises \
    swell swells swelling peak resume resumes playing plays play heard we hear long short brief beat moment few seconds \
    next following episode intro outro segue segues secs everything rest x one two three four five six seven eight nine ten runs";

/// Words that describe a sound.
const DESCRIBING: &str = "heavy light sharp sudden loud soft gentle faint distant muffled quiet slow fast quick rapid hollow low high \
    deep dull metallic wet dry wooden old rusty single double big small huge tiny eerie ominous constant steady hard long \
    short brief close nearby louder quieter echoing rhythmic frantic hurried";

/// Reads what words do with a sound.
#[must_use]
pub(in crate::outline::screenplay) fn control(words: &[String]) -> Control {
    let has = |list: &str| any(words, list);
    let fades = has("fade fades faded fading");
    let under =
        has("under beneath background behind lower lowers") || has("down") && !has("dies die");
    let up = has("up swell swells swelling rise rises louder peak") && !has("picks picked pick");
    let into = has("in up") && fades;
    let stops = has("stop stops stopped out ends end ceases cease dies subsides finishes finish")
        || has("cut cuts") && has("off out")
        || has("fades fade faded") && !has("in up under to");
    let begins = has("in") && fades || under || up && !has("out");
    let ends = stops && !begins;
    let slow = has("slow slowly gradual gradually long");
    let sharp = has("cut cuts abrupt abruptly sudden suddenly");
    let known = |word: &&String| {
        let number = word
            .trim_start_matches('x')
            .trim_end_matches('x')
            .chars()
            .all(|c| c.is_ascii_digit());
        listed(PLAYED, word) || listed(DESCRIBING, word) || word.ends_with("ly") || number
    };
    Control {
        ends,
        under,
        up: up && !under && !ends,
        goes_on: has("continue continues continuing continuous continued throughout playing runs"),
        replaces: has("crossfade crossfades segue segues") || has("cross") && fades,
        all: has("all everything"),
        fade_in: into.then_some(if slow { "5s" } else { "3s" }),
        fade_out: match (ends, fades || slow, sharp) {
            (true, true, _) => Some(if slow { "5s" } else { "3s" }),
            (true, false, true) => Some("0.1s"),
            _ => None,
        },
        alone: words.iter().all(|word| known(&word)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn words_tell_what_happens_to_a_sound() {
        let tell = |line: &str| {
            let control = control(&words(line));
            let mut told = Vec::new();
            for (is, name) in [
                (control.ends, "ends"),
                (control.under, "under"),
                (control.up, "up"),
                (control.goes_on, "on"),
                (control.alone, "alone"),
            ] {
                told.extend(is.then_some(name.to_owned()));
            }
            told.extend(control.fade_in.map(|time| format!("in {time}")));
            told.extend(control.fade_out.map(|time| format!("out {time}")));
            told.join(" ")
        };
        for (line, expected) in [
            ("Rain stops.", "ends"),
            ("Rain fades in", "in 3s"),
            ("Rain fades up slowly", "up in 5s"),
            ("Rain fades out", "ends out 3s"),
            ("fades", "ends alone out 3s"),
            ("out", "ends alone"),
            ("cuts out abruptly", "ends alone out 0.1s"),
            ("up and under", "under alone"),
            ("fades under", "under alone"),
            ("continuing under", "under on alone"),
            ("up", "up alone"),
            ("swells", "up alone"),
            ("x3", "alone"),
            ("Footsteps approach", ""),
            ("traffic comes in under", "under"),
            ("heavy", "alone"),
        ] {
            assert_eq!(tell(line), expected, "{line}");
        }
    }
}
