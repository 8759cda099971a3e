//! What people call a sound beside the words of its recipe: imitations, words of sound editors, British and American words.

use std::sync::LazyLock;

use crate::recipe::{self, Note};

/// One line a word or phrase, see the head of the file.
const TABLE: &str = include_str!("more.txt");

/// A word or phrase with one of its sounds.
pub(super) struct Row {
    pub(super) words: &'static str,
    pub(super) sound: &'static Note,
    /// The place of the sound in the list of the words.
    pub(super) rank: usize,
    pub(super) setting: Option<(&'static str, &'static str)>,
}

/// Returns the rows of the table.
pub(super) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| parsed().flatten().collect());
    &ROWS
}

/// Returns the rows, `None` for one that names an unknown sound.
pub(super) fn parsed() -> impl Iterator<Item = Option<Row>> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter_map(|line| line.split_once(": "));
    lines.flat_map(|(words, sounds)| {
        let sounds = sounds.split(' ').enumerate();
        sounds.map(move |(rank, sound)| {
            let (name, setting) = match sound.split_once('/') {
                Some((name, setting)) => (name, Some(setting.split_once('=')?)),
                None => (sound, None),
            };
            Some(Row {
                words,
                sound: recipe::note(name)?,
                rank,
                setting,
            })
        })
    })
}
