//! Blocks: where content is added, and where it ends.

use super::Lowering;
use crate::exchange::branching::{At, Block, BlockId, End, Set, Term, To, VariableId};
use cuebook_script::write::slug;

/// The most blocks of a story.
const MOST: usize = 50_000;

impl Lowering<'_> {
    /// Adds a block.
    pub(super) fn block(&mut self, name: &str, at: At) -> BlockId {
        if self.flow.blocks.len() > MOST {
            // The rest goes to one block; a story of this size is reported once.
            if self.mistakes.is_empty() {
                self.mistake(
                    at,
                    "the story is too large",
                    "import its parts on their own",
                );
            }
            return BlockId(MOST);
        }
        self.flow.blocks.push(Block {
            name: name.to_owned(),
            at,
            ..Block::default()
        })
    }

    /// Adds a block whose name begins with that of the knot.
    pub(super) fn inner(&mut self, words: &str, at: At) -> BlockId {
        let knot = self.base();
        let words = slug(words, 20);
        let name = match words.is_empty() {
            true => knot,
            false => format!("{knot}-{words}"),
        };
        self.block(&name, at)
    }

    /// Returns the name of the knot or the stitch.
    pub(super) fn base(&self) -> String {
        let Some(knot) = self.place.knot.map(|knot| &self.tale.knots[knot]) else {
            return "opening".to_owned();
        };
        match self.place.stitch.map(|stitch| &knot.stitches[stitch]) {
            Some(stitch) => format!("{}-{}", knot.name, stitch.name),
            None => knot.name.clone(),
        }
    }

    /// Adds the next content to a block.
    pub(super) fn begin(&mut self, block: BlockId) {
        if !self.flow.order.contains(&block) {
            self.flow.order.push(block);
        }
        self.cur = Some(block);
    }

    /// Returns the block to which content is added. After a divert it is a block that no path
    /// leads to.
    pub(super) fn current(&mut self, at: At) -> BlockId {
        match self.cur {
            Some(block) => block,
            None => {
                let block = self.inner("", at);
                self.begin(block);
                block
            }
        }
    }

    /// Ends the block to which content is added.
    pub(super) fn close(&mut self, end: End) {
        self.flush();
        if let Some(block) = self.cur.take() {
            self.flow.blocks[block].end = end;
        }
    }

    /// Goes on in another block.
    pub(super) fn go_on(&mut self, block: BlockId) {
        self.close(End::to(To::Block(block)));
        self.begin(block);
    }

    /// Sets a value here.
    pub(super) fn set(&mut self, variable: VariableId, value: Term, at: At) {
        self.flush();
        let block = self.current(at);
        if !self.flow.blocks[block].lines.is_empty() {
            let next = self.inner("", at);
            self.go_on(next);
        }
        let block = self.current(at);
        self.flow.blocks[block].sets.push(Set {
            variable,
            value,
            at: Some(at),
        });
    }
}
