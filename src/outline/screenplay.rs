//! Converts a screenplay to an outline.
//!
//! The writer names speakers, scenes and sounds, so few things are guessed. Parts
//! that a script cannot express become comments.

mod age;
mod cast;
mod cues;
mod evidence;
pub(crate) mod exported;
pub(crate) mod fountain;
mod lines;
pub(crate) mod names;
pub(crate) mod rooms;
pub(crate) mod scenes;
mod sounds;
mod story;
mod suggested;
mod voice;

pub(crate) use cast::named;

use super::anchor::Quotes;
use super::cast::cast;
use super::{Outline, TitlePage};
use crate::world::Catalog;
use cuebook_core::language::Language;
use cuebook_script::Prose;
use fountain::Screenplay;

/// The error of a screenplay without spoken words.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it has no words to speak")]
pub(crate) struct NothingSpoken;

/// Outlines a screenplay. `action` says whether the narrator reads the action. The
/// prose has no path yet.
///
/// # Errors
/// When the show would have no words.
pub(crate) fn outline(
    play: &Screenplay,
    action: bool,
    stock: &dyn Catalog,
) -> Result<Outline, NothingSpoken> {
    let story = story::Story::of(play, action);
    let (prose, _) = Prose::read(story.text.clone());
    if prose.words.is_empty() {
        return Err(NothingSpoken);
    }
    let quotes = Quotes::new(&prose);
    let scenes = scenes::scenes(&story, &prose, &quotes);
    let (lines, untaken) = lines::lines(&story, &prose, &quotes, &scenes);
    let heard = cues::cues(&story, &prose, &quotes, (&scenes, stock));
    let remark = |(line, words): &(usize, String)| format!("line {line}: {words}");
    let mut outline = Outline {
        title: title_page(play),
        roles: cast(
            &story.narrator,
            &cast::players(&story, play),
            stock,
            language_of(play),
        ),
        lines,
        cues: heard,
        scenes: scenes.into_iter().map(|scene| scene.scene).collect(),
        remarks: story.remarks.iter().map(remark).collect(),
        untaken,
        ..Outline::default()
    };
    outline.prose = prose;
    Ok(outline)
}

fn title_page(play: &Screenplay) -> TitlePage {
    const AUTHORS: [&str; 6] = ["author", "authors", "written by", "writer", "writers", "by"];
    const KEYS: [&str; 4] = ["title", "language", "narrator", "sounds"];
    let taken = |key: &str| KEYS.contains(&key) || AUTHORS.contains(&key);
    let words = |keys: &[&str]| play.title(keys).map(str::to_owned);
    let others = play.title.iter();
    let others = others.filter(|(key, words)| !taken(key) && !words.is_empty());
    TitlePage {
        comments: others
            .map(|(key, words)| format!("{key}: {words}"))
            .collect(),
        show: words(&["title"]),
        author: words(&AUTHORS),
        language: words(&["language"]).filter(|tag| is_language(tag)),
        skip_tags: false,
    }
}

/// Returns the language of a screenplay by its title page.
fn language_of(play: &Screenplay) -> Language {
    let tag = title_page(play).language;
    tag.as_deref()
        .and_then(Language::of_tag)
        .unwrap_or_default()
}

/// Returns whether this is a language tag such as `en-GB`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let letters = first.chars().all(|c| c.is_ascii_alphabetic());
    let fits = |part: &str| {
        part.chars().all(|c| c.is_ascii_alphanumeric()) && (1..=8).contains(&part.len())
    };
    letters && (2..=3).contains(&first.len()) && parts.all(fits)
}

#[cfg(test)]
mod tests;
