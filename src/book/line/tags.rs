//! Speech tags that are left out: `said Danny` beside words whose voice shows who speaks.
//!
//! A tag is left out only if its sentence has nothing else: a verb of speech, who speaks, and at most
//! an adverb. `said Danny, and left` and `said Danny to Anna` tell more, and are heard.

mod eastern;
mod words;

use std::ops::Range;

use super::notes;
use crate::book::language;
use crate::book::place::Finder;
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::language::Language;
use cuebook_script::prose::{Stretch, StretchKind};
use cuebook_script::{NARRATOR, Prose, Script, Tags};
use words::Words;

/// How much of its stretch a tag is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Whole,
    /// The rest of the stretch is heard.
    Part,
}

/// The longest name of a speaker, in words.
const LONGEST: usize = 3;

/// A script whose tags are stretches of their own.
pub(crate) struct Tagless {
    pub script: Script,
    /// The words of the tags, in the order of the text.
    pub tags: Vec<(Range<WordId>, Tag)>,
}

/// Cuts the tags out that are left out. Returns `None` if there are none. `unquoted` has the words of
/// the lines without quotation marks.
#[must_use]
pub(crate) fn cut(script: &Script, unquoted: &[Option<Range<WordId>>]) -> Option<Tagless> {
    let own = script.cast.iter().filter_map(|role| role.tags.as_ref());
    let mut own = own.chain(&script.tags);
    own.any(|tags| tags.value == Tags::Skip).then_some(())?;
    let tags = find(script, unquoted);
    if tags.is_empty() {
        return None;
    }
    let words: Vec<Range<WordId>> = tags.iter().map(|(words, _)| words.clone()).collect();
    let mut script = script.clone();
    script.prose.cut(&words);
    Some(Tagless { script, tags })
}

/// Returns the tag that begins at a word.
#[must_use]
pub(super) fn at(tags: &[(Range<WordId>, Tag)], word: WordId) -> Option<Tag> {
    let found = tags.binary_search_by_key(&word, |(words, _)| words.start);
    found.ok().map(|found| tags[found].1)
}

/// Finds the tags beside the lines of roles whose tags are skipped, in the order of the text.
fn find(script: &Script, unquoted: &[Option<Range<WordId>>]) -> Vec<(Range<WordId>, Tag)> {
    let is_skip = |role: Option<&str>| {
        let mut cast = script.cast.iter();
        let role = cast.find(|own| Some(own.name.value.as_str()) == role);
        let tags = role.and_then(|role| role.tags.as_ref());
        let tags = tags.or(script.tags.as_ref());
        tags.is_some_and(|tags| tags.value == Tags::Skip)
    };
    let Some(told) = told_in(script) else {
        return Vec::new();
    };
    let finder = Finder::new(&script.prose);
    let (notes, _) = notes::bind(script, &finder, unquoted, &mut Vec::new());
    let prose = &script.prose;
    let mut found: Vec<(Range<WordId>, Tag)> = Vec::new();
    let mut speech = None;
    for (index, stretch) in prose.stretches.iter().enumerate() {
        if stretch.kind != StretchKind::Dialogue {
            continue;
        }
        let own = notes.get(&index);
        if !stretch.continues {
            speech = own;
        }
        let by = own.or(speech).and_then(|note| note.by.as_ref());
        // Words without a speaker are read by the narrator, who sounds like the tag.
        if by.is_none() || !is_skip(by.map(|by| by.value.as_str())) {
            continue;
        }
        let beside = |other: Option<usize>| {
            let other = prose.stretches.get(other?)?;
            let is_beside =
                other.kind == StretchKind::Narration && other.paragraph == stretch.paragraph;
            is_beside
                .then_some(other)
                .filter(|other| !other.sentences.is_empty())
        };
        let before = beside(index.checked_sub(1)).and_then(|other| before(prose, other, told));
        let after = beside(Some(index + 1)).and_then(|other| after(prose, other, told));
        for tag in before.into_iter().chain(after) {
            if found.last().is_none_or(|known| known.0.end <= tag.0.start) {
                found.push(tag);
            }
        }
    }
    found
}

/// Returns the language of the narration.
fn told_in(script: &Script) -> Option<Language> {
    let name = script.narrator.as_ref();
    let name = name.map_or(NARRATOR, |narrator| narrator.value.as_str());
    let narrator = script.cast.iter().find(|role| role.name.value == name);
    let tag = narrator.and_then(|role| role.language.as_ref());
    match tag.or(script.language.as_ref()) {
        Some(tag) => Language::of_tag(&tag.value).or_else(|| language::of(Some(tag))),
        None => Some(Language::English),
    }
}

