//! Declared keys as text: descriptions for editors, and Markdown tables for the reference page.

use super::{Default, Key, Kinds, Mapping, Rule, Takes};
use crate::quantity::Measure;

/// The largest number of words of a choice, or keys of a mapping, that a table lists.
const MOST_LISTED: usize = 6;

impl Key {
    /// Returns the description of the key, with its range and its default, in Markdown without
    /// links.
    #[must_use]
    pub fn described(&self) -> String {
        let mut text = unlinked(self.about.trim());
        if let Some(range) = self.range() {
            text += &format!(" Range: {range}.");
        }
        match self.default_text() {
            _ if self.required => text += " Required.",
            Some(default) => text += &format!(" Default: {}.", unlinked(&default)),
            None => {}
        }
        text
    }

    /// Returns the range of values, as running text: `−120 to 40 dB`.
    #[must_use]
    pub fn range(&self) -> Option<String> {
        range(&self.takes, self.within)
    }

    /// Returns the default in Markdown.
    #[must_use]
    pub fn default_text(&self) -> Option<String> {
        let number = |number: f64| match measure(&self.takes) {
            Some(measure) => measure.plainly_written(number),
            None => number.to_string(),
        };
        match self.default {
            Default::NoDefault => None,
            Default::Number(value) => Some(format!("`{}`", number(value))),
            Default::Numbers(low, high) => Some(format!("`{}..{}`", number(low), number(high))),
            Default::Written(value) => Some(format!("`{value}`")),
            Default::Described(text) => Some(text.to_owned()),
        }
    }
}

fn range(takes: &Takes, within: Option<(f64, f64)>) -> Option<String> {
    match takes {
        Takes::Quantity(measure) | Takes::Range(measure) => Some(match within {
            Some((low, high)) => measure.between(low, high),
            None => measure.range(),
        }),
        Takes::Whole(low, u64::MAX) => Some(format!("{low} and up")),
        Takes::Whole(low, high) => Some(format!("{low} to {}", grouped(*high))),
        Takes::Integer(low, high) => Some(format!("{} to {}", signed(*low), signed(*high))),
        Takes::Exactly(_, inner) => range(inner, within),
        Takes::Either(ways) => ways.iter().find_map(|way| range(way, within)),
        _ => None,
    }
}

fn measure(takes: &Takes) -> Option<&'static Measure> {
    match takes {
        Takes::Quantity(measure) | Takes::Range(measure) => Some(measure),
        Takes::Either(ways) => ways.iter().find_map(measure),
        _ => None,
    }
}

/// Formats a whole number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn signed(number: i64) -> String {
    let sign = if number < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(number.unsigned_abs()))
}

/// Returns Markdown with each link replaced by its text.
#[must_use]
pub fn unlinked(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, link)) = rest.split_once('[') {
        let parts = link.split_once("](").and_then(|(name, behind)| {
            let (_, behind) = behind.split_once(')')?;
            (!name.contains(['[', ']'])).then_some((name, behind))
        });
        text += before;
        match parts {
            Some((name, behind)) => {
                text += name;
                rest = behind;
            }
            None => {
                text.push('[');
                rest = link;
            }
        }
    }
    text + rest
}

/// A table of keys for a reference page.
pub struct Table<'a> {
    /// Maps a kind of name, a choice or a mapping to its heading on the page.
    pub links: &'a [(&'a str, &'a str)],
}

