//! Paragraphs. The module takes a whole text and returns its paragraphs, each from the start of its
//! first line to the start of the next paragraph. Joined together they are the text.
//!
//! A text is either wrapped or not; this is decided once for the whole text. In a *wrapped* text
//! lines end at the width of the page. A paragraph ends at a blank line, at a line of ornaments
//! such as `* * *`, before an indented line that follows a line without indentation, and after a
//! line of a heading. In any other text every line is a paragraph.
//!
//! A text is wrapped if at least a third of its line ends run on; line ends beside blank lines do
//! not count. A line end runs on if no mark that ends a sentence is before it and a small letter is
//! after it. In a script without small letters, any letter may follow, but the line must have a
//! minimum length. A text with many verses or lists is wrapped too if a third of its full lines run
//! on and nearly no line is longer than they are.
//!
//! Not every line end of a wrapped text is there because the line is full: see [`lines`].

use std::ops::Range;

use super::lines::{Block, End, runs_on, width};
pub(super) use super::lines::{Line, lines};

/// The paragraphs of a text, and the pauses within them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Layout {
    pub paragraphs: Vec<Range<usize>>,
    /// The starts of lines that are set apart within a paragraph, in order: those of a poem.
    pub pauses: Vec<usize>,
}

/// Returns the paragraphs of `text`; none if it is empty.
pub(super) fn layout(text: &str) -> Layout {
    let lines: Vec<Line<'_>> = lines(text).collect();
    let width = is_wrapped(&lines).then(|| width(&lines)).flatten();
    let mut found = Layout::default();
    let mut starts = Vec::new();
    let mut block = 0..0;
    let (mut after_gap, mut after_indent) = (false, false);
    for (index, line) in lines.iter().enumerate() {
        if line.is_gap() {
            after_gap = true;
            continue;
        }
        let indented = line.is_indented();
        let begins = starts.is_empty() || after_gap || (indented && !after_indent);
        if begins || width.is_none() {
            divide(&lines[block], width, &mut starts, &mut found.pauses);
            starts.push(if starts.is_empty() { 0 } else { line.start });
            block = index..index;
        }
        block.end = index + 1;
        (after_gap, after_indent) = (false, indented);
    }
    divide(&lines[block], width, &mut starts, &mut found.pauses);
    if starts.is_empty() && !text.is_empty() {
        starts.push(0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    found.paragraphs = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| start..end)
        .collect();
    found
}

/// Adds the starts of the paragraphs and the pauses in a block of lines that follow one another.
fn divide(
    lines: &[Line<'_>],
    width: Option<usize>,
    starts: &mut Vec<usize>,
    pauses: &mut Vec<usize>,
) {
    let Some(width) = width.filter(|_| lines.len() > 1) else {
        return;
    };
    let is_short = |pair: &[Line<'_>]| pair[0].is_short(&pair[1], width);
    if !lines.windows(2).any(is_short) {
        return;
    }
    let block = Block::new(lines, width);
    for (index, line) in lines.iter().enumerate().skip(1) {
        match block.end(index - 1) {
            End::Wraps => {}
            End::Pause => pauses.push(line.start),
            End::Paragraph => starts.push(line.start),
        }
    }
}

/// Returns whether `c` is white space or the byte order mark that some editors write at the start.
pub(super) fn is_white(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let pairs = || {
        let pairs = lines.windows(2).map(|pair| (&pair[0], &pair[1]));
        pairs.filter(|(line, next)| !line.is_gap() && !next.is_gap())
    };
    let run_on = pairs().filter(|(line, next)| runs_on(line, next)).count();
    run_on > 0 && (run_on * 3 >= pairs().count() || is_mostly_wrapped(lines, pairs()))
}

/// Returns whether the full lines of a text with many short lines are wrapped.
fn is_mostly_wrapped<'l, 't: 'l>(
    lines: &[Line<'t>],
    pairs: impl Iterator<Item = (&'l Line<'t>, &'l Line<'t>)>,
) -> bool {
    let Some(width) = width(lines) else {
        return false;
    };
    let (mut full, mut run_on) = (0_usize, 0_usize);
    for (line, next) in pairs.filter(|(line, next)| !line.is_short(next, width)) {
        full += 1;
        run_on += usize::from(runs_on(line, next));
    }
    let long = lines.iter().filter(|line| line.length * 5 > width * 6);
    run_on >= 8 && run_on * 3 >= full && long.count() * 50 <= full
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        layout(text)
            .paragraphs
            .into_iter()
            .map(|p| &text[p])
            .collect()
    }

    #[test]
    fn a_wrapped_text_breaks_at_blank_lines() {
        let text = "The lamp had burned low and\nnobody rose to mend it.\n\nOutside, the rain went on\nfalling on the roofs.\n";
        assert_eq!(
            split(text),
            [
                "The lamp had burned low and\nnobody rose to mend it.\n\n",
                "Outside, the rain went on\nfalling on the roofs.\n"
            ]
        );
    }

    #[test]
    fn a_text_with_one_paragraph_per_line_breaks_at_every_line() {
        let text = "The Lamp\nIt had burned low.\nNobody rose.\r\n\r\nThe rain fell.";
        assert_eq!(
            split(text),
            [
                "The Lamp\n",
                "It had burned low.\n",
                "Nobody rose.\r\n\r\n",
                "The rain fell."
            ]
        );
    }

    #[test]
    fn an_indented_line_begins_a_paragraph_of_a_wrapped_text() {
        let text = "  The lamp had burned low and\nnobody rose to mend it.\n  The rain went on\nfalling all night.";
        assert_eq!(split(text).len(), 2);
    }

    #[test]
    fn ornaments_separate_paragraphs_and_belong_to_the_first() {
        let text = "The lamp had burned\nlow.\n* * *\nMorning came to\nthe yard.";
        assert_eq!(
            split(text),
            [
                "The lamp had burned\nlow.\n* * *\n",
                "Morning came to\nthe yard."
            ]
        );
    }

    #[test]
    fn old_line_ends_and_scripts_without_case_are_read() {
        assert_eq!(split("One.\rTwo.\rThree."), ["One.\r", "Two.\r", "Three."]);
        let wrapped = "雨はまだ降っていて兵士たちは黙って門の前に立ち\n続けていた。\n\n朝が来た。";
        assert_eq!(split(wrapped).len(), 2);
    }

    #[test]
    fn an_empty_text_has_no_paragraph_and_a_blank_text_has_one() {
        assert!(split("").is_empty());
        assert_eq!(split("\u{feff} \n\n"), ["\u{feff} \n\n"]);
    }

    /// Returns the text with `|` before each pause and `¶` before each paragraph but the first.
    fn marked(text: &str) -> String {
        let layout = layout(text);
        let starts = layout.paragraphs.iter().skip(1).map(|p| (p.start, '¶'));
        let pauses = layout.pauses.iter().map(|&at| (at, '|'));
        let mut marks: Vec<(usize, char)> = starts.chain(pauses).collect();
        marks.sort_unstable();
        let mut text = text.to_owned();
        for (at, mark) in marks.into_iter().rev() {
            text.insert(at, mark);
        }
        text
    }

    const WRAPPED: &str = "The lamp had burned low and nobody rose\nto mend it. Outside, the rain went on\nfalling on the roofs of the town and on\nBoris, who had no coat.\n\n";

    #[test]
    fn a_line_of_a_heading_is_a_paragraph() {
        for (text, expected) in [
            (
                "CHAPTER ONE\nThe Cellar Opens\n\n",
                "CHAPTER ONE\n¶The Cellar Opens\n\n",
            ),
            (
                "THE LAMP\nby Anna Petrova\n1924\n\n",
                "THE LAMP\n¶by Anna Petrova\n¶1924\n\n",
            ),
            (
                "IV\nor, The Long Way Home\n\n",
                "IV\n¶or, The Long Way Home\n\n",
            ),
            ("CHAPTER IV.\nTHE LAMP.\n\n", "CHAPTER IV.\n¶THE LAMP.\n\n"),
            ("PART TWO\n", "PART TWO\n¶"),
        ] {
            let all = format!("{text}{WRAPPED}");
            let marked = marked(&all);
            let lead = expected.trim_end_matches('¶');
            assert!(marked.starts_with(lead), "{marked}");
        }
        let run_in = format!("PART TWO\n{WRAPPED}");
        assert_eq!(marked(&run_in), format!("PART TWO\n¶{WRAPPED}"));
    }

    #[test]
    fn a_line_of_verse_or_of_a_list_ends_with_a_pause() {
        let verse = "O the night is long,\nAnd the road is white,\nAnd I sing my song\nTo the fading light\n\n";
        let expected = verse.replace(",\n", ",\n|").replace("song\n", "song\n|");
        assert_eq!(
            marked(&format!("{WRAPPED}{verse}")),
            format!("{WRAPPED}¶{expected}")
        );
        let list = "two loaves of bread\nmilk\nfour eggs\nsoap\n\n";
        let expected = "two loaves of bread\n|milk\n|four eggs\n|soap\n\n";
        assert_eq!(
            marked(&format!("{WRAPPED}{list}")),
            format!("{WRAPPED}¶{expected}")
        );
        let said = "“O the night is long,\nAnd the road is white,\nAnd I sing.”\n\n";
        let layout = layout(&format!("{WRAPPED}{said}"));
        assert_eq!((layout.paragraphs.len(), layout.pauses.len()), (2, 2));
    }

    #[test]
    fn wrapped_prose_is_not_divided() {
        let narrow = "    My dear Vera, I write to\n    you from the house where\n    Boris lives. It is cold.\n\n";
        let ragged = "He came in from the\ncold.\n\n";
        let name =
            "In the end it was the old\nKremlin, as he said it would\nbe, and Boris\nsaw it.\n\n";
        for text in [narrow, ragged, name] {
            let whole = format!("{WRAPPED}{text}{WRAPPED}");
            let layout = layout(&whole);
            assert_eq!(layout.pauses, Vec::<usize>::new(), "{text}");
            assert_eq!(layout.paragraphs.len(), 3, "{text}");
        }
    }

    #[test]
    fn a_text_with_many_verses_is_wrapped_too() {
        let verse = "The night is long,\nThe road is white,\nI sing my song,\nAll through the night.\nThe stars are out,\nThe moon is high,\n\n";
        let text = format!("{WRAPPED}{verse}{verse}").repeat(6);
        let layout = layout(&text);
        assert_eq!(layout.paragraphs.len(), 18);
    }
}
