//! A state as a few numbers: the part and the values that matter in it, in fields of bits.

use super::live::{self, Live, Slots};
use super::points::{Outline, Points};
use crate::step::{Memory, Rules};
use crate::story::{ChoiceId, Story};
use cuebook_core::id::IdVec;

/// A field of a key, within one word.
#[derive(Copy, Clone, Debug)]
struct Field {
    word: usize,
    shift: u32,
    bits: u32,
}

impl Field {
    fn mask(self) -> u64 {
        (u64::MAX >> (64 - self.bits)) << self.shift
    }

    fn read(self, key: &[u64]) -> u64 {
        (key[self.word] & self.mask()) >> self.shift
    }

    fn write(self, key: &mut [u64], value: u64) {
        key[self.word] |= value << self.shift;
    }
}

/// The fields of all keys of a story.
#[derive(Debug)]
pub(super) struct Layout {
    point: Field,
    /// The field and the lowest value of each variable that matters somewhere.
    variables: Vec<Option<(Field, i64)>>,
    /// The fields of the options that can be met again after they were taken once.
    options: Vec<Option<Field>>,
    /// The number of words of a key.
    pub(super) width: usize,
    /// The bits that matter in each part, `width` words for each.
    masks: Vec<u64>,
    /// Whether each new value of each option matters.
    pub(super) sets: IdVec<ChoiceId, Vec<Vec<bool>>>,
}

/// Gives bits to fields, from the first free ones.
struct Free {
    word: usize,
    used: u32,
}

impl Free {
    /// Returns a field for values up to `highest`; none if it is 0.
    fn field(&mut self, highest: u64) -> Option<Field> {
        let bits = u64::BITS - highest.leading_zeros();
        if bits == 0 {
            return None;
        }
        if self.used + bits > u64::BITS {
            self.word += 1;
            self.used = 0;
        }
        let field = Field {
            word: self.word,
            shift: self.used,
            bits,
        };
        self.used += bits;
        Some(field)
    }
}

/// Whether each option is offered only once and its choice can be met again.
fn once(story: &Story, points: &Points) -> Vec<bool> {
    let outline = Outline::of(story, points);
    let mut meets_again = vec![false; story.choices.len()];
    for number in 0..points.len() {
        if let Some(choice) = points[number].choice {
            meets_again[choice.0] = outline.after(number, number).0;
        }
    }
    let choices = story.choices.iter().zip(meets_again);
    let options = choices.flat_map(|(choice, again)| {
        let options = choice.options.iter();
        options.map(move |opt| opt.once && again)
    });
    options.collect()
}

impl Layout {
    pub(super) fn of(rules: &Rules<'_>, points: &Points) -> Layout {
        let story = rules.story;
        let mut free = Free { word: 0, used: 0 };
        let point = free.field(points.len().max(1) as u64);
        let point = point.unwrap_or(Field {
            word: 0,
            shift: 0,
            bits: 1,
        });
        let Live { parts, sets } = live::of(rules, points);
        let matters = |slot: usize| parts.iter().any(|slots| slots.has(slot));
        let variables = story.variables.entries().map(|(id, variable)| {
            let (from, to) = variable.kind.bounds();
            let span = to.wrapping_sub(from) as u64;
            let field = free.field(if matters(id.0) { span } else { 0 })?;
            Some((field, from))
        });
        let variables = variables.collect();
        let options = once(story, points).into_iter();
        let options = options.map(|once| free.field(u64::from(once))).collect();
        let mut layout = Layout {
            point,
            variables,
            options,
            width: free.word + 1,
            masks: Vec::new(),
            sets,
        };
        layout.masks = parts.iter().flat_map(|slots| layout.mask(slots)).collect();
        layout
    }

    /// The bits of the part and of these slots.
    fn mask(&self, slots: &Slots) -> Vec<u64> {
        let mut mask = vec![0; self.width];
        mask[self.point.word] |= self.point.mask();
        for (_, field) in self.slots().filter(|(slot, _)| slots.has(*slot)) {
            mask[field.word] |= field.mask();
        }
        mask
    }

    /// The slots that have a field, with it.
    fn slots(&self) -> impl Iterator<Item = (usize, Field)> {
        let variables = self
            .variables
            .iter()
            .map(|field| field.map(|(field, _)| field));
        let fields = variables.chain(self.options.iter().copied());
        fields
            .enumerate()
            .filter_map(|(slot, field)| Some((slot, field?)))
    }

    /// The number of the part in a key.
    pub(super) fn point(&self, key: &[u64]) -> usize {
        self.point.read(key) as usize
    }

    /// Writes a state into `key`.
    pub(super) fn pack(&self, point: usize, memory: &Memory, key: &mut [u64]) {
        key.fill(0);
        self.point.write(key, point as u64);
        for (field, value) in self.variables.iter().zip(&memory.values) {
            if let Some((field, from)) = field {
                field.write(key, value.wrapping_sub(*from) as u64);
            }
        }
        for (field, taken) in self.options.iter().zip(&memory.taken) {
            if let Some(field) = field {
                field.write(key, u64::from(*taken));
            }
        }
        let masks = &self.masks[point * self.width..];
        for (word, mask) in key.iter_mut().zip(masks) {
            *word &= mask;
        }
    }

    /// Reads a state from `key` into `memory`; returns the number of its part. Values that do
    /// not matter become the lowest ones.
    pub(super) fn unpack(&self, key: &[u64], memory: &mut Memory) -> usize {
        for (field, value) in self.variables.iter().zip(memory.values.iter_mut()) {
            if let Some((field, from)) = field {
                *value = from.wrapping_add(field.read(key) as i64);
            }
        }
        for (field, taken) in self.options.iter().zip(memory.taken.iter_mut()) {
            if let Some(field) = field {
                *taken = field.read(key) == 1;
            }
        }
        self.point(key)
    }

    /// The values of all slots that have a field.
    pub(super) fn values<'k>(&'k self, key: &'k [u64]) -> impl Iterator<Item = (usize, u64)> {
        self.slots().map(|(slot, field)| (slot, field.read(key)))
    }
}
