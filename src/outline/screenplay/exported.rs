//! The parentheses of sound lines that `cuebook export` writes:
//! `SOUND: door-strike x3 (after “the cabin”, hold 1s)`.
//!
//! They hold the place of the cue and its settings, so that an import makes the same
//! cue again. A place is a quote of the words on the page, nearest after the line.

use std::ops::Range;

use cuebook_script::Edge;
use cuebook_script::prose::words;

/// The key of a title page that says which sounds the show has, as exports write it.
pub(crate) const SOUNDS: &str = "Sounds";

/// The value with which the show has only the sounds of sound lines, and none that the action
/// mentions.
pub(crate) const AS_WRITTEN: &str = "as written";

/// The settings that the parentheses may have besides places.
const SETTINGS: [&str; 7] = ["gain", "hold", "offset", "distance", "pan", "space", "loop"];

/// A cue on an exported page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Exported {
    /// The words before the parentheses.
    pub what: String,
    pub times: Option<u32>,
    /// The time from one start to the next.
    pub every: Option<String>,
    pub at: Option<At>,
    pub until: Option<At>,
    pub id: Option<String>,
    pub fade_in: Option<String>,
    pub fade_out: Option<String>,
    /// The gains of later places, with the times of the changes.
    pub rides: Vec<(At, String)>,
    /// Further keys with their values.
    pub set: Vec<(&'static str, String)>,
}

/// A place on the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum At {
    Start,
    End,
    Words(Edge, String),
    /// A time from the start of the show: `at 2s`.
    Time(String),
    /// An edge of another cue: `cue rain`, `after cue rain`.
    Cue(Edge, String),
    /// A place and the time from there: `“Rain” +2s`.
    Moved(Box<At>, String),
}

/// Reads the words of a sound line; `None` if it has no such parentheses.
#[must_use]
pub(crate) fn read(line: &str) -> Option<Exported> {
    let (what, inner) = line.strip_suffix(')')?.rsplit_once(" (")?;
    let mut exported = Exported::default();
    for item in inner.split(", ") {
        exported.item(item)?;
    }
    let times = what.rsplit_once(" x");
    let times = times.and_then(|(what, times)| Some((what, times.parse().ok()?)));
    exported.times = times.map(|(_, times)| times);
    times
        .map_or(what, |(what, _)| what)
        .clone_into(&mut exported.what);
    Some(exported)
}

impl Exported {
    /// Returns whether it is a hush.
    #[must_use]
    pub(crate) fn is_silence(&self) -> bool {
        self.silence().is_some()
    }

    /// Returns the seconds of a hush.
    #[must_use]
    pub(crate) fn silence(&self) -> Option<&str> {
        self.what.strip_prefix("silence, ")?.strip_suffix(" s")
    }

    fn item(&mut self, item: &str) -> Option<()> {
        let (key, value) = item.split_once(' ').unwrap_or((item, ""));
        if let Some(at) = at(item) {
            self.at = Some(at);
            return Some(());
        }
        match key {
            "until" => self.until = Some(at(value)?),
            "no" if value == "hold" => {}
            "id" if is_value(value) => self.id = Some(value.to_owned()),
            "ride" => {
                let quote = value.find("after “").or_else(|| value.find('“'))?;
                let (change, place) = value.split_at(quote);
                let (gain, over) = match change.trim().split_once(" over ") {
                    Some((gain, over)) => (gain, Some(over)),
                    None => (change.trim(), None),
                };
                let valid = is_value(gain) && over.is_none_or(is_value);
                let over = over.map(|over| format!(", over: {over}"));
                let keys = format!("gain: {gain}{}", over.unwrap_or_default());
                self.rides.push((at(place).filter(|_| valid)?, keys));
            }
            "every" if is_value(value) => self.every = Some(value.to_owned()),
            "fade" => match value.split_once(' ')? {
                ("in", time) if is_value(time) => self.fade_in = Some(time.to_owned()),
                ("out", time) if is_value(time) => self.fade_out = Some(time.to_owned()),
                _ => return None,
            },
            key => {
                let key = SETTINGS.iter().find(|known| **known == key)?;
                is_value(value).then(|| self.set.push((key, value.to_owned())))?;
            }
        }
        Some(())
    }
}

