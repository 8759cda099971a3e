//! Scenes of a chapter, which several machines speak at the same time.

use std::ops::Range;

use super::{Chapter, ChapterFile};
use crate::perform::{Context, Performance};
use crate::session::{SessionError, Studio};
use cuebook_core::diagnostic::nearest;
use cuebook_core::id::WordId;
use cuebook_core::progress::Progress;
use cuebook_voice::Voice;

/// Chapters of this number of words, about 25 minutes, are divided.
pub(crate) const LONG: usize = 4_000;

/// A part of a long chapter has at least this part of the words of a long chapter.
const PARTS: usize = 8;

impl Chapter {
    /// Returns the ids of all scenes with their words. Words before the first scene are part of it.
    fn scenes(&self) -> Vec<(&str, Range<WordId>)> {
        let book = &self.show.book;
        let scenes = book.scenes.iter().enumerate();
        let scenes = scenes.map(|(at, scene)| {
            let start = match at {
                0 => WordId(0),
                _ => scene.word,
            };
            let next = book.scenes.as_slice().get(at + 1);
            let end = next.map_or(book.prose.words.end(), |next| next.word);
            (scene.id.as_str(), start..end)
        });
        scenes.collect()
    }

    /// Returns the scenes of a long chapter in parts that are worth a step each: scenes that follow one
    /// another. A chapter of less than `long` words, or of one part, has none. An interactive one has
    /// none either: there a scene may be heard several times.
    pub(super) fn parts(&self, long: usize) -> Vec<Vec<String>> {
        let words = self.show.book.prose.words.len();
        if words < long || !self.decisions.is_empty() {
            return Vec::new();
        }
        let scenes = self.scenes();
        let scenes = scenes.iter().map(|(id, words)| {
            let length = words.end.0.saturating_sub(words.start.0);
            ((*id).to_owned(), length)
        });
        grouped(scenes, long / PARTS)
    }
}

/// Groups scenes so that each group has at least a number of words; no group if all would be in one.
fn grouped(scenes: impl Iterator<Item = (String, usize)>, least: usize) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut length = least;
    for (id, words) in scenes {
        if length >= least {
            groups.push(Vec::new());
            length = 0;
        }
        length += words;
        if let Some(last) = groups.last_mut() {
            last.push(id);
        }
    }
    if length < least
        && let Some(rest) = groups.pop()
    {
        match groups.last_mut() {
            Some(last) => last.extend(rest),
            None => return Vec::new(),
        }
    }
    match groups.len() {
        0 | 1 => Vec::new(),
        _ => groups,
    }
}

impl Studio {
    /// Speaks the lines of some scenes that are not in the cache. Returns the number of takes that were
    /// spoken.
    ///
    /// # Errors
    /// When the chapter has no such scene, a voice fails, or the cache.
    pub(crate) fn speak_scenes(
        &self,
        (file, chapter): (&ChapterFile, &Chapter),
        scenes: &[String],
        (voice, jobs): (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<usize, SessionError> {
        let all = chapter.scenes();
        let mut words = Vec::new();
        for named in scenes {
            let before = words.len();
            let same = all.iter().filter(|(id, _)| id == named);
            words.extend(same.map(|(_, words)| words.clone()));
            if words.len() == before {
                let ids = all.iter().map(|(id, _)| *id);
                return Err(SessionError::NoScene {
                    chapter: file.name.clone(),
                    named: named.clone(),
                    nearest: nearest(named, ids).map(str::to_owned),
                });
            }
        }
        let context = Context {
            world: &self.world(&chapter.show.path),
            voice,
            cache: &self.cache()?,
            jobs,
            progress,
        };
        let spoken = Performance::speak(&chapter.show.book, &words, &context);
        spoken.map_err(|error| self.perform_failed(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(lengths: &[usize], least: usize) -> Vec<usize> {
        let scenes = lengths.iter().map(|length| ("a".to_owned(), *length));
        grouped(scenes, least).iter().map(Vec::len).collect()
    }

    #[test]
    fn short_scenes_are_spoken_with_their_neighbours() {
        assert_eq!(groups(&[10, 10, 10], 0), [1, 1, 1]);
        assert_eq!(groups(&[500, 200, 200, 200, 700], 500), [1, 3, 1]);
        // The rest at the end is too short for a step.
        assert_eq!(groups(&[500, 600, 200], 500), [1, 2]);
        assert!(groups(&[500, 200], 500).is_empty());
        assert!(groups(&[5000], 500).is_empty());
        assert!(groups(&[], 0).is_empty());
    }
}
