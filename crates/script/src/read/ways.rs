//! Ways: where an interactive show goes on after a scene or an option.

use super::expressions::Condition;
use super::names::SceneName;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, shown};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Choice, Declared, Each, Reader, Required, Slot, Takes, Value, Word, map, mapping,
};

/// The word for the end of the show, which no scene may have as its id.
pub const END: &str = "end";

const ENDS: Choice = Choice {
    what: "scene",
    code: "unknown-scene",
    words: &[Word {
        name: END,
        about: "the show ends here",
    }],
    or: "the id of a scene",
    is_open: false,
};

/// Where a show goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// With the scene of this id.
    Scene(Spanned<String>),
    /// Nowhere: the show ends.
    End(Span),
}

impl Destination {
    /// Returns its place in the script.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Destination::Scene(id) => id.span,
            Destination::End(span) => *span,
        }
    }
}

impl Value for Destination {
    type Of = Destination;
    type State = ();
    const TAKES: Takes = Takes::Either(&[SceneName::TAKES, Takes::OneOf(&ENDS)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Destination> {
        match slot.scalar() {
            Some(END) => Some(Destination::End(slot.span())),
            Some(words) if words.trim_start().starts_with("->") => {
                reader.report(divert(words, slot.span()));
                None
            }
            _ => SceneName::read(reader, slot).map(Destination::Scene),
        }
    }
}

/// Reports a way that is written as in ink: `-> hall`.
fn divert(words: &str, span: Span) -> Diagnostic {
    let name = words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '>'));
    let name = match name.trim() {
        "END" | "DONE" | "" => END,
        name => name,
    };
    let message = format!("`{}` is how ink writes it", shown(words));
    Diagnostic::error("unknown-scene", span, message).mend(format!("write `{name}`"), span, name)
}

mapping! {
    /// One of several ways after a scene.
    pub struct Way: "way", "a way", "{ to: attic, when: \"courage >= 2\" }" {
        /// The place of the way in the script.
        span: Span,
    } keys {
        /// The scene that follows, or `end`.
        to: Required<Destination> { examples: &["attic", "end"] },
        /// Whether this way is open. The first open way of the list is taken.
        when: Condition { default: Written("true"), examples: &["\"courage >= 2\""] },
    }
}

/// A way: a destination alone, or with its condition.
pub struct OneWay;

impl Value for OneWay {
    type Of = Way;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        SceneName::TAKES,
        Takes::OneOf(&ENDS),
        Takes::Map(Way::MAPPING),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Way> {
        if !slot.is_scalar() {
            return map(reader, slot, Way::MAPPING, (slot.span(),));
        }
        Some(Way {
            span: slot.span(),
            to: Destination::read(reader, slot)?,
            when: None,
        })
    }
}

/// The ways after a scene: one, or a list of them.
pub struct Ways;

impl Value for Ways {
    type Of = Vec<Way>;
    type State = ();
    const TAKES: Takes =
        Takes::Either(&[SceneName::TAKES, Takes::OneOf(&ENDS), Each::<OneWay>::TAKES]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<Way>> {
        match slot.value.kind {
            Kind::List(_) => Each::<OneWay>::read(reader, slot),
            _ => OneWay::read(reader, slot).map(|way| vec![way]),
        }
    }
}