/// Returns the tag that begins a stretch: `“Yes,” said Danny.`
fn after(prose: &Prose, stretch: &Stretch, told: Language) -> Option<(Range<WordId>, Tag)> {
    let words = prose.sentences[stretch.sentences.start].words.clone();
    tag(prose, stretch, words, told)
}

/// Returns the tag that ends a stretch and leads to the next: `Danny said, “Yes.”`
fn before(prose: &Prose, stretch: &Stretch, told: Language) -> Option<(Range<WordId>, Tag)> {
    let words = prose.sentences[stretch.sentences.end - 1].words.clone();
    let last = prose.words[words.end - 1].span.end;
    let gap = prose.text.get(last..stretch.span.end)?;
    let leads = gap.trim_start().starts_with([',', ':', '，', '：', '、']);
    leads.then_some(())?;
    tag(prose, stretch, words, told)
}

fn tag(
    prose: &Prose,
    stretch: &Stretch,
    words: Range<WordId>,
    told: Language,
) -> Option<(Range<WordId>, Tag)> {
    let is_tag = match told {
        Language::Japanese | Language::Mandarin => {
            eastern::is_tag(prose.span_of(words.clone()).of(&prose.text), told)
        }
        _ => {
            let written: Vec<&str> = words.ids().map(|word| prose.word(word)).collect();
            is_tag(&written, Words::of(told)?)
        }
    };
    is_tag.then_some(())?;
    let part = match prose.words_of(stretch) == words {
        true => Tag::Whole,
        false => Tag::Part,
    };
    Some((words, part))
}

