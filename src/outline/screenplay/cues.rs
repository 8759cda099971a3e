//! The cues of a screenplay, from its sound lines. A line for which the library
//! has no sound becomes a comment.

use super::fountain::SoundKind;
use super::scenes::{Placed, stretch_words, word_at};
use super::sounds;
use super::story::{Asked, Story};
use crate::outline::anchor::Quotes;
use crate::outline::sound::Library;
use crate::outline::{Cue, CueKind, Place, Sound};
use crate::world::Catalog;
use cuebook_script::{Edge, Prose};

/// The length of the pause in the reading for a spot.
const HOLD: &str = "1s";

/// Returns the cues in the order of the screenplay.
#[must_use]
pub(super) fn cues(
    story: &Story,
    prose: &Prose,
    quotes: &Quotes<'_>,
    (scenes, stock): (&[Placed], &dyn Catalog),
) -> Vec<Cue> {
    let mut reader = Reader {
        prose,
        quotes,
        scenes,
        library: Library::of(stock),
        cues: Vec::new(),
    };
    for asked in &story.sounds {
        reader.line(asked);
    }
    reader.cues.into_iter().map(|placed| placed.cue).collect()
}

struct Reader<'a, 'p> {
    prose: &'a Prose,
    quotes: &'a Quotes<'p>,
    scenes: &'a [Placed],
    library: Library<'a>,
    cues: Vec<PlacedCue>,
}

/// A cue with its line in the screenplay and the first word after its beginning.
struct PlacedCue {
    cue: Cue,
    line: usize,
    word: usize,
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, asked: &Asked) {
        let words = sounds::words(described(&asked.words));
        let ends = sounds::ends(&words);
        if ends && self.end(asked, &words) {
            return;
        }
        // A line that ends no sound does not begin one either.
        let sound = match ends {
            true => None,
            false => self.sound(asked, &words),
        };
        let line = format!("{}: {}", name(asked.kind), asked.words);
        let reason = match &sound {
            Some(_) => line,
            None => format!("line {}: {line}: no sound in the library fits", asked.line),
        };
        self.cues.push(PlacedCue {
            cue: Cue {
                id: None,
                sound,
                words: None,
                reason,
            },
            line: asked.line,
            word: word_at(self.prose, asked.at),
        });
    }

    fn sound(&self, asked: &Asked, words: &[String]) -> Option<Sound> {
        let place = self.place(asked, Edge::After);
        if let Some(length) = sounds::silence(words) {
            return Some(plain(CueKind::Hush, &length, place?));
        }
        let music = asked.kind == SoundKind::Music;
        let (recipe, at) = self.library.find(music, words)?;
        let far = sounds::is_far(words);
        if music || sounds::goes_on(asked.kind, recipe, words) {
            return self.lasting(asked, recipe.name, far);
        }
        let times = sounds::times(words, at);
        let hold = (place != Some(Place::End)).then(|| HOLD.to_owned());
        let mut spot = plain(CueKind::Spot, recipe.name, place?);
        spot.set
            .extend(times.map(|times| ("times", times.to_string())));
        spot.set.extend(far.then(|| ("gain", "-8dB".to_owned())));
        spot.set.extend(hold.map(|hold| ("hold", hold)));
        Some(spot)
    }

    fn lasting(&self, asked: &Asked, recipe: &str, far: bool) -> Option<Sound> {
        let at = self.place(asked, Edge::Start)?;
        let (kind, gain) = match (asked.kind, far) {
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
        Some(lasting)
    }

    /// Ends the last bed or music that the words can mean. Returns false if none
    /// plays.
    fn end(&mut self, asked: &Asked, words: &[String]) -> bool {
        let music = asked.kind == SoundKind::Music;
        let meant = self.library.find(music, words);
        let meant = meant.map(|(recipe, _)| recipe.name);
        let until = self.place(asked, Edge::After);
        let word = word_at(self.prose, asked.at);
        let kind = if music { CueKind::Music } else { CueKind::Bed };
        let sounds = |sound: &Sound| {
            let named = meant.is_none_or(|meant| meant == sound.what);
            sound.until.is_none() && sound.kind == kind && named
        };
        let scene = self.scene(word.saturating_sub(1)).map(|scene| scene.line);
        let in_scene = |line: usize| scene.is_none_or(|scene| line >= scene);
        let cues = self.cues.iter_mut().rev();
        let mut running = cues.filter(|cue| music || in_scene(cue.line));
        let running = running.find_map(|cue| {
            let sound = cue.cue.sound.as_mut().filter(|sound| sounds(sound));
            sound.map(|sound| (sound, cue.word))
        });
        match (running, until) {
            (Some((sound, begin)), Some(until)) if begin < word => {
                sound.until = Some(until);
                true
            }
            // It would end where it begins.
            _ => false,
        }
    }

    fn scene(&self, word: usize) -> Option<&'a Placed> {
        self.scenes.iter().find(|scene| scene.words.contains(&word))
    }

    /// Returns the place of a sound line, by words of its scene. If `edge` is the
    /// end, the place is after the words before the line, if there are any;
    /// otherwise it is at the words after the line.
    fn place(&self, asked: &Asked, edge: Edge) -> Option<Place> {
        let words = self.prose.words.len();
        let next = word_at(self.prose, asked.at);
        // The scene of the line, or the last one before that has words.
        let begun = self.scenes.get(..asked.scene).unwrap_or(&[]);
        let scene = begun.iter().rfind(|scene| scene.scene.from.is_some());
        let scene = scene.map_or(0..words, |scene| scene.words.clone());
        let before = next.checked_sub(1).filter(|word| *word >= scene.start);
        let after = Some(next).filter(|next| *next < scene.end.min(words));
        match (before, after, edge) {
            (None, Some(0), Edge::Start) => Some(Place::Start),
            (_, Some(next), Edge::Start) | (None, Some(next), _) => self.start_of(next),
            (Some(_), None, Edge::Start) if next >= words => Some(Place::End),
            (Some(before), _, _) => self.end_of(before),
            (None, None, _) => Some(Place::End),
        }
    }

    fn start_of(&self, word: usize) -> Option<Place> {
        let within = stretch_words(self.prose, word);
        let quote = self.quotes.from(&(word..within.end))?;
        Some(Place::Words(Edge::Start, quote))
    }

    fn end_of(&self, word: usize) -> Option<Place> {
        let within = stretch_words(self.prose, word);
        let first = word.saturating_sub(2).max(within.start);
        let quote = self.quotes.until(&(first..word + 1), within.start)?;
        Some(Place::Words(Edge::After, quote))
    }
}

fn plain(kind: CueKind, what: &str, at: Place) -> Sound {
    Sound {
        kind,
        what: what.to_owned(),
        at,
        until: None,
        set: Vec::new(),
    }
}

/// Returns the words of a sound line without the place that `cuebook export`
/// adds.
fn described(words: &str) -> &str {
    let place = words
        .strip_suffix(')')
        .and_then(|words| words.split_once(" ("));
    let exported = |place: &str| place.contains('“') || matches!(place, "start" | "end");
    match place {
        Some((words, place)) if exported(place) => words,
        _ => words,
    }
}

fn name(kind: SoundKind) -> &'static str {
    match kind {
        SoundKind::Effect => "SOUND",
        SoundKind::Ambience => "AMBIENCE",
        SoundKind::Music => "MUSIC",
    }
}
