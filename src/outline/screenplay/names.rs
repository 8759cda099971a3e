//! Who speaks under the names of a screenplay. One person may have several names:
//! `TOM`, `TOM'S VOICE`; and one name may be several people: `ANNA AND TOM`.

use std::collections::HashMap;

use super::fountain::{Screenplay, What};
use crate::outline::cast::role_name;
use crate::outline::lexicon;
use cuebook_core::unseen::is_unseen;

/// A speaker of a speech.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Speaker {
    pub name: String,
    /// Directions that the name contains: `O.S.` of `TOM'S VOICE`.
    pub extensions: Vec<String>,
}

/// The names over the speeches.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The first spelling of each name by its key.
    known: HashMap<String, String>,
    /// The names of the same people with a rank, by their keys: `CAPT. OKORO` of
    /// `OKORO`.
    ranked: HashMap<String, String>,
}

impl Names {
    #[must_use]
    pub(super) fn of(play: &Screenplay) -> Names {
        let speeches = play
            .elements
            .iter()
            .filter_map(|element| match &element.what {
                What::Speech(speech) => Some(speech.name.as_str()),
                _ => None,
            });
        Names::of_names(speeches)
    }

    /// Returns the names of these characters.
    #[must_use]
    pub(crate) fn of_names<'n>(names: impl Iterator<Item = &'n str>) -> Names {
        let mut known = HashMap::new();
        for name in names.filter_map(role_name) {
            known.entry(key(&name)).or_insert(name);
        }
        let ranked = ranked(&known);
        Names { known, ranked }
    }

    /// Returns whether a name means one character of exactly this name, who is where
    /// the others are.
    #[must_use]
    pub(crate) fn is_plain(&self, name: &str) -> bool {
        match self.speakers(name).as_slice() {
            [speaker] => speaker.name == name && speaker.extensions.is_empty(),
            _ => false,
        }
    }

    /// Returns the people who speak under a name; more than one if they speak
    /// together.
    #[must_use]
    pub(super) fn speakers(&self, name: &str) -> Vec<Speaker> {
        let people = self.together(name);
        let people = people.unwrap_or_else(|| vec![name.to_owned()]);
        people.iter().map(|name| self.speaker(name)).collect()
    }

    fn speaker(&self, name: &str) -> Speaker {
        let (name, device) = match device(name) {
            // `VOICE ON RADIO` stays a role, and `TOM ON RADIO` is Tom.
            Some((owner, device)) if self.is_person(owner) => (owner, Some(device)),
            Some((_, device)) => (name, Some(device)),
            None => (name, None),
        };
        let voice = voice_of(name).filter(|owner| self.is_person(owner));
        let off = voice
            .is_some()
            .then_some("O.S.")
            .filter(|_| device.is_none());
        let extensions = device.or(off).into_iter().map(str::to_owned).collect();
        Speaker {
            name: self.spelling(voice.unwrap_or(name)),
            extensions,
        }
    }

    /// Returns a name as the screenplay first spells it.
    fn spelling(&self, name: &str) -> String {
        let name = role_name(name).unwrap_or_else(|| "VOICE".to_owned());
        if let Some(ranked) = self.ranked.get(&key(&name)) {
            return ranked.clone();
        }
        self.known.get(&key(&name)).cloned().unwrap_or(name)
    }

    fn is_known(&self, name: &str) -> bool {
        self.known.contains_key(&key(name))
    }

    /// Returns whether a name is one person's. `MAN` may be any man, unless a man
    /// with no other name speaks.
    fn is_person(&self, name: &str) -> bool {
        let low = name.to_lowercase();
        let noun = low.split(' ').next_back().and_then(lexicon::noun);
        let vague = noun.is_some_and(|noun| noun.vague || noun.several) || is_nobody(&low);
        !vague && (self.is_known(name) || noun.is_none())
    }

    /// Returns the people of `ANNA AND TOM`, if each of them is a person who speaks
    /// alone somewhere, or has a given name.
    fn together(&self, name: &str) -> Option<Vec<String>> {
        let joined = [" AND ", " WITH ", " + ", " & "];
        let upper = joined.iter().fold(name.to_owned(), |name, by| {
            let low = by.to_lowercase();
            name.replace(by, ",").replace(&low, ",")
        });
        let parts = upper.split([',', '/', '&', '+']).map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let person = |part: &&str| {
            let bare = voice_of(part).unwrap_or(part);
            let given = || lexicon::given_name(&bare.to_lowercase()).is_some();
            self.is_known(bare) || self.is_known(part) || given()
        };
        let fits = parts.len() > 1 && parts.iter().all(person);
        fits.then(|| parts.into_iter().map(str::to_owned).collect())
    }
}

/// Returns the names with a rank or a profession, by the bare names that also occur. If
/// several ranks have a name, it may be several people's.
fn ranked(known: &HashMap<String, String>) -> HashMap<String, String> {
    let mut ranked: HashMap<String, Vec<&String>> = HashMap::new();
    for (key, name) in known {
        let Some((rank, bare)) = key.split_once(' ') else {
            continue;
        };
        let is_rank = matches!(lexicon::title(rank), Some(None))
            || lexicon::is_rank(rank)
            || is_short_rank(rank);
        if is_rank && known.contains_key(bare) {
            ranked.entry(bare.to_owned()).or_default().push(name);
        }
    }
    let single = ranked
        .into_iter()
        .filter_map(|(bare, names)| match names.as_slice() {
            [name] => Some((bare, (*name).clone())),
            _ => None,
        });
    single.collect()
}

fn is_short_rank(word: &str) -> bool {
    matches!(
        word,
        "capt" | "cpt" | "lt" | "lieut" | "sgt" | "cpl" | "col" | "gen" | "maj" | "insp" | "det"
    )
}

