//! The scenes of a text and the places that it names.
//!
//! The first scene begins at the first word. Another scene begins at a break, at
//! words of time at the start of a paragraph, or where a person goes to another
//! place.

mod heading;
mod places;

use std::ops::Range;

use super::clause::Grammar;
use super::page::{Page, Part};
use crate::outline::anchor::Quotes;
use crate::outline::id::Ids;
use crate::outline::lexicon::listed;
use crate::outline::{Place, Scene};
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Edge;
use heading::heading;
pub(super) use heading::headings;

/// A part of the text in one place and time.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its first word.
    first: WordId,
    /// The heading at its start.
    title: Option<String>,
    place: Option<places::Place>,
    /// The words that begin the scene, if it has no break.
    why: Option<String>,
}

impl Found {
    /// Returns its first word, if it begins at a break.
    #[must_use]
    pub(super) fn at_break(&self) -> Option<WordId> {
        self.why.is_none().then_some(self.first)
    }

    /// Returns its place, in the words of the text.
    fn place_words(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.words.as_str())
    }

    fn reason(&self) -> Option<String> {
        match (self.why.as_deref(), self.place_words()) {
            (Some(why), Some(place)) if why != place => Some(format!("guess: “{why}”, “{place}”")),
            (Some(why), _) => Some(format!("guess: “{why}”")),
            (None, place) => place.map(|place| format!("“{place}”")),
        }
    }
}

/// Names the scenes and their starts.
#[must_use]
pub(super) fn outline(
    page: &Page<'_>,
    all: &[Found],
    quotes: &Quotes<'_>,
    ids: &mut Ids,
) -> Vec<Scene> {
    let scene = |(index, found): (usize, &Found)| {
        let noun = found.place.as_ref().map(|place| place.noun.as_str());
        let title = found.title.as_deref();
        let from = || quotes.from(&(found.first..page.end()));
        let from = match index {
            0 => Some(Place::Start),
            _ => from().map(|quote| Place::Words(Edge::Start, quote)),
        };
        let name = title.or(found.why.as_deref()).or(found.place_words());
        Scene {
            id: ids.of_words(title.or(noun).unwrap_or("scene"), "scene"),
            first: found.first,
            from,
            space: found.place.as_ref().map(|place| place.space),
            name: name.unwrap_or("Scene").to_owned(),
            reason: found.reason(),
            title: found.title.clone(),
            set: Vec::new(),
        }
    };
    all.iter().enumerate().map(scene).collect()
}

/// The smallest number of words in a scene before its place may change.
const SHORTEST: usize = 60;

/// The number of words at the start of a scene in which its place is searched.
const OPENING: usize = 120;

/// Finds the scenes of a page.
#[must_use]
pub(super) fn scenes(page: &Page<'_>) -> Vec<Found> {
    let mut scenes: Vec<Found> = Vec::new();
    let mut words = 0;
    let grammar = Grammar::of(page);
    for (index, part) in page.parts.iter().enumerate() {
        let opens = index == 0 || page.parts[index - 1].paragraph != part.paragraph;
        let heading = opens.then(|| heading(page, index)).flatten();
        let begins = opens && (index == 0 || is_broken(page, part) || heading.is_some());
        if begins {
            // A heading right under another, or a break under a heading, does not
            // begin another scene.
            match scenes.last_mut().filter(|_| words == 0) {
                Some(scene) => scene.title = join(scene.title.take(), heading.clone()),
                None => scenes.push(Found {
                    first: part.words.start,
                    title: heading.clone(),
                    place: None,
                    why: None,
                }),
            }
            words = 0;
        }
        if heading.is_none() {
            words += part.words.len();
            if !part.speech {
                moves(&grammar, part, opens, &mut scenes);
            }
        }
    }
    scenes
}

fn join(title: Option<String>, more: Option<String>) -> Option<String> {
    match (title, more) {
        (Some(title), Some(more)) => Some(format!("{title}: {more}")),
        (title, more) => title.or(more),
    }
}

