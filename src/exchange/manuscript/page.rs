//! Blocks of text with the marks of Markdown: the form to which every format is brought.

mod marks;

use std::collections::BTreeMap;

use cuebook_script::prose;
pub(super) use marks::{escaped_start, labelled, unmarked};
use marks::{is_ornament, render};

/// A heading, a paragraph, or what separates them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub kind: Kind,
    /// The text with emphasis as Markdown. The marks of footnotes are keys between
    /// [`OPEN`] and [`CLOSE`].
    pub text: String,
    /// The ids of the source that are at this block or right before it.
    pub ids: Vec<String>,
}

/// What a block is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading, by its level from 1.
    Heading(u8),
    Paragraph,
    /// An entry of a list, with its number if the list is numbered.
    Item(Option<u32>),
    /// A row of a table.
    Row,
    /// A break between scenes.
    Break,
    /// A paragraph without text.
    Blank,
}

impl Block {
    /// Returns the number of its words.
    pub(super) fn words(&self) -> usize {
        prose::words(&unmarked(&self.text)).len()
    }
}

/// The emphasis of some text.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub em: bool,
    pub strong: bool,
    /// Whether it is above the line. Only figures stay so: `10⁶`, but `4th`.
    pub raised: bool,
}

/// Returns a figure or a sign of one as Unicode has it above the line.
fn superscript(c: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match c {
        '+' => '⁺',
        '-' | '−' => '⁻',
        c => c.to_digit(10).map_or(c, |digit| RAISED[digit as usize]),
    }
}

/// The characters around the key of a footnote.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// The text of a block that has not ended.
pub(super) type Runs = Vec<(Style, String)>;

/// Text that is gathered into blocks.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub blocks: Vec<Block>,
    /// The texts of the footnotes by key.
    pub notes: BTreeMap<String, String>,
    runs: Runs,
    ids: Vec<String>,
}

