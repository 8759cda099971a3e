//! The text as it is read: the source without the parts that are not read, such as the marks of
//! Markdown and the hyphens of divided words. Both directions are mapped: a place in the source
//! has a place in this text, and the other way round.

use std::ops::Range;

use cuebook_core::diagnostic::Span;

/// Bytes that are the same in the source and in the text, except perhaps for their white space.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
struct Run {
    read: usize,
    source: usize,
    length: usize,
}

impl Run {
    fn read_end(&self) -> usize {
        self.read + self.length
    }

    fn source_end(&self) -> usize {
        self.source + self.length
    }
}

/// A text as it is read, with its place in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AsRead {
    pub text: String,
    /// Places in the text, in order, where the reading pauses although no mark is there.
    pub pauses: Vec<usize>,
    /// The runs in order. An empty run marks the place of something that is not read.
    runs: Vec<Run>,
}

impl AsRead {
    /// Returns a text that is read as written.
    pub(super) fn whole(source: &str) -> AsRead {
        let mut all = AsRead::default();
        all.keep(source, 0);
        all.end(source.len());
        all
    }

    /// Adds bytes of the source, which begin at `at` there.
    pub(super) fn keep(&mut self, words: &str, at: usize) {
        self.runs.push(Run {
            read: self.text.len(),
            source: at,
            length: words.len(),
        });
        self.text.push_str(words);
    }

