//! Where the chapters of a book go: the paths of their scripts and texts.

use std::fs;
use std::path::{Path, PathBuf};

use super::{ChaptersError, is_book};
use crate::exchange::manuscript::Manuscript;
use crate::session::SessionError;
use crate::session::files::Overwrite;
use cuebook_script::write::slug;

/// The longest part of a file name that is from a title, in characters.
const LONGEST: usize = 40;

/// Where the chapters go.
#[derive(Clone, Debug)]
pub(crate) struct Placing {
    /// A folder, or the path of one script; by default beside the book.
    pub output: Option<PathBuf>,
    /// The number of the only chapter that is written.
    pub chapter: Option<usize>,
    pub overwrite: Overwrite,
}

/// Returns the number of each chapter to write, with the path of its script.
pub(super) fn places(
    path: &Path,
    book: &Manuscript,
    placing: &Placing,
) -> Result<Vec<(usize, PathBuf)>, SessionError> {
    let count = book.chapters.len();
    let numbers = match placing.chapter {
        Some(number) if (1..=count).contains(&number) => vec![number],
        Some(number) => {
            return Err(ChaptersError::None {
                path: path.to_owned(),
                number,
                chapters: count,
            }
            .into());
        }
        None => (1..=count).collect(),
    };
    let folder = match &placing.output {
        Some(output) if is_script(output) => match numbers.as_slice() {
            [one] => return Ok(vec![(*one, output.clone())]),
            _ => {
                return Err(ChaptersError::Several {
                    path: path.to_owned(),
                    chapters: count,
                }
                .into());
            }
        },
        Some(folder) => folder.clone(),
        None if count == 1 && is_book(path) => return Ok(vec![(1, path.with_extension("yaml"))]),
        None => path.with_extension(""),
    };
    let width = count.to_string().len().max(2);
    let place = |number: usize| {
        let chapter = &book.chapters[number - 1];
        let name = match chapter.title.as_deref().map(|title| slug(title, LONGEST)) {
            Some(name) if !name.is_empty() => name,
            _ => "part".to_owned(),
        };
        (number, folder.join(format!("{number:0width$}-{name}.yaml")))
    };
    if count == 1 {
        let stem = path.file_stem().unwrap_or_default();
        return Ok(vec![(1, folder.join(stem).with_extension("yaml"))]);
    }
    Ok(numbers.into_iter().map(place).collect())
}

/// Returns whether an output is the path of a script, not of a folder.
pub(crate) fn is_script(output: &Path) -> bool {
    let ending = output
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    matches!(ending.as_str(), "yaml" | "yml") && !fs::metadata(output).is_ok_and(|own| own.is_dir())
}

/// Returns whether an output is a folder: it exists, or its path ends with a slash.
pub(crate) fn is_folder(output: &Path) -> bool {
    let text = output.to_string_lossy();
    output.is_dir() || text.ends_with('/') || text.ends_with(std::path::MAIN_SEPARATOR)
}

/// Returns the path of the text beside a script. A part of a plain text stays plain.
pub(super) fn prose_of(script: &Path, source: &Path) -> PathBuf {
    match source.extension().filter(|_| !is_book(source)) {
        Some(ending) => script.with_extension(ending),
        None if is_book(source) => script.with_extension("md"),
        None => script.with_extension("txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::manuscript::Chapter;

    fn book(titles: &[&str]) -> Manuscript {
        let chapter = |title: &&str| Chapter {
            title: Some((*title).to_owned()),
            text: format!("# {title}\n\nRain fell.\n"),
            words: 2,
        };
        Manuscript {
            chapters: titles.iter().map(chapter).collect(),
            ..Manuscript::default()
        }
    }

    fn placed(
        path: &str,
        titles: &[&str],
        output: Option<&str>,
        chapter: Option<usize>,
    ) -> Vec<String> {
        let placing = Placing {
            output: output.map(PathBuf::from),
            chapter,
            overwrite: Overwrite::Refuse,
        };
        match places(Path::new(path), &book(titles), &placing) {
            Ok(places) => places
                .iter()
                .map(|(_, path)| path.display().to_string())
                .collect(),
            Err(error) => vec![error.to_string()],
        }
    }

    #[test]
    fn a_chapter_has_its_number_and_title_in_its_name() {
        let two = ["The Gate", "…"];
        assert_eq!(
            placed("a/b.epub", &two, None, None),
            ["a/b/01-the-gate.yaml", "a/b/02-part.yaml"]
        );
        assert_eq!(
            placed("a/b.epub", &two, Some("out"), Some(2)),
            ["out/02-part.yaml"]
        );
        assert_eq!(placed("b.epub", &two, Some("x.yaml"), Some(1)), ["x.yaml"]);
        assert_eq!(placed("b.txt", &two, None, Some(1)), ["b/01-the-gate.yaml"]);
    }

    #[test]
    fn a_text_of_one_chapter_is_beside_its_source() {
        assert_eq!(placed("a/b.docx", &["One"], None, None), ["a/b.yaml"]);
        assert_eq!(
            placed("a/b.docx", &["One"], Some("out/"), None),
            ["out/b.yaml"]
        );
    }

    #[test]
    fn impossible_wishes_are_refused() {
        let refused = placed("b.epub", &["A", "B"], Some("x.yaml"), None);
        assert_eq!(
            refused,
            ["b.epub has 2 chapters, and a script has one text"]
        );
        let refused = placed("b.epub", &["A", "B"], None, Some(3));
        assert_eq!(refused, ["b.epub has no chapter 3: it has 2"]);
    }
}