fn at(item: &str) -> Option<At> {
    let is_time = |time: &str| {
        let number = time
            .strip_suffix('s')
            .and_then(|time| time.parse::<f64>().ok());
        number.is_some_and(f64::is_finite)
    };
    let moved = item.rsplit_once(' ');
    if let Some((place, by)) = moved.filter(|(_, by)| by.starts_with(['+', '-']) && is_time(by)) {
        let by = by.trim_start_matches('+').to_owned();
        return Some(At::Moved(Box::new(at(place)?), by));
    }
    if let Some(time) = item.strip_prefix("at ") {
        return is_time(time).then(|| At::Time(time.to_owned()));
    }
    let (edge, place) = match item.strip_prefix("after ") {
        Some(place) => (Edge::After, place),
        None => (Edge::Start, item),
    };
    match place {
        "start" => Some(At::Start),
        "end" => Some(At::End),
        place => {
            let id = place.strip_prefix("cue ").filter(|id| is_value(id));
            if let Some(id) = id {
                return Some(At::Cue(edge, id.to_owned()));
            }
            let words = place.strip_prefix('“')?.strip_suffix('”')?;
            Some(At::Words(edge, words.to_owned()))
        }
    }
}

/// Returns whether a text can be the value of a setting.
fn is_value(value: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "-+._ ".contains(c);
    !value.is_empty() && value.chars().all(fits)
}

/// Finds the words of a quote on a page: the nearest that begin at the word `from` or
/// later, or end there; otherwise the nearest before it.
#[must_use]
pub(crate) fn find(page: &[&str], from: usize, edge: Edge, quote: &str) -> Option<Range<usize>> {
    let spans = words(quote);
    let quoted: Vec<&str> = spans.iter().map(|word| word.span.of(quote)).collect();
    let length = quoted.len();
    if length == 0 || length > page.len() {
        return None;
    }
    let is_here = |start: &usize| page[*start..].starts_with(&quoted);
    let first = match edge {
        Edge::Start => from,
        Edge::After => from.saturating_sub(length),
    };
    let last = page.len() - length;
    let start = (first..=last)
        .find(is_here)
        .or_else(|| (0..first.min(last + 1)).rev().find(is_here));
    start.map(|start| start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_of_an_export_are_read_and_others_are_not() {
        let cue =
            read("door-strike x3 (after “the cabin”, hold 1s, id knock, every 0.5s..1s)").unwrap();
        assert_eq!((cue.what.as_str(), cue.times), ("door-strike", Some(3)));
        assert_eq!(cue.at, Some(At::Words(Edge::After, "the cabin".into())));
        assert_eq!(cue.set, [("hold", "1s".to_owned())]);
        assert_eq!(
            (cue.id.as_deref(), cue.every.as_deref()),
            (Some("knock"), Some("0.5s..1s"))
        );
        let bed = read(
            "rain (“Rain”, until end, gain -12dB, fade in 2s, ride -6dB over 2s after “gone”)",
        )
        .unwrap();
        let place = At::Words(Edge::After, "gone".into());
        assert_eq!(bed.rides, [(place, "gain: -6dB, over: 2s".to_owned())]);
        assert_eq!(
            (bed.until, bed.fade_in.as_deref()),
            (Some(At::End), Some("2s"))
        );
        for line in [
            "Knock (x3)",
            "Rain (distant)",
            "Rain (until dawn)",
            "Rain",
            "Rain (fade in)",
            "Rain ()",
            "Rain (at dusk)",
            "Rain (3s)",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn an_end_can_be_a_time_a_cue_or_moved() {
        let until = |place: &str| read(&format!("rain (start, until {place})")).unwrap().until;
        assert_eq!(until("at 2.5s"), Some(At::Time("2.5s".into())));
        assert_eq!(
            until("after cue bang-2"),
            Some(At::Cue(Edge::After, "bang-2".into()))
        );
        for (place, by) in [("“the door” +2s", "2s"), ("“the door” -0.2s", "-0.2s")] {
            let words = At::Words(Edge::Start, "the door".into());
            let moved = At::Moved(Box::new(words), by.to_owned());
            assert_eq!(until(place), Some(moved), "{place}");
        }
    }

    #[test]
    fn the_nearest_words_are_found() {
        let page = ["Go", "now", "Go", "now", "Stay"];
        assert_eq!(find(&page, 1, Edge::Start, "Go"), Some(2..3));
        assert_eq!(find(&page, 2, Edge::After, "Go now"), Some(0..2));
        assert_eq!(find(&page, 3, Edge::After, "Go now"), Some(2..4));
        assert_eq!(find(&page, 5, Edge::Start, "Go"), Some(2..3));
        assert_eq!(find(&page, 0, Edge::Start, "never"), None);
    }
}