/// Returns whether a line of ornaments or a wide gap is before a paragraph.
fn is_broken(page: &Page<'_>, part: &Part) -> bool {
    let gap = page.written_before(part.words.start);
    let lines: Vec<&str> = gap.lines().collect();
    let ornament = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && line.chars().all(|c| "*-_=~#•·⁂§—–+ ".contains(c))
    };
    let inner = lines.len().saturating_sub(1).max(1);
    let mut blank = gap.split(|c: char| !c.is_whitespace());
    lines.iter().take(inner).skip(1).any(ornament)
        || blank.any(|blank| blank.matches('\n').count() > 3)
}

/// Adds the scenes that begin in the sentences of a part, and the place of the
/// last scene.
fn moves(grammar: &Grammar<'_, '_>, part: &Part, opens: bool, scenes: &mut Vec<Found>) {
    let page = grammar.page;
    let mut at = part.words.start;
    while at < part.words.end {
        let end = page.sentence_end(at, part.words.end);
        let leads = opens && at == part.words.start;
        sentence(grammar, at..end, leads, scenes);
        at = end;
    }
}

fn sentence(grammar: &Grammar<'_, '_>, words: Range<WordId>, leads: bool, scenes: &mut Vec<Found>) {
    let page = grammar.page;
    let Some(scene) = scenes.last_mut() else {
        return;
    };
    let here = words.start - scene.first;
    let clock = leads.then(|| time(page, words.clone())).flatten();
    let known = words.ids().any(|word| places::is_known(page.low(word)));
    let place = known
        .then(|| places::place(&grammar.sentence(words.clone())))
        .flatten();
    let goes = place
        .as_ref()
        .is_some_and(|place| place.reached && differs(scene, place));
    if here >= SHORTEST && (clock.is_some() || goes) {
        let why = clock.or_else(|| place.as_ref().map(|place| place.words.clone()));
        scenes.push(Found {
            first: words.start,
            title: None,
            place,
            why,
        });
    } else if let Some(place) = place
        && (here < OPENING && scene.place.is_none() || here < SHORTEST && place.reached)
    {
        scene.place = Some(place);
    }
}

fn differs(scene: &Found, place: &places::Place) -> bool {
    scene.place.as_ref().is_none_or(|known| {
        known.noun != place.noun && (known.space != place.space || place.noun != "room")
    })
}

/// Returns words of time at the start of a paragraph: `The next morning`, `Three
/// days later`, `By three o'clock`.
fn time(page: &Page<'_>, words: Range<WordId>) -> Option<String> {
    let low = |n: usize| {
        let word = words.start + n;
        if word < words.end { page.low(word) } else { "" }
    };
    let unit = "morning day evening night afternoon week month year hour dawn noon midnight spring summer autumn winter days weeks \
        months years hours minutes mornings evenings nights";
    let counted = (1..12).find(|n| listed("later earlier", low(*n)) && listed(unit, low(n - 1)));
    let next = usize::from(low(0) == "the");
    let next =
        (listed("next following", low(next)) && listed(unit, low(next + 1))).then_some(next + 1);
    let that = (low(0) == "that" && listed("night evening afternoon", low(1))).then_some(1);
    let last = counted.or(next).or(that).or_else(|| hour(low))?;
    let first = counted.map_or(0, |counted| counted.saturating_sub(2));
    Some(page.text(words.start + first..(words.start + last + 1).min(words.end)))
}

/// Returns the last word of an hour or a date: `By three o'clock`, `On August 8`,
/// `At noon`.
fn hour<'t>(low: impl Fn(usize) -> &'t str) -> Option<usize> {
    let point = "noon midnight dawn dusk sunset sunrise nightfall daybreak monday tuesday wednesday thursday friday \
        saturday sunday";
    let months =
        "january february march april may june july august september october november december";
    if !listed("by at on towards toward before after", low(0)) {
        return None;
    }
    let clock = (1..5).find(|n| low(*n) == "o'clock");
    let day = |n: &usize| low(*n).starts_with(|c: char| c.is_ascii_digit());
    let dated = (low(0) == "on" && listed(months, low(1)))
        .then_some(2)
        .filter(day);
    clock.or(dated).or((listed(point, low(1))).then_some(1))
}
