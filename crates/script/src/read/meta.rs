//! Metadata: what shops, players and libraries say of a show.

use std::fmt;

use super::names::{Language, ReadNames};
use cuebook_core::diagnostic::{Diagnostic, Source, Spanned, shown};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Reader, Slot, Takes, Text, Value, Whole, mapping};

mapping! {
    /// What shops, players and libraries say of a show.
    #[derive(Default)]
    pub struct Meta: "meta", "`meta`", "meta: { date: 2026-05-01, genre: Drama, cover: cover.png }" {} keys {
        /// The title; `show` says the same.
        title: Text { default: Described("that of `show`"), examples: &["The Last Hour"] },
        /// A second title, which explains the first.
        subtitle: Text { examples: &["A Radio Play in Eight Scenes"] },
        /// The series to which the show belongs.
        series: Text { examples: &["Night Watch"] },
        /// The number of the show in its series.
        number: Whole<1, 9999> { examples: &["3"] },
        /// Who wrote it: a name, or a list of names. The key `author` of the script says the same.
        author: People { default: Described("that of the script"), examples: &["Ann Smith", "[Ann Smith, Jo Black]"] },
        /// The reader who is named to listeners: a name, or a list of names. The role that narrates is the key `narrator` of the script.
        narrator: People { examples: &["Emma Hill"] },
        /// Who publishes it.
        publisher: Text { examples: &["Harbour Radio"] },
        /// When it is published: a day, a month or a year.
        date: Day { examples: &["2026-05-01", "2026-05", "2026"] },
        /// A language tag (BCP 47); `language` of the script says the same.
        language: Language { default: Described("that of the script"), examples: &["en-GB"] },
        /// The genre, in the words of the place where it is published.
        genre: Text { examples: &["Drama"] },
        /// What it is about, in a few sentences. A block (`description: |`) keeps its paragraphs.
        description: Text { examples: &["Six people wait for the last train."] },
        /// Who has the rights, and since when.
        copyright: Text { examples: &["© 2026 Ann Smith"] },
        /// The picture: a square JPEG or PNG beside the script, with a side of 1400 to 3000 pixels.
        cover: Picture { examples: &["cover.png", "pictures/cover.jpg"] },
        /// The ISBN, with 10 or 13 digits.
        isbn: Isbn { examples: &["978-3-16-148410-0"] },
    }
}

impl Meta {
    /// Returns whether no key has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let texts = [
            &self.title,
            &self.subtitle,
            &self.series,
            &self.publisher,
            &self.language,
            &self.genre,
            &self.description,
            &self.copyright,
            &self.cover,
            &self.isbn,
        ];
        texts.iter().all(|text| text.is_none())
            && self.number.is_none()
            && self.date.is_none()
            && self.author.is_none()
            && self.narrator.is_none()
    }
}

/// The names of one person or several.
pub struct People;

impl Value for People {
    type Of = Spanned<Vec<String>>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Takes::Words, Takes::Each(&Takes::Words)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<Vec<String>>> {
        let Kind::List(items) = &slot.value.kind else {
            let name = Text::read(reader, slot)?;
            return Some(Spanned::new(vec![name.value], name.span));
        };
        let names = items.iter().map(|item| Text::read(reader, slot.with(item)));
        let names: Vec<String> = names
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .map(|name| name.value)
            .collect();
        if names.is_empty() {
            let mistake = Diagnostic::error(
                "empty-value",
                slot.span(),
                format!("`{}` has no names", slot.key),
            );
            reader
                .report(mistake.hint(format!("for example `{}: [Ann Smith, Jo Black]`", slot.key)));
            return None;
        }
        Some(Spanned::new(names, slot.span()))
    }
}

/// A date, as exact as it is known.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}

impl fmt::Display for Date {
    /// Writes it as ISO 8601 does: `2026-05-01`, `2026-05` or `2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        let parts = [self.month, self.day];
        parts
            .iter()
            .flatten()
            .try_for_each(|part| write!(f, "-{part:02}"))
    }
}

impl Date {
    /// Reads a date that is written as `2026-05-01`, `2026-05` or `2026`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |text: &str, digits: usize| {
            let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse::<u16>().ok()).flatten()
        };
        let small = |text: &str| number(text, 2).and_then(|number| u8::try_from(number).ok());
        let (year, month, day) = match parts[..] {
            [year] => (year, None, None),
            [year, month] => (year, Some(small(month)?), None),
            [year, month, day] => (year, Some(small(month)?), Some(small(day)?)),
            _ => return None,
        };
        let date = Date {
            year: number(year, 4).filter(|year| *year > 0)?,
            month,
            day,
        };
        date.exists().then_some(date)
    }

    fn exists(self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let days = match self.month {
            Some(2) if leap => 29,
            Some(2) => 28,
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) | None => 31,
            Some(_) => return false,
        };
        self.day.is_none_or(|day| (1..=days).contains(&day))
    }
}

