//! The old and new columns of the lists and mappings of a script. The module takes columns in the
//! order of the script and returns those of the style, two columns per level. Deeper text stays
//! deeper.

/// The number of columns per level.
pub(super) const STEP: usize = 2;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    List,
    Map,
}

#[derive(Copy, Clone, Debug)]
pub(super) struct Level {
    pub shape: Shape,
    pub old: usize,
    pub new: usize,
}

/// The open block lists and mappings, the outermost first.
#[derive(Default)]
pub(super) struct Levels(pub Vec<Level>);

impl Levels {
    /// Returns the new column of an item or a key, given its old one.
    pub(super) fn begin(&mut self, shape: Shape, column: usize) -> usize {
        self.0.retain(|level| level.old <= column);
        if shape == Shape::Map
            && let [
                ..,
                Level {
                    shape: Shape::Map,
                    old,
                    ..
                },
                last,
            ] = self.0[..]
            && last.shape == Shape::List
            && old == column
        {
            // The list was in the column of its key and has ended.
            self.0.pop();
        }
        match self.0.last() {
            Some(level) if level.old == column && level.shape == shape => level.new,
            _ => {
                let new = self.inner();
                self.0.push(Level {
                    shape,
                    old: column,
                    new,
                });
                new
            }
        }
    }

    /// Returns the new column of a value that begins its line.
    pub(super) fn value(&mut self, column: usize) -> usize {
        self.0.retain(|level| level.old < column);
        self.inner()
    }

    /// Returns the new column of a comment, if it belongs to an open list or mapping and not to the
    /// text after it in the column `next`.
    pub(super) fn comment(&self, column: usize, next: usize) -> Option<usize> {
        let open = self.0.iter().rev();
        let mut own = open.filter(|level| level.old > next && level.old <= column);
        own.next().map(|level| level.new)
    }

    /// Returns the column of the contents of the innermost level.
    pub(super) fn inner(&self) -> usize {
        self.0.last().map_or(0, |level| level.new + STEP)
    }
}
