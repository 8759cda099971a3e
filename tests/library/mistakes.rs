//! Every mistake that an author can make, each with an example.
//!
//! Each file in `tests/mistakes` is named after a diagnostic code and produces it. The
//! test reads the file as `cuebook check` does, with its text and sounds; files in
//! `tests/mistakes/recipes` are read as recipes. A comment on the line
//! gives the expected diagnostic:
//!
//! ```yaml
//! colour: red  # ~ error unknown-key: there is no key `colour` in a script
//! ```
//!
//! `# ~^` refers to the line above, `# ~^^` to the one before that, and so on, for
//! lines that cannot have a comment, such as prose. A diagnostic in a separate text
//! file or shared file is expected at the script's reference to that file. A line that ends in
//! ` ×1000` means a thousand such lines. The diagnostics must be exactly the
//! expected ones, in severity, code, message and line.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cuebook::Show;
use cuebook::internals::{
    Cache, Context, Disk, Performance, ReachError, World, clarity, differing,
};
use cuebook::internals::{PerformanceLengths, Timeline};
use cuebook_core::diagnostic::{CODES, Diagnostic, Severity, Source};
use cuebook_core::progress::Silent;
use cuebook_core::units::Frames;
use cuebook_remote::Roster;
use cuebook_script::Sound;
use cuebook_synth::recipe;
use cuebook_voice::tone::ToneVoice;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

/// The largest number of states of a show that are looked at. `cuebook check` looks at more.
const MOST_STATES: usize = 10_000;

/// The folder of the recipes.
const RECIPES: &str = "recipes";

/// A text and its diagnostics.
struct Checked {
    source: String,
    diagnostics: Vec<Diagnostic>,
    /// Whether it was read as a recipe.
    is_recipe: bool,
}

/// Checks a text as a script or as a recipe, depending on the folder of the file.
fn checked(file: &Path, text: &[u8]) -> Checked {
    if file.parent().unwrap().ends_with(RECIPES) {
        let source = String::from_utf8(text.to_vec()).unwrap();
        return Checked {
            diagnostics: recipe::check_text(&source, &Sound::keys()),
            source,
            is_recipe: true,
        };
    }
    let show = checked_show(text);
    Checked {
        is_recipe: false,
        source: show.source,
        diagnostics: show.diagnostics,
    }
}

/// The folder of the scripts, with repeated lines expanded.
/// `outside.wav` is a link to a file outside the folder.
struct Folder(Disk);

impl World for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError> {
        match path {
            "outside.wav" => Err(ReachError::Outside(path.to_owned())),
            text if text.ends_with(".txt") => Ok(written_out(&self.0.read(text)?)),
            sound => self.0.read(sound),
        }
    }

    fn neighbours(&self) -> Vec<String> {
        self.0.neighbours()
    }

    fn in_library(&self, folder: &str) -> Vec<String> {
        self.0.in_library(folder)
    }

    fn roster(&self) -> Arc<Roster> {
        self.0.roster()
    }
}

/// Returns a script or a text with its repeated lines expanded.
fn written_out(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = String::from_utf8_lossy(line);
        match text.trim_end().rsplit_once(" ×") {
            Some((once, times)) => {
                for _ in 0..times.parse().unwrap() {
                    whole.extend_from_slice(once.as_bytes());
                    whole.push(b'\n');
                }
            }
            None => whole.extend_from_slice(line),
        }
    }
    whole
}

fn files() -> Vec<PathBuf> {
    let folders = [folder(), folder().join(RECIPES)];
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "yaml"));
    files.sort();
    files
}