/// A day, a month or a year.
pub struct Day;

impl Value for Day {
    type Of = Spanned<Date>;
    type State = ();
    const TAKES: Takes = Takes::Words;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<Date>> {
        let words = reader.scalar(slot, "a date")?;
        let date = Date::parse(words.trim());
        if date.is_none() {
            let message = format!("`{}` is not a date", shown(words));
            let mut mistake = Diagnostic::error("bad-date", slot.span(), message);
            if let Some(meant) = meant_date(words) {
                mistake = mistake.mend(format!("write `{meant}`"), slot.span(), meant.to_string());
            }
            reader.report(mistake.hint("for example `2026-05-01`, `2026-05` or `2026`"));
        }
        Some(Spanned::new(date?, slot.span()))
    }
}

/// Returns the date of words with other marks or without zeros. `2026/5/1` has one meaning; a
/// date that begins with its day or its month has two, so it is not guessed.
fn meant_date(words: &str) -> Option<Date> {
    let parts: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).collect();
    let padded: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            if index == 0 {
                (*part).to_owned()
            } else {
                format!("{part:0>2}")
            }
        })
        .collect();
    Date::parse(&padded.join("-"))
}

/// A path to a picture. As written, it must stay in the folder of the script.
pub struct Picture;

impl Value for Picture {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Path(&["png", "jpg", "jpeg"]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        reader.path(slot)
    }
}

/// An ISBN. Its value has only the digits, and perhaps `X` at the end.
pub struct Isbn;

impl Value for Isbn {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Words;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let words = reader.scalar(slot, "an ISBN")?;
        match isbn(words) {
            Ok(digits) => Some(Spanned::new(digits, slot.span())),
            Err(why) => {
                let message = format!("`{}` is not an ISBN: {why}", shown(words));
                let mistake = Diagnostic::error("bad-isbn", slot.span(), message);
                reader.report(
                    mistake.hint("for example `978-3-16-148410-0`; it is on the back of a book"),
                );
                None
            }
        }
    }
}

/// Returns the digits of an ISBN, or its mistake.
fn isbn(words: &str) -> Result<String, String> {
    let words = words.trim();
    let words = words.strip_prefix("ISBN").unwrap_or(words);
    let words = words.trim_start_matches([':', ' ']);
    let is_mark = |c: &char| matches!(c, '-' | ' ' | '‐' | '‑' | '–');
    let digits: String = words.chars().filter(|c| !is_mark(c)).collect();
    let digits = digits.to_ascii_uppercase();
    let (body, check) = digits.split_at(digits.floor_char_boundary(digits.len().saturating_sub(1)));
    let is_number = !body.is_empty() && body.bytes().all(|byte| byte.is_ascii_digit());
    let has_end = check
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'X');
    if !is_number || !has_end {
        return Err("it has other signs than digits".to_owned());
    }
    let wanted = match digits.len() {
        10 => check_of_ten(body),
        13 if !(body.starts_with("978") || body.starts_with("979")) => {
            return Err("with 13 digits it begins with 978 or 979".to_owned());
        }
        13 => check_of_thirteen(body),
        length => return Err(format!("it has {length} digits, and an ISBN has 10 or 13")),
    };
    match check.starts_with(wanted) {
        true => Ok(digits),
        false => Err(format!("after these digits the last one is {wanted}")),
    }
}

fn values(body: &str) -> impl Iterator<Item = u32> {
    body.bytes().map(|byte| u32::from(byte - b'0'))
}

/// Returns the check digit of ISO 2108 for nine digits.
fn check_of_ten(body: &str) -> char {
    let sum: u32 = values(body)
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    char::from_digit((11 - sum % 11) % 11, 10).unwrap_or('X')
}

