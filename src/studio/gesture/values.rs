//! The values of gestures: settings as scripts write them, and places in the text. A place becomes a
//! quote that is unique.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value as Json;

use super::{Place, Refusal, called};
use crate::book::place::Finder;
use crate::outline::anchor::Quotes;
use crate::session::Show;
use crate::session::edit::lines::quoted;
use crate::session::edit::written::{self, Change};
use cuebook_core::id::WordId;
use cuebook_script::edit::Value;
use cuebook_script::{Edge, Quote};

/// Keys with dots and their values, in the order of the page. `null` removes a key.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings(pub Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Settings, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Settings;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("keys with values")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Settings, M::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Settings(all))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The keys whose values are places in the text.
const PLACES: [&str; 3] = ["at", "from", "until"];

impl Settings {
    /// Returns the changes of keys.
    pub(super) fn changes(&self, show: &Show) -> Result<Vec<Change>, Refusal> {
        let change = |(key, json): &(String, Json)| {
            let value = match json {
                Json::Null => None,
                json => Some(value(show, written::last(key), json)?),
            };
            Ok((key.clone(), value))
        };
        self.0.iter().map(change).collect()
    }

    /// Returns the text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let own = self.0.iter().find(|(own, _)| own == key);
        own.and_then(|(_, value)| value.as_str())
    }

    /// Returns the name of the step that sets the keys of something.
    pub(super) fn named(&self, of: &str) -> String {
        let key = self.0.first().map_or("settings", |(key, _)| key.as_str());
        let what = match key {
            "to" | "then" => "goal",
            "when" => "condition",
            "ask" => "question",
            "by" => "role",
            "say" => "words",
            key if key == "set" || key.starts_with("set.") => "new values",
            key => called(key),
        };
        format!("Set the {what} of {of}")
    }

    /// Adds the keys to a new item.
    pub(super) fn add_to(
        &self,
        show: &Show,
        item: &mut Vec<(String, Value)>,
    ) -> Result<(), Refusal> {
        for (key, value) in self.changes(show)? {
            if let Some(value) = value {
                written::put_value(item, &key, value)?;
            }
        }
        Ok(())
    }
}

/// Returns a value of a key.
pub(super) fn value(show: &Show, key: &str, json: &Json) -> Result<Value, Refusal> {
    match json {
        Json::String(text) => {
            let text = written::name_as_meant(show, key, text);
            Ok(written::value(key, &text)?)
        }
        Json::Array(items) => {
            let items = items.iter().map(|item| value(show, key, item));
            Ok(Value::List(items.collect::<Result<_, _>>()?))
        }
        Json::Object(entries) => {
            if PLACES.contains(&key)
                && let Ok(place) = Place::deserialize(json)
            {
                return anchor(show, &place);
            }
            let entries = entries
                .iter()
                .map(|(key, json)| Ok((key.clone(), value(show, key, json)?)));
            Ok(Value::Map(entries.collect::<Result<_, Refusal>>()?))
        }
        Json::Null => Ok(Value::empty()),
        Json::Bool(_) | Json::Number(_) => Ok(Value::token(&json.to_string())),
    }
}

/// Returns a place as scripts write it.
///
/// # Errors
/// When it is not in the show, or names several things.
pub(super) fn anchor(show: &Show, place: &Place) -> Result<Value, Refusal> {
    let plain = |why: &str| Refusal::Plain(why.to_owned());
    let offset = offset(place.offset);
    let moved = |mut keys: Vec<(String, Value)>| {
        keys.extend(offset.clone().map(|offset| ("offset".to_owned(), offset)));
        Value::Map(keys)
    };
    let named = [
        place.word.is_some(),
        place.cue.is_some(),
        place.time.is_some(),
        place.start,
        place.end,
    ];
    if named.into_iter().filter(|is| *is).count() != 1 {
        return Err(plain(
            "a place has one of `word`, `cue`, `time`, `start` and `end`",
        ));
    }
    if let Some(word) = place.word {
        let quote = quote(show, word, place.side())?;
        let is_short = offset.is_none() && quote.nth.is_none();
        let is_plain = is_short && !matches!(quote.exact.as_str(), "start" | "end");
        return Ok(match place.side() {
            Edge::Start if is_plain => Value::words(&quote.exact),
            Edge::Start => moved(quoted("quote", &quote)),
            Edge::After => moved(quoted("after", &quote)),
        });
    }
    if let Some(cue) = &place.cue {
        let mut keys = vec![("cue".to_owned(), Value::token(cue))];
        if place.side() == Edge::After {
            keys.push(("after".to_owned(), Value::token("true")));
        }
        return Ok(moved(keys));
    }
    let time = |seconds: f64| Value::single("time", Value::token(&seconds_text(seconds)));
    match (place.time, offset.is_some()) {
        (Some(seconds), _) => Ok(time(seconds + place.offset)),
        (None, true) if place.start => Ok(time(place.offset)),
        (None, true) => Err(plain(
            "the end of the show has no offset; name the last words",
        )),
        (None, false) if place.start => Ok(Value::token("start")),
        (None, false) => Ok(Value::token("end")),
    }
}

/// Returns a quote that begins or ends with a word and is found only there.
fn quote(show: &Show, word: usize, edge: Edge) -> Result<Quote, Refusal> {
    let prose = &show.book.prose;
    if word >= prose.words.len() {
        return Err(Refusal::Plain(
            "there is no such word in the text".to_owned(),
        ));
    }
    let word = WordId(word);
    let paragraph = paragraph(show, word);
    let quotes = Quotes::new(prose);
    let quote = match edge {
        Edge::Start => quotes.from(&(word..paragraph.end)),
        Edge::After => quotes.until(&(word..word + 1), paragraph.start),
    };
    let other = || Finder::new(prose).unique_quote(&(word..word + 1), None);
    quote
        .or_else(other)
        .ok_or_else(|| Refusal::Plain("no words name this place alone".to_owned()))
}

/// Returns the words of the paragraph of a word.
fn paragraph(show: &Show, word: WordId) -> std::ops::Range<WordId> {
    let prose = &show.book.prose;
    let stretch = prose.stretch_of(prose.sentence_of(word));
    let number = prose.stretches[stretch].paragraph;
    let mut words = prose.words_of(&prose.stretches[stretch]);
    let is_same = |index: &usize| prose.stretches[*index].paragraph == number;
    for index in (0..stretch).rev().take_while(is_same) {
        let own = &prose.stretches[index];
        if !own.sentences.is_empty() {
            words.start = prose.words_of(own).start;
        }
    }
    for index in (stretch + 1..prose.stretches.len()).take_while(is_same) {
        let own = &prose.stretches[index];
        if !own.sentences.is_empty() {
            words.end = prose.words_of(own).end;
        }
    }
    words
}

/// Returns an offset as scripts write it; `None` for none.
fn offset(seconds: f64) -> Option<Value> {
    let text = seconds_text(seconds);
    (text != "0s").then(|| Value::token(&text))
}

/// Returns a time in seconds, with thousandths at most.
fn seconds_text(seconds: f64) -> String {
    let rounded = (seconds * 1000.0).round() / 1000.0;
    // Without the sign of a negative zero.
    format!("{}s", rounded + 0.0)
}
