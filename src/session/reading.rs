//! How text is read aloud: the words with their sounds, and the words of a show whose reading is a
//! guess.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use super::sample::{sentence_alone, unknown_voice};
use crate::book::Speech;
use crate::perform::utterance;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::id::IdRange;
use cuebook_script::prose::Sentence;
use cuebook_script::{Prose, write};
use cuebook_voice::Utterance;
use cuebook_voice::kokoro::voices::{self, VoiceProfile};
use cuebook_voice::phonemes::{Explained, SpokenWord};
use cuebook_voice::reading::{self, Reader};

/// A sentence as a voice reads it.
#[derive(Clone, Debug)]
pub struct ReadSentence {
    /// The sentence as written.
    pub text: String,
    /// The phonemes, with spaces and marks, in the alphabet of the voices.
    pub phonemes: String,
    /// The written words, in order.
    pub words: Vec<ReadWord>,
}

/// A written word with the words that are spoken for it.
#[derive(Clone, Debug)]
pub struct ReadWord {
    /// The word as written.
    pub written: String,
    /// Its first character in the text, and the one after its last.
    pub place: std::ops::Range<usize>,
    /// The spoken words; empty if the word shares the sounds of its neighbour.
    pub spoken: Vec<SpokenWord>,
    /// Whether no voice can read it. It is silent.
    pub is_silent: bool,
}

/// A word of a show whose reading is a guess.
#[derive(Clone, Debug)]
pub struct Guess {
    /// The word as written, without the ending of a possessive.
    pub word: String,
    /// How often the text has it.
    pub count: usize,
    /// The first voice that reads it.
    pub voice: &'static VoiceProfile,
    /// The sounds, in the alphabet of the voices.
    pub phonemes: String,
}

impl Guess {
    /// Returns the line for the `pronounce` of the script that keeps this reading.
    #[must_use]
    pub fn line(&self) -> String {
        let ipa = reading::to_ipa(&self.phonemes, self.voice.language);
        format!(
            "  {}: {{ ipa: {} }}",
            write::name(&self.word),
            write::name(&ipa)
        )
    }
}

impl Studio {
    /// Returns the reader of the voice pack. It is loaded at its first use.
    pub(super) fn reader(&self) -> Reader {
        Reader::new(&self.folders.voices.join(reading::ASSETS))
    }

    /// Reads a text as a voice does.
    ///
    /// # Errors
    /// When the voice is unknown, the text has no words, or the voice pack cannot be read.
    pub fn read_aloud(&self, text: &str, voice: &str) -> Result<Vec<ReadSentence>, SessionError> {
        let sheet = voices::find(voice).ok_or_else(|| unknown_voice(voice))?;
        let (prose, _) = Prose::read(text.to_owned());
        if prose.words.is_empty() {
            return Err(SessionError::NoWords(text.to_owned()));
        }
        let reader = self.reader();
        on_all_cores(&prose.sentences, |sentence| {
            let (utterance, silent) = sentence_alone(&prose, sentence, (voice, sheet.language));
            let read = reader.explain(&utterance, sheet.accent.unwrap_or_default())?;
            Ok(sentence_read(&prose, sentence, &silent, &read))
        })
    }

    /// Returns the words of a show whose reading is a guess, the most frequent first.
    ///
    /// # Errors
    /// When the voice pack cannot be read.
    pub fn guesses(&self, show: &Show) -> Result<Vec<Guess>, SessionError> {
        let (book, reader) = (&show.book, self.reader());
        let read = on_all_cores(book.lines.as_slice(), |line| {
            let Speech::Voice(breaths) = &line.speech else {
                return Ok(Vec::new());
            };
            let Some(sheet) = voices::find(&book.roles[line.role].voice) else {
                return Ok(Vec::new());
            };
            let mut found = Vec::new();
            for breath in breaths {
                let utterance = utterance(book, line, breath);
                let read = reader.explain(&utterance, sheet.accent.unwrap_or_default())?;
                found.extend(guessed(&utterance, &read, sheet));
            }
            Ok(found)
        });
        let mut words: BTreeMap<String, Guess> = BTreeMap::new();
        for guess in read?.into_iter().flatten() {
            let known = words.entry(guess.word.clone());
            known.and_modify(|known| known.count += 1).or_insert(guess);
        }
        let mut words: Vec<Guess> = words.into_values().collect();
        words.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
        Ok(words)
    }
}

/// Reads items on all cores and returns the results in order.
fn on_all_cores<T: Sync, R: Send>(
    items: &[T],
    read: impl Fn(&T) -> Result<R, SessionError> + Sync,
) -> Result<Vec<R>, SessionError> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    side_by_side(items, cores, read)
}

/// Returns the next item and its place.
fn turn<'i, T>(items: &'i [T], next: &AtomicUsize) -> Option<(usize, &'i T)> {
    let at = next.fetch_add(1, Relaxed);
    items.get(at).map(|item| (at, item))
}

