//! The lines of a text, and why each of them ends. In a wrapped text a line end is a space if the
//! line was full. A heading of several lines, a poem and a list have lines that end early: there
//! the reading pauses.
//!
//! The width of a text is that of its lines that run on. A line is *short* if the first word of the
//! next line would have fitted on it with a quarter of the width to spare. A block of lines is
//! *prose* if its lines run on and fill its own width; its own width then counts, so that a letter
//! with wide margins is not taken for a poem.

/// The minimum length, in characters, of a line that runs on in a script without case.
const LONG_LINE: usize = 20;

/// A line of a text.
pub(super) struct Line<'t> {
    pub start: usize,
    /// The text of the line without its line end.
    pub text: &'t str,
    /// The number of its characters, without the white space at its end.
    pub length: usize,
}

impl Line<'_> {
    /// Returns whether a line is blank, or has only the ornaments that separate scenes.
    pub(super) fn is_gap(&self) -> bool {
        const ORNAMENTS: &str = "*-_=~#•·⁂§—–+";
        let ornament = |c| super::paragraph::is_white(c) || ORNAMENTS.contains(c);
        self.text.chars().all(ornament)
    }

    pub(super) fn is_indented(&self) -> bool {
        let text = self.text;
        text.starts_with('\t') || text.starts_with('\u{3000}') || text.starts_with("  ")
    }

    /// Returns the length that the line would have with the first word of the next.
    fn length_with(&self, next: &Line<'_>) -> usize {
        let word = next.text.split_whitespace().next().unwrap_or("");
        self.length + 1 + word.chars().count()
    }

    /// Returns whether the next line would have begun on this one, if both were wrapped.
    pub(super) fn is_short(&self, next: &Line<'_>, width: usize) -> bool {
        self.length_with(next) * 4 <= width * 3
    }

    fn first(&self) -> Option<char> {
        self.text.trim_start().chars().next()
    }

    fn is_low(&self) -> bool {
        self.first().is_some_and(char::is_lowercase)
    }

    fn ends_with_mark(&self) -> bool {
        let last = self.text.trim_end().chars().next_back();
        last.is_some_and(|c| !c.is_alphanumeric())
    }

    /// Returns whether the words are those of a heading: all in capitals, or each with a capital
    /// except for small words.
    fn is_title(&self) -> bool {
        const SMALL: &str = " a an and at by de for from in of on or the to von with ";
        let is_low = |word: &str| word.starts_with(char::is_lowercase);
        let is_small = |word: &str| SMALL.contains(&format!(" {} ", word.trim_end_matches(',')));
        let mut words = self.text.split_whitespace();
        let opens = |word: &str| !is_low(word) || matches!(word, "by" | "or" | "or,");
        words.clone().count() <= 10
            && words.next().is_some_and(opens)
            && words.all(|word| !is_low(word) || is_small(word))
    }
}

/// Returns the lines, ended by LF, CR LF or CR.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = match rest.get(length..length + 2) {
            Some("\r\n") => 2,
            _ => usize::from(length < rest.len()),
        };
        let text = &rest[..length];
        let line = Line {
            start: at,
            text,
            length: text.trim_end().chars().count(),
        };
        at += length + end;
        Some(line)
    })
}

/// Returns whether a sentence goes on from one line to the next.
pub(super) fn runs_on(line: &Line<'_>, next: &Line<'_>) -> bool {
    const ENDS: &str = ".!?…:;\"'”’»«›‹)]*。！？」』";
    let ended = line.text.trim_end().ends_with(|c| ENDS.contains(c));
    let Some(first) = next.first() else {
        return false;
    };
    let uncased = first.is_alphabetic() && !first.is_uppercase() && !first.is_lowercase();
    !ended && (first.is_lowercase() || uncased && line.text.chars().nth(LONG_LINE).is_some())
}

/// Returns the width of the lines that run on: nearly the longest, so that a few lines that are
/// not wrapped do not count. `None` if no line runs on.
pub(super) fn width(lines: &[Line<'_>]) -> Option<usize> {
    let run_on = lines.windows(2).filter(|pair| runs_on(&pair[0], &pair[1]));
    let mut lengths: Vec<usize> = run_on.map(|pair| pair[0].length).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied()
}

/// Why a line ends.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The line is full, or a mark at its end says how the reading goes on.
    Wraps,
    /// The line is one of a poem or of a list.
    Pause,
    /// The line is one of a heading.
    Paragraph,
}

/// Lines that follow one another without a gap.
pub(super) struct Block<'l, 't> {
    lines: &'l [Line<'t>],
    width: usize,
    prose: bool,
    /// The number of line ends that are short.
    short: usize,
}

impl<'l, 't> Block<'l, 't> {
    /// Judges the lines of a text of this width; there are at least two.
    pub(super) fn new(lines: &'l [Line<'t>], width: usize) -> Block<'l, 't> {
        let own = lines.iter().map(|line| line.length).max().unwrap_or(0);
        let pairs = || lines.windows(2).map(|pair| (&pair[0], &pair[1]));
        let run_on = pairs().filter(|(line, next)| runs_on(line, next)).count();
        let filled = pairs()
            .filter(|(line, next)| line.length_with(next) > own)
            .count();
        let ends = lines.len() - 1;
        let prose = run_on * 3 >= ends && filled * 3 >= ends * 2;
        let width = if prose { width.min(own) } else { width };
        Block {
            lines,
            width,
            prose,
            short: pairs()
                .filter(|(line, next)| line.is_short(next, width))
                .count(),
        }
    }

    /// Returns why a line ends; it is not the last.
    pub(super) fn end(&self, index: usize) -> End {
        let (line, next) = (&self.lines[index], &self.lines[index + 1]);
        if !line.is_short(next, self.width) {
            return End::Wraps;
        }
        let marked = line.ends_with_mark();
        let heads = match marked {
            true => !self.prose && line.text.trim_end().ends_with(['.', ':']) && next.is_title(),
            false => !self.prose || !next.is_low(),
        };
        if heads && line.is_title() && !self.is_quoted(index) {
            return End::Paragraph;
        }
        let ends = self.lines.len() - 1;
        let apart = match next.is_low() {
            true => !self.prose && ends > 1 && self.short == ends,
            false => !marked || !self.prose && self.short * 2 >= ends,
        };
        if apart { End::Pause } else { End::Wraps }
    }

    /// Returns whether a quotation is open at the end of a line.
    fn is_quoted(&self, index: usize) -> bool {
        let marks = self.lines[..=index]
            .iter()
            .flat_map(|line| line.text.chars());
        let (mut straight, mut open) = (false, 0_i32);
        for c in marks {
            match c {
                '"' => straight = !straight,
                '“' | '«' | '„' => open += 1,
                '”' | '»' => open -= 1,
                _ => {}
            }
        }
        straight || open > 0
    }
}
