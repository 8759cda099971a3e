//! The part of the word net that leads to the sounds of the library.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::bases;
use super::sound::Sound;

/// A word with more synonyms than this means too many things to lead on to another word.
const CLEAR: usize = 8;
/// The most words of a phrase that is a key.
const LONGEST: usize = 3;

type Links = BTreeMap<String, BTreeSet<String>>;

/// Returns the table, one line a word in the order of the bytes: the word, a tab, and its synonyms
/// that are one step nearer to a word of the library, after `~` if those are no words of the library.
/// Words of the library lead to each other.
pub(super) fn table(sounds: &[Sound]) -> String {
    let net = net();
    let own = vocabulary(sounds);
    let near = leading_to(&own, &net, |_| true);
    let unknown = |word: &String| !own.contains(word);
    let first: BTreeSet<String> = near.keys().filter(|word| unknown(word)).cloned().collect();
    let clear = |word: &String| net.get(word).is_some_and(|others| others.len() <= CLEAR);
    let mut far = leading_to(&first, &net, clear);
    far.retain(|word, _| unknown(word) && !first.contains(word));
    let row = |(word, others): (&String, &BTreeSet<String>), mark: &str| {
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        (
            word.clone(),
            format!("{word}\t{mark}{}\n", others.join(",")),
        )
    };
    let mut rows: BTreeMap<String, String> = near.iter().map(|near| row(near, "")).collect();
    rows.extend(far.iter().map(|far| row(far, "~")));
    rows.into_values().collect()
}

/// Returns every word that has one of these among its synonyms, with those of them that it has.
fn leading_to(words: &BTreeSet<String>, net: &Links, may: impl Fn(&String) -> bool) -> Links {
    let mut leading = Links::new();
    for word in words.iter().filter(|word| may(word)) {
        for other in net.get(word).into_iter().flatten() {
            leading
                .entry(other.clone())
                .or_default()
                .insert(word.clone());
        }
    }
    leading
}

/// Returns the word net: every word with its synonyms.
fn net() -> Links {
    let text = thesaurus_wordnet::uncompress();
    let usual = |word: &&str| {
        word.split(' ').count() <= LONGEST
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b' ' | b'-' | b'\''))
    };
    let mut net = Links::new();
    for line in text.lines() {
        let mut words = line.split('|').filter(usual);
        let Some(word) = words.next().filter(|word| line.starts_with(word)) else {
            continue;
        };
        let others = words.filter(|other| *other != word && other.len() > 1);
        net.entry(word.to_owned())
            .or_default()
            .extend(others.map(str::to_owned));
    }
    net
}

/// Returns the words by which the sounds are found: names, own words and words of settings, with
/// their base forms.
fn vocabulary(sounds: &[Sound]) -> BTreeSet<String> {
    let of = |sound: &Sound| {
        let mut words = vec![sound.name.replace('-', " ")];
        words.extend(sound.words.iter().map(|word| word.to_lowercase()));
        let settings = sound.choices.iter().flat_map(|(_, words)| words);
        words.extend(settings.filter(|word| word.len() > 2).cloned());
        words
    };
    let words: BTreeSet<String> = sounds.iter().flat_map(of).collect();
    words.iter().flat_map(|word| bases(word)).collect()
}