/// Returns a name in the form that all its spellings share.
#[must_use]
pub(super) fn key(name: &str) -> String {
    let kept = name
        .chars()
        .filter(|c| !is_unseen(*c))
        .filter(|c| !matches!(c, '.' | '\'' | '’' | '‘' | '`'));
    let low: String = kept.flat_map(char::to_lowercase).collect();
    low.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the owner of a voice: `TOM'S VOICE`, `VOICE OF TOM`.
fn voice_of(name: &str) -> Option<&str> {
    let upper = name.to_uppercase();
    if upper.len() != name.len() {
        return None;
    }
    if let Some(owner) = upper.strip_prefix("VOICE OF ") {
        return Some(name[name.len() - owner.len()..].trim()).filter(|owner| !owner.is_empty());
    }
    let rest = upper
        .strip_suffix(" VOICE")
        .or_else(|| upper.strip_suffix(" VOICES"))?;
    let owner = ["'S", "’S", "‘S", "`S", "'", "’"]
        .iter()
        .find_map(|end| rest.strip_suffix(end))?;
    Some(name[..owner.len()].trim()).filter(|owner| !owner.is_empty())
}

/// Splits `TOM ON RADIO` before its preposition.
fn device(name: &str) -> Option<(&str, &str)> {
    const AT: [&str; 4] = [" ON ", " OVER ", " THROUGH ", " VIA "];
    const DEVICES: &str = "PHONE TELEPHONE RADIO TV TELEVISION INTERCOM TANNOY LOUDSPEAKER SPEAKER TAPE WALKIE-TALKIE PA \
        MEGAPHONE RECORDER DOOR SCREEN CELL";
    let at = AT.iter().find_map(|at| name.find(at))?;
    let last = name.split([' ', '.']).next_back()?;
    let known = DEVICES.split(' ').any(|device| device == last);
    known.then(|| (name[..at].trim(), name[at..].trim()))
}

/// Returns whether a name in small letters is nobody's in particular.
fn is_nobody(name: &str) -> bool {
    const NOBODY: &str = "voice someone somebody stranger unknown all both crowd everyone everybody chorus another other \
        person speaker radio tv computer machine answering announcer inner";
    let last = name
        .split([' ', '#'])
        .rfind(|word| !word.chars().all(|c| c.is_ascii_digit()));
    last.is_none_or(|last| NOBODY.split(' ').any(|known| known == last))
}

#[cfg(test)]
mod tests {
    use super::super::fountain;
    use super::*;

    fn told(name: &str) -> String {
        let play = "ANNA\nYes.\n\nTOM\nNo.\n\nMRS. HALE\nOh.\n\nMAN\nHey.\n\nYOUNG TOM\nHm.\n\nMOTHER\nSo.\n\nCAPT. OKORO\nGo.\n\nOKORO\nNow.\n\nMR HALE\nSo.\n\nD'ARCY\nOui.\n";
        let speakers = Names::of(&fountain::read(play)).speakers(name);
        let each = speakers
            .into_iter()
            .map(|speaker| match speaker.extensions.as_slice() {
                [] => speaker.name,
                more => format!("{} ({})", speaker.name, more.join(", ")),
            });
        each.collect::<Vec<_>>().join(" + ")
    }

    #[test]
    fn one_person_has_several_names() {
        for (name, expected) in [
            ("TOM'S VOICE", "TOM (O.S.)"),
            ("TOM’S VOICE", "TOM (O.S.)"),
            ("VOICE OF TOM", "TOM (O.S.)"),
            ("BETH'S VOICE", "BETH (O.S.)"),
            ("MOTHER'S VOICE", "MOTHER (O.S.)"),
            ("MRS HALE'S VOICE", "MRS. HALE (O.S.)"),
            ("DARCY", "D'ARCY"),
            ("OKORO", "CAPT. OKORO"),
            ("CAPT OKORO", "CAPT. OKORO"),
            ("OKORO'S VOICE", "CAPT. OKORO (O.S.)"),
            ("HALE", "HALE"),
            ("MRS HALE", "MRS. HALE"),
            ("TOM ON RADIO", "TOM (ON RADIO)"),
            ("VOICE ON PHONE", "VOICE ON PHONE (ON PHONE)"),
            ("MAN'S VOICE", "MAN'S VOICE"),
            ("WOMAN’S VOICE", "WOMAN’S VOICE"),
            ("SOLDIER'S VOICE", "SOLDIER'S VOICE"),
            ("YOUNG TOM", "YOUNG TOM"),
            ("YOUNG TOM'S VOICE", "YOUNG TOM (O.S.)"),
            ("VOICE", "VOICE"),
            ("VOICES", "VOICES"),
            ("MAN #2", "MAN 2"),
            ("ALL", "ALL"),
            ("CROWD", "CROWD"),
        ] {
            assert_eq!(told(name), expected, "{name}");
        }
    }

    #[test]
    fn one_name_is_several_people() {
        for (name, expected) in [
            ("ANNA AND TOM", "ANNA + TOM"),
            ("ANNA & TOM", "ANNA + TOM"),
            ("ANNA/TOM", "ANNA + TOM"),
            ("ANNA, TOM AND BETH", "ANNA + TOM + BETH"),
            ("ANNA + MOTHER", "ANNA + MOTHER"),
            ("SALT AND PEPPER", "SALT AND PEPPER"),
            ("MR AND MRS HALE", "MR AND MRS HALE"),
            ("THE SAND MAN", "THE SAND MAN"),
        ] {
            assert_eq!(told(name), expected, "{name}");
        }
    }
}
