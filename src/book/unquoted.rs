//! Lines without quotation marks of their own. Takes a script; returns the script
//! with its prose cut at these lines, and the words of each. Without such lines the
//! script is not copied. A line that is skipped can be longer than a paragraph.

use std::ops::Range;

use crate::book::place::Finder;
use cuebook_core::diagnostic::{Diagnostic, Source, shown};
use cuebook_core::id::WordId;
use cuebook_script::prose::StretchKind;
use cuebook_script::{LineNote, Script};

/// A script whose prose is cut.
#[derive(Debug)]
pub(super) struct Cut {
    pub script: Script,
    /// For each line of the script, its words if they have no quotation marks.
    pub words: Vec<Option<Range<WordId>>>,
}

/// Cuts the lines without quotation marks out of the narration. Returns `None`
/// if there are no such lines.
#[must_use]
pub(super) fn cut(script: &Script, diagnostics: &mut Vec<Diagnostic>) -> Option<Cut> {
    if !script.lines.iter().any(|note| note.unquoted) {
        return None;
    }
    let finder = Finder::new(&script.prose);
    let mut words: Vec<Option<Range<WordId>>> = Vec::with_capacity(script.lines.len());
    for note in &script.lines {
        let place = note.unquoted.then(|| place(script, &finder, note));
        words.push(match place {
            Some(Ok(place)) => Some(place),
            Some(Err(diagnostic)) => {
                diagnostics.push(diagnostic);
                None
            }
            None => None,
        });
    }
    let mut order: Vec<usize> = (0..words.len())
        .filter(|note| words[*note].is_some())
        .collect();
    order.sort_by_key(|note| words[*note].as_ref().map(|place| place.start));
    let mut spoken: Vec<Range<WordId>> = Vec::new();
    let mut last = None;
    for note in order {
        let Some(place) = words[note].clone() else {
            continue;
        };
        match last.filter(|_| spoken.last().is_some_and(|before| place.start < before.end)) {
            Some(other) => {
                diagnostics.push(twice(&script.lines[note], &script.lines[other]));
                words[note] = None;
            }
            None => {
                spoken.push(place);
                last = Some(note);
            }
        }
    }
    let mut script = script.clone();
    script.prose.cut(&spoken);
    Some(Cut { script, words })
}

/// Returns the words of a line, from the first to the last word that it quotes.
fn place(
    script: &Script,
    finder: &Finder<'_>,
    note: &LineNote,
) -> Result<Range<WordId>, Diagnostic> {
    let (quote, span) = (&note.quote.value, note.quote.span);
    let find = |kind| finder.find_words_within(kind, quote, span, |place| place);
    let first = find(StretchKind::Narration).or_else(|outside| match outside.code {
        // A part of a quoted stretch.
        "quote-not-narration" => find(StretchKind::Dialogue).map_err(|why| match why.code {
            "quote-not-dialogue" => outside,
            _ => why,
        }),
        _ => Err(outside),
    })?;
    let Some(to) = &note.to else {
        return Ok(first);
    };
    let prose = &script.prose;
    let stretch = prose.stretch_of(prose.sentence_of(first.start));
    let end = prose.words_of(&prose.stretches[stretch]).end;
    let length = cuebook_script::prose::words(&to.value).len().max(1);
    let skip = note.skip.as_ref().is_some_and(|skip| skip.value);
    // A quotation is skipped whole.
    let ends = |place: WordId| {
        let last = prose.stretch_of(prose.sentence_of(place + length - 1));
        let last = &prose.stretches[last];
        last.kind == StretchKind::Narration || prose.words_of(last).end == place + length
    };
    let places = finder.places_of(&to.value);
    let last = places
        .into_iter()
        .filter(|place| *place >= first.end)
        .find(|place| *place + length <= end || skip && ends(*place));
    last.map(|last| first.start..last + length).ok_or_else(|| {
        let (scope, hint) = match skip {
            true => ("the text", "`to` names the last words that are not heard"),
            false => (
                "this stretch of the text",
                "`to` names the last words of the line, in the same paragraph",
            ),
        };
        let message = format!("“{}” does not follow in {scope}", shown(&to.value));
        Diagnostic::error("quote-not-found", to.span, message)
            .also(Source::Script, span, "after these words")
            .hint(hint)
    })
}

fn twice(note: &LineNote, other: &LineNote) -> Diagnostic {
    Diagnostic::error(
        "line-twice",
        note.quote.span,
        "these words belong to a line that is listed already",
    )
    .also(Source::Script, other.quote.span, "listed here")
    .hint("let each line end before the next begins")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::session::Show;
    use crate::world::Memory;

    /// Returns the lines that are heard, and the codes of the diagnostics.
    fn heard(line: &str) -> (Vec<String>, Vec<&'static str>) {
        let script = format!(
            "text: |\n  The licence says\n\n  that “all” is free.\n\n  “Free,” it says again. The story.\n\nlines:\n  - {line}\n"
        );
        let world = Memory::default();
        let show = Show::load(Path::new("s.yaml"), script.as_bytes(), None, &world);
        let prose = &show.book.prose;
        let lines = show
            .book
            .lines
            .iter()
            .map(|line| prose.span_of(line.words.clone()).of(&prose.text).to_owned());
        (
            lines.collect(),
            show.diagnostics.iter().map(|found| found.code).collect(),
        )
    }

    #[test]
    fn a_skipped_line_can_be_longer_than_a_paragraph() {
        let (lines, found) =
            heard("{ id: licence, words: The licence, to: says again, skip: true }");
        assert_eq!(lines, ["The story"]);
        assert!(found.is_empty(), "{found:?}");
        let (lines, _) = heard("{ words: The licence, to: is free, skip: true }");
        assert_eq!(lines, ["Free", "it says again. The story"]);
        // A spoken line ends in its paragraph, and no line ends within a quotation.
        let spoken = heard("{ words: The licence, to: says again, by: NARRATOR }");
        assert!(spoken.1.contains(&"quote-not-found"));
    }
}
