//! A turn of a conversation, with all that shows its speaker.

use crate::outline::lexicon::Sex;
use crate::outline::prose::tags::{Tag, TagKind};
use crate::script::Tone;

/// What one person says before another does.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Its parts of the page.
    pub parts: Vec<usize>,
    pub paragraph: usize,
    /// Its first and last word.
    pub first: usize,
    pub last: usize,
    /// The words beside it, the strongest first.
    pub tags: Vec<Tag>,
    /// Who is called in it.
    pub called: Vec<usize>,
    /// The sex of a person who is called in it without a name: `Yes, ma'am`.
    pub polite: Option<Sex>,
    /// Who is named in it as its own speaker: `I am Anna`.
    pub own: Vec<usize>,
    /// Whom the narration right before it ends with.
    pub led: Option<usize>,
    /// Who is mentioned in it.
    pub spoken_of: Vec<usize>,
    /// Paragraphs of narration between it and the turn before. Many at a new scene.
    pub gap: usize,
}

impl Turn {
    /// The strongest tag.
    #[must_use]
    pub fn tag(&self) -> Option<&Tag> {
        self.tags.first()
    }

    /// The tone of its tags.
    #[must_use]
    pub fn tone(&self) -> Option<Tone> {
        let said = self.tags.iter().filter(|tag| tag.kind == TagKind::Said);
        said.filter_map(|tag| tag.tone).next()
    }
}
