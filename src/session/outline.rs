//! Makes first scripts from texts, and shows from screenplays. Both read a source,
//! outline it and write a script. A file that exists is replaced only if the caller asks
//! for it. The source is never changed.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::outline::screenplay::{self, NothingSpoken, fountain};
use crate::outline::{self, Outline};
use crate::perform::BuiltinCatalog;
use crate::session::files::{self, Overwrite, is_same};
use crate::session::{Mistaken, SessionError, Show, Studio, stories};
use crate::world::config::Prefer;
use cuebook_core::diagnostic::{Diagnostic, Severity, Span};
use cuebook_core::utf8::{self, NotUtf8};
use cuebook_core::whole_file::folder_of;
use cuebook_script::Prose;
use cuebook_script::prose::MOST_BYTES;

/// A first script for a text.
#[derive(Clone, Debug, Default)]
pub struct Drafted {
    /// The outline from which the script was written.
    pub outline: Outline,
    /// The script as YAML.
    pub script: String,
    /// The errors in the text, and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

impl Drafted {
    /// Returns a draft for prose, without a title, a path of the text and a script.
    pub(super) fn of(prose: Prose, diagnostics: Vec<Diagnostic>) -> Drafted {
        Drafted {
            outline: outline::prose::outline(prose, &BuiltinCatalog),
            script: String::new(),
            diagnostics,
        }
    }

    /// Writes the script again, after a change of the outline.
    pub(crate) fn write(&mut self) {
        self.script = outline::write::script(&self.outline);
    }

    /// Returns whether the text has errors that its author must correct first.
    #[must_use]
    pub fn has_mistakes(&self) -> bool {
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        self.diagnostics.iter().any(is_error)
    }

    /// Returns the number of lines whose speaker the text names without doubt.
    #[must_use]
    pub fn sure(&self) -> usize {
        self.outline.lines.iter().filter(|line| line.sure).count()
    }
}

/// Drafts a script for the text at `path`. The script refers to the text by a path
/// relative to the folder of `script`, or to the folder of the text if `script` is
/// `None`.
///
/// # Errors
/// When the text cannot be read, or the script has no path to it.
pub fn draft(path: &Path, script: Option<&Path>) -> Result<Drafted, SessionError> {
    script.map_or(Ok(()), files::needs_folder)?;
    let text = reach(path, script)?;
    let bytes = read(path).map_err(|source| SessionError::Text {
        path: path.to_owned(),
        source,
    })?;
    if let Some(what) = Mistaken::for_prose(path, &bytes) {
        let path = path.to_owned();
        return Err(SessionError::NoProse { path, what });
    }
    let (prose, diagnostics) = match utf8::text(bytes) {
        Ok(text) => Prose::read_file(&path.to_string_lossy(), text),
        Err(fault) => (Prose::default(), vec![not_utf8(path, &fault)]),
    };
    let mut drafted = Drafted::of(prose, diagnostics);
    drafted
        .outline
        .title
        .show
        .get_or_insert_with(|| title(path));
    drafted.outline.text = text;
    drafted.write();
    Ok(drafted)
}

/// The options of an import.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The path of the script. The prose is written beside it.
    pub script: PathBuf,
    /// Whether the narrator reads the action.
    pub action: bool,
    /// The sounds that the script names first.
    pub prefer: Prefer,
    pub overwrite: Overwrite,
}

/// A show made from a screenplay or from an interactive story.
#[derive(Clone, Debug)]
pub struct Imported {
    pub script: PathBuf,
    pub prose: PathBuf,
    pub outline: Outline,
    /// What an interactive story has and the show has not, with places.
    pub lost: Vec<String>,
    /// The show, read again after it was written.
    pub show: Show,
}

/// An error that prevents an import.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{} has more than {} MiB", .0.display(), MOST_BYTES >> 20)]
    TooLarge(PathBuf),
    #[error("{} has no words to speak", .0.display())]
    Silent(PathBuf),
    #[error("{} is the source itself", .0.display())]
    Itself(PathBuf),
    /// An interactive story with mistakes: their messages.
    #[error("{0}")]
    Story(String),
    #[error("`--no-action` is for screenplays, and {} is an interactive story", .0.display())]
    NoAction(PathBuf),
}