/// Returns the check digit of ISO 2108 for twelve digits.
fn check_of_thirteen(body: &str) -> char {
    let sum: u32 = values(body)
        .zip([1, 3].iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// Brings together what a script and its `meta` say: each takes the title, the author and the
/// language that only the other one has. Reports where they differ.
pub(super) fn unite(
    reader: &mut Reader<'_>,
    meta: &mut Meta,
    [show, author, language]: [&mut Option<Spanned<String>>; 3],
) {
    one(reader, ("title", &mut meta.title), ("show", show));
    one(
        reader,
        ("language", &mut meta.language),
        ("language", language),
    );
    let mut joined = meta
        .author
        .as_ref()
        .map(|names| Spanned::new(together(&names.value), names.span));
    one(reader, ("author", &mut joined), ("author", author));
    if meta.author.is_none() {
        meta.author = joined.map(|author| Spanned::new(vec![author.value], author.span));
    }
}

fn one(
    reader: &mut Reader<'_>,
    (key, meta): (&str, &mut Option<Spanned<String>>),
    (root, script): (&str, &mut Option<Spanned<String>>),
) {
    match (&*meta, &*script) {
        (Some(inner), Some(outer)) if inner.value.trim() != outer.value.trim() => {
            let message = format!(
                "`meta` has the {key} `{}`, and `{root}` says `{}`",
                shown(inner),
                shown(outer)
            );
            let mistake = Diagnostic::error("meta-differs", inner.span, message)
                .also(Source::Script, outer.span, "the other one")
                .hint(format!(
                    "say it once: leave out `{root}`, or `{key}` of `meta`"
                ));
            reader.report(mistake);
        }
        (Some(_), None) => script.clone_from(meta),
        (None, Some(_)) => meta.clone_from(script),
        _ => {}
    }
}

/// Returns names as one text: `Ann Smith, Jo Black and Kim Lee`.
#[must_use]
pub fn together(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn a_date_is_a_day_a_month_or_a_year_that_exists() {
        for text in [
            "2026",
            "2026-12",
            "2026-05-01",
            "2024-02-29",
            "2000-02-29",
            "0800-01-31",
        ] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "26",
            "2026-13",
            "2026-00",
            "2026-5-1",
            "2025-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-05-01-02",
            "+026",
            "0000",
            "2026-05-",
            "２０２６",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(meant_date("2026/5/1").unwrap().to_string(), "2026-05-01");
        assert_eq!(meant_date("2026.12").unwrap().to_string(), "2026-12");
        assert_eq!(meant_date("1/5/2026"), None);
        assert_eq!(meant_date("May 2026"), None);
    }

    #[test]
    fn an_isbn_has_its_check_digit() {
        for (text, digits) in [
            ("978-3-16-148410-0", "9783161484100"),
            ("9780306406157", "9780306406157"),
            ("ISBN 0-306-40615-2", "0306406152"),
            ("080442957x", "080442957X"),
            ("979 10 90636 07 1", "9791090636071"),
        ] {
            assert_eq!(isbn(text).as_deref(), Ok(digits));
        }
        assert_eq!(
            isbn("978-3-16-148410-1").unwrap_err(),
            "after these digits the last one is 0"
        );
        assert_eq!(
            isbn("0-8044-2957-1").unwrap_err(),
            "after these digits the last one is X"
        );
        assert!(isbn("9770306406157").unwrap_err().contains("978"));
        assert!(isbn("12345").unwrap_err().contains("5 digits"));
        assert!(isbn("97803064é6157").unwrap_err().contains("other signs"));
        assert!(isbn("é").is_err() && isbn("").is_err() && isbn("X").is_err());
    }

    fn found(script: &str) -> Vec<String> {
        let reading = read::read(format!("text: x.txt\n{script}").as_bytes());
        reading
            .diagnostics
            .iter()
            .map(|found| found.code.to_owned())
            .collect()
    }

    #[test]
    fn script_and_meta_say_each_for_the_other() {
        let of = |script: &str| read::read(format!("text: x.txt\n{script}").as_bytes()).script;
        let script = of("meta: { title: A, author: [B, C, D], language: de }");
        let value = |text: &Option<Spanned<String>>| text.as_ref().unwrap().value.clone();
        assert_eq!(value(&script.show), "A");
        assert_eq!(value(&script.author), "B, C and D");
        assert_eq!(value(&script.language), "de");
        let script = of("show: A\nauthor: B\nmeta: { genre: Drama }");
        assert_eq!(value(&script.meta.title), "A");
        assert_eq!(script.meta.author.unwrap().value, ["B"]);
        assert_eq!(found("show: A\nmeta: { title: A }"), [] as [&str; 0]);
        assert_eq!(found("show: A\nmeta: { title: B }"), ["meta-differs"]);
        assert_eq!(
            found("language: en\nmeta: { language: en-GB }"),
            ["meta-differs"]
        );
        assert_eq!(
            found("author: A\nmeta: { author: [A, B] }"),
            ["meta-differs"]
        );
    }

    #[test]
    fn wrong_values_are_reported() {
        for (meta, code) in [
            ("date: 31.12.2026", "bad-date"),
            ("isbn: 123", "bad-isbn"),
            ("language: en_GB", "bad-language"),
            ("number: 0", "out-of-range"),
            ("number: two", "bad-number"),
            ("author: []", "empty-value"),
            ("author: { a: b }", "wrong-shape"),
            ("cover: ../cover.png", "bad-path"),
            ("colour: red", "unknown-key"),
        ] {
            assert_eq!(found(&format!("meta: {{ {meta} }}")), [code], "{meta}");
        }
        assert_eq!(found("meta:"), [] as [&str; 0]);
    }
}
