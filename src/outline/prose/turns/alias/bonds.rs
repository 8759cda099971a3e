//! Words of an alias in sentences about other people.

use std::collections::HashMap;

use super::evidence::Evidence;
use cuebook_core::id::IdRange;

impl Evidence<'_, '_, '_> {
    /// Finds the words of an alias in sentences about other people: `in his postman's
    /// cap`, `Pettifer is an attorney`.
    pub(super) fn tie(&mut self) {
        let mut heads: HashMap<&str, Vec<usize>> = HashMap::new();
        for alias in self.aliases() {
            for noun in &self.people.people[alias].nouns {
                let head = noun.rsplit(' ').next().unwrap_or("");
                heads.entry(head).or_default().push(alias);
            }
        }
        if heads.is_empty() {
            return;
        }
        for word in self.page.words().ids() {
            let Some(aliases) = heads.get(self.page.known(word).base.as_str()) else {
                continue;
            };
            let Some(part) = self.page.part_of(word) else {
                continue;
            };
            let start = self.page.sentence_start(word, part.words.start);
            let end = self.page.sentence_end(word, part.words.end);
            let within = self.people.within(start..end);
            // A mention of the alias itself shows nothing.
            let own = |alias: usize| {
                within.iter().any(|mention| {
                    mention.person == alias && mention.words.contains(&word) && !mention.possessive
                })
            };
            let likened = (word.saturating_sub(3)..word)
                .ids()
                .any(|before| self.page.low(before) == "like");
            let last = within.iter().rfind(|mention| mention.words.end <= word);
            for alias in aliases.iter().filter(|alias| !own(**alias)) {
                for mention in within.iter().filter(|mention| mention.person != *alias) {
                    let nearest = last.is_some_and(|last| last.words == mention.words);
                    let points = if likened && nearest { 6 } else { 3 };
                    let bond = self.bonds[*alias].entry(mention.person).or_default();
                    *bond = (*bond).max(points);
                }
            }
        }
    }
}