impl Studio {
    /// Makes a show from a screenplay or from an interactive story.
    ///
    /// # Errors
    /// When the source cannot be read or has no words, or a file that exists would be replaced.
    pub fn import(&self, path: &Path, options: &ImportOptions) -> Result<Imported, SessionError> {
        let text = read_screenplay(path)?;
        let script = options.script.clone();
        let prose = prose_of(&script, path);
        if is_same(&script, path) || is_same(&prose, path) || script == prose {
            return Err(ImportError::Itself(script).into());
        }
        // No file is written if one of them exists already.
        for path in [&script, &prose] {
            options.overwrite.check(path)?;
        }
        let (mut outline, lost) = match stories::Form::of(path) {
            Some(_) if !options.action => {
                return Err(ImportError::NoAction(path.to_owned()).into());
            }
            Some(form) => stories::outline(path, &text, form)?,
            None => (play(path, &text, options.action)?, Vec::new()),
        };
        if options.prefer == Prefer::Library {
            self.prefer_library(&mut [&mut outline])?;
        }
        let name = prose.file_name().unwrap_or_default();
        outline.text = name.to_string_lossy().into_owned();
        files::write(&prose, outline.prose.text.as_bytes())?;
        files::write(&script, outline::write::script(&outline).as_bytes())?;
        let show = self.open(&script, None)?;
        Ok(Imported {
            script,
            prose,
            outline,
            lost,
            show,
        })
    }
}

fn play(path: &Path, text: &str, action: bool) -> Result<Outline, ImportError> {
    let play = fountain::read(text);
    let outline = screenplay::outline(&play, action, &BuiltinCatalog);
    outline.map_err(|NothingSpoken| ImportError::Silent(path.to_owned()))
}

/// Reads a source. If it is too long, reads only enough to detect that.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    File::open(path)?.take(most + 4).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn read_screenplay(path: &Path) -> Result<String, SessionError> {
    let bytes = read(path).map_err(|source| SessionError::Script {
        path: path.to_owned(),
        source,
    })?;
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge(path.to_owned()).into());
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let is_page = matches!(ending.to_lowercase().as_str(), "html" | "htm" | "xhtml");
    let what = match Mistaken::of(path, &bytes) {
        _ if is_page && !stories::is_twine(&bytes) => Some(Mistaken::Book),
        Some(what @ (Mistaken::Book | Mistaken::Sound | Mistaken::Binary)) => Some(what),
        _ => None,
    };
    if let Some(what) = what {
        let path = path.to_owned();
        return Err(SessionError::NoScreenplay { path, what });
    }
    let path = path.to_owned();
    utf8::text(bytes).map_err(|fault| SessionError::NotUtf8 { path, fault })
}

/// Returns the path of the prose: `show.txt` beside `show.yaml`, or another name if that
/// is the screenplay.
fn prose_of(script: &Path, screenplay: &Path) -> PathBuf {
    let stem = script.file_stem().unwrap_or_default().to_string_lossy();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.');
    let stem: String = stem
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .collect();
    let stem = stem.trim();
    let beside = script.with_file_name(format!("{stem}.txt"));
    match is_same(&beside, screenplay) {
        true => script.with_file_name(format!("{stem}.prose.txt")),
        false => beside,
    }
}

/// Returns the path of the text relative to the script's folder.
fn reach(path: &Path, script: Option<&Path>) -> Result<String, SessionError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| SessionError::Text { path, source }
    };
    let real = path.canonicalize().map_err(failed(path))?;
    let home = folder_of(script.unwrap_or(path));
    let home = home.canonicalize().map_err(failed(home))?;
    // A script beside a link names the link.
    let beside = folder_of(path)
        .canonicalize()
        .is_ok_and(|folder| folder == home);
    let named = path.file_name().filter(|_| beside).map(PathBuf::from);
    let inner = real.strip_prefix(&home).map(Path::to_owned).ok();
    let Some(inner) = named.or(inner) else {
        return Err(SessionError::TextOutside {
            text: path.to_owned(),
            script: script.unwrap_or(path).to_owned(),
        });
    };
    if script.is_some_and(|script| script.canonicalize().is_ok_and(|script| script == real)) {
        return Err(SessionError::OutputIsSource(path.to_owned()));
    }
    let names = inner.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    Ok(names.collect::<Vec<_>>().join("/"))
}

/// Returns the title of a show from the name of its text: `the-last-hour.txt` is The Last
/// Hour.
pub(super) fn title(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let words = stem.split(['-', '_', ' ']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}

fn not_utf8(path: &Path, fault: &NotUtf8) -> Diagnostic {
    let message = format!("`{}` {fault}", path.display());
    Diagnostic::error("prose-not-utf8", Span::default(), message)
        .in_prose()
        .hint(fault.hint())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_comes_from_the_name_of_the_text() {
        assert_eq!(title(Path::new("shows/the-last_hour.txt")), "The Last Hour");
        assert_eq!(title(Path::new("élan.md")), "Élan");
    }
}
