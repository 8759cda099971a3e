//! The reading of a script in the editor. Takes its text and the other open
//! texts, and returns a bound show with its pages. An open file is read from the
//! editor, any other file from the disk.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::page::{Page, Units};
use crate::book::place::Finder;
use crate::session::expected::Expected;
use crate::session::{Show, Studio};
use crate::world::{Disk, ReachError, World};
use cuebook_core::diagnostic::Span;
use cuebook_remote::Roster;
use cuebook_script::read::InlineProse;
use cuebook_yaml::mapping::Name;

/// The files beside a script, in the editor's version.
pub(super) struct Texts {
    folder: PathBuf,
    disk: Disk,
    open: BTreeMap<PathBuf, Arc<str>>,
}

impl Texts {
    #[must_use]
    pub(super) fn beside(
        script: &Path,
        studio: &Studio,
        open: BTreeMap<PathBuf, Arc<str>>,
    ) -> Texts {
        Texts {
            folder: script.parent().unwrap_or(Path::new(".")).to_owned(),
            disk: studio.world(script),
            open,
        }
    }
}

impl World for Texts {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError> {
        match beside(&self.folder, path).and_then(|file| self.open.get(&file)) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.disk.read(path),
        }
    }

    fn neighbours(&self) -> Vec<String> {
        self.disk.neighbours()
    }

    fn in_library(&self, folder: &str) -> Vec<String> {
        self.disk.in_library(folder)
    }

    fn roster(&self) -> Arc<Roster> {
        self.disk.roster()
    }
}

/// Returns a file of a folder, by a path that cannot lead out of it.
#[must_use]
pub(super) fn beside(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut file = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => file.push(name),
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(file)
}

/// The largest number of states of an interactive show that are looked at while an author types.
const MOST_STATES: usize = 20_000;

/// A shared file that a script uses.
pub(super) struct SharedPage {
    pub path: PathBuf,
    pub page: Page,
    /// The names in it.
    pub names: Vec<Name>,
}

/// A script that was read.
pub(super) struct Reading {
    pub page: Page,
    pub show: Show,
    /// The files of the prose, in its order; none if it is in the script.
    pub prose: Vec<(PathBuf, Page)>,
    /// The recipes of the show and its other files, each with its path.
    pub recipes: Vec<(PathBuf, Page)>,
    /// The names in the script itself.
    pub names: Vec<Name>,
    /// The shared files that the script uses.
    pub shared: Vec<SharedPage>,
    expected: OnceCell<Option<Expected>>,
}

impl Reading {
    #[must_use]
    pub(super) fn of(path: &Path, page: &Page, units: Units, texts: &Texts) -> Reading {
        let mut show = Show::load(path, page.text.as_bytes(), None, texts);
        let proof = show.proof(MOST_STATES).into_iter();
        // A larger story is proven by `cuebook check`.
        let proof = proof.filter(|found| found.code != "too-many-states");
        show.diagnostics.extend(proof);
        let file = |name: &str| beside(&texts.folder, name);
        let text = |number| Page::new(show.book.prose.text_of(number), units);
        let prose = show.prose_paths().enumerate();
        let prose = prose.map(|(number, name)| Some((file(name)?, text(number))));
        let own = show.book.recipes.iter();
        let recipes = own.filter_map(|own| {
            let text = own.own.as_deref().unwrap_or_default();
            Some((file(&own.name)?, Page::new(text, units)))
        });
        let shared = show.shared.iter().filter_map(|shared| {
            Some(SharedPage {
                path: file(&shared.path)?,
                page: Page::new(shared.text.as_str(), units),
                names: show.shared_names(shared),
            })
        });
        Reading {
            page: page.clone(),
            prose: prose.collect::<Option<Vec<_>>>().unwrap_or_default(),
            recipes: recipes.collect(),
            names: show.own_names(),
            shared: shared.collect(),
            expected: OnceCell::new(),
            show,
        }
    }

    /// Returns the expected times of the show, as far as they are known.
    pub(super) fn expected(&self, studio: &Studio) -> Option<&Expected> {
        let expect = || studio.expect(&self.show).ok();
        self.expected.get_or_init(expect).as_ref()
    }

    #[must_use]
    pub(super) fn finder(&self) -> Finder<'_> {
        Finder::new(&self.show.book.prose)
    }

    /// Returns the file and the range of a span of the prose.
    #[must_use]
    pub(super) fn in_prose(&self, span: Span) -> (Option<&Path>, lsp_types::Range) {
        let prose = &self.show.book.prose;
        let (file, own) = prose.in_file(span);
        match (self.prose.get(file), self.show.script.inline_prose) {
            (Some((path, page)), _) => (Some(path), page.range(own)),
            (None, Some(inline)) => {
                let text = &prose.text;
                let place = InlineProse::new(&self.show.source, inline, text).place(span);
                (None, self.page.range(place))
            }
            (None, None) => (None, self.page.range(Span::default())),
        }
    }

    /// Returns the file of the prose that contains a byte, and the line in it, counted from 1.
    #[must_use]
    pub(super) fn line_of_prose(&self, byte: usize) -> (&str, usize) {
        let prose = &self.show.book.prose;
        let file = prose.file_of(byte);
        let name = prose.files.get(file).map(|file| file.path.as_str());
        (name.unwrap_or("the text"), prose.line(byte))
    }
}
