//! A turn of a conversation, with all evidence for its speaker.

use crate::outline::lexicon::Sex;
use crate::outline::prose::tags::{Tag, TagKind};
use cuebook_core::id::WordId;
use cuebook_script::Tone;

/// A form of address.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Form {
    pub person: usize,
    /// The number of its last word.
    pub word: u32,
    /// Whether it is a name without a title.
    pub bare: bool,
}

/// The words of one person before another person speaks.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// The indices of its parts of the page.
    pub parts: Vec<usize>,
    pub paragraph: usize,
    /// Its first and last word.
    pub first: WordId,
    pub last: WordId,
    /// The tags beside it, the strongest first.
    pub tags: Vec<Tag>,
    /// The last of the strongest tags so far, while the turn is gathered.
    pub strongest: Option<Tag>,
    /// The people addressed in it.
    pub called: Vec<usize>,
    /// The forms of address in it.
    pub forms: Vec<Form>,
    /// The nouns for relatives with which people are addressed in it: `brother`.
    pub kin: Vec<String>,
    /// The sex of a person who is addressed in it without a name: `Yes, ma'am`.
    pub polite: Option<Sex>,
    /// The same for the person who is addressed last and answers.
    pub polite_last: Option<Sex>,
    /// The people named in it as its speaker: `I am Anna`.
    pub own: Vec<usize>,
    /// The person with whom the narration right before it ends.
    pub led: Option<usize>,
    /// The person with whom the narration between it and the turn before begins,
    /// and whether that reports their words: `Anna said nothing.`
    pub between: Option<(usize, bool)>,
    /// The person who begins to speak at the end of the narration before it: `He cleared
    /// his throat and began.`
    pub begins: Option<usize>,
    /// Whether the narration before it says that the last speaker goes on: `He was walking
    /// as he spoke.`
    pub goes_on: bool,
    /// Whether the paragraph before it ends with its tag: `He said:`
    pub led_in: bool,
    /// Whether its paragraph opens with long narration.
    pub late: bool,
    /// The numbers of its words that not everybody says: `aye`, `sir`.
    pub idiom: Vec<u32>,
    /// The sex of a speaker who says `my wife` or `my husband` in it.
    pub spouse: Option<Sex>,
    /// The sex of `His chair scraped` beside it.
    pub whose: Option<Sex>,
    /// The sex of `Her voice was thin` beside it.
    pub voiced: Option<Sex>,
    /// How many people speak or are addressed around it.
    pub company: usize,
    /// Whether it ends in a question mark.
    pub asks: bool,
    /// The people mentioned in it.
    pub spoken_of: Vec<usize>,
    /// The people whom it misses: `Where's Anna?`
    pub missed: Vec<usize>,
    /// The number of paragraphs of narration between it and the turn before. It
    /// is large at a new scene.
    pub gap: usize,
}

impl Turn {
    /// Returns the strongest tag.
    #[must_use]
    pub(crate) fn tag(&self) -> Option<&Tag> {
        self.tags.first()
    }

    /// Returns the tone of its tags.
    #[must_use]
    pub(crate) fn tone(&self) -> Option<Tone> {
        let said = self.tags.iter().filter(|tag| tag.kind == TagKind::Said);
        said.filter_map(|tag| tag.tone).next()
    }
}