    /// Adds characters that stand for others of the source, or for none.
    pub(super) fn put(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Notes that the next characters belong to what begins at `at` in the source.
    pub(super) fn mark(&mut self, at: usize) {
        self.keep("", at);
    }

    /// Adds a pause.
    pub(super) fn pause(&mut self) {
        self.pauses.push(self.text.len());
    }

    /// Ends the text; the source has `length` bytes.
    pub(super) fn end(&mut self, length: usize) {
        self.mark(length);
    }

    /// Returns the text after changes: for each range, in order, the characters that replace it.
    /// A replacement of the same length keeps the places of its bytes.
    pub(super) fn changed(&self, changes: &[(Range<usize>, &str)]) -> AsRead {
        let mut made = AsRead::default();
        let (mut at, mut run, mut pause) = (0, 0, 0);
        let stop = (self.text.len()..self.text.len(), "");
        for (range, new) in changes.iter().chain([&stop]) {
            self.copy(at..range.start, &mut run, &mut made);
            let shifted = made.text.len();
            while let Some(&here) = self.pauses.get(pause).filter(|here| **here <= range.start) {
                made.pauses.push(shifted - (range.start - here.max(at)));
                pause += 1;
            }
            if new.len() == range.len() && !new.is_empty() {
                made.keep(new, self.source_start(range.start));
            } else {
                made.put(new);
            }
            at = range.end;
        }
        made.pauses.dedup();
        made
    }

    /// Adds a part of this text with its runs. `run` is the first run that may be in it.
    fn copy(&self, part: Range<usize>, run: &mut usize, made: &mut AsRead) {
        let mut at = part.start;
        while let Some(here) = self.runs.get(*run) {
            if here.read > part.end {
                break;
            }
            let from = here.read.max(part.start);
            let to = here.read_end().min(part.end);
            if from < to || here.length == 0 && here.read >= part.start {
                made.put(&self.text[at.min(from)..from]);
                made.keep(&self.text[from..to], here.source + (from - here.read));
                at = to;
            }
            if here.read_end() > part.end {
                break;
            }
            *run += 1;
        }
        made.put(&self.text[at..part.end.max(at)]);
    }

    /// Adds a part of another source as it is read; this source has the part at `at`.
    pub(super) fn append(&mut self, other: &AsRead, part: Span, at: usize) {
        let own = self.runs.len();
        let read = other.read(part);
        let mut run = other
            .runs
            .partition_point(|run| run.read_end() < read.start);
        other.copy(read, &mut run, self);
        for run in &mut self.runs[own..] {
            run.source = run.source.clamp(part.start, part.end) - part.start + at;
        }
    }

    /// Returns the place in the source of a character of the text.
    fn source_start(&self, read: usize) -> usize {
        let after = self.runs.partition_point(|run| run.read <= read);
        let Some(run) = after.checked_sub(1).and_then(|last| self.runs.get(last)) else {
            return 0;
        };
        run.source + (read - run.read).min(run.length)
    }

    /// Returns the place in the source where the characters before `read` end.
    fn source_end(&self, read: usize) -> usize {
        let after = self.runs.partition_point(|run| run.read < read);
        let Some(run) = after.checked_sub(1).and_then(|last| self.runs.get(last)) else {
            return 0;
        };
        match self.runs.get(after).filter(|_| read > run.read_end()) {
            Some(next) => next.source,
            None => run.source + (read - run.read).min(run.length),
        }
    }

    /// Returns the place in the source of a boundary between two parts. A mark that is not
    /// read belongs to the part after it if [`AsRead::mark`] noted it.
    pub(super) fn boundary(&self, read: usize) -> usize {
        let first = self.runs.partition_point(|run| run.read < read);
        match self.runs.get(first).filter(|run| run.read == read) {
            Some(run) => run.source,
            None => self.source_start(read),
        }
    }

    /// Returns the place in the source of a span of the text.
    pub(super) fn source(&self, read: Span) -> Span {
        let start = self.source_start(read.start);
        Span::new(start, self.source_end(read.end).max(start))
    }

    /// Returns the place in the text of a span of the source.
    pub(super) fn read(&self, source: Span) -> Range<usize> {
        let start = self.read_start(source.start);
        start..self.read_end(source.end).max(start)
    }

    fn read_start(&self, source: usize) -> usize {
        let after = self.runs.partition_point(|run| run.source <= source);
        let Some(run) = after.checked_sub(1).and_then(|last| self.runs.get(last)) else {
            return 0;
        };
        run.read + (source - run.source).min(run.length)
    }

    fn read_end(&self, source: usize) -> usize {
        let after = self.runs.partition_point(|run| run.source < source);
        let Some(run) = after.checked_sub(1).and_then(|last| self.runs.get(last)) else {
            return 0;
        };
        match self.runs.get(after).filter(|next| next.source == source) {
            Some(next) if source > run.source_end() => next.read,
            _ => run.read + (source - run.source).min(run.length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_mapped_in_both_directions() {
        // the *old* r&amp;b
        let source = "the *old* r&amp;b.";
        let mut read = AsRead::default();
        read.keep("the ", 0);
        read.keep("old", 5);
        read.keep(" r", 9);
        read.put("&");
        read.keep("b.", 16);
        read.end(source.len());
        assert_eq!(read.text, "the old r&b.");
        let old = Span::new(4, 7);
        assert_eq!(read.source(old).of(source), "old");
        assert_eq!(read.source(Span::new(8, 11)).of(source), "r&amp;b");
        for (written, said) in [("old", "old"), ("r&amp;b", "r&b"), ("*old* r", "old r")] {
            let at = source.find(written).unwrap_or(0);
            let place = read.read(Span::new(at, at + written.len()));
            assert_eq!(&read.text[place], said);
        }
    }

    #[test]
    fn changes_keep_the_places_of_everything_else() {
        let source = "had to re-\nduce it\u{ad}self";
        let whole = AsRead::whole(source);
        let changed = whole.changed(&[(9..11, ""), (15..16, "\n"), (18..20, "")]);
        assert_eq!(changed.text, "had to reduce\nitself");
        let word = |said: &str| {
            let at = changed.text.find(said).unwrap_or(0);
            changed
                .source(Span::new(at, at + said.len()))
                .of(source)
                .to_owned()
        };
        assert_eq!(word("reduce"), "re-\nduce");
        assert_eq!(word("itself"), "it\u{ad}self");
        assert_eq!(changed.read(Span::new(7, 15)), 7..13);
        assert_eq!(changed.boundary(changed.text.len()), source.len());
    }
}
