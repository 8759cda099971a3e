//! Makes one word of the tokens that touch: `whiteBoard`, `didn't`.

use misaki_rs::lexicon::TokenContext;

use super::{Pronouncer, Sound, Token};
use crate::phonemes::Origin;
use crate::reading::english::names;

/// Sounds that count twice in the weight of a part.
const HEAVY: &str = "AIOQWYʤʧ";
/// Characters inside a word that have no sound.
const SILENT: &str = "',-._‘’/";
const PRIMARY: char = 'ˈ';
/// Turns primary stress into secondary stress.
const DEMOTE: Option<f64> = Some(-0.5);

impl Pronouncer {
    /// Makes one word of several tokens.
    pub(super) fn joined(&self, parts: &[Token], contexts: &[TokenContext]) -> Token {
        let (text, tag) = whole(parts);
        let sounds = self.spans(parts, contexts);
        let missing = |(sound, part): (&Option<String>, &Token)| {
            sound.is_none() && !part.text.is_empty() && !is_silent(&part.text)
        };
        let sound = match sounds.iter().zip(parts).any(missing) {
            true => self.unknown.sound(&text),
            false => {
                let from = match parts.iter().any(|part| names::has(&part.text)) {
                    true => Origin::Names,
                    false => Origin::Lexicon,
                };
                let sounds = sounds.into_iter().map(Option::unwrap_or_default);
                Sound::new(self.stitched(&text, parts, sounds.collect()), from)
            }
        };
        Token {
            text,
            tag,
            space: parts
                .last()
                .map_or_else(String::new, |last| last.space.clone()),
            sound: Some(sound.sounds),
            from: sound.from,
            is_settled: false,
        }
    }

    /// Returns the sounds of the parts of a word: the longest runs of parts that the lexicon has,
    /// from the right. The first part of a run takes its sound.
    fn spans(&self, parts: &[Token], contexts: &[TokenContext]) -> Vec<Option<String>> {
        let mut sounds: Vec<Option<String>> = vec![None; parts.len()];
        let (mut left, mut right) = (0, parts.len());
        while left < right {
            let free = sounds[left..right].iter().all(Option::is_none);
            let (text, tag) = whole(&parts[left..right]);
            let known = || self.known(&text, tag, &contexts[left]);
            if let Some(sound) = free.then(known).flatten() {
                sounds[left..right].fill(Some(String::new()));
                sounds[left] = Some(sound);
                (right, left) = (left, 0);
            } else if left + 1 < right {
                left += 1;
            } else {
                (right, left) = (right - 1, 0);
                if is_silent(&parts[right].text) {
                    sounds[right].get_or_insert_default();
                }
            }
        }
        sounds
    }

    /// Joins the sounds of the parts of a word. Half of them lose their primary
    /// stress when too many have one.
    fn stitched(&self, text: &str, parts: &[Token], mut sounds: Vec<String>) -> String {
        let (letters, others): (Vec<char>, Vec<char>) = (text.chars())
            .filter(|c| !SILENT.contains(*c))
            .partition(|c| c.is_alphabetic());
        if !letters.is_empty() && !others.is_empty() {
            sounds.retain(|sound| !sound.is_empty());
            return sounds.join(" ");
        }
        for part in demoted(parts, &sounds) {
            sounds[part] = self.table.apply_stress(&sounds[part], DEMOTE);
        }
        sounds.concat()
    }
}

/// The text of touching tokens, and the tag of the heaviest of them.
fn whole(parts: &[Token]) -> (String, &'static str) {
    let weight = |part: &&Token| -> usize {
        let small = |c: char| c.to_lowercase().next() == Some(c);
        (part.text.chars().map(|c| if small(c) { 1 } else { 2 })).sum()
    };
    let tag = parts.iter().max_by_key(weight).map_or("", |part| part.tag);
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        text.push_str(&part.text);
        if at + 1 < parts.len() {
            text.push_str(&part.space);
        }
    }
    (text, tag)
}

/// The parts of a word that lose their primary stress.
fn demoted(parts: &[Token], sounds: &[String]) -> Vec<usize> {
    let weight = |sound: &str| -> usize {
        (sound.chars().map(|c| if HEAVY.contains(c) { 2 } else { 1 })).sum()
    };
    let heard = sounds
        .iter()
        .enumerate()
        .filter(|(_, sound)| !sound.is_empty());
    let heard = heard.map(|(at, sound)| (sound.contains(PRIMARY), weight(sound), at));
    let mut heard: Vec<(bool, usize, usize)> = heard.collect();
    let stressed = heard.iter().filter(|(primary, ..)| *primary).count();
    match heard.as_slice() {
        [first, second] if parts[first.2].text.chars().count() == 1 => vec![second.2],
        _ if heard.len() < 2 || stressed <= heard.len().div_ceil(2) => Vec::new(),
        _ => {
            heard.sort_unstable();
            let half = heard.len() / 2;
            heard.into_iter().take(half).map(|(.., at)| at).collect()
        }
    }
}

/// Whether a text has no sound inside a word.
fn is_silent(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| SILENT.contains(c))
}