/// Does the same with each item, so many at a time, and returns the results in order. The threads are
/// not those of rayon: a reader that loads its network there could wait for itself.
pub(super) fn side_by_side<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    make: impl Fn(&T) -> Result<R, SessionError> + Sync,
) -> Result<Vec<R>, SessionError> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut made = Vec::new();
        while let Some((at, item)) = turn(items, &next) {
            let result = make(item);
            if result.is_err() {
                next.store(items.len(), Relaxed);
            }
            made.push((at, result));
        }
        made
    };
    let mut all: Vec<(usize, Result<R, SessionError>)> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..jobs.clamp(1, items.len().max(1)))
            .map(|_| scope.spawn(run))
            .collect();
        let finished = running.into_iter().map(|thread| thread.join());
        finished
            .flat_map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

fn sentence_read(
    prose: &Prose,
    sentence: &Sentence,
    silent: &[usize],
    read: &Explained,
) -> ReadSentence {
    let spans = prose.words[sentence.words.clone()]
        .iter()
        .map(|word| word.span);
    let words = spans.enumerate().map(|(index, span)| {
        let is_silent = silent.contains(&index);
        let before = silent.partition_point(|silent| *silent < index);
        ReadWord {
            written: span.of(&prose.text).to_owned(),
            place: prose.char_offset(span.start)..prose.char_offset(span.end),
            spoken: match is_silent {
                true => Vec::new(),
                false => spoken(read, index - before).cloned().collect(),
            },
            is_silent,
        }
    });
    let heard = silent.len() < sentence.words.len();
    let phonemes = read.reading.phonemes.iter().map(|(c, _)| *c);
    ReadSentence {
        text: prose.said(sentence.span).to_owned(),
        words: words.collect(),
        phonemes: phonemes.filter(|_| heard).collect(),
    }
}

fn spoken(read: &Explained, word: usize) -> impl Iterator<Item = &SpokenWord> {
    let own = move |spoken: &&SpokenWord| spoken.word == Some(word);
    read.spoken.iter().filter(own)
}

/// Returns the words of an utterance whose reading is a guess, each time that they occur.
fn guessed(utterance: &Utterance, read: &Explained, voice: &'static VoiceProfile) -> Vec<Guess> {
    let words = utterance.words.iter().enumerate();
    let guesses = words.filter_map(|(index, span)| {
        // What follows the guess is a sign after the word: `Grimm & Co`.
        let guess = spoken(read, index).position(|spoken| spoken.from.is_guess());
        let own = guess.map_or(0, |guess| guess + 1);
        let sounds: String = spoken(read, index)
            .take(own)
            .map(|spoken| spoken.sounds.as_str())
            .collect();
        let (word, phonemes) = without_possessive(span.of(&utterance.text), sounds);
        guess.is_some().then_some(Guess {
            word,
            count: 1,
            voice,
            phonemes,
        })
    });
    guesses.collect()
}

/// Takes the ending of a possessive from a word and its sounds: the show's pronunciation is for the
/// name, and the voice adds the ending.
fn without_possessive(word: &str, sounds: String) -> (String, String) {
    let Some(name) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) else {
        return (word.to_owned(), sounds);
    };
    let syllable = ["ᵻz", "ɪz"].into_iter().find_map(|ending| {
        let stem = sounds.strip_suffix(ending)?;
        stem.ends_with(['s', 'z', 'ʃ', 'ʒ', 'ʧ', 'ʤ'])
            .then_some(stem)
    });
    let stem = syllable.or_else(|| sounds.strip_suffix(['s', 'z']));
    (name.to_owned(), stem.unwrap_or(&sounds).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_possessive_is_listed_as_its_name() {
        for (word, sounds, name, stem) in [
            ("Frunze’s", "fɹˈunzəz", "Frunze", "fɹˈunzə"),
            ("Gritz's", "ɡɹˈɪtsᵻz", "Gritz", "ɡɹˈɪts"),
            ("Dolok's", "dˈɑləks", "Dolok", "dˈɑlək"),
            ("Dolok", "dˈɑlək", "Dolok", "dˈɑlək"),
        ] {
            let found = without_possessive(word, sounds.to_owned());
            assert_eq!(found, (name.to_owned(), stem.to_owned()));
        }
    }

    #[test]
    fn the_line_of_a_guess_is_yaml() {
        let guess = |word: &str| Guess {
            word: word.to_owned(),
            count: 1,
            voice: voices::find("af_heart").unwrap(),
            phonemes: "zˈæksəɹ".to_owned(),
        };
        assert_eq!(guess("Zaxer").line(), "  Zaxer: { ipa: ˈzæksər }");
        assert_eq!(guess("Null").line(), "  \"Null\": { ipa: ˈzæksər }");
    }
}
