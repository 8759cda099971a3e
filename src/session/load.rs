//! Loads a show from its files, with all errors and warnings for its author.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tracing::info;

use crate::book::sound::out_of_reach;
use crate::book::story::proof;
use crate::book::{Book, Cue, doubts, elsewhere};
use crate::perform::{self, BuiltinCatalog, Part, Performance};
use crate::session::mistaken::Mistaken;
use crate::session::series::Member;
use crate::session::whole::Whole;
use crate::session::{SessionError, Studio, shared};
use crate::world::{ReachError, RecipeRef, World};
use cuebook_core::diagnostic::{Diagnostic, Severity, Source, Span, Spanned, shown};
use cuebook_core::language::Language;
use cuebook_core::utf8;
use cuebook_remote::{Roster, Speaker};
use cuebook_script::read::{self, InlineProse, Reading};
use cuebook_script::{Prose, Script, SharedFile, TextSource};
use cuebook_story::explore::MAX_STATES;
use cuebook_voice::kokoro::voices;

/// A show and its sources.
#[derive(Clone, Debug)]
pub struct Show {
    /// The path of the script.
    pub(crate) path: PathBuf,
    /// The script as written.
    pub(crate) script: Script,
    /// The script with all its references resolved.
    pub book: Book,
    /// The text of the script, in which diagnostics have their places.
    pub source: String,
    /// The errors and warnings in the script and in the prose.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the script is not well-formed YAML.
    pub broken: bool,
    /// The shared files that the script uses. They are the last of [`Book::recipes`].
    pub(crate) shared: Vec<SharedFile>,
    /// The engines and voices of the user's configuration.
    pub(crate) roster: Arc<Roster>,
    /// The show of which this one is a path.
    pub(crate) whole: Option<Arc<Whole>>,
    /// The place of the show in its series, if it is made as a chapter of one.
    pub(crate) member: Option<Arc<Member>>,
}

impl Show {
    /// Returns the languages that the voices of the show speak, each once.
    #[must_use]
    pub fn languages(&self) -> Vec<Language> {
        // The words of a take of a server are found beside the voice that is like its own.
        let built_in = |name: &str| {
            let like = self.roster.speaker(name).map(Speaker::like);
            voices::named(like.unwrap_or(name))
        };
        let roles = self.book.roles.iter();
        let voices = roles.flat_map(|role| built_in(&role.voice));
        let mut languages: Vec<Language> = Vec::new();
        for voice in voices {
            if !languages.contains(&voice.language) {
                languages.push(voice.language);
            }
        }
        languages
    }
}

/// The most bytes of a script that are read. A longer script is refused by its size.
const MOST_SCRIPT: u64 = 64 << 20;

impl Studio {
    /// Opens a show. `seed` replaces the seed of the script.
    ///
    /// # Errors
    /// When the script cannot be read. Errors of the author are in [`Show::diagnostics`].
    pub fn open(&self, path: &Path, seed: Option<u64>) -> Result<Show, SessionError> {
        let bytes = read_script(path)?;
        let show = Show::load(path, &bytes, seed, &self.world(path));
        show.log();
        Ok(show)
    }

    /// Opens a show and decodes its sound files and recordings.
    ///
    /// # Errors
    /// When the script cannot be read.
    pub fn check(&self, path: &Path) -> Result<Show, SessionError> {
        let mut show = self.open(path, None)?;
        show.listen(&self.world(path));
        let doubts = self.doubts(&show, MAX_STATES);
        show.diagnostics.extend(doubts);
        Ok(show)
    }
}

impl Studio {
    /// Returns what a check finds in a show without mistakes: those of its story, as far as it has at
    /// most this number of states, and doubts about its times.
    pub(crate) fn doubts(&self, show: &Show, states: usize) -> Vec<Diagnostic> {
        let mut doubts = show.proof(states);
        if !show.has_mistakes() {
            doubts.extend(self.likely_doubts(show));
            doubts.extend(self.take_doubts(show));
        }
        doubts
    }