fn code(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

fn script(file: &Path) -> Vec<u8> {
    written_out(&fs::read(file).unwrap())
}

/// Loads the show as `cuebook check` does.
fn checked_show(script: &[u8]) -> Show {
    let path = folder().join("show.yaml");
    let world = Folder(Disk::beside(&path, &[]));
    let mut show = Show::load(&path, script, None, &world);
    show.listen(&world);
    if !show.has_mistakes() {
        let mut found = show.proof(MOST_STATES);
        found.extend(doubts(&show, &world));
        show.diagnostics.extend(found);
    }
    show
}

/// Returns the warnings that need the timeline of the show.
fn doubts(show: &Show, world: &Folder) -> Vec<Diagnostic> {
    let cache = tempfile::tempdir().unwrap();
    let company = Context {
        world,
        voice: &ToneVoice,
        cache: &Cache::open(cache.path()).unwrap(),
        jobs: 1,
        progress: &Silent,
    };
    let performance = Performance::of(&show.book, &company).unwrap();
    let timeline = Timeline::place(&show.book, &PerformanceLengths::of(&performance));
    let mut doubts = timeline.doubts(&show.book);
    // As `cuebook check --mix` does, for the code that needs it.
    if show.source.contains("hard-to-understand") {
        let lines = clarity::measure(&show.book, performance.into(), &timeline, &Silent).unwrap();
        doubts.extend(show.placed(clarity::warnings(show, &timeline, &lines)));
    }
    // As `cuebook check` does with the recordings that are compared already.
    if show.source.contains("take-differs") {
        let recorded = |line| differing::Recorded {
            line,
            file: "short.wav".to_owned(),
            differences: Some(vec![differing::Difference {
                kind: differing::Kind::Skipped,
                words: show.book.lines[line].words.start..show.book.lines[line].words.start + 2,
                at: Frames(72_000)..Frames(72_000),
            }]),
        };
        let takes: Vec<_> = show.book.lines.ids().take(1).map(recorded).collect();
        doubts.extend(show.placed(differing::warnings(show, &takes)));
    }
    doubts
}

/// Returns the expected diagnostics, as `line: severity code: message`, in order.
fn expected(script: &[u8]) -> Vec<String> {
    let mut expected = Vec::new();
    for (i, line) in script.split(|byte| *byte == b'\n').enumerate() {
        let line = String::from_utf8_lossy(line);
        for words in line.split("# ~").skip(1) {
            let up = words.len() - words.trim_start_matches('^').len();
            expected.push((i + 1 - up, words[up..].trim().to_owned()));
        }
    }
    expected.sort_by_key(|(line, _)| *line);
    let lines = expected.into_iter();
    lines
        .map(|(line, words)| format!("{line}: {words}"))
        .collect()
}

fn found(checked: &Checked) -> Vec<String> {
    let source = &checked.source;
    let key = |key: &str| source.lines().position(|line| line.starts_with(key));
    let mut found = Vec::new();
    for mistake in &checked.diagnostics {
        let place = &mistake.labels[0];
        let line = match place.source {
            Source::Recipe(_) if !checked.is_recipe => key("use:").unwrap(),
            Source::Script | Source::Recipe(_) => source[..place.span.start].matches('\n').count(),
            Source::Prose => key("text:").unwrap(),
        };
        let severity = match mistake.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        found.push((line + 1, format!("{severity} {mistake}")));
    }
    found.sort_by_key(|(line, _)| *line);
    let found = found.into_iter();
    found
        .map(|(line, words)| format!("{line}: {words}"))
        .collect()
}

#[test]
fn every_mistake_is_reported_at_its_line() {
    let mut wrong = String::new();
    for file in files() {
        let script = script(&file);
        let checked = checked(&file, &script);
        let (found, expected) = (found(&checked), expected(&script));
        let name = file.display();
        for line in found.iter().filter(|line| !expected.contains(line)) {
            wrong += &format!("{name} should not report {line}\n");
        }
        for line in expected.iter().filter(|line| !found.contains(line)) {
            wrong += &format!("{name} does not report {line}\n");
        }
        if wrong.is_empty() {
            assert_eq!(found, expected, "{name}");
        }
        let shows = checked.diagnostics.iter().any(|d| d.code == code(&file));
        assert!(shows, "{name} does not show its code");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_code_has_a_file_and_every_file_a_code() {
    let mut files: Vec<String> = files().iter().map(|file| code(file)).collect();
    files.sort();
    files.dedup();
    assert_eq!(files, CODES);
}

#[test]
fn every_code_in_the_source_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src"), root.join("crates")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // Diagnostics in unit tests do not count.
            if path.extension().is_none_or(|kind| kind != "rs") || path.ends_with("tests.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for maker in ["Diagnostic::error(", "Diagnostic::warning("] {
                for rest in text.split(maker).skip(1) {
                    let Some(rest) = rest.trim_start().strip_prefix('"') else {
                        continue;
                    };
                    let code = rest.split('"').next().unwrap();
                    // Only `cuebook deliver` reports the codes of finished files.
                    if code.starts_with("delivery-") {
                        continue;
                    }
                    assert!(CODES.contains(&code), "{code} in {}", path.display());
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 30, "only {seen} were found");
}

/// Applies the edit of a hint and returns the new script.
fn mended(source: &str, mistake: &Diagnostic) -> Option<String> {
    let (span, with) = mistake
        .hints
        .iter()
        .find_map(|hint| hint.replace.as_ref())?;
    let (before, after) = (&source[..span.start], &source[span.end..]);
    Some(format!("{before}{with}{after}"))
}

#[test]
fn every_suggested_edit_corrects_its_mistake() {
    let mut edits = 0;
    for file in files() {
        let script = script(&file);
        if script.len() > 100_000 {
            continue;
        }
        let show = checked(&file, &script);
        for mistake in &show.diagnostics {
            let Some(source) = mended(&show.source, mistake) else {
                continue;
            };
            let left = checked(&file, source.as_bytes()).diagnostics;
            let same = |d: &&Diagnostic| d.code == mistake.code && d.message == mistake.message;
            let before = show.diagnostics.iter().filter(same).count();
            let after = left.iter().filter(same).count();
            assert_eq!(after + 1, before, "{mistake}\n{source}");
            assert!(left.len() < show.diagnostics.len(), "{mistake}\n{left:#?}");
            edits += 1;
        }
    }
    assert!(edits >= 20, "only {edits} edits were tried");
}