impl Page {
    /// Adds text to the block. White space becomes single spaces.
    pub(super) fn text(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            match c {
                // Signs that only help to break lines, and signs of symbol fonts.
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}' => {}
                c if c.is_whitespace() => self.space(),
                c if c.is_control() => {}
                c => self.push(c, style),
            }
        }
    }

    fn push(&mut self, c: char, style: Style) {
        let c = if style.raised { superscript(c) } else { c };
        let style = Style {
            raised: false,
            ..style
        };
        match self.runs.last_mut() {
            Some((last, text)) if *last == style => text.push(c),
            _ => self.runs.push((style, c.into())),
        }
    }

    fn space(&mut self) {
        if let Some((_, text)) = self.runs.last_mut()
            && !text.ends_with([' ', '\n'])
        {
            text.push(' ');
        }
    }

    /// Ends a line within the block. Two line ends in a row end the block.
    pub(super) fn line_break(&mut self) {
        let Some((_, text)) = self.runs.last_mut() else {
            return;
        };
        while text.ends_with(' ') {
            text.pop();
        }
        match text.ends_with('\n') {
            true => self.end(Kind::Paragraph),
            false => text.push('\n'),
        }
    }

    /// Takes the text of the block that has not ended, for [`Page::go_on`].
    pub(super) fn set_aside(&mut self) -> Runs {
        std::mem::take(&mut self.runs)
    }

    /// Goes on with a block that was set aside.
    pub(super) fn go_on(&mut self, runs: Runs) {
        self.runs = runs;
    }

    /// Adds the mark of a footnote.
    pub(super) fn note_mark(&mut self, key: &str) {
        let plain = |c: &char| !matches!(*c, OPEN | CLOSE);
        let key: String = key.chars().filter(plain).collect();
        // The mark follows its word.
        if let Some((_, text)) = self.runs.last_mut() {
            while text.ends_with([' ', '\n']) {
                text.pop();
            }
        }
        let mark = format!("{OPEN}{key}{CLOSE}");
        self.runs.push((Style::default(), mark));
    }

    /// Adds an id that names the next block.
    pub(super) fn id(&mut self, id: &str) {
        if !id.is_empty() {
            self.ids.push(id.to_owned());
        }
    }

    /// Returns whether the text so far ends in a capital that is no word: `T`, not `I`.
    pub(super) fn ends_in_capital(&self) -> bool {
        let last = self.runs.last().and_then(|(_, text)| text.chars().last());
        last.is_some_and(|c| c.is_uppercase() && !"IAO".contains(c))
    }

    /// Returns whether the block has no text so far.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Ends the block, if it has text.
    pub(super) fn end(&mut self, kind: Kind) {
        let text = render(&std::mem::take(&mut self.runs), kind);
        if text.is_empty() {
            return;
        }
        let kind = match is_ornament(&text) {
            true => Kind::Break,
            false => kind,
        };
        self.add(kind, text);
    }

    /// Adds a break, or a paragraph without text.
    pub(super) fn rule(&mut self, kind: Kind) {
        self.add(kind, String::new());
    }

    fn add(&mut self, kind: Kind, text: String) {
        let ids = std::mem::take(&mut self.ids);
        self.blocks.push(Block { kind, text, ids });
    }

    /// Takes the blocks from an index on, and returns their text as that of a footnote.
    pub(super) fn take_note(&mut self, from: usize) -> String {
        let taken = self.blocks.split_off(from.min(self.blocks.len()));
        let texts: Vec<String> = taken.into_iter().map(|block| block.text).collect();
        let text = unmarked(&texts.join(" "));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Joins the blocks from an index on to a row of a table.
    pub(super) fn join_row(&mut self, from: usize) {
        let cells = self.blocks.split_off(from.min(self.blocks.len()));
        let texts: Vec<String> = cells
            .iter()
            .map(|cell| cell.text.replace('\n', " ").replace('|', "\\|"))
            .collect();
        self.blocks.push(Block {
            kind: Kind::Row,
            text: texts.join(" | "),
            ids: cells.into_iter().flat_map(|cell| cell.ids).collect(),
        });
    }

    /// Returns the page, in which blank paragraphs are breaks, if only few are between
    /// the others.
    pub(super) fn finish(mut self) -> Page {
        self.end(Kind::Paragraph);
        let blank = |block: &&Block| block.kind == Kind::Blank;
        let blanks = self.blocks.iter().filter(blank).count();
        let texts = self.blocks.len() - blanks;
        let kept = blanks * 4 <= texts;
        self.blocks
            .retain(|block| kept || block.kind != Kind::Blank);
        for block in &mut self.blocks {
            if block.kind == Kind::Blank {
                block.kind = Kind::Break;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EM: Style = Style {
        em: true,
        strong: false,
        raised: false,
    };
    const PLAIN: Style = Style {
        em: false,
        strong: false,
        raised: false,
    };

    fn page(runs: &[(&str, Style)]) -> Vec<Block> {
        let mut page = Page::default();
        for (text, style) in runs {
            page.text(text, *style);
        }
        page.finish().blocks
    }

    #[test]
    fn emphasis_is_inside_of_quotation_marks_and_spaces() {
        let text = |runs: &[(&str, Style)]| page(runs)[0].text.clone();
        assert_eq!(
            text(&[("“No,” ", EM), ("he\n said", PLAIN)]),
            "“*No*,” he said"
        );
        assert_eq!(
            text(&[("a ", PLAIN), ("…", EM), (" b*c", PLAIN)]),
            "a … b\\*c"
        );
        assert_eq!(text(&[("a <b> 1 < 2", PLAIN)]), "a \\<b> 1 < 2");
        assert_eq!(text(&[("so\u{ad}ft\u{a0}\u{1}x", PLAIN)]), "soft x");
    }

    #[test]
    fn ornaments_are_breaks() {
        for text in ["* * *", "⁂", "—", "# # #"] {
            assert_eq!(page(&[(text, PLAIN)])[0].kind, Kind::Break, "{text}");
        }
        assert_eq!(page(&[("…", PLAIN)])[0].kind, Kind::Paragraph);
    }

    #[test]
    fn two_line_ends_are_the_end_of_a_paragraph() {
        let mut own = Page::default();
        for text in ["One.", "Two.", "", "Three."] {
            own.text(text, PLAIN);
            own.line_break();
        }
        let texts: Vec<String> = own.finish().blocks.into_iter().map(|b| b.text).collect();
        assert_eq!(texts, ["One.\nTwo.", "Three."]);
    }

    #[test]
    fn few_blank_paragraphs_are_breaks_and_many_are_not() {
        let blanks = |texts: usize| {
            let mut own = Page::default();
            for n in 0..texts {
                own.text("Words.", PLAIN);
                own.end(Kind::Paragraph);
                if n % 2 == 0 && n < 4 {
                    own.rule(Kind::Blank);
                }
            }
            own.finish()
                .blocks
                .iter()
                .filter(|b| b.kind == Kind::Break)
                .count()
        };
        assert_eq!((blanks(4), blanks(12)), (0, 2));
    }
}
