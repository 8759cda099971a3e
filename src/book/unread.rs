//! Text that no voice can read: words in another script, emoji, and a language for which there is
//! no voice. Such words are silent, unless the line has a recording or the word a pronunciation.

use std::collections::BTreeSet;

use crate::book::language::{self, Languages};
use crate::book::{Line, Speech};
use cuebook_core::diagnostic::{Diagnostic, Source, Span};
use cuebook_core::id::{IdRange, IdVec, LineId};
use cuebook_core::language::Language;
use cuebook_script::prose::{Prose, Writing, emoji, writing};
use cuebook_script::{Script, Spoken};

/// The largest number of places that are reported.
const MOST: usize = 20;

/// Returns the words of a sentence that no voice can read, by their index. `given` are the words
/// with a pronunciation; `language` is that of the words, if a voice speaks it.
///
/// Cyrillic and Greek words are read by their sound where most words are in Latin letters.
pub(crate) fn silent(
    words: &[&str],
    given: &[(usize, Spoken)],
    language: Option<Language>,
) -> Vec<usize> {
    let written: Vec<Writing> = words.iter().map(|word| writing(word)).collect();
    let count = |of: fn(&Writing) -> bool| written.iter().filter(|writing| of(writing)).count();
    let by_sound = count(|writing| matches!(writing, Writing::BySound(_)));
    let mostly_latin = count(|writing| *writing == Writing::Latin) >= by_sound;
    let is_read = |index: usize| {
        given.iter().any(|(word, _)| *word == index)
            || language.is_some_and(|language| match written[index] {
                Writing::Latin => true,
                Writing::BySound(_) => mostly_latin,
                Writing::Unreadable(script) => is_own(language, script),
            })
    };
    (0..words.len()).filter(|index| !is_read(*index)).collect()
}

/// Returns whether a language is written in a script, so that its voices read it.
fn is_own(language: Language, script: &str) -> bool {
    match language {
        Language::Japanese => matches!(script, "Han" | "Hiragana" | "Katakana"),
        Language::Mandarin => matches!(script, "Han" | "Bopomofo"),
        Language::Hindi => script == "Devanagari",
        _ => false,
    }
}

/// Words that follow one another and are silent.
struct Block {
    span: Span,
    words: usize,
    scripts: BTreeSet<&'static str>,
}

/// Reports the text of a show that no voice can read.
pub(crate) fn report(
    script: &Script,
    lines: &IdVec<LineId, Line>,
    languages: &Languages,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let prose = &script.prose;
    for (tag, (language, unspoken)) in &languages.unspoken {
        let blocks = blocks(prose, unspoken.iter().map(|id| &lines[*id]));
        diagnostics.extend(unspoken_language(*tag, language, &blocks));
    }
    if language::of(script.language.as_ref()).is_none() {
        return;
    }
    let spoken = lines.iter().filter(|line| line.language.is_some());
    let blocks = blocks(prose, spoken);
    let of_words = blocks.iter().map(|block| {
        let scripts: Vec<&str> = block.scripts.iter().copied().collect();
        let words = count(block.words);
        let message = format!("no voice can read {words} in {} script", scripts.join(", "));
        (block.span, message)
    });
    let mut found: Vec<(Span, String)> = of_words.chain(emoji_alone(prose)).collect();
    found.sort_by_key(|(span, _)| span.start);
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let last = found.len().saturating_sub(1);
    for (index, (span, mut message)) in found.into_iter().enumerate() {
        if index == last && more > 0 {
            message += &format!(" (and {more} more like it in the text)");
        }
        diagnostics.push(
            Diagnostic::warning("unreadable-text", span, message)
                .in_prose()
                .label("silent")
                .hint("give the line a recording with `take`, or each word a pronunciation under `pronounce`"),
        );
    }
}

/// Returns a warning if no voice can read some of the words at a place of the script. `lines` speak
/// them, and they are the lines of `prose`.
pub(crate) fn beside_text(prose: &Prose, lines: &[Line], span: Span) -> Option<Diagnostic> {
    let blocks = blocks(prose, lines.iter());
    let words: usize = blocks.iter().map(|block| block.words).sum();
    let scripts: BTreeSet<&str> = blocks
        .iter()
        .flat_map(|block| &block.scripts)
        .copied()
        .collect();
    let scripts: Vec<&str> = scripts.into_iter().collect();
    let message = format!(
        "no voice can read {} in {} script",
        count(words),
        scripts.join(", ")
    );
    let found = Diagnostic::warning("unreadable-text", span, message).label("silent");
    (words > 0).then(|| found.hint("give each word a pronunciation under `pronounce`"))
}

