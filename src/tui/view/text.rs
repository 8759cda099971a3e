//! The text pane, with the spoken word marked. Draws the prose in rows, the
//! roles on the left and, where there is room, the cues on the right. The row
//! of the playhead is in the upper third, unless the text begins below it.

use std::ops::Range;

use ratatui::style::Style;

use super::pane::{Pane, cells, fit};
use super::wrap;
use crate::book::{Book, Line};
use crate::tui::here;
use crate::tui::now::Now;
use crate::tui::theme::Theme;
use cuebook_core::id::{CueId, LineId, WordId};
use cuebook_core::units::{Frames, RATE};

/// The margins of a pane and the width of the text, in columns.
#[derive(Copy, Clone, Debug)]
struct Columns {
    /// A sign, then a name.
    left: usize,
    text: usize,
    right: usize,
}

/// Values that are looked up once for each frame.
struct Page<'a> {
    now: &'a Now<'a>,
    theme: &'a Theme,
    columns: Columns,
    /// The line that is heard or was heard last.
    line: Option<LineId>,
    heard: Vec<LineId>,
    spoken: Vec<WordId>,
}

/// Draws the text.
pub(super) fn draw(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme) {
    if pane.area.is_empty() {
        return;
    }
    let book = &now.show.book;
    let heard: Vec<LineId> = here::heard(now.timeline, now.at).collect();
    let spoken = heard.iter();
    let spoken = spoken.filter_map(|line| here::word(book, now.timeline, *line, now.at));
    let page = Page {
        now,
        theme,
        columns: Columns::of(pane.width(), book),
        line: here::line(now.timeline, now.at),
        spoken: spoken.collect(),
        heard,
    };
    let at = here::byte(book, now.timeline, now.at);
    let mut rows = seen(book, at, page.columns.text, pane.height());
    let undecided = now.choices.as_ref().and_then(|choices| choices.undecided);
    let hidden = undecided.and_then(|(_, word)| book.prose.words.get(word));
    // The listener does not read what comes after an option before taking it.
    rows.retain(|row| hidden.is_none_or(|word| row.start < word.span.start));
    for (row, bytes) in rows.iter().enumerate() {
        let is_here = bytes.contains(&at);
        page.margin(pane, row, bytes, is_here);
        page.words(pane, row, bytes);
    }
    page.cues(pane, &rows);
}

impl Columns {
    fn of(width: usize, book: &Book) -> Columns {
        let names = book.roles.iter().map(|role| cells(&role.name));
        let name = names.max().unwrap_or(0);
        let left = match width {
            0..16 => 0,
            16..32 => 2,
            // A sign, a space, the name, another sign, a space.
            _ => 2 + name.min(width / 6).max(1) + 2,
        };
        let right = if width >= 100 { width / 4 } else { 0 };
        Columns {
            left,
            text: (width - left - right).saturating_sub(1).max(1),
            right,
        }
    }
}

/// Returns the visible rows, with the row of the byte `at` in the upper third.
fn seen(book: &Book, at: usize, width: usize, height: usize) -> Vec<Range<usize>> {
    let prose = &book.prose;
    let wrapped = |block: &Range<usize>| wrap::rows(&prose.text, block.clone(), width);
    let Some(mut first) = wrap::block(prose, at) else {
        return Vec::new();
    };
    let mut last = first.clone();
    let mut rows = wrapped(&first);
    let mut here = rows.iter().rposition(|row| row.start <= at).unwrap_or(0);
    let above = height / 3;
    while here < above && first.start > 0 {
        let Some(block) = wrap::block(prose, first.start - 1) else {
            break;
        };
        let mut before = wrapped(&block);
        here += before.len();
        before.append(&mut rows);
        (rows, first) = (before, block);
    }
    let top = here.saturating_sub(above);
    while rows.len() < top + height {
        let Some(block) = wrap::block(prose, last.end) else {
            break;
        };
        rows.extend(wrapped(&block));
        last = block;
    }
    rows.drain(..top);
    rows.truncate(height);
    rows
}

