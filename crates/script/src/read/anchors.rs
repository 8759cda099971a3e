//! Anchors as the script writes them, in their short and long forms.
//!
//! In: a value. Out: an [`Anchor`], which nobody has looked for in the text
//! yet. Always true: an anchor holds on to one thing.

use super::reader::Reader;
use super::scalars::truth_meant;
use crate::diagnostic::{Diagnostic, Spanned};
use crate::units::Seconds;
use crate::{Anchor, Edge, Quote, Target};
use cuebook_yaml::fields::{Fields, Shape};
use cuebook_yaml::quantity::{DURATION, OFFSET};
use cuebook_yaml::{Entry, Kind};

/// The greatest `nth`.
pub const MOST: u64 = 1_000_000;

pub const ANCHOR: Shape = Shape {
    name: "an anchor",
    keys: &[
        "quote", "prefix", "suffix", "nth", "line", "scene", "cue", "time", "after", "offset",
    ],
    example: "{ after: \"the last words\" }",
};

/// What stands behind `after:`.
pub const AFTER: Shape = Shape {
    name: "what an anchor comes after",
    keys: &["quote", "prefix", "suffix", "nth", "line", "scene", "cue"],
    example: "{ quote: \"the last words\", nth: 2 }",
};

/// The keys that say what an anchor holds on to.
const TARGETS: &[&str] = &["quote", "line", "scene", "cue", "time"];

impl Reader<'_> {
    /// The anchor of a key; nothing if it is left out or wrong.
    pub fn anchor(&mut self, entry: Option<&Entry<'_>>) -> Option<Anchor> {
        let entry = entry?;
        match &entry.value.kind {
            Kind::Scalar(..) => self.short_anchor(entry),
            Kind::Map(_) => self.long_anchor(entry),
            Kind::List(_) => {
                let expected = "words of the text, or a mapping";
                let example = format!("{}: \"words of the text\"", entry.key);
                self.wrong_shape(entry, expected, &example);
                None
            }
        }
    }

    fn short_anchor(&mut self, entry: &Entry<'_>) -> Option<Anchor> {
        let words = self.scalar(entry, "words of the text")?;
        let target = match words {
            "start" => Target::Start,
            "end" => Target::End,
            _ => Target::Words(Quote::exactly(words)),
        };
        Some(Anchor {
            target,
            edge: Edge::Start,
            offset: None,
            span: entry.value.span,
        })
    }

    fn long_anchor(&mut self, entry: &Entry<'_>) -> Option<Anchor> {
        let fields = self.fields(&entry.value, &ANCHOR)?;
        let offset = self.quantity(fields.get("offset"), &OFFSET, Seconds);
        let targets = fields.among(TARGETS);
        let (target, edge) = match (targets.is_empty(), fields.get("after")) {
            (true, Some(after)) => (self.after(after, &fields)?, Edge::After),
            (true, None) => {
                self.missing(&fields, "quote", "{ quote: \"words of the text\" }");
                return None;
            }
            (false, after) => {
                let target = self.target(&fields);
                (target?, self.edge(&fields, after)?)
            }
        };
        Some(Anchor {
            target,
            edge,
            offset,
            span: entry.value.span,
        })
    }

    /// `after: true` beside a target says which end of it is meant.
    fn edge(&mut self, fields: &Fields<'_, '_>, after: Option<&Entry<'_>>) -> Option<Edge> {
        let Some(after) = after else {
            return Some(Edge::Start);
        };
        let first = fields.among(TARGETS)[0];
        let truth = match &after.value.kind {
            Kind::Scalar(words, _) => truth_meant(words).is_some() || after.value.is_empty(),
            _ => false,
        };
        if !truth || first.key == "time" {
            let why = if truth {
                "a time has no end"
            } else {
                "beside another key `after` is `true` or `false`"
            };
            self.exclusive(&[first, after], why);
            return None;
        }
        let after = self.truth(Some(after))?;
        Some(if after.value {
            Edge::After
        } else {
            Edge::Start
        })
    }

    /// `after: "words"`, or the long form behind it.
    fn after(&mut self, after: &Entry<'_>, around: &Fields<'_, '_>) -> Option<Target> {
        if let Kind::Map(_) = &after.value.kind {
            let fields = self.fields(&after.value, &AFTER)?;
            if fields.among(TARGETS).is_empty() {
                self.missing(&fields, "quote", "after: { quote: \"words of the text\" }");
                return None;
            }
            return self.target(&fields);
        }
        let words = self.scalar(after, "words of the text")?;
        let plain = after.value.span.of(self.source) == words;
        if plain && truth_meant(words).is_some() && words.len() > 3 {
            let message = format!("`after: {words}` does not say after what");
            let mistake = Diagnostic::error("missing-key", after.value.span, message);
            self.report(
                mistake.hint("for example `{ line: l2, after: true }` or `after: \"words\"`"),
            );
            return None;
        }
        self.quote(words, around)
            .map(|quote| Target::Words(quote.value))
    }

    /// The one thing that a long form names.
    fn target(&mut self, fields: &Fields<'_, '_>) -> Option<Target> {
        let targets = fields.among(TARGETS);
        if targets.len() > 1 {
            self.exclusive(&targets, "an anchor holds on to one thing");
            return None;
        }
        let entry = *targets.first()?;
        if entry.key != "quote" {
            self.only_with_quote(fields);
        }
        match &*entry.key {
            "line" => self.name(Some(entry)).map(Target::Line),
            "scene" => self.name(Some(entry)).map(Target::Scene),
            "cue" => self.name(Some(entry)).map(Target::Cue),
            "time" => self
                .quantity(Some(entry), &DURATION, Seconds)
                .map(Target::Time),
            _ => {
                let words = self.scalar(entry, "words of the text")?;
                self.quote(words, fields)
                    .map(|quote| Target::Words(quote.value))
            }
        }
    }

    fn only_with_quote(&mut self, fields: &Fields<'_, '_>) {
        for entry in fields.among(&["prefix", "suffix", "nth"]) {
            let message = format!("`{}` needs a `quote` beside it", entry.key);
            self.report(Diagnostic::error("missing-key", entry.key_span, message));
        }
    }

    /// A quote with the `prefix`, `suffix` and `nth` that stand beside it.
    pub fn quote(&mut self, words: &str, fields: &Fields<'_, '_>) -> Option<Spanned<Quote>> {
        let prefix = self.text(fields.get("prefix"));
        let suffix = self.text(fields.get("suffix"));
        let nth = self.whole(fields.get("nth"), 1, MOST);
        let quote = Quote {
            exact: words.to_owned(),
            prefix: prefix.map(|prefix| prefix.value),
            suffix: suffix.map(|suffix| suffix.value),
            nth: nth.and_then(|nth| u32::try_from(nth.value).ok()),
        };
        Some(Spanned::new(quote, fields.span))
    }
}
