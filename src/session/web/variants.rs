//! Parts whose lines and cues depend on many conditions. Each condition changes a stretch of the part,
//! and what comes after it is only earlier or later. So the stretches are laid out, and not all
//! combinations of them.

use std::collections::BTreeMap;

use super::events::{Event, case, divided, in_order};
use crate::exchange::web::manifest::{Part, Piece};
use crate::session::SessionError;

/// The most conditions of one stretch.
const MOST: usize = 6;

/// Lays out a part for the values of its conditions.
pub(super) trait Lays {
    fn lay(&mut self, bits: &[bool]) -> Result<Part, SessionError>;
}

/// A part that is made of stretches.
pub(super) struct Variants {
    /// The contents of the part that have no time.
    rest: Part,
    base: Vec<bool>,
    events: Vec<Event>,
    /// The conditions that change more than a stretch; all variants have the same values of them.
    fixed: Vec<usize>,
    /// Stretches that depend on conditions, in their order.
    stretches: Vec<Stretch>,
}

/// A stretch: the conditions, the events of the base that they change, and its contents by the values
/// of the conditions.
struct Stretch {
    bits: Vec<usize>,
    from: usize,
    to: usize,
    cases: BTreeMap<Vec<bool>, Own>,
}

/// The contents of a stretch, and how much later all after it is.
#[derive(Clone, Debug, PartialEq)]
struct Own {
    events: Vec<Event>,
    shift: i64,
}

impl Variants {
    /// Finds the stretches of a part, if it has them. `known` has the part for some values of its
    /// conditions, with which the result is compared.
    pub(super) fn of(
        base: &[bool],
        known: &[(Vec<bool>, Part)],
        lays: &mut impl Lays,
    ) -> Result<Option<Variants>, SessionError> {
        let (rest, events) = divided(&lays.lay(base)?);
        let mut found = Variants {
            rest,
            base: base.to_vec(),
            events,
            fixed: Vec::new(),
            stretches: Vec::new(),
        };
        for bit in 0..base.len() {
            let (rest, events) = divided(&lays.lay(&flipped(base, &[bit]))?);
            if rest != found.rest {
                found.fixed.push(bit);
            } else if events != found.events {
                let (from, to) = changed(&found.events, &events);
                found.stretches.push(Stretch {
                    bits: vec![bit],
                    from,
                    to,
                    cases: BTreeMap::new(),
                });
            }
        }
        found.stretches.sort_by_key(|own| (own.from, own.to));
        found.join(|left, right| left.touches(right));
        let is_right = found.part_neighbours(lays)? && found.is_right(known, lays)?;
        Ok(is_right.then_some(found))
    }

    /// Returns whether these values of the conditions are variants of the part.
    pub(super) fn fits(&self, bits: &[bool]) -> bool {
        self.fixed.iter().all(|bit| bits[*bit] == self.base[*bit])
    }

    /// Returns whether a variant is made of stretches that are known.
    pub(super) fn has(&self, bits: &[bool]) -> bool {
        let mut stretches = self.stretches.iter();
        self.fits(bits) && stretches.all(|own| own.cases.contains_key(&own.values(bits)))
    }

    /// Returns the layers that go on after the part.
    pub(super) fn running(&self) -> Vec<String> {
        self.rest.running.clone()
    }

    /// Returns whether the value of a condition is the same in all variants.
    pub(super) fn is_fixed(&self, bit: usize) -> bool {
        self.fixed.contains(&bit)
    }

    /// Lays out the stretches that are not known yet for some values. Returns whether each of them can
    /// be exchanged.
    pub(super) fn cover(
        &mut self,
        bits: &[bool],
        lays: &mut impl Lays,
    ) -> Result<bool, SessionError> {
        for own in &mut self.stretches {
            let values = own.values(bits);
            if own.cases.contains_key(&values) {
                continue;
            }
            let mut changed = self.base.clone();
            for (bit, value) in own.bits.iter().zip(&values) {
                changed[*bit] = *value;
            }
            let (rest, events) = divided(&lays.lay(&changed)?);
            let case = own.cut(&self.events, &events);
            match case.filter(|_| rest == self.rest) {
                Some(case) => own.cases.insert(values, case),
                None => return Ok(false),
            };
        }
        Ok(true)
    }

    /// Joins neighbours that cannot be exchanged alone.
    fn part_neighbours(&mut self, lays: &mut impl Lays) -> Result<bool, SessionError> {
        let mut number = 0;
        while number + 1 < self.stretches.len() {
            let pair = &self.stretches[number..number + 2];
            let both: Vec<usize> = pair.iter().flat_map(|own| own.bits.clone()).collect();
            if both.len() <= MOST && !self.gives(&flipped(&self.base, &both), lays)? {
                let next = self.stretches.remove(number + 1);
                self.stretches[number].add(next);
                // The joined one may need the one before it too.
                number = number.saturating_sub(1);
            } else {
                number += 1;
            }
        }
        Ok(self.stretches.iter().all(|own| own.bits.len() <= MOST))
    }

