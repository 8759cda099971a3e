//! Chapters: which scenes a listener can go to in a player, and how they are called.

use super::names::SceneName;
use cuebook_core::diagnostic::{Diagnostic, Source, Spanned, shown};
use cuebook_yaml::mapping::{
    Choice, Declared, Map, Reader, Required, Slot, Takes, Text, Value, Word, mapping,
};

/// The scenes that are chapters.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Chapters {
    /// Those with a title.
    #[default]
    Titled,
    /// All of them. One without a title has the name of its id.
    All,
    /// None.
    Off,
    /// These, with their own titles where they have some.
    These(Vec<(Spanned<String>, Option<String>)>),
}

mapping! {
    /// A scene that is a chapter, with another title.
    pub struct ChapterNote: "chapter", "a chapter", "{ scene: office, title: The Office }" {} keys {
        /// The scene with which the chapter begins.
        scene: Required<SceneName> { examples: &["office"] },
        /// The title of the chapter.
        title: Text { default: Described("that of the scene"), examples: &["The Office"] },
    }
}

/// The words for sets of scenes.
pub const CHAPTERS: Choice = Choice {
    what: "set of chapters",
    code: "unknown-chapters",
    words: &[
        Word {
            name: "titled",
            about: "every scene that has a title",
        },
        Word {
            name: "all",
            about: "every scene; one without a title is called by its id",
        },
        Word {
            name: "none",
            about: "no chapters",
        },
    ],
    or: "a list of scenes, such as `chapters: [office, { scene: cellar, title: Below }]`",
    is_open: false,
};

const CHAPTER: Takes = Takes::Either(&[SceneName::TAKES, Takes::Map(ChapterNote::MAPPING)]);

impl Value for Chapters {
    type Of = Chapters;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Takes::OneOf(&CHAPTERS), Takes::Each(&CHAPTER)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Chapters> {
        if slot.is_scalar() && !slot.value.is_empty() {
            return Some(match reader.word(slot, &CHAPTERS)?.value.as_str() {
                "all" => Chapters::All,
                "none" => Chapters::Off,
                _ => Chapters::Titled,
            });
        }
        let mut these: Vec<(Spanned<String>, Option<String>)> = Vec::new();
        for item in reader.items(slot, "office") {
            let item = slot.with(item);
            let (scene, title) = match item.is_scalar() {
                true => (SceneName::read(reader, item)?, None),
                false => {
                    let note = Map::<ChapterNote>::read(reader, item)?;
                    (note.scene, note.title.map(|title| title.value))
                }
            };
            if let Some((first, _)) = these.iter().find(|(known, _)| known.value == scene.value) {
                reader.report(twice(first, &scene));
                continue;
            }
            these.push((scene, title));
        }
        Some(Chapters::These(these))
    }
}

fn twice(first: &Spanned<String>, scene: &Spanned<String>) -> Diagnostic {
    let message = format!("scene `{}` is a chapter twice", shown(scene));
    Diagnostic::error("duplicate-name", scene.span, message).also(
        Source::Script,
        first.span,
        "the first time",
    )
}

impl Chapters {
    /// Returns the title of the chapter that begins with a scene; `None` if none does.
    #[must_use]
    pub fn title(&self, id: &str, title: Option<&str>) -> Option<String> {
        match self {
            Chapters::Titled => title.map(str::to_owned),
            Chapters::All => Some(title.unwrap_or(id).to_owned()),
            Chapters::Off => None,
            Chapters::These(these) => {
                let (_, own) = these.iter().find(|(scene, _)| scene.value == id)?;
                Some(own.as_deref().or(title).unwrap_or(id).to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn read(chapters: &str) -> (Chapters, Vec<&'static str>) {
        let scenes = "scenes: [{ id: a, from: start, title: One }, { id: b, from: x }]";
        let reading = read::read(format!("text: x.txt\n{scenes}\nchapters: {chapters}").as_bytes());
        let codes = reading.diagnostics.iter().map(|found| found.code);
        (reading.script.chapters, codes.collect())
    }

    #[test]
    fn chapters_are_scenes_by_a_word_or_by_name() {
        let titles = |chapters: &str| {
            let (chapters, codes) = read(chapters);
            assert_eq!(codes, [] as [&str; 0]);
            [chapters.title("a", Some("One")), chapters.title("b", None)]
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(titles("titled"), [some("One"), None]);
        assert_eq!(titles("all"), [some("One"), some("b")]);
        assert_eq!(titles("none"), [None, None]);
        assert_eq!(titles("[b]"), [None, some("b")]);
        assert_eq!(
            titles("[{ scene: a, title: First }, { scene: b }]"),
            [some("First"), some("b")]
        );
        assert_eq!(Chapters::default(), Chapters::Titled);
    }

    #[test]
    fn wrong_chapters_are_reported() {
        assert_eq!(read("some").1, ["unknown-chapters"]);
        assert_eq!(read("false").1, ["unknown-chapters"]);
        assert_eq!(read("[a, a]").1, ["duplicate-name"]);
        assert_eq!(read("[{ title: One }]").1, ["missing-key"]);
        assert_eq!(read("{ a: One }").1, ["wrong-shape"]);
    }
}
