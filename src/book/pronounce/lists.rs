//! The pronunciations of a script and of the lists that it names.

use super::Lexicon;
use crate::book::sound::out_of_reach;
use crate::world::{RecipeRef, World};
use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_core::utf8;
use cuebook_script::read::pronounce::pronunciations;
use cuebook_script::{PronouncePart, Pronunciation, Script};

/// An entry, and the list that has it.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub entry: Pronunciation,
    /// The number of the list; `None` if the entry is in the script.
    pub list: Option<usize>,
}

/// The pronunciations of a show.
#[derive(Debug, Default)]
pub(crate) struct Pronounced {
    /// All entries; a later one wins.
    pub entries: Vec<Listed>,
    /// The lists as they were read, each once.
    pub lists: Vec<RecipeRef>,
    pub lexicon: Lexicon,
    /// The mistakes in the lists, each with the number of its list.
    pub mistakes: Vec<(usize, Diagnostic)>,
}

/// Reads the lists of a script and all its pronunciations.
pub(crate) fn bind(
    script: &Script,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Pronounced {
    let mut all = Pronounced::default();
    for part in &script.pronounce {
        match part {
            PronouncePart::Words(words) => all.add(words.clone(), None),
            PronouncePart::File(path) => all.read(path, world, diagnostics),
        }
    }
    let (lexicon, found) = Lexicon::new(&all.entries, &script.prose, &script.asides());
    let is_own = |listed: &Listed| script.is_own(listed.entry.word.span);
    for (entry, found) in found {
        match all.entries[entry].list {
            // Another script that uses the file may have the word.
            None if found.code == "pronounce-unused" && !is_own(&all.entries[entry]) => {}
            None => diagnostics.push(found),
            Some(list) => all.mistakes.push((list, found)),
        }
    }
    all.lexicon = lexicon;
    all
}

impl Pronounced {
    fn add(&mut self, entries: Vec<Pronunciation>, list: Option<usize>) {
        let entries = entries.into_iter();
        self.entries
            .extend(entries.map(|entry| Listed { entry, list }));
    }

    /// Adds the entries of a file.
    fn read(
        &mut self,
        path: &Spanned<String>,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let text = match world.read(&path.value).map(utf8::text) {
            Ok(Ok(text)) => text,
            Ok(Err(fault)) => {
                let message = format!("`{}` {fault}", path.value);
                let mistake = Diagnostic::error("unreadable-file", path.span, message);
                diagnostics.push(mistake.hint(fault.hint()));
                String::new()
            }
            Err(error) => {
                diagnostics.push(out_of_reach(path, &error, world));
                String::new()
            }
        };
        let number = self.lists.len();
        let (entries, mistakes) = pronunciations(&text);
        let again = self.lists.iter().any(|list| list.name == path.value);
        if !again {
            let mistakes = mistakes.into_iter().map(|mistake| (number, mistake));
            self.mistakes.extend(mistakes);
        }
        self.lists.push(RecipeRef {
            name: path.value.clone(),
            own: Some(text.into()),
        });
        self.add(entries, Some(number));
    }

    /// Returns the mistakes in the lists. `first` is the number of the first list among the files
    /// in which mistakes are reported.
    pub(crate) fn mistakes(&mut self, first: usize) -> impl Iterator<Item = Diagnostic> {
        let mistakes = std::mem::take(&mut self.mistakes).into_iter();
        mistakes.map(move |(list, mistake)| mistake.in_recipe(first + list))
    }
}
