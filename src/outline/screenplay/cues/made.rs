//! Makes cues of what sound lines ask for, and changes them by later lines.

use super::{Asked, Edge, Reader, SoundKind, exported, word_at};
use crate::outline::prose::Told;
use crate::outline::screenplay::exported::{At, Exported};
use crate::outline::screenplay::sounds;
use crate::outline::write;
use crate::outline::{Cue, CueKind, Place, Sound};
use cuebook_core::id::{Id, WordId};
use cuebook_synth::find::parsed;

/// The largest pause of the reading for a repeated spot, in seconds.
const LONGEST_HOLD: u32 = 6;

/// A cue with its line in the screenplay and the first word after its beginning.
pub(in crate::outline::screenplay) struct PlacedCue {
    pub cue: Cue,
    /// 0 if no line asks for it, but the action suggests it.
    pub line: usize,
    /// Whether a later line ends or changes it.
    pub is_used: bool,
    pub word: WordId,
    pub fade_in: Option<&'static str>,
    pub fade_out: Option<&'static str>,
    /// The words that say how it sounds, with what they set.
    told: String,
    /// The places where it becomes louder (`true`) or softer.
    rides: Vec<(Place, bool)>,
}

impl PlacedCue {
    #[must_use]
    pub(in crate::outline::screenplay) fn new(cue: Cue, word: WordId, line: usize) -> PlacedCue {
        PlacedCue {
            cue,
            line,
            is_used: false,
            word,
            fade_in: None,
            fade_out: None,
            told: String::new(),
            rides: Vec::new(),
        }
    }

    /// Returns whether it is a cue of this kind.
    pub(in crate::outline::screenplay) fn is(&self, kind: CueKind) -> bool {
        self.cue
            .sound
            .as_ref()
            .is_some_and(|sound| sound.kind == kind)
    }

    /// Returns whether no end is set yet, and whether it has the name, if one is given.
    pub(in crate::outline::screenplay) fn sounds(&self, named: Option<&str>) -> bool {
        let is =
            |sound: &Sound| sound.until.is_none() && named.is_none_or(|named| named == sound.what);
        self.cue.sound.as_ref().is_some_and(is)
    }

    /// Returns whether the action suggests it, and no line.
    pub(in crate::outline::screenplay) fn is_suggested(&self) -> bool {
        self.line == 0
    }

    pub(in crate::outline::screenplay) fn ride(&mut self, place: Place, up: bool) {
        self.is_used = true;
        if self.rides.last().is_none_or(|(_, before)| *before != up) {
            self.rides.push((place, up));
        }
    }

    /// Removes a change where the sound ends.
    pub(in crate::outline::screenplay) fn end_rides(&mut self, until: &Place) {
        self.rides.retain(|(place, _)| place != until);
    }

    /// Makes a spot sound several times.
    pub(in crate::outline::screenplay) fn repeat(&mut self, times: u32) {
        if let Some(sound) = &mut self.cue.sound {
            let hold = sound.set.iter().any(|(key, _)| *key == "hold");
            sound
                .set
                .retain(|(key, _)| !matches!(*key, "times" | "hold"));
            sound.set.insert(0, ("times", times.to_string()));
            sound.set.extend(hold.then(|| ("hold", hold_for(times))));
        }
    }

    /// Sets the length of a hush: `Silence (2 seconds)`. Returns false if the words
    /// have none.
    pub(in crate::outline::screenplay) fn last_for(&mut self, words: &str) -> bool {
        let counted = words.starts_with(|c: char| c.is_ascii_digit());
        let length = sounds::silence(&format!("silence {words}")).filter(|_| counted);
        if let (Some(length), Some(sound)) = (length, &mut self.cue.sound) {
            sound.what = length;
        }
        counted
    }

    /// Makes it sound from far away.
    pub(in crate::outline::screenplay) fn soften(&mut self) {
        let Some(sound) = &mut self.cue.sound else {
            return;
        };
        let softer = match sound.kind {
            CueKind::Spot => "-8dB",
            CueKind::Bed => "-18dB",
            CueKind::Music => "-16dB",
            CueKind::Hush => return,
        };
        match sound.set.iter_mut().find(|(key, _)| *key == "gain") {
            Some((_, gain)) => softer.clone_into(gain),
            None => sound.set.insert(0, ("gain", softer.to_owned())),
        }
    }