    /// Returns whether all conditions together, and all known variants, are made of the stretches.
    fn is_right(
        &mut self,
        known: &[(Vec<bool>, Part)],
        lays: &mut impl Lays,
    ) -> Result<bool, SessionError> {
        let free: Vec<usize> = (0..self.base.len())
            .filter(|bit| !self.is_fixed(*bit))
            .collect();
        let half: Vec<usize> = free.iter().copied().step_by(2).collect();
        for bits in [&free, &half] {
            if !self.gives(&flipped(&self.base, bits), lays)? {
                return Ok(false);
            }
        }
        for (bits, part) in known {
            if self.fits(bits) {
                let is_covered = self.cover(bits, lays)?;
                if !is_covered || divided(part) != (self.rest.clone(), self.composed(bits)) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Returns whether the stretches give the part that is laid out for some values.
    fn gives(&mut self, bits: &[bool], lays: &mut impl Lays) -> Result<bool, SessionError> {
        if !self.cover(bits, lays)? {
            return Ok(false);
        }
        let laid = divided(&lays.lay(bits)?);
        Ok(laid == (self.rest.clone(), self.composed(bits)))
    }

    /// Returns the events for some values, of which all stretches are known.
    fn composed(&self, bits: &[bool]) -> Vec<Event> {
        let mut all = Vec::new();
        let (mut from, mut shift) = (0, 0);
        for own in &self.stretches {
            let case = &own.cases[&own.values(bits)];
            let before = self.events[from..own.from].iter();
            all.extend(before.chain(&case.events).map(|event| event.later(shift)));
            (from, shift) = (own.to, shift + case.shift);
        }
        all.extend(self.events[from..].iter().map(|event| event.later(shift)));
        in_order(&mut all);
        all
    }

    /// Joins stretches for which `is_one` says so.
    fn join(&mut self, is_one: impl Fn(&Stretch, &Stretch) -> bool) {
        let mut joined: Vec<Stretch> = Vec::new();
        for own in self.stretches.drain(..) {
            match joined.last_mut().filter(|last| is_one(last, &own)) {
                Some(last) => last.add(own),
                None => joined.push(own),
            }
        }
        self.stretches = joined;
    }

    /// Returns the part with its pieces.
    pub(super) fn part(&self, key: String) -> Part {
        let mut pieces = Vec::new();
        let always = |events: &[Event]| Piece {
            bits: Vec::new(),
            cases: [(String::new(), case(events, 0))].into(),
        };
        let mut from = 0;
        for own in &self.stretches {
            pieces.push(always(&self.events[from..own.from]));
            let cases = own.cases.iter().map(|(values, own)| {
                let values = values.iter().map(|value| if *value { '1' } else { '0' });
                (values.collect(), case(&own.events, own.shift))
            });
            pieces.push(Piece {
                bits: own.bits.clone(),
                cases: cases.collect(),
            });
            from = own.to;
        }
        pieces.push(always(&self.events[from..]));
        Part {
            key,
            pieces,
            ..self.rest.clone()
        }
    }
}

impl Stretch {
    fn values(&self, bits: &[bool]) -> Vec<bool> {
        self.bits.iter().map(|bit| bits[*bit]).collect()
    }

    /// Returns whether another stretch, which does not begin earlier, changes the same events.
    fn touches(&self, next: &Stretch) -> bool {
        next.from < self.to
    }

    fn add(&mut self, next: Stretch) {
        self.bits.extend(next.bits);
        self.from = self.from.min(next.from);
        self.to = self.to.max(next.to);
        self.cases.clear();
    }

    /// Returns what a variant has in this stretch; `None` if it differs elsewhere too.
    fn cut(&self, base: &[Event], events: &[Event]) -> Option<Own> {
        let after = base.len() - self.to;
        let end = events
            .len()
            .checked_sub(after)
            .filter(|end| *end >= self.from)?;
        let shift = match (base.last(), events.last()) {
            (Some(old), Some(new)) if after > 0 => new.at - old.at,
            _ => 0,
        };
        let later = base[self.to..].iter().map(|event| event.later(shift));
        let is_same =
            events[..self.from] == base[..self.from] && later.eq(events[end..].iter().cloned());
        is_same.then(|| Own {
            events: events[self.from..end].to_vec(),
            shift,
        })
    }
}

/// Returns the events of the base that a variant changes: all after them are only earlier or later.
fn changed(base: &[Event], events: &[Event]) -> (usize, usize) {
    let pairs = base.iter().zip(events);
    let same = pairs.take_while(|(old, new)| old == new).count();
    let most = base.len().min(events.len()) - same;
    let shift = match (base.last(), events.last()) {
        (Some(old), Some(new)) => new.at - old.at,
        _ => 0,
    };
    let pairs = base.iter().rev().zip(events.iter().rev()).take(most);
    let after = pairs
        .take_while(|(old, new)| old.later(shift) == **new)
        .count();
    (same, base.len() - after)
}

/// Returns values of which some are changed.
fn flipped(bits: &[bool], changed: &[usize]) -> Vec<bool> {
    let mut bits = bits.to_vec();
    for bit in changed {
        bits[*bit] = !bits[*bit];
    }
    bits
}

#[cfg(test)]
mod tests;
