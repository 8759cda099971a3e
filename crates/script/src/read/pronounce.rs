//! Pronunciations: in the script, and in lists that several shows share.

use super::names::ReadNames;
use crate::{Spoken, what};
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned};
use cuebook_yaml::mapping::{Bare, Map, Reader, Slot, Takes, Text, Value, mapping};
use cuebook_yaml::{self as yaml, Kind};

mapping! {
    /// A pronunciation with its settings.
    pub struct Phonetic: "spoken", "a pronunciation", "Kremlin: { ipa: ˈkrɛmlɪn }" {} keys {
        /// The word in letters of the International Phonetic Alphabet.
        ipa: Bare<Text> { examples: &["ˈkrɛmlɪn"] },
        /// The word as an English reader would sound it out.
        say: Bare<Text> { examples: &["KREM-lin"] },
        /// `true`: only for the word with exactly these capital and small letters.
        exact: bool { default: Written("false"), examples: &["true"] },
    }
    rules: &[
        OneOf { keys: &["ipa", "say"], called: "ipa", why: "`ipa` has phonetic letters, `say` a respelling" },
    ];
}

/// The pronunciation of a word of the text, everywhere in the show.
#[derive(Clone, Debug)]
pub struct Pronunciation {
    /// The word of the text, several words, or a word with `*` for any letters.
    pub word: Spanned<String>,
    /// How it is spoken: a respelling or phonetic letters.
    pub spoken: Spanned<Spoken>,
    /// Whether capital and small letters must be as written.
    pub exact: bool,
}

/// One part of the pronunciations of a show; a later part wins.
#[derive(Clone, Debug)]
pub enum PronouncePart {
    /// A file with a list: its path.
    File(Spanned<String>),
    /// Words in the script itself.
    Words(Vec<Pronunciation>),
}

/// The pronunciations of a show.
pub struct Pronounce;

const WORDS: Takes = Takes::Named(
    what::WORD,
    &Takes::Either(&[Takes::Words, <Map<Phonetic> as Value>::TAKES]),
);

impl Value for Pronounce {
    type Of = Vec<PronouncePart>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        WORDS,
        Takes::Each(&Takes::Either(&[Takes::Path(&["yaml", "yml"]), WORDS])),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<PronouncePart>> {
        if !matches!(slot.value.kind, Kind::List(_)) {
            if slot.is_scalar() && !slot.value.is_empty() {
                let example = "pronounce: [names.yaml, { Frunze: Froon-zeh }]";
                reader.wrong_shape(
                    slot,
                    "a mapping of words, or a list of files and mappings",
                    example,
                );
                return None;
            }
            return Some(vec![PronouncePart::Words(words(reader, slot))]);
        }
        let items = reader.items(slot, "names.yaml").iter();
        let parts = items.filter_map(|item| {
            let item = slot.with(item);
            match item.is_scalar() {
                true => reader.path(item).map(PronouncePart::File),
                false => Some(PronouncePart::Words(words(reader, item))),
            }
        });
        Some(parts.collect())
    }
}

/// Reads a mapping from words to their pronunciations.
fn words(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Vec<Pronunciation> {
    let words = reader.named(slot, "Frunze: Froon-zeh").iter().map(Slot::of);
    words
        .filter_map(|word| pronunciation(reader, word))
        .collect()
}

fn pronunciation(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Pronunciation> {
    let (spoken, exact) = match &slot.value.kind {
        Kind::Map(_) => {
            let Phonetic { ipa, say, exact } = Map::<Phonetic>::read(reader, slot)?;
            let spoken = ipa.map(Spoken::Ipa).or(say.map(Spoken::Respelling))?;
            (spoken, exact.is_some_and(|exact| exact.value))
        }
        _ => (Spoken::Respelling(Text::read(reader, slot)?.value), false),
    };
    Some(Pronunciation {
        word: Spanned::new(slot.key.to_owned(), slot.key_span),
        spoken: Spanned::new(spoken, slot.span()),
        exact,
    })
}

/// Reads a list of pronunciations that several shows share: a file with a mapping. Returns them,
/// and the mistakes with their places in the file.
#[must_use]
pub fn pronunciations(source: &str) -> (Vec<Pronunciation>, Vec<Diagnostic>) {
    let tree = yaml::parse(source);
    let mut mistakes = tree.diagnostics;
    let mut reader = Reader::new(source, tree.hidden);
    let found = match &tree.root {
        Some(root) if !root.is_empty() => {
            let slot = Slot {
                key: "pronounce",
                key_span: Span::default(),
                value: root,
            };
            words(&mut reader, slot)
        }
        _ => Vec::new(),
    };
    mistakes.extend(reader.finish());
    (found, mistakes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;

    #[test]
    fn a_list_has_files_and_words() {
        let source = "text: a.txt\npronounce: [names.yaml, { Frunze: Froon-zeh, us: { say: US, exact: true } }]\n";
        let reading = read(source.as_bytes());
        assert_eq!(reading.diagnostics, []);
        let [PronouncePart::File(path), PronouncePart::Words(words)] =
            &reading.script.pronounce[..]
        else {
            panic!("{:?}", reading.script.pronounce);
        };
        assert_eq!(path.value, "names.yaml");
        assert!(words[1].exact && !words[0].exact);
    }

    #[test]
    fn mistakes_in_a_file_have_their_places() {
        let (found, mistakes) = pronunciations("Frunze: Froon-zeh\nArbat: { api: x }\n");
        assert_eq!(found.len(), 1);
        assert_eq!(mistakes[0].code, "unknown-key");
        assert!(pronunciations("").1.is_empty());
        assert_eq!(pronunciations("[a, b]").1[0].code, "wrong-shape");
    }
}
