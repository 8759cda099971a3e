//! Quotes: words that name a place of the text, and the keys that select one of several equal
//! stretches.

use cuebook_core::diagnostic::Spanned;
use cuebook_yaml::mapping::{
    Bare, Count, Fields, Reader, Required, Slot, Takes, Text, Value, mapping,
};

/// The largest `nth`.
pub const MOST_NTH: u64 = 1_000_000;

mapping! {
    /// Words of the text, as the W3C text-quote selector names them.
    #[derive(Default, PartialEq)]
    pub struct Quote: "quote", "a quote", "quote: { quote: \"Go!\", nth: 2 }" {} keys {
        /// Words of the text; the first words are enough if they are unique.
        exact = "quote": Required<Bare<Quoted>> { examples: &["the lid was opened"] },
        /// The words directly before the quote, to select one of several matches.
        prefix: Bare<Text>,
        /// The words directly after the quote, to select one of several matches.
        suffix: Bare<Text>,
        /// The number of the match, counted from 1 in the order of the text.
        nth: Nth { examples: &["2"] },
    }
}

impl Quote {
    /// Returns these words without `prefix`, `suffix` and `nth`.
    #[must_use]
    pub fn exactly(words: &str) -> Quote {
        Quote {
            exact: words.to_owned(),
            ..Quote::default()
        }
    }

    /// Returns these words with the `prefix`, `suffix` and `nth` beside them.
    pub fn beside(reader: &mut Reader<'_>, words: &str, fields: &Fields<'_, '_>) -> Quote {
        let mut text = |key| {
            fields
                .get(key)
                .and_then(|slot| Bare::<Text>::read(reader, slot))
        };
        let (prefix, suffix) = (text("prefix"), text("suffix"));
        Quote {
            exact: words.to_owned(),
            prefix,
            suffix,
            nth: fields.get("nth").and_then(|slot| Nth::read(reader, slot)),
        }
    }
}

/// Words of the text.
pub struct Quoted;

impl Value for Quoted {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Quote;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Self::Of> {
        let words = reader.scalar(slot, "words of the text")?;
        Some(Self::Of::new(words.to_owned(), slot.span()))
    }
}

/// Selects one of several equal stretches of the text.
pub type Nth = Count<1, MOST_NTH>;