    /// Makes a spot or a bed sound as its words say. Returns false if they say no more than before.
    pub(in crate::outline::screenplay) fn describe(&mut self, told: Told) -> bool {
        let reasons = told.reasons.join("; ");
        let sound = self.cue.sound.as_mut();
        let sound = sound.filter(|sound| matches!(sound.kind, CueKind::Spot | CueKind::Bed));
        let Some(sound) = sound.filter(|_| !reasons.is_empty() && reasons != self.told) else {
            return false;
        };
        let usual = usual_gain(sound.kind);
        // A recipe that counts by itself, such as the barks of a dog, sounds once.
        if told.settings.iter().any(|(param, _)| param == "count") {
            sound.set.retain(|(key, _)| *key != "times");
        }
        sound.settings = told.settings;
        sound
            .set
            .retain(|(key, _)| !matches!(*key, "distance" | "move"));
        // A distant sound, or one made without force, is not softer besides.
        let far = told.keys.iter().any(|(key, _)| *key == "distance");
        let force = sound.settings.iter().any(|(param, _)| param == "force");
        if far || force || told.louder != 0 {
            sound.set.retain(|(key, _)| *key != "gain");
            let gain = usual + told.louder;
            let written = gain != 0 || sound.kind == CueKind::Bed;
            sound
                .set
                .extend(written.then(|| ("gain", format!("{gain}dB"))));
        }
        sound.set.splice(0..0, told.keys);
        if !self.told.is_empty() {
            let end = self.cue.reason.len() - self.told.len() - 2;
            self.cue.reason.truncate(end);
        }
        self.cue.reason = format!("{}; {reasons}", self.cue.reason);
        self.told = reasons;
        true
    }

    /// Returns the cue with its fades and rides.
    pub(in crate::outline::screenplay) fn finish(self) -> Cue {
        let mut cue = self.cue;
        let Some(sound) = &mut cue.sound else {
            return cue;
        };
        let lasts = matches!(sound.kind, CueKind::Bed | CueKind::Music);
        let (loud, soft) = match sound.kind {
            CueKind::Music => ("-4dB", "-16dB"),
            _ => ("-6dB", "-18dB"),
        };
        let sides = [("in", self.fade_in), ("out", self.fade_out)];
        let sides = sides
            .into_iter()
            .filter_map(|(side, time)| Some(format!("{side}: {}", time?)));
        let sides: Vec<String> = sides.collect();
        if lasts && !sides.is_empty() {
            sound
                .set
                .push(("fade", format!("{{ {} }}", sides.join(", "))));
        }
        let ride = |(at, up): &(Place, bool)| {
            let gain = if *up { loud } else { soft };
            format!("{{ at: {}, gain: {gain}, over: 2s }}", write::place(at))
        };
        let rides: Vec<String> = self.rides.iter().map(ride).collect();
        if lasts && !rides.is_empty() {
            sound.set.push(("ride", format!("[{}]", rides.join(", "))));
        }
        cue
    }
}

/// Returns a cue without settings.
pub(super) fn plain(kind: CueKind, what: &str, at: Place) -> Sound {
    Sound {
        kind,
        what: what.to_owned(),
        settings: Vec::new(),
        at,
        until: None,
        set: Vec::new(),
    }
}

/// Returns a spot for which the reading waits.
pub(super) fn spot(recipe: &str, times: Option<u32>, soft: bool, place: Place) -> Sound {
    let hold = (place != Place::End).then(|| hold_for(times.unwrap_or(1)));
    let mut spot = plain(CueKind::Spot, recipe, place);
    spot.set
        .extend(times.map(|times| ("times", times.to_string())));
    spot.set.extend(soft.then(|| ("gain", "-8dB".to_owned())));
    spot.set.extend(hold.map(|hold| ("hold", hold)));
    spot
}

/// The gain of a cue that is neither far nor soft, in decibels.
fn usual_gain(kind: CueKind) -> i32 {
    match kind {
        CueKind::Bed => -12,
        _ => 0,
    }
}

fn hold_for(times: u32) -> String {
    format!("{}s", times.min(LONGEST_HOLD))
}

/// Returns a bed or music.
pub(super) fn lasting(kind: SoundKind, recipe: &str, far: bool, at: Place) -> Sound {
    let (kind, gain) = match (kind, far) {
        (SoundKind::Music, true) => (CueKind::Music, "-16dB"),
        (SoundKind::Music, false) => (CueKind::Music, "-10dB"),
        (_, true) => (CueKind::Bed, "-18dB"),
        (_, false) => (CueKind::Bed, "-12dB"),
    };
    // A bed after the last word would have no end.
    let kind = match kind {
        CueKind::Bed if at == Place::End => CueKind::Spot,
        kind => kind,
    };
    let mut lasting = plain(kind, recipe, at);
    lasting.set.push(("gain", gain.to_owned()));
    lasting
}

