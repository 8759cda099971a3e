//! Places in the text, as the page names them: a word and an edge of it.

use serde::{Deserialize, Serialize};

use crate::book::{Book, Mark, Moment};
use cuebook_core::id::Id;
use cuebook_script::Edge;

/// A place of the show. One of `word`, `cue`, `time`, `start` and `end` is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::studio) struct Place {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    /// Seconds from the start of the show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<f64>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub start: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub end: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edge: Option<EdgeName>,
    /// Seconds after the place, or before it if negative.
    #[serde(default)]
    pub offset: f64,
}

/// An edge of a word or a cue.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::studio) enum EdgeName {
    Start,
    After,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde calls it
fn is_false(value: &bool) -> bool {
    !value
}

impl Place {
    /// Returns the place of a moment of a book.
    pub(in crate::studio) fn of(moment: &Moment, book: &Book) -> Place {
        let named = |edge| match edge {
            Edge::Start => Some(EdgeName::Start),
            Edge::After => Some(EdgeName::After),
        };
        let place = Place {
            offset: moment.offset.seconds().0,
            ..Place::default()
        };
        match moment.mark {
            Mark::Word(word, edge) => Place {
                word: Some(word.index()),
                edge: named(edge),
                ..place
            },
            Mark::Cue(cue, edge) => Place {
                cue: book.cues.get(cue).map(|cue| cue.id.clone()),
                edge: named(edge),
                ..place
            },
            Mark::Time(time) => Place {
                time: Some(time.seconds().0),
                ..place
            },
            Mark::Start | Mark::Turn(_) => Place {
                start: true,
                ..place
            },
            Mark::End => Place { end: true, ..place },
        }
    }

    /// Returns the edge; the start if none is given.
    pub(in crate::studio) fn side(&self) -> Edge {
        match self.edge {
            Some(EdgeName::After) => Edge::After,
            Some(EdgeName::Start) | None => Edge::Start,
        }
    }
}
