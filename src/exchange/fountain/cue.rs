//! Cues as sound lines: `SOUND: door-strike x3 (after “the cabin”, hold 1s)`.

use super::speech::Group;
use crate::book::{Book, Mark, Moment};
use crate::exchange::playscript::CueItem;
use crate::outline::screenplay::exported::find;
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::units::Seconds;
use cuebook_script::read::cues::USUAL_INTERVAL;
use cuebook_script::{Cue, CueKind, Edge, Ride, Script, SoundSource};

/// The largest number of words of a quote.
const MOST: usize = 12;
/// The number of words that is easy to find by eye.
const FEW: usize = 3;

/// The words on the page, in their order.
pub(super) struct Page<'b> {
    words: Vec<&'b str>,
    /// The places of the words in the prose.
    prose: Vec<WordId>,
}

impl<'b> Page<'b> {
    pub(super) fn of(book: &'b Book) -> Page<'b> {
        let prose: Vec<WordId> = book
            .lines
            .iter()
            .flat_map(|line| line.words.ids())
            .collect();
        Page {
            words: prose.iter().map(|word| book.prose.word(*word)).collect(),
            prose,
        }
    }

    /// Returns a cue as if it stood before a speech.
    pub(super) fn earlier(&self, cue: &CueItem, speech: &Group<'_>, book: &Book) -> CueItem {
        let first = speech
            .lines
            .first()
            .map(|(line, _)| book.lines[*line].words.start);
        let before = first.map_or(cue.before, |word| {
            self.prose.partition_point(|own| *own < word)
        });
        CueItem {
            before,
            ..cue.clone()
        }
    }

    /// Returns a cue in the form of a radio script.
    pub(super) fn line(&self, item: &CueItem, script: &Script, book: &Book) -> String {
        let name = match item.kind {
            "music" => "MUSIC",
            "bed" => "AMBIENCE",
            _ => "SOUND",
        };
        let mut what = match (&item.sound, item.lasts) {
            (Some(sound), _) => made(script, sound),
            (None, length) => format!("silence, {} s", length.unwrap_or_default().seconds().0),
        };
        let Some(written) = script.cues.get(item.cue.0) else {
            return format!("{name}: {what}");
        };
        let cue = &book.cues[item.cue];
        let mut items = Vec::new();
        items.extend(self.place(item, cue.at.mark, script));
        if let CueKind::Bed { until, .. } | CueKind::Music { until, .. } = &written.kind {
            let until = until.as_ref().and_then(|_| cue.kind.until());
            let place = until.and_then(|until| self.end(*until, item.before, script));
            items.extend(place.map(|place| format!("until {place}")));
        }
        if let CueKind::Spot {
            times: Some(times), ..
        } = &written.kind
        {
            what += &format!(" x{}", times.value.count);
            let every = times.value.every;
            let range = format!("every {}s..{}s", every.low.0, every.high.0);
            items.extend((every != USUAL_INTERVAL).then_some(range));
        }
        items.extend(settings(written));
        items.extend(self.rides(item, written, book));
        if items.is_empty() {
            items.push("no hold".to_owned());
        }
        format!("{name}: {what} ({})", items.join(", "))
    }

    /// Returns the changes of gain of a cue. Others are lost.
    fn rides(&self, item: &CueItem, written: &Cue, book: &Book) -> Vec<String> {
        // The book also has the move of a bed, before the rides.
        let bound = &book.cues[item.cue].rides;
        let moves = bound.len().saturating_sub(written.rides.len());
        let each = written.rides.iter().zip(bound.iter().skip(moves));
        let ride = |(written, bound): (&Ride, &crate::book::ride::Ride)| {
            let gain = written.gain.as_ref()?.value.0;
            let over = written
                .over
                .as_ref()
                .map(|over| format!(" over {}s", over.value.0));
            let at = match bound.at.mark {
                Mark::Word(word, edge) => self.quote(word, edge, item.before)?,
                _ => return None,
            };
            Some(format!("ride {gain}dB{} {at}", over.unwrap_or_default()))
        };
        each.filter_map(ride).collect()
    }

    /// Returns the place of a cue, if its place on the page does not show it.
    fn place(&self, item: &CueItem, mark: Mark, script: &Script) -> Option<String> {
        let here = item.before;
        let plain = match (item.kind, mark) {
            ("spot" | "hush", Mark::Word(word, Edge::After)) => {
                here > 0 && self.prose.get(here - 1) == Some(&word)
            }
            ("bed" | "music", Mark::Word(word, Edge::Start)) => {
                here > 0 && self.prose.get(here) == Some(&word)
            }
            _ => false,
        };
        match plain {
            true => None,
            false => self.mark(mark, here, script),
        }
    }

    /// Returns the place of the end of a cue.
    fn end(&self, until: Moment, here: usize, script: &Script) -> Option<String> {
        let offset = until.offset.seconds().0;
        let place = self.mark(until.mark, here, script)?;
        match until.mark {
            Mark::Word(..) | Mark::Cue(..) if offset != 0.0 => Some(format!("{place} {offset:+}s")),
            Mark::Time(time) => Some(format!("at {}s", (time + until.offset).seconds().0)),
            _ => Some(place),
        }
    }

    /// Returns a place without its offset.
    fn mark(&self, mark: Mark, here: usize, script: &Script) -> Option<String> {
        match mark {
            Mark::Word(word, edge) => self.quote(word, edge, here),
            Mark::Start => Some("start".to_owned()),
            Mark::End => Some("end".to_owned()),
            Mark::Time(time) => Some(format!("at {}s", time.seconds().0)),
            Mark::Turn(_) => None,
            Mark::Cue(cue, edge) => {
                let id = script.cues.get(cue.0)?.id.as_ref()?.value.as_str();
                let after = if edge == Edge::After { "after " } else { "" };
                Some(format!("{after}cue {id}"))
            }
        }
    }

    /// Returns a place at a word as a quote that is found again from `here`.
    fn quote(&self, word: WordId, edge: Edge, here: usize) -> Option<String> {
        let word = match edge {
            Edge::Start => self.prose.partition_point(|own| *own < word),
            Edge::After => self
                .prose
                .partition_point(|own| *own <= word)
                .checked_sub(1)?,
        };
        let range = |length: usize| match edge {
            Edge::Start => word..(word + length).min(self.words.len()),
            Edge::After => (word + 1).saturating_sub(length)..word + 1,
        };
        let text = |length: usize| self.words.get(range(length)).map(|words| words.join(" "));
        let found = |length: &usize| {
            let quote = text(*length).unwrap_or_default();
            find(&self.words, here, edge, &quote).is_some_and(|found| found == range(*length))
        };
        let length = (FEW..=MOST).find(found).unwrap_or(MOST);
        let quote = text(length)?;
        Some(match edge {
            Edge::Start => format!("“{quote}”"),
            Edge::After => format!("after “{quote}”"),
        })
    }
}

/// Returns the settings of a cue that an import keeps.
fn settings(cue: &Cue) -> Vec<String> {
    let seconds = |key: &str, time: Option<Seconds>| time.map(|time| format!("{key} {}s", time.0));
    let of = |time: &Option<cuebook_core::diagnostic::Spanned<Seconds>>| {
        time.as_ref().map(|time| time.value)
    };
    let offset = [of(&cue.anchor().offset), of(&cue.offset)];
    let offset: Option<f64> = offset
        .iter()
        .flatten()
        .map(|offset| offset.0)
        .reduce(|a, b| a + b);
    let place = &cue.place;
    let settings = [
        seconds("offset", offset.map(Seconds)),
        cue.gain
            .as_ref()
            .map(|gain| format!("gain {}dB", gain.value.0)),
        seconds("hold", of(&cue.hold)),
        seconds("fade in", of(&cue.fade.fade_in)),
        seconds("fade out", of(&cue.fade.fade_out)),
        place.pan.as_ref().map(|pan| format!("pan {}", pan.value)),
        place
            .distance
            .as_ref()
            .map(|distance| format!("distance {}m", distance.value.0)),
        cue.looped
            .as_ref()
            .map(|looped| format!("loop {}", looped.value)),
        cue.space
            .as_ref()
            .and_then(|space| super::named(&space.value)),
        cue.id.as_ref().map(|id| format!("id {}", id.value)),
    ];
    settings.into_iter().flatten().collect()
}

/// Returns a sound as an import reads it: for the show's own name of a recipe of the library, the recipe
/// with its settings, `rain:surface=roof`.
fn made(script: &Script, name: &str) -> String {
    let own = script.sounds.iter().find(|sound| sound.name.value == name);
    let of = own.and_then(|own| Some((own, own.source.as_ref()?)));
    let Some((own, SoundSource::Recipe(recipe))) = of else {
        return name.to_owned();
    };
    let plain = |text: &str| {
        text.chars()
            .all(|c| c.is_alphanumeric() || "-+./ ".contains(c))
    };
    if !own.settings.iter().all(|(_, value)| plain(&value.value)) {
        return name.to_owned();
    }
    let settings = own.settings.iter();
    let settings = settings.map(|(key, value)| format!("{}={}", key.value, value.value));
    match settings.collect::<Vec<_>>().join(",") {
        none if none.is_empty() => recipe.value.clone(),
        settings => format!("{}:{settings}", recipe.value),
    }
}