impl Page<'_> {
    fn book(&self) -> &Book {
        &self.now.show.book
    }

    /// Draws the role that begins to speak in a row, and the roles that speak
    /// at the playhead.
    fn margin(&self, pane: &mut Pane<'_>, row: usize, bytes: &Range<usize>, is_here: bool) {
        let width = self.columns.left;
        if width == 0 {
            return;
        }
        let book = self.book();
        if is_here {
            pane.put(0, row, "▶", self.theme.active);
        }
        let lines = &book.lines;
        let first = lines.partition_point(|line| line.text.start < bytes.start);
        let begin = || {
            let lines = lines.iter().skip(first);
            lines.take_while(|line| line.text.start < bytes.end)
        };
        let own = self.line.filter(|_| is_here).map(|line| &lines[line]);
        let chosen = own
            .or(begin().find(|line| line.dialogue))
            .or(begin().next());
        let Some(line) = chosen else { return };
        let others = begin().any(|other| other.dialogue && other.role != line.role);
        let sign = if others { "+" } else { "" };
        let room = width.saturating_sub(4);
        let is_speaking = is_here
            && self
                .heard
                .iter()
                .any(|heard| lines[*heard].role == line.role);
        let style = match (is_speaking, line.dialogue) {
            (true, _) => self.theme.active,
            (false, true) => self.theme.role,
            (false, false) => self.theme.faint,
        };
        if width > 3 {
            let name = fit(&book.roles[line.role].name, room);
            let end = pane.put(2, row, &name, style);
            pane.put(end, row, sign, self.theme.faint);
        }
    }

    /// Draws a row of the text, with a style for each word: heard, spoken, or
    /// later.
    fn words(&self, pane: &mut Pane<'_>, row: usize, bytes: &Range<usize>) {
        let prose = &self.book().prose;
        let mut word = prose.words.boundary(|word| word.span.end <= bytes.start);
        let end = self.columns.left + self.columns.text;
        let mut column = self.columns.left;
        let mut at = bytes.start;
        while at < bytes.end && column < end {
            let next = prose.words.get(word).map(|word| word.span.range());
            let next = next.unwrap_or(bytes.end..bytes.end);
            let (to, style) = match next.start <= at {
                true => (next.end, self.word_style(word)),
                false => (next.start, self.between_style(word, at)),
            };
            let to = to.min(bytes.end);
            column = put_prose(pane, (column, row), &prose.text[at..to], style);
            word += usize::from(to >= next.end);
            at = to;
        }
    }

    fn word_style(&self, word: WordId) -> Style {
        if self.spoken.contains(&word) {
            return self.theme.spoken;
        }
        let book = self.book();
        let line = book.lines.partition_point(|line| line.words.end <= word);
        let Some(line) = book
            .lines
            .get(LineId(line))
            .filter(|l| l.words.contains(&word))
        else {
            return self.theme.skipped;
        };
        let times = self.now.timeline.words.get(word);
        let is_said = times.is_some_and(|times| times.start <= self.now.at);
        self.style(is_said, self.is_heard(line))
    }

    /// Returns the style of marks and white space before a word.
    fn between_style(&self, word: WordId, byte: usize) -> Style {
        let book = self.book();
        let line = book.lines.partition_point(|line| line.text.end <= byte);
        let line = book
            .lines
            .get(LineId(line))
            .filter(|line| line.text.start <= byte);
        let before = word.checked_sub(1);
        let before = before.and_then(|word| self.now.timeline.words.get(word));
        let is_said = before.is_none_or(|times| times.start <= self.now.at);
        self.style(is_said, line.is_some_and(|line| self.is_heard(line)))
    }

    fn is_heard(&self, line: &Line) -> bool {
        let lines = &self.book().lines;
        self.heard
            .iter()
            .any(|heard| lines[*heard].words == line.words)
    }

    fn style(&self, is_said: bool, is_heard: bool) -> Style {
        match (is_said, is_heard) {
            (true, true) => self.theme.said_here,
            (false, true) => self.theme.current,
            (true, false) => self.theme.said,
            (false, false) => self.theme.text,
        }
    }

    /// Draws the cues that begin during a row, beside it.
    fn cues(&self, pane: &mut Pane<'_>, rows: &[Range<usize>]) {
        if self.columns.right == 0 {
            return;
        }
        let starts: Vec<Option<Frames>> = rows.iter().map(|row| self.begins(row)).collect();
        let shown = starts.iter().flatten();
        let (Some(from), Some(to)) = (shown.clone().min(), shown.max()) else {
            return;
        };
        let to = *to + Frames(i64::from(RATE));
        let mut cues: Vec<(Frames, CueId)> = Vec::new();
        for (id, cue) in self.now.timeline.cues.entries() {
            if (*from..to).contains(&cue.at.start) {
                cues.push((cue.at.start, id));
            }
        }
        cues.sort_unstable();
        let column = pane.width() - self.columns.right;
        let mut free = 0;
        for (start, id) in cues {
            let begun = |begin: &Option<Frames>| begin.is_some_and(|begin| begin <= start);
            let row = starts.iter().rposition(begun).unwrap_or(0).max(free);
            self.cue(&mut *pane, (column, row), id);
            free = row + 1;
        }
    }

    /// Returns when the first word of a row is heard.
    fn begins(&self, row: &Range<usize>) -> Option<Frames> {
        let words = &self.book().prose.words;
        let first = words.boundary(|word| word.span.end <= row.start);
        let is_here = words.get(first)?.span.start < row.end;
        let times = self.now.timeline.words.get(first).filter(|_| is_here);
        times.map(|times| times.start)
    }

    fn cue(&self, pane: &mut Pane<'_>, (column, row): (usize, usize), id: CueId) {
        let (Some(cue), Some(placed)) = (self.book().cues.get(id), self.now.timeline.cues.get(id))
        else {
            return;
        };
        let at = self.now.at;
        let (sign, style) = match placed.at.start > at {
            true => ("◇", self.theme.text),
            false if placed.at.contains(&at) => ("◆", self.theme.active),
            false => ("·", self.theme.faint),
        };
        let room = self.columns.right;
        let text = fit(&format!("{sign} {} {}", cue.kind.name(), cue.id), room - 1);
        pane.put(column, row, &text, style);
    }
}

/// Writes prose with one space for any white space.
fn put_prose(
    pane: &mut Pane<'_>,
    (column, row): (usize, usize),
    text: &str,
    style: Style,
) -> usize {
    let mut column = column;
    let mut rest = text;
    while !rest.is_empty() {
        let white = rest.find(|c| !is_white(c)).unwrap_or(rest.len());
        if white > 0 {
            column = pane.put(column, row, " ", style);
        }
        rest = &rest[white..];
        let word = rest.find(is_white).unwrap_or(rest.len());
        column = pane.put(column, row, &rest[..word], style);
        rest = &rest[word..];
    }
    column
}

fn is_white(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}