/// Returns the silent words of the lines, as blocks between words that are heard.
fn blocks<'l>(prose: &Prose, lines: impl Iterator<Item = &'l Line>) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        let Speech::Voice(breaths) = &line.speech else {
            goes_on = false;
            continue;
        };
        for breath in breaths {
            if breath.silent.is_empty() {
                goes_on = false;
                continue;
            }
            let mut silent = breath.silent.iter().peekable();
            for (index, word) in breath.words.ids().enumerate() {
                if silent.next_if(|silent| **silent == index).is_none() {
                    goes_on = false;
                    continue;
                }
                let span = prose.words[word].span;
                match found.last_mut().filter(|_| goes_on) {
                    Some(block) => {
                        block.span.end = span.end;
                        block.words += 1;
                    }
                    None => found.push(Block {
                        span,
                        words: 1,
                        scripts: BTreeSet::new(),
                    }),
                }
                let script = match writing(prose.word(word)) {
                    Writing::Latin => "Latin",
                    Writing::BySound(script) | Writing::Unreadable(script) => script,
                };
                found.last_mut().map(|block| block.scripts.insert(script));
                goes_on = true;
            }
        }
    }
    found
}

/// Returns the paragraphs, and the parts of them in quotation marks, that are only emoji.
fn emoji_alone(prose: &Prose) -> impl Iterator<Item = (Span, String)> {
    let wordless = prose.stretches.iter();
    let wordless = wordless.filter(|stretch| stretch.sentences.is_empty());
    wordless.filter_map(|stretch| {
        let text = stretch.span.of(&prose.text);
        let start = stretch.span.start + (text.len() - text.trim_start().len());
        let span = Span::new(start, start + text.trim().len());
        match emoji(text) {
            0 => None,
            signs => Some((span, format!("no voice can read {signs} emoji"))),
        }
    })
}

fn unspoken_language(tag: Span, language: &str, blocks: &[Block]) -> Option<Diagnostic> {
    let first = blocks.first()?;
    let scripts: BTreeSet<&str> = blocks
        .iter()
        .flat_map(|block| &block.scripts)
        .copied()
        .collect();
    let scripts: Vec<&str> = scripts.into_iter().collect();
    let total = blocks.iter().map(|block| block.words).sum();
    let words = count(total);
    let message = format!(
        "no voice speaks the language `{language}`: {words} in {} script {} silent",
        scripts.join(", "),
        if total == 1 { "is" } else { "are" }
    );
    let found = Diagnostic::warning("unreadable-language", tag, message)
        .also(Source::Prose, first.span, "the first of them")
        .hint(format!(
            "give the lines recordings with `take`; the voices speak {}",
            spoken_languages()
        ));
    Some(found)
}

/// Names the languages that voices speak.
fn spoken_languages() -> String {
    let all = Language::NAMES.iter().map(|(_, language)| *language);
    let spoken = all.filter(|language| cuebook_voice::reading::can_read(*language));
    let names: Vec<String> = spoken
        .map(|language| format!("{} (`{}`)", language.title(), language.name()))
        .collect();
    names.join(", ")
}

fn count(words: usize) -> String {
    match words {
        1 => "a word".to_owned(),
        words => format!("{words} words"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<usize> {
        let words: Vec<&str> = text.split(' ').collect();
        silent(&words, &[], Some(Language::English))
    }

    #[test]
    fn words_in_other_scripts_are_silent() {
        assert_eq!(all("He said 你 好 to Anna"), [2, 3]);
        assert_eq!(all("the café of Борис was naïve"), Vec::<usize>::new());
        assert_eq!(all("Он ушёл"), [0, 1]);
        assert_eq!(all("π is 3.14"), Vec::<usize>::new());
        let given = [(0, Spoken::Respelling("nee".to_owned()))];
        assert_eq!(silent(&["你", "好"], &given, Some(Language::English)), [1]);
        assert_eq!(silent(&["Er", "ging"], &[], None), [0, 1]);
    }
}