impl Table<'_> {
    /// Returns a table with a row for each key of a mapping, with all its kinds.
    #[must_use]
    pub fn of(&self, mapping: &Mapping) -> String {
        let base = mapping.base.map_or(&[][..], |base| base.all);
        self.rows(base.iter().chain(mapping.all), mapping.rules)
    }

    /// Returns a table with a row for each of some keys. Empty columns are left out.
    pub fn rows<'k>(&self, keys: impl Iterator<Item = &'k Key> + Clone, rules: &[Rule]) -> String {
        let head = ["key", "for", "what it does", "takes", "default"];
        let mut rows: Vec<[String; 5]> = vec![head.map(str::to_owned)];
        rows.extend(keys.clone().map(|key| {
            let mut row = self.row(key);
            if let (true, Some(need)) = (row[4].is_empty(), need(key, keys.clone(), rules)) {
                row[4] = need;
            }
            row
        }));
        let has_kinds = rows[1..].iter().any(|row| !row[1].is_empty());
        for row in rows[1..]
            .iter_mut()
            .filter(|row| has_kinds && row[1].is_empty())
        {
            row[1] = "all".to_owned();
        }
        let is_used = |column: &usize| rows[1..].iter().any(|row| !row[*column].is_empty());
        let columns: Vec<usize> = (0..head.len()).filter(is_used).collect();
        let mut text = String::new();
        for (number, row) in rows.iter().enumerate() {
            let cells: Vec<&str> = columns.iter().map(|column| &*row[*column]).collect();
            text += &format!("| {} |\n", cells.join(" | ")).replace("|  |", "| |");
            if number == 0 {
                text += &format!("|{}\n", " --- |".repeat(columns.len()));
            }
        }
        text
    }

    fn row(&self, key: &Key) -> [String; 5] {
        let about = key.about.trim().replace('|', "\\|");
        let default = match key.default_text() {
            _ if key.required => "required".to_owned(),
            default => default.unwrap_or_default(),
        };
        let kinds = key.of.iter().copied().filter(|kind| !kind.is_empty());
        let kinds: Vec<&str> = kinds.collect();
        [
            format!("`{}`", key.name),
            kinds.join(", "),
            about,
            self.takes(&key.takes, key.within),
            default,
        ]
    }

    /// Returns a description of the accepted values of a key.
    fn takes(&self, takes: &Takes, within: Option<(f64, f64)>) -> String {
        let bounds = || range(takes, within).unwrap_or_default();
        match takes {
            Takes::Words => "words".to_owned(),
            Takes::Quote => "words of the text".to_owned(),
            Takes::Formula(_) => "a formula".to_owned(),
            Takes::Expression(..) => "an expression".to_owned(),
            Takes::Whole(..) | Takes::Integer(..) => format!("a whole number, {}", bounds()),
            Takes::Quantity(measure) if measure.units.is_empty() => {
                format!("a number, {}", bounds())
            }
            Takes::Quantity(measure) => format!("{}, {}", measure.name, bounds()),
            Takes::Range(measure) => format!("{} or a range of it, {}", measure.name, bounds()),
            Takes::Boolean => "`true` or `false`".to_owned(),
            Takes::OneOf(choice) => match self.link(choice.what) {
                Some(link) if choice.words.len() > MOST_LISTED => link,
                _ => one_of(choice.names()),
            },
            Takes::Path(_) => "a path".to_owned(),
            Takes::Declares(_) => "a name".to_owned(),
            Takes::Refers(what) => match self.link(what.0) {
                Some(link) => format!("the name of {link}"),
                None => format!("the name of {} {}", article(what.0), what.0),
            },
            Takes::Map(mapping) => self.mapping(mapping),
            Takes::Kinds(kinds) => format!("one of {}", one_of(kinds.kinds.iter().map(|k| k.kind))),
            Takes::Named(what, _) | Takes::ByName(what, _) => {
                let what = self.linked(what.0, "").unwrap_or(what.0.to_owned());
                format!("a mapping with a key for each {what}")
            }
            Takes::Each(Takes::Map(Mapping { id, .. }) | Takes::Kinds(Kinds { id, .. })) => {
                let items = self.linked(id, "s").map(|items| format!(" of {items}"));
                format!("a list{}", items.unwrap_or_default())
            }
            Takes::Each(inner) => format!("a list of {}", self.takes(inner, within)),
            Takes::Exactly(count, inner) => {
                format!("a list of {count}: {}", self.takes(inner, within))
            }
            Takes::Either(ways) => self.either(ways, within),
            Takes::Nothing => String::new(),
        }
    }

    fn either(&self, ways: &[Takes], within: Option<(f64, f64)>) -> String {
        let linked = ways.iter().find_map(|way| match way {
            Takes::Map(mapping) => self.link(mapping.id),
            _ => None,
        });
        if let Some(link) = linked {
            return link;
        }
        let mut texts: Vec<String> = Vec::new();
        for way in ways.iter().filter(|way| !matches!(way, Takes::Nothing)) {
            let text = self.takes(way, within);
            let is_list = |known: &String| text == format!("a list of {known}");
            texts.push(match texts.iter().any(is_list) {
                true => "a list".to_owned(),
                false => text,
            });
        }
        texts.join(", or ")
    }

    fn mapping(&self, mapping: &Mapping) -> String {
        if let Some(link) = self.link(mapping.id) {
            return link;
        }
        let keys: Vec<&str> = mapping.keys().map(|key| key.name).collect();
        match keys.len() > MOST_LISTED {
            true => "a mapping".to_owned(),
            false => format!("`{{ {} }}`", keys.join(", ")),
        }
    }

    /// Returns a thing with its article, as a link to its description on the page.
    fn link(&self, what: &str) -> Option<String> {
        let article = article(what);
        Some(format!("{article} {}", self.linked(what, "")?))
    }

    /// Returns a thing without an article, as a link.
    fn linked(&self, what: &str, ending: &str) -> Option<String> {
        let (_, heading) = self.links.iter().find(|(known, _)| *known == what)?;
        Some(format!("[{what}{ending}]({heading})"))
    }
}

/// Returns the text for a required key: “required”, or with the key that can replace it.
fn need<'k>(key: &Key, keys: impl Iterator<Item = &'k Key>, rules: &[Rule]) -> Option<String> {
    let needed = rules.iter().find_map(|rule| match rule {
        Rule::OneOf { keys, .. } | Rule::AnyOf(keys) => {
            Some(keys).filter(|k| k.contains(&key.name))
        }
        Rule::Apart { .. } => None,
    })?;
    let beside = |other: &&Key| {
        let shared = |kind: &&str| other.of.is_empty() || other.of.contains(kind);
        needed.contains(&other.name) && other.name != key.name && key.of.iter().all(shared)
    };
    let others: Vec<&Key> = keys.filter(beside).collect();
    match others.as_slice() {
        [] => Some("required".to_owned()),
        [one] => Some(format!("required, or `{}`", one.name)),
        _ => None,
    }
}

fn article(what: &str) -> &'static str {
    match what.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => "an",
        false => "a",
    }
}

fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
