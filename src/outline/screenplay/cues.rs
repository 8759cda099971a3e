//! The cues of a screenplay, from its sound lines and its action. A part of a line for
//! which the library has no sound becomes a comment.

mod made;
mod running;

use std::collections::HashSet;
use std::ops::Range;

use super::exported;
use super::fountain::SoundKind;
use super::rooms;
use super::scenes::{Placed, stretch_words, word_at};
use super::sounds::{self, Control, Part};
use super::story::{Asked, Story};
use super::suggested;
use crate::outline::anchor::Quotes;
use crate::outline::prose;
use crate::outline::sound::{Library, Recipe};
use crate::outline::{Cue, CueKind, Place, Sound};
use crate::world::Catalog;
use cuebook_core::id::WordId;
use cuebook_script::{Edge, Prose};
use cuebook_synth::find::parsed;
pub(super) use made::PlacedCue;

/// Returns the cues in the order of the screenplay.
#[must_use]
pub(super) fn cues(
    story: &Story,
    prose: &Prose,
    quotes: &Quotes<'_>,
    (scenes, stock): (&[Placed], &dyn Catalog),
) -> Vec<Cue> {
    let library = Library::of(stock);
    let mut reader = Reader {
        ids: ids(story, &library),
        prose,
        quotes,
        scenes,
        library,
        stock,
        described: None,
        page: Vec::new(),
        cues: Vec::new(),
    };
    let suggested = match story.sounds_as_written {
        true => Vec::new(),
        false => suggested::find(prose, quotes, (scenes, stock)),
    };
    let mut waiting = suggested.into_iter().peekable();
    let mut sounds = story.sounds.iter().peekable();
    // How the sounds of a list are heard, and the line of the list.
    let mut manner: Option<(usize, &str)> = None;
    while let Some(asked) = sounds.next() {
        let word = word_at(prose, asked.at);
        while let Some(cue) = waiting.next_if(|cue| cue.word < word) {
            reader.cues.push(cue);
        }
        if let Some(exported) = exported::read(&asked.words) {
            reader.exported(asked, &exported);
            continue;
        }
        let follows = sounds.peek().is_some_and(|next| next.line == asked.line);
        match sounds::manner(&asked.words) {
            Some((words, "")) if follows => manner = Some((asked.line, words)),
            Some((words, rest)) if !rest.is_empty() => reader.line(&in_manner(asked, words, rest)),
            _ => match manner.filter(|(line, _)| *line == asked.line) {
                Some((_, words)) => reader.line(&in_manner(asked, words, &asked.words)),
                None => reader.line(asked),
            },
        }
    }
    reader.cues.extend(waiting);
    let cues = suggested::without_doubles(reader.cues, scenes);
    cues.into_iter().map(PlacedCue::finish).collect()
}

/// Returns the ids of the exported cues whose sounds are known.
fn ids(story: &Story, library: &Library<'_>) -> HashSet<String> {
    let exported = story.sounds.iter();
    let exported = exported.filter_map(|asked| exported::read(&asked.words));
    let known = |cue: &exported::Exported| {
        let mut recipes = library.recipes.iter();
        cue.is_silence() || recipes.any(|recipe| recipe.name == parsed(&cue.what).0)
    };
    exported.filter(known).filter_map(|cue| cue.id).collect()
}

/// Returns a sound line in which each of the sounds is heard in a manner.
fn in_manner(asked: &Asked, manner: &str, sounds: &str) -> Asked {
    let parts = sounds::parts(sounds).into_iter();
    let parts: Vec<String> = parts
        .map(|part| format!("{manner} {}", part.text))
        .collect();
    Asked {
        words: parts.join(", "),
        ..*asked
    }
}

struct Reader<'a, 'p> {
    /// The ids of exported cues, which places may name.
    ids: HashSet<String>,
    prose: &'a Prose,
    quotes: &'a Quotes<'p>,
    scenes: &'a [Placed],
    library: Library<'a>,
    stock: &'a dyn Catalog,
    /// The last sound of the line, which later words may describe.
    described: Option<Described<'a>>,
    /// The words of the prose, if an exported line has asked for them.
    page: Vec<&'a str>,
    cues: Vec<PlacedCue>,
}