    /// Returns doubts that need times, from the takes in the cache and from estimates. Without a
    /// cache there are none.
    fn likely_doubts(&self, show: &Show) -> Vec<Diagnostic> {
        // The times of an interactive show depend on the path.
        let is_fixed = show.book.story.is_none();
        if !is_fixed || !show.book.cues.iter().any(Cue::depends_on_times) {
            return Vec::new();
        }
        let expected = self.expect(show);
        let found = expected.map(|expected| match expected.is_exact {
            true => expected.timeline.doubts(&show.book),
            false => expected.timeline.likely_doubts(&show.book),
        });
        show.placed(found.unwrap_or_default())
    }
}

/// Reads a script from its file.
///
/// # Errors
/// When the file cannot be read, or is something else than a script.
pub(crate) fn read_script(path: &Path) -> Result<Vec<u8>, SessionError> {
    match read_document(path)? {
        (bytes, None) => Ok(bytes),
        (_, Some(what)) => Err(SessionError::NoScript {
            path: path.to_owned(),
            what,
        }),
    }
}

/// Reads a script or a series from its file, with what it is if it is no script.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn read_document(path: &Path) -> Result<(Vec<u8>, Option<Mistaken>), SessionError> {
    let failed = |source| SessionError::Script {
        path: path.to_owned(),
        source,
    };
    if path.is_dir() {
        return Ok((Vec::new(), Some(Mistaken::Folder)));
    }
    let bytes = read_all(std::fs::File::open(path).map_err(failed)?).map_err(failed)?;
    let what = Mistaken::of(path, &bytes);
    Ok((bytes, what))
}

