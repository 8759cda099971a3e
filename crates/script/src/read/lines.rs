//! Scenes and lines: how the text is divided, and who speaks it.
//!
//! In: the sections `scenes` and `lines`. Out: scenes and notes on lines.
//! Always true: a scene has a place, and a line has a quote; what lacks one is
//! reported and left out.

use super::reader::Reader;
use crate::diagnostic::Spanned;
use crate::units::{Decibels, Seconds};
use crate::{LineNote, Quote, Scene};
use cuebook_yaml::fields::{Fields, Shape};
use cuebook_yaml::quantity::{DURATION, GAIN, PACE};
use cuebook_yaml::{Entry, Kind, Node};

pub const SCENE: Shape = Shape {
    name: "a scene",
    keys: &["id", "from", "space", "title"],
    example: "{ id: office, from: \"Stalin's office.\", space: office }",
};

pub const LINE: Shape = Shape {
    name: "a line",
    keys: &[
        "id",
        "quote",
        "words",
        "to",
        "prefix",
        "suffix",
        "nth",
        "by",
        "tone",
        "pace",
        "gain",
        "pause",
        "take",
        "overlap",
        "with",
        "place",
        "pan",
        "distance",
        "facing",
        "space",
        "behind",
        "effect",
        "treatment",
        "skip",
    ],
    example: "{ quote: \"Go!\", by: BORIS }",
};

pub const QUOTE: Shape = Shape {
    name: "a quote",
    keys: &["quote", "prefix", "suffix", "nth"],
    example: "quote: { quote: \"Go!\", nth: 2 }",
};

pub const PAUSE: Shape = Shape {
    name: "a pause",
    keys: &["before", "after"],
    example: "pause: { before: 0.4s }",
};

impl Reader<'_> {
    pub fn scenes(&mut self, section: Option<&Entry<'_>>) -> Vec<Scene> {
        let example = "scenes: [{ id: office, from: start }]";
        let items = self.items(section, example);
        let scenes: Vec<Scene> = items.iter().filter_map(|node| self.scene(node)).collect();
        self.distinct(scenes.iter().map(|scene| &scene.id));
        scenes
    }

    fn scene(&mut self, node: &Node<'_>) -> Option<Scene> {
        let fields = self.fields(node, &SCENE)?;
        let id = self.name(fields.get("id"));
        let from = self.anchor(fields.get("from"));
        let space = self.name(fields.get("space"));
        let title = self.text(fields.get("title"));
        for (key, example) in [("id", "id: office"), ("from", "from: \"its first words\"")] {
            if fields.get(key).is_none() {
                self.missing(&fields, key, example);
            }
        }
        let (Some(id), Some(from)) = (id, from) else {
            self.lose(fields.get("id"));
            return None;
        };
        Some(Scene {
            id,
            from,
            space,
            title,
            span: node.span,
        })
    }

    pub fn lines(&mut self, section: Option<&Entry<'_>>) -> Vec<LineNote> {
        let items = self.items(section, "lines: [{ quote: \"Go!\", by: BORIS }]");
        let lines: Vec<LineNote> = items.iter().filter_map(|node| self.line(node)).collect();
        self.distinct(lines.iter().filter_map(|line| line.id.as_ref()));
        lines
    }

    fn line(&mut self, node: &Node<'_>) -> Option<LineNote> {
        let fields = self.fields(node, &LINE)?;
        let quote = self.line_quote(&fields);
        let pause = fields.get("pause");
        let (before, after) = self.pause(pause);
        if let (Some(overlap), Some(with)) = (fields.get("overlap"), fields.get("with")) {
            self.exclusive(
                &[overlap, with],
                "a line begins before the end of the last one, or with another",
            );
        }
        let line = LineNote {
            id: self.name(fields.get("id")),
            quote: quote.clone().unwrap_or_default(),
            unquoted: fields.get("words").is_some(),
            to: self.last_words(&fields),
            by: self.role_name(fields.get("by")),
            tone: self.tone(fields.get("tone")),
            pace: self.number(fields.get("pace"), &PACE),
            gain: self.quantity(fields.get("gain"), &GAIN, Decibels),
            before,
            after,
            take: self.path(fields.get("take")),
            overlap: self.quantity(fields.get("overlap"), &DURATION, Seconds),
            with: self.name(fields.get("with")),
            behind: self.name(fields.get("behind")),
            space: self.name(fields.get("space")),
            place: self.place(Some(&fields)),
            treatment: self.treatment(Some(&fields)),
            skip: self.truth(fields.get("skip")),
            span: node.span,
        };
        if quote.is_none() {
            self.lose(fields.get("id"));
            return None;
        }
        Some(line)
    }

    /// The words of a line: `quote` with what stands beside it, or a long form behind it.
    fn line_quote(&mut self, fields: &Fields<'_, '_>) -> Option<Spanned<Quote>> {
        let (quote, words) = (fields.get("quote"), fields.get("words"));
        if let (Some(quote), Some(words)) = (quote, words) {
            self.exclusive(
                &[quote, words],
                "a line stands in quotation marks or in none",
            );
        }
        let Some(entry) = quote.or(words) else {
            self.missing(fields, "quote", LINE.example);
            return None;
        };
        let quote = match &entry.value.kind {
            Kind::Map(_) => {
                let inner = self.fields(&entry.value, &QUOTE)?;
                let Some(words) = inner.get("quote") else {
                    self.missing(&inner, "quote", QUOTE.example);
                    return None;
                };
                let words = self.scalar(words, "words of the text")?;
                self.quote(words, &inner)?
            }
            _ => {
                let words = self.scalar(entry, "words of the text")?;
                self.quote(words, fields)?
            }
        };
        Some(Spanned::new(quote.value, entry.value.span))
    }

    /// Where the words of a line end that no quotation marks hold.
    fn last_words(&mut self, fields: &Fields<'_, '_>) -> Option<Spanned<String>> {
        let to = fields.get("to")?;
        if fields.get("words").is_none() {
            self.missing(
                fields,
                "words",
                "words: \"I do not know\", to: \"until it is over\"",
            );
        }
        self.text(Some(to))
    }

    /// `pause: 0.5s` comes before the line; the long form gives both.
    fn pause(
        &mut self,
        entry: Option<&Entry<'_>>,
    ) -> (Option<Spanned<Seconds>>, Option<Spanned<Seconds>>) {
        match entry.map(|entry| (&entry.value.kind, &entry.value)) {
            Some((Kind::Map(_) | Kind::List(_), node)) => {
                let fields = self.fields(node, &PAUSE);
                let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
                let before = self.quantity(get("before"), &DURATION, Seconds);
                (before, self.quantity(get("after"), &DURATION, Seconds))
            }
            _ => (self.quantity(entry, &DURATION, Seconds), None),
        }
    }
}