/// A sound with the words that describe it.
struct Described<'a> {
    recipe: Recipe<'a>,
    /// The word that names it, in small letters.
    named: String,
    text: String,
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, asked: &Asked) {
        if let Some(length) = sounds::silence(&asked.words) {
            let hush = self
                .place(asked, Edge::After)
                .map(|at| made::plain(CueKind::Hush, &length, at));
            return self.add(asked, hush, asked.words.clone());
        }
        let mut parts = sounds::parts(&asked.words);
        if parts.is_empty() {
            return self.lose(asked, "…", "no sound is named");
        }
        // A line of one part keeps its punctuation.
        if let [part] = parts.as_mut_slice() {
            part.text.clone_from(&asked.words);
        }
        let first = self.cues.len();
        self.described = None;
        let mut pending: Option<Part> = None;
        let mut last: Option<Part> = None;
        for part in parts {
            let part = match pending.take() {
                Some(before) => before.and(part),
                None => part,
            };
            let shared = last.as_ref().and_then(|last| sounds::shared(last, &part));
            let part = shared.unwrap_or(part);
            let control = sounds::control(&part.words);
            if self.part(asked, &part, &control, first) {
                last = (!control.alone).then_some(part).or(last);
                continue;
            }
            // Adjectives belong to the next sound: `Heavy, slow footsteps`.
            if control.alone && !control.acts() {
                pending = Some(part);
                continue;
            }
            if !self.describe(&part.text) {
                self.lose(asked, &part.text, unfit(&control));
            }
        }
        if let Some(part) = pending
            && !self.describe(&part.text)
        {
            self.lose(asked, &part.text, "no sound is named");
        }
        if sounds::is_too_often(&sounds::words(&asked.words))
            && let Some(made) = self.cues[first..].last_mut()
        {
            let most = sounds::MOST_TIMES;
            made.cue.reason.push_str(&format!("; at most {most} times"));
        }
    }

    /// Takes a part of a line; `first` is the first cue of the line. Returns false if
    /// the part has no meaning.
    fn part(&mut self, asked: &Asked, part: &Part, control: &Control, first: usize) -> bool {
        if control.alone && self.controls(asked, part, control, first) {
            return true;
        }
        if let Some(length) = sounds::silence(&part.text) {
            let place = self.place(asked, Edge::After);
            let hush = place.map(|at| made::plain(CueKind::Hush, &length, at));
            self.add(asked, hush, part.text.clone());
            return true;
        }
        let (words, soft) = sounds::known(&part.words);
        let kind = kind_of(asked.kind, &words);
        let found = self.library.find(kind == SoundKind::Music, &words);
        let Some((recipe, at)) = found.or_else(|| self.room(kind, &words)) else {
            return false;
        };
        if control.ends {
            return self.end(asked, kind, Some(recipe.name), control);
        }
        let times = sounds::times(&words, at);
        let several = kind == SoundKind::Effect && times.is_some();
        let lasts = kind == SoundKind::Music || !several && sounds::goes_on(kind, recipe, &words);
        if lasts && self.goes_on(asked, (kind, recipe.name), control, first) {
            return true;
        }
        if lasts && control.replaces {
            let fades = Control {
                fade_out: Some("3s"),
                ..Control::default()
            };
            self.end(asked, kind, None, &fades);
        }
        let far = sounds::is_far(&words);
        let sound = match lasts {
            true => self
                .place(asked, Edge::Start)
                .map(|at| made::lasting(kind, recipe.name, far, at)),
            false => self
                .place(asked, Edge::After)
                .map(|place| made::spot(recipe.name, times, far || soft, place)),
        };
        let found = sound.is_some();
        if found {
            self.add(asked, sound, part.text.clone());
            if let Some(made) = self.cues.last_mut() {
                made.fade_in = control.fade_in;
            }
            self.described = words.get(at).map(|named| Described {
                recipe,
                named: named.clone(),
                text: String::new(),
            });
            self.describe(&part.text);
        }
        found
    }

    /// Lets words describe the last sound of the line: `slow steps on gravel`, `receding`.
    /// Returns false if they say nothing about it.
    fn describe(&mut self, words: &str) -> bool {
        let (Some(sound), Some(made)) = (&mut self.described, self.cues.last_mut()) else {
            return false;
        };
        let text = match sound.text.as_str() {
            "" => words.to_owned(),
            before => format!("{before} {words}"),
        };
        let told = prose::described(&text, &sound.named, sound.recipe, self.stock);
        let says = made.describe(told);
        if says || sound.text.is_empty() {
            sound.text = text;
        }
        says
    }

    /// Changes a bed or music that plays already. Returns false if a new one is meant.
    fn goes_on(
        &mut self,
        asked: &Asked,
        (kind, name): (SoundKind, &str),
        control: &Control,
        first: usize,
    ) -> bool {
        if !(control.under || control.up || control.goes_on) {
            return false;
        }
        let own = self.cues[first..].iter().any(|cue| cue.sounds(Some(name)));
        let running = self.running(asked, kind, Some(name)).filter(|_| !own);
        if let Some(cue) = running {
            self.ride(asked, cue, control);
        }
        own || running.is_some()
    }

    /// Returns the sound of an empty room, where the ambience is a room: `ATMOS: Kitchen`.
    fn room(&self, kind: SoundKind, words: &[String]) -> Option<(Recipe<'a>, usize)> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let fits = kind == SoundKind::Ambience && rooms::is_room(&words);
        let mut recipes = self.library.recipes.iter().filter(|_| fits);
        recipes
            .find(|recipe| recipe.name == "room-tone")
            .map(|recipe| (*recipe, 0))
    }

    /// Takes words that only say what happens to sounds: those of this line, or those
    /// that sound already.
    fn controls(&mut self, asked: &Asked, part: &Part, control: &Control, first: usize) -> bool {
        let own = first..self.cues.len();
        if let Some(times) = sounds::repeats(&part.words)
            && self.repeat(asked, own.clone(), times)
        {
            return true;
        }
        if own.is_empty() {
            let kind = kind_of(asked.kind, &part.words);
            if control.ends {
                return self.end(asked, kind, None, control);
            }
            let running = self.running(asked, kind, None).filter(|_| control.acts());
            if let Some(cue) = running {
                self.ride(asked, cue, control);
            }
            return running.is_some();
        }
        if let Some(made) = self.cues[own.clone()].last_mut()
            && made.is(CueKind::Hush)
        {
            return made.last_for(&part.text);
        }
        if control.under || control.goes_on {
            self.last_on(asked, own.clone());
        }
        // A sound that ends where it begins is played once.
        let far = sounds::is_far(&part.words);
        for made in &mut self.cues[own.clone()] {
            made.fade_in = made.fade_in.or(control.fade_in);
        }
        let described = self.describe(&part.text);
        if let Some(made) = self.cues[own].last_mut().filter(|_| far && !described) {
            made.soften();
        }
        control.acts() || far || described
    }

    /// Makes the last sound of a line come several times.
    fn repeat(&mut self, asked: &Asked, own: Range<usize>, times: u32) -> bool {
        let mut spots = self.cues[own.clone()].iter_mut().rev();
        if let Some(made) = spots.find(|cue| cue.is(CueKind::Spot)) {
            made.repeat(times);
            return true;
        }
        // A continuous sound that comes several times is not one bed.
        let place = self.place(asked, Edge::After);
        let place = place.filter(|_| asked.kind == SoundKind::Effect);
        let made = self.cues[own].last_mut();
        let sound = made.and_then(|made| made.cue.sound.as_mut());
        let (Some(place), Some(sound)) = (place, sound) else {
            return false;
        };
        *sound = made::spot(&sound.what, Some(times), false, place);
        true
    }

    fn add(&mut self, asked: &Asked, sound: Option<Sound>, words: String) {
        let line = format!("{}: {words}", name(asked.kind));
        let reason = match &sound {
            Some(_) => line,
            None => format!("line {}: {line}: no sound in the library fits", asked.line),
        };
        let cue = Cue {
            id: None,
            sound,
            reason,
            words: None,
        };
        let word = word_at(self.prose, asked.at);
        self.cues.push(PlacedCue::new(cue, word, asked.line));
    }

    fn lose(&mut self, asked: &Asked, words: &str, why: &str) {
        self.add(asked, None, words.to_owned());
        if let Some(lost) = self.cues.last_mut() {
            lost.cue.reason = format!("line {}: {}: {words}: {why}", asked.line, name(asked.kind));
        }
    }

    fn scene(&self, word: WordId) -> Option<&'a Placed> {
        self.scenes.iter().find(|scene| scene.words.contains(&word))
    }

    /// Returns the place of a sound line, by words of its scene. If `edge` is the
    /// end, the place is after the words before the line, if there are any;
    /// otherwise it is at the words after the line.
    fn place(&self, asked: &Asked, edge: Edge) -> Option<Place> {
        let text = self.prose.words.range();
        let next = word_at(self.prose, asked.at);
        // The scene of the line, or the last one before that has words.
        let begun = self.scenes.get(..asked.scene).unwrap_or(&[]);
        let scene = begun.iter().rfind(|scene| scene.scene.from.is_some());
        let scene = scene.map_or(text.clone(), |scene| scene.words.clone());
        let before = next.checked_sub(1).filter(|word| *word >= scene.start);
        let after = Some(next).filter(|next| *next < scene.end.min(text.end));
        match (before, after, edge) {
            (None, Some(WordId::FIRST), Edge::Start) => Some(Place::Start),
            (_, Some(next), Edge::Start) | (None, Some(next), _) => self.start_of(next),
            (Some(_), None, Edge::Start) if next >= text.end => Some(Place::End),
            (Some(before), _, _) => self.end_of(before),
            (None, None, _) => Some(Place::End),
        }
    }

    fn start_of(&self, word: WordId) -> Option<Place> {
        let within = stretch_words(self.prose, word);
        let quote = self.quotes.from(&(word..within.end))?;
        Some(Place::Words(Edge::Start, quote))
    }

    fn end_of(&self, word: WordId) -> Option<Place> {
        let within = stretch_words(self.prose, word);
        let first = word.saturating_sub(2).max(within.start);
        let quote = self.quotes.until(&(first..word + 1), within.start)?;
        Some(Place::Words(Edge::After, quote))
    }
}

/// Returns why a part is not taken.
fn unfit(control: &Control) -> &'static str {
    match control.ends || control.alone && control.acts() {
        true => "no such sound plays here",
        false => "no sound in the library fits",
    }
}

/// Returns the kind of a part: `SOUND: Music fades` means the music.
fn kind_of(kind: SoundKind, words: &[String]) -> SoundKind {
    match words.iter().any(|word| word == "music") {
        true => SoundKind::Music,
        false => kind,
    }
}

fn name(kind: SoundKind) -> &'static str {
    match kind {
        SoundKind::Effect => "SOUND",
        SoundKind::Ambience => "AMBIENCE",
        SoundKind::Music => "MUSIC",
    }
}