impl Reader<'_, '_> {
    /// Adds the cue of a line that `cuebook export` wrote.
    pub(super) fn exported(&mut self, asked: &Asked, exported: &Exported) {
        let silence = exported.silence();
        let (kind, edge) = match (silence, asked.kind) {
            (Some(_), _) => (CueKind::Hush, Edge::After),
            (_, SoundKind::Effect) => (CueKind::Spot, Edge::After),
            (_, SoundKind::Ambience) => (CueKind::Bed, Edge::Start),
            (_, SoundKind::Music) => (CueKind::Music, Edge::Start),
        };
        let (name, own) = parsed(&exported.what);
        let mut recipes = self.library.recipes.iter();
        let known = recipes.find(|recipe| recipe.name == name);
        let what = silence
            .map(|time| format!("{time}s"))
            .or(known.map(|recipe| recipe.name.to_owned()));
        let at = match &exported.at {
            Some(at) => self.at(asked, at),
            None => self.place(asked, edge),
        };
        let (Some(what), Some(at)) = (what, at) else {
            return self.lose(asked, &asked.words, "no sound in the library fits");
        };
        let mut sound = plain(kind, &what, at);
        sound.until = exported
            .until
            .as_ref()
            .and_then(|until| self.at(asked, until));
        sound.settings = own;
        sound.set = settings(exported);
        sound.set.extend(self.rides(asked, exported));
        self.add(asked, Some(sound), exported.what.clone());
        if let Some(made) = self.cues.last_mut() {
            made.cue.id.clone_from(&exported.id);
        }
    }

    /// Returns the key for the changes of an exported cue.
    fn rides(&mut self, asked: &Asked, exported: &Exported) -> Option<(&'static str, String)> {
        let mut rides = Vec::new();
        for (at, keys) in &exported.rides {
            let at = self.at(asked, at);
            rides.extend(at.map(|at| format!("{{ at: {}, {keys} }}", write::place(&at))));
        }
        (!rides.is_empty()).then(|| ("ride", format!("[{}]", rides.join(", "))))
    }

    /// Returns a place on the page.
    fn at(&mut self, asked: &Asked, at: &At) -> Option<Place> {
        let (edge, quote) = match at {
            At::Start => return Some(Place::Start),
            At::End => return Some(Place::End),
            At::Time(time) => return Some(Place::Time(time.clone())),
            // The line of the other cue may be gone.
            At::Cue(edge, id) => {
                return self.ids.contains(id).then(|| Place::Cue(*edge, id.clone()));
            }
            At::Moved(at, by) => {
                let at = self.at(asked, at)?;
                return match at {
                    Place::Words(..) | Place::Cue(..) => {
                        Some(Place::Moved(Box::new(at), by.clone()))
                    }
                    at => Some(at),
                };
            }
            At::Words(edge, quote) => (*edge, quote),
        };
        if self.page.is_empty() {
            let prose = self.prose;
            self.page = prose.words.ids().map(|word| prose.word(word)).collect();
        }
        let from = word_at(self.prose, asked.at);
        let found = exported::find(&self.page, from.index(), edge, quote);
        match (found.map(WordId::range), edge) {
            (Some(words), Edge::Start) => self.start_of(words.start),
            (Some(words), Edge::After) => self.end_of(words.end - 1),
            (None, edge) => self.place(asked, edge),
        }
    }
}

/// Returns the keys of an exported cue.
fn settings(exported: &Exported) -> Vec<(&'static str, String)> {
    let mut set = Vec::new();
    set.extend(exported.times.map(|times| match &exported.every {
        Some(every) => ("times", format!("{{ count: {times}, every: {every} }}")),
        None => ("times", times.to_string()),
    }));
    set.extend(exported.set.iter().cloned());
    let sides = [("in", &exported.fade_in), ("out", &exported.fade_out)];
    let sides = sides
        .into_iter()
        .filter_map(|(side, time)| Some(format!("{side}: {}", time.as_ref()?)));
    let sides: Vec<String> = sides.collect();
    if !sides.is_empty() {
        set.push(("fade", format!("{{ {} }}", sides.join(", "))));
    }
    set
}
