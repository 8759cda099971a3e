//! The cues: what is heard beside the words.
//!
//! In: the sounds that the screenplay asks for. Out: cues at places of the
//! prose. Always true: a cue without a sound of the library stays, to be told.

use super::anchor::{Named, Places};
use super::place::Scene;
use super::sound;
use super::told::{Asked, Told};
use crate::exchange::fountain::SoundKind;
use crate::script::anchor::Edge;

/// One cue of the draft.
#[derive(Debug)]
pub(super) struct Cue {
    pub line: usize,
    /// As the screenplay writes it: `SOUND: A door slams.`
    pub asked: String,
    pub sound: Option<Heard>,
}

/// What is heard.
#[derive(Debug)]
pub(super) struct Heard {
    /// `spot`, `bed`, `music` or `hush`.
    pub kind: &'static str,
    /// The recipe, or how long a hush lasts.
    pub what: String,
    pub at: Place,
    /// The first word after its beginning.
    pub word: usize,
    pub until: Option<Place>,
    /// The keys and values that are set besides.
    pub set: Vec<(&'static str, String)>,
}

/// A place in the show.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    Start,
    End,
    Words(Named),
}

/// How long the reading waits for a spot.
const HOLD: &str = "1s";

/// The cues in the order of the screenplay.
pub(super) fn cues(told: &Told, places: &Places<'_>, scenes: &[Scene]) -> Vec<Cue> {
    let mut desk = Desk {
        places,
        scenes,
        cues: Vec::new(),
    };
    for asked in &told.sounds {
        desk.cue(asked);
    }
    desk.cues
}

struct Desk<'a, 'p> {
    places: &'a Places<'p>,
    scenes: &'a [Scene],
    cues: Vec<Cue>,
}

impl<'a> Desk<'a, '_> {
    fn cue(&mut self, asked: &Asked) {
        let tokens = sound::tokens(described(&asked.words));
        let ended = sound::ends(&tokens) && self.end(asked, &tokens);
        if ended {
            return;
        }
        // What ends nothing begins nothing either.
        let heard = match sound::ends(&tokens) {
            true => None,
            false => self.heard(asked, &tokens),
        };
        self.cues.push(Cue {
            line: asked.line,
            asked: format!("{}: {}", name(asked.kind), asked.words),
            sound: heard,
        });
    }

    fn heard(&self, asked: &Asked, tokens: &[String]) -> Option<Heard> {
        let spot = self.place(asked, Edge::After);
        if let Some(length) = sound::silence(tokens) {
            return Some(Heard {
                kind: "hush",
                what: length,
                at: spot?,
                word: self.places.word_at(asked.at),
                until: None,
                set: Vec::new(),
            });
        }
        let (recipe, at) = sound::find(asked.kind, tokens)?;
        let what = recipe.name.clone();
        let far = sound::is_far(tokens);
        if asked.kind == SoundKind::Music || sound::goes_on(asked.kind, recipe, tokens) {
            return self.lasting(asked, what, far);
        }
        let mut set = Vec::new();
        if let Some(times) = sound::times(tokens, at) {
            set.push(("times", times.to_string()));
        }
        if far {
            set.push(("gain", "-8dB".to_owned()));
        }
        if spot != Some(Place::End) {
            set.push(("hold", HOLD.to_owned()));
        }
        Some(Heard {
            kind: "spot",
            what,
            at: spot?,
            word: self.places.word_at(asked.at),
            until: None,
            set,
        })
    }

    fn lasting(&self, asked: &Asked, what: String, far: bool) -> Option<Heard> {
        let (kind, gain) = match asked.kind {
            SoundKind::Music => ("music", if far { "-16dB" } else { "-10dB" }),
            _ => ("bed", if far { "-18dB" } else { "-12dB" }),
        };
        let at = self.place(asked, Edge::Start)?;
        // What begins after the last word has to be told where it ends.
        let last = kind == "bed" && at == Place::End;
        let bed = Heard {
            kind: if last { "spot" } else { kind },
            what,
            at,
            word: self.places.word_at(asked.at),
            until: None,
            set: vec![("gain", gain.to_owned())],
        };
        Some(bed)
    }

    /// Ends the last bed or music that the words can mean. False if none sounds.
    fn end(&mut self, asked: &Asked, tokens: &[String]) -> bool {
        let meant = sound::find(asked.kind, tokens).map(|(recipe, _)| recipe.name.as_str());
        let until = self.place(asked, Edge::After);
        let music = asked.kind == SoundKind::Music;
        let scene = self.scene(self.places.word_at(asked.at).saturating_sub(1));
        let sounds = |heard: &Heard| {
            heard.until.is_none()
                && matches!((heard.kind, music), ("bed", false) | ("music", true))
                && meant.is_none_or(|meant| meant == heard.what)
        };
        let in_scene = |line: usize| scene.is_none_or(|scene| line >= scene.line);
        let cues = self.cues.iter_mut().rev();
        let mut running = cues.filter(|cue| music || in_scene(cue.line));
        let heard = running.find_map(|cue| cue.sound.as_mut().filter(|heard| sounds(heard)));
        let word = self.places.word_at(asked.at);
        match (heard, until) {
            (Some(heard), Some(until)) if heard.word < word => {
                heard.until = Some(until);
                true
            }
            // It would end where it begins.
            _ => false,
        }
    }

    fn scene(&self, word: usize) -> Option<&'a Scene> {
        self.scenes.iter().find(|scene| scene.words.contains(&word))
    }

    /// The place between the words before this byte and those after it, by the
    /// words of the same scene: those before if `edge` is their end.
    fn place(&self, asked: &Asked, edge: Edge) -> Option<Place> {
        let words = self.places.prose.words.len();
        let next = self.places.word_at(asked.at);
        // Its own scene, or the last one before that has words.
        let begun = self.scenes.get(..asked.scene).unwrap_or(&[]);
        let begins = begun.iter().rfind(|scene| scene.from.is_some());
        let first = begins.map_or(0, |scene| scene.words.start);
        let last = begins.map_or(words, |scene| scene.words.end);
        let before = next.checked_sub(1).filter(|before| *before >= first);
        let after = Some(next).filter(|next| *next < last.min(words));
        let named = |word: usize, edge| self.places.name(word, edge).map(Place::Words);
        match (before, after, edge) {
            (None, Some(0), Edge::Start) => Some(Place::Start),
            (_, Some(next), Edge::Start) | (None, Some(next), _) => named(next, Edge::Start),
            (Some(_), None, Edge::Start) if next >= words => Some(Place::End),
            (Some(before), _, _) => named(before, Edge::After),
            (None, None, _) => Some(Place::End),
        }
    }
}

/// What is heard, without the place that `cuebook export` writes after it.
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
