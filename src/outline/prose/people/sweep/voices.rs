//! Voices whose owners the text names later: `cried a voice. It was Anna.`

use super::{NEAR, Sweep};
use cuebook_core::id::WordId;

impl Sweep<'_, '_> {
    /// Returns the voice that was heard shortly before, in the same paragraph, and
    /// that no one has yet: `said a cheerful voice`.
    pub(super) fn heard(&self, word: WordId) -> Option<usize> {
        const NEAR: usize = 40;
        let (voice, at) = self.voice.filter(|(_, at)| word - *at < NEAR)?;
        let same = self.page.part_of(word)?.paragraph == self.page.part_of(at)?.paragraph;
        let open = self.people.people[voice].nouns == ["voice"];
        let last = self.before.is_some_and(|(before, _)| before == voice);
        ((same || last) && open).then_some(voice)
    }

    /// Joins a voice with the person whose voice it was: `It was the voice of Anna.`
    pub(super) fn reveal(&mut self, person: usize, word: WordId) {
        let low = |back: usize| word.checked_sub(back).map_or("", |at| self.page.low(at));
        let was = low(1) == "was" && low(2) == "it"
            || low(1) == "of" && low(2) == "voice" && low(4) == "was";
        // The voice comes first, then its owner: `said a voice. Anna stood there.`
        let verb = self.page.known(word + 1).past || self.page.known(word + 2).past;
        let comes = verb
            && self.page.begins(word)
            && self.people.people[person].is_named()
            && self.last[person].is_none_or(|last| word - last > NEAR / 2);
        let was = was || comes;
        if let Some(voice) = self.heard(word).filter(|voice| was && *voice != person) {
            self.unite(voice, person);
        }
    }
}