/// Returns whether words are nothing but a speech tag.
fn is_tag(written: &[&str], told: &Words) -> bool {
    // `demanda-t-elle` is three words, and so is `l’homme` two.
    let written: Vec<String> = written.iter().map(|word| word.replace('’', "'")).collect();
    let parts = written.iter().flat_map(|word| word.split('-'));
    let parts = parts.flat_map(|word| match word.strip_prefix("l'") {
        Some(noun) => vec!["l'", noun],
        None => vec![word],
    });
    let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    let low: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let is = |list: &str, word: &str| list.split_ascii_whitespace().any(|known| known == word);
    let has_capital = |word: &str| word.starts_with(char::is_uppercase);
    // `Molly` is no adverb.
    let is_adverb = |word: &str| {
        word.len() > told.adverb.len() + 2 && word.ends_with(told.adverb) && !has_capital(word)
    };
    let adds_nothing = |word: &str| is(told.beside, word) || is_adverb(word);
    // The words that are left are the verb and the speaker, in either order.
    let rest: Vec<usize> = (0..low.len())
        .filter(|at| !adds_nothing(words[*at]))
        .collect();
    let is_verb = |at: usize| is(told.verbs, &low[at]);
    let fewest = if told.is_alone { 1 } else { 2 };
    if low.len() > rest.len() + 3 || rest.len() < fewest {
        return false;
    }
    // Devanagari has no capitals, and the case of the speaker shows instead.
    let has_case = words
        .iter()
        .any(|word| word.chars().any(char::is_lowercase));
    let is_marked = !has_case && low.iter().any(|word| word == "ने");
    let who = |at: &[usize]| {
        let names: Vec<&str> = at.iter().map(|at| low[*at].as_str()).collect();
        let is_proper = at.iter().all(|at| {
            is(told.articles, &low[*at]) || has_capital(words[*at]) || is_marked && !is_verb(*at)
        });
        match names[..] {
            [one] => is(told.pronouns, one) || is_proper,
            [] => told.is_alone,
            [first, ..] => names.len() <= LONGEST && (is_proper || is(told.articles, first)),
        }
    };
    let (first, last) = (rest[0], rest[rest.len() - 1]);
    is_verb(first) && who(&rest[1..]) || is_verb(last) && who(&rest[..rest.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Show;
    use crate::world::Memory;
    use std::path::Path;

    fn tag_of(words: &str) -> bool {
        tag_in(Language::English, words)
    }

    fn tag_in(language: Language, words: &str) -> bool {
        let words: Vec<&str> = words.split(' ').collect();
        is_tag(&words, Words::of(language).unwrap())
    }

    #[test]
    fn a_tag_is_a_verb_and_a_speaker_and_nothing_else() {
        for tag in [
            "said Danny",
            "Danny said",
            "he said",
            "she asked quietly",
            "called out the old man",
            "said Mr Bennet",
            "Aunt Polly replied",
            "whispered his brother",
            "I repeated again",
            "said Molly",
        ] {
            assert!(tag_of(tag), "{tag}");
        }
        for other in [
            "said Danny and left",
            "said Danny to Anna",
            "said nothing",
            "said it",
            "he lied",
            "she said it",
            "said",
            "the door said the sign",
            "he looked up",
            "said the man with the hat",
        ] {
            assert!(!tag_of(other), "{other}");
        }
    }

    #[test]
    fn other_languages_have_their_own_tags() {
        use Language::{French, German, Hindi, Italian, Portuguese, Spanish};
        for (language, tag) in [
            (Spanish, "dijo Ana"),
            (Spanish, "preguntó ella suavemente"),
            (Spanish, "dijo"),
            (Spanish, "contestó el señor Ruiz"),
            (French, "dit Paul"),
            (French, "dit-il"),
            (French, "demanda-t-elle doucement"),
            (French, "s’écria l’homme"),
            (Italian, "disse piano la signora Rossi"),
            (Portuguese, "respondeu ele"),
            (German, "sagte Anna leise"),
            (German, "der alte Mann fragte"),
            (Hindi, "राम ने कहा"),
            (Hindi, "उसने धीरे से पूछा"),
        ] {
            assert!(tag_in(language, tag), "{tag}");
        }
        for (language, other) in [
            (Spanish, "dijo Ana y se fue"),
            (Spanish, "dijo la verdad a su madre"),
            (Spanish, "se preguntó Ana"),
            (French, "dit-il à Paul"),
            (French, "il ne dit rien"),
            (Italian, "disse che era tardi"),
            (German, "sagte Anna zu ihm"),
            (German, "sagte"),
            (German, "fuhr Anna fort"),
            (Hindi, "राम ने सीता से कहा कि"),
            (Hindi, "राम चला गया"),
        ] {
            assert!(!tag_in(language, other), "{other}");
        }
    }

    #[test]
    fn tags_of_a_french_show_are_left_out() {
        let count = |text: &str, tag: &str, quote: &str, voice: &str| {
            let script = format!(
                "language: {tag}\ntext: {text}\ncast: {{ NARRATOR: {{ voice: {voice} }}, ANNA: {{ voice: {voice} }} }}\n\
                 tags: skip\nlines:\n  - {{ quote: {quote}, by: ANNA }}\n"
            );
            let world = Memory::default();
            let show = Show::load(Path::new("s.yaml"), script.as_bytes(), None, &world);
            assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
            show.book.tags
        };
        let french = "« Il est tard », dit Anna. Elle sortit.";
        assert_eq!(count(french, "fr", "Il est tard", "ff_siwis"), 1);
    }

    const TEXT: &str = "text: |\n  “Is it late?” asked Anna. She looked at the clock.\n\n  The door opened. Tom said, “It \
        is. Come,” he added, “and see.” He went out.\n\n  “I am coming,” said Anna, and rose.\n\n\
        lines:\n  - { quote: Is it late?, by: ANNA }\n  - { quote: It is, by: TOM }\n  - { quote: and see, by: TOM }\n  \
        - { quote: I am coming, by: ANNA }\n";

    fn heard(tags: &str) -> (Vec<String>, Vec<String>, usize) {
        let script = format!("{TEXT}{tags}");
        let world = Memory::default();
        let show = Show::load(Path::new("s.yaml"), script.as_bytes(), None, &world);
        assert_eq!(show.diagnostics, [], "{script}");
        let prose = &show.book.prose;
        let said = show
            .book
            .lines
            .iter()
            .map(|line| prose.span_of(line.words.clone()).of(&prose.text).to_owned());
        let ids = show.book.lines.iter().map(|line| line.id.clone());
        (said.collect(), ids.collect(), show.book.tags)
    }

    #[test]
    fn tags_are_left_out_beside_the_lines_of_roles_that_skip_them() {
        let cast = "cast: { ANNA: { voice: af_heart }, TOM: { voice: am_adam } }\n";
        let (all, ids, none) = heard(cast);
        assert_eq!((all.len(), none), (9, 0));
        let (said, same, left_out) = heard(&format!("{cast}tags: skip\n"));
        assert_eq!(left_out, 3);
        assert_eq!(
            said,
            [
                "Is it late?",
                "She looked at the clock",
                "The door opened",
                "It is. Come",
                "and see",
                "He went out",
                "I am coming",
                "said Anna, and rose",
            ]
            .map(|words| words.trim_end_matches('?').to_owned())
        );
        // The other lines keep their names.
        assert!(
            same.iter().all(|id| ids.contains(id)),
            "{same:?} of {ids:?}"
        );
    }

    #[test]
    fn a_role_decides_for_itself() {
        let tom = "cast: { ANNA: { voice: af_heart }, TOM: { voice: am_adam, tags: skip } }\n";
        assert_eq!(heard(tom).2, 2);
        let but = "cast: { ANNA: { voice: af_heart, tags: speak }, TOM: { voice: am_adam } }\ntags: skip\n";
        assert_eq!(heard(but).2, 2);
    }
}