/// Reads a script from a file or a pipe, up to [`MOST_SCRIPT`] bytes. A longer script is
/// refused later.
pub(crate) fn read_all(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MOST_SCRIPT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Show {
    /// Reads a script, splits its text, resolves its names and binds it. `path` is used
    /// only as the name of the show. `seed` replaces the seed of the script.
    #[must_use]
    pub fn load(path: &Path, bytes: &[u8], seed: Option<u64>, world: &dyn World) -> Show {
        let (repertoire, roster) = (BuiltinCatalog, world.roster());
        let fetch = |shared: &Spanned<String>| fetch_shared(shared, (path, bytes), world);
        let mut reading = read::read_using(bytes, Some(&fetch));
        reading.check(&repertoire);
        read_prose(&mut reading, path, world);
        if let Some(seed) = seed {
            reading.script.seed = Some(Spanned::new(seed, Default::default()));
        }
        let (mut book, found) = Book::bind(&reading.script, world, &repertoire);
        let found = found.into_iter().filter(|found| is_told(found, &reading));
        let found: Vec<Diagnostic> = found.collect();
        let mut diagnostics = reading.diagnostics;
        diagnostics.extend(found);
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        let is_whole = !reading.broken && !reading.script.is_shared;
        if is_whole && !diagnostics.iter().any(is_error) {
            diagnostics.extend(doubts::of(&reading.script, &book));
            diagnostics.extend(elsewhere::doubts(&reading.script, &book, &roster));
        }
        book.recipes
            .extend(reading.shared.iter().map(|file| RecipeRef {
                name: file.path.clone(),
                own: Some(file.text.as_str().into()),
            }));
        let mut show = Show {
            path: path.to_owned(),
            script: reading.script,
            book,
            source: reading.source,
            diagnostics: Vec::new(),
            broken: reading.broken,
            shared: reading.shared,
            roster,
            whole: None,
            member: None,
        };
        show.diagnostics = show.placed(diagnostics);
        show
    }

    /// Returns the paths of the files with the prose, as the script writes them; none if the prose is
    /// in the script.
    pub fn prose_paths(&self) -> impl Iterator<Item = &str> {
        let files = self.whole().book.prose.files.iter();
        files.map(|file| file.path.as_str())
    }

    /// Returns the mistakes of the story of an interactive show, as far as it has at most this
    /// number of states; none for another show, or for one with mistakes.
    #[must_use]
    pub fn proof(&self, states: usize) -> Vec<Diagnostic> {
        match self.has_mistakes() {
            true => Vec::new(),
            false => self.placed(proof::of(&self.book, states)),
        }
    }

    fn log(&self) {
        let (script, book) = (&self.script, &self.book);
        info!(
            "read {}: {} bytes, and a text of {} words",
            self.path.display(),
            self.source.len(),
            script.prose.words.len()
        );
        info!(
            "bound the script: {} roles, {} lines, {} cues, {} spaces; {} diagnostics",
            book.roles.len(),
            book.lines.len(),
            book.cues.len(),
            book.spaces.len(),
            self.diagnostics.len()
        );
    }

    /// Returns diagnostics of this show. Those about shared files point into these; if the prose is
    /// in the script, those about the prose point into the script.
    #[must_use]
    pub fn placed(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if let Some(whole) = &self.whole {
            let labels = diagnostics.iter_mut().flat_map(|found| &mut found.labels);
            for label in labels.filter(|label| label.source == Source::Prose) {
                label.span = self.in_text(label.span);
            }
            return whole.show.placed(diagnostics);
        }
        for found in &mut diagnostics {
            shared::place(self, found);
        }
        if let Some(inline) = self.script.inline_prose {
            let prose = InlineProse::new(&self.source, inline, &self.script.prose.text);
            for label in diagnostics.iter_mut().flat_map(|d| &mut d.labels) {
                if label.source == Source::Prose {
                    label.source = Source::Script;
                    label.span = prose.place(label.span);
                }
            }
        }
        diagnostics
    }

    /// Adds the mistakes in the sound files and recordings that the show names.
    pub fn listen(&mut self, world: &dyn World) {
        for (path, span, trim) in self.book.files() {
            let part = Part {
                trim: trim.cloned().unwrap_or_default(),
                ..Part::default()
            };
            let found = perform::proof(path, &part, span, world);
            let found = self.placed(found.into_iter().collect());
            self.diagnostics.extend(found);
        }
        let found = Performance::check_spaces(&self.book, world);
        let found = self.placed(found);
        self.diagnostics.extend(found);
    }
}

/// Returns whether an error of the book is reported. What seems to be missing may be in a
/// part of the script that is hidden. In prose without words, every
/// quote fails for the same reason, so only that reason is reported.
fn is_told(found: &Diagnostic, reading: &Reading) -> bool {
    const OF_WORDS: [&str; 3] = ["pronounce-unused", "quote-not-found", "scene-needs-words"];
    let wordless = reading.script.prose.words.is_empty();
    let follows = wordless && OF_WORDS.contains(&found.code);
    !(reading.hidden || follows)
}

/// Reads the prose of the script with this path and splits it.
fn read_prose(reading: &mut Reading, script: &Path, world: &dyn World) {
    let text = std::mem::take(&mut reading.script.prose.text);
    let (mut prose, mut found) = match &reading.script.text {
        Some(TextSource::Inline(_)) => Prose::read(text),
        Some(TextSource::Files(paths)) => {
            let fetched = paths.iter().map(|path| (path, fetch(path, script, world)));
            let mut files = Vec::new();
            for (path, text) in fetched {
                match text {
                    Ok(text) => files.push((path.value.clone(), text)),
                    Err(diagnostic) => reading.diagnostics.push(*diagnostic),
                }
            }
            if files.len() < paths.len() {
                return;
            }
            Prose::read_files(files)
        }
        None => return,
    };
    prose.lines_above = lines_above(reading, &prose);
    if prose.words.is_empty() {
        // An empty text has no place to point to, so the diagnostic points to the name of the
        // file in the script.
        for diagnostic in &mut found {
            if let (Some(TextSource::Files(paths)), Some(label)) =
                (&reading.script.text, diagnostic.labels.first_mut())
                && let Some(path) = paths.first()
                && label.span.start == label.span.end
            {
                label.source = Source::Script;
                label.span = path.span;
            }
        }
    }
    reading.diagnostics.extend(found);
    reading.script.prose = prose;
}

/// Returns the number of lines of the script above its text.
fn lines_above(reading: &Reading, prose: &Prose) -> usize {
    let Some(inline) = reading.script.inline_prose else {
        return 0;
    };
    let place = InlineProse::new(&reading.source, inline, &prose.text).place(Span::new(0, 0));
    reading.source[..place.start].matches('\n').count()
}

/// Reads a file that `use` names.
fn fetch_shared(
    path: &Spanned<String>,
    (script, bytes): (&Path, &[u8]),
    world: &dyn World,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    if is_script_itself(path, script) {
        let name = shown(path);
        // The places of shared files are behind those of the script.
        let (message, hint) = match path.span.end <= bytes.len() {
            true => (format!("`{name}` uses itself"), "`use` names other files"),
            false => (
                format!("`{name}` uses this file, by itself or through another one"),
                "a file takes nothing from a file that uses it; remove one of the two `use`",
            ),
        };
        let mistake = Diagnostic::error("use-circle", path.span, message);
        return Err(Box::new(mistake.hint(hint)));
    }
    let bytes = world
        .read(&path.value)
        .map_err(|error| Box::new(out_of_reach(path, &error, world)))?;
    match Mistaken::of(Path::new(&path.value), &bytes) {
        Some(what @ (Mistaken::Sound | Mistaken::Book | Mistaken::Binary)) => {
            let message = format!("`{}` {what}, not a shared file", shown(path));
            let mistake = Diagnostic::error("unreadable-file", path.span, message);
            Err(Box::new(
                mistake.hint("`use` names a YAML file, such as `house.yaml`"),
            ))
        }
        _ => Ok(bytes),
    }
}

/// Returns whether a path names the script that has it.
fn is_script_itself(path: &str, script: &Path) -> bool {
    let named = Path::new(path);
    let folder = named.parent().unwrap_or(Path::new(""));
    let is_beside = folder == Path::new("") || folder == Path::new(".");
    is_beside && named.file_name() == script.file_name()
}

/// Reads the file that `text` names.
fn fetch(
    path: &Spanned<String>,
    script: &Path,
    world: &dyn World,
) -> Result<String, Box<Diagnostic>> {
    let bytes = world.read(&path.value).map_err(|error| {
        let found = out_of_reach(path, &error, world);
        Box::new(match error {
            ReachError::Missing(_) => found.hint(TEXT),
            _ => found,
        })
    })?;
    if let Some(found) = no_prose(path, script, &bytes) {
        return Err(Box::new(found));
    }
    utf8::text(bytes).map_err(|fault| {
        let message = format!("`{}` {fault}", path.value);
        Box::new(Diagnostic::error("prose-not-utf8", path.span, message).hint(fault.hint()))
    })
}

/// What `text` may be, for messages.
const TEXT: &str = "`text` names a file with prose in UTF-8; prose in the script begins with `text: |`, and its lines are indented";

/// Returns the mistake of a file that is named as a text and is none.
fn no_prose(path: &Spanned<String>, script: &Path, bytes: &[u8]) -> Option<Diagnostic> {
    let named = Path::new(&path.value);
    let is_own = is_script_itself(path, script);
    let ending = named.extension().unwrap_or_default().to_ascii_lowercase();
    let is_script = ending == "yaml" || ending == "yml";
    let (code, what) = match Mistaken::of(named, bytes) {
        None if is_own => ("bad-path", "is this script itself".to_owned()),
        None if is_script => ("bad-path", "is another script".to_owned()),
        Some(what @ (Mistaken::Sound | Mistaken::Book | Mistaken::Binary)) => {
            ("prose-not-utf8", what.to_string())
        }
        _ => return None,
    };
    let message = format!("`{}` {what}, not prose", path.value);
    Some(Diagnostic::error(code, path.span, message).hint(TEXT))
}
