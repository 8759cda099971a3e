//! The parts of a page: each is laid out once. Where the conditions of lines and cues make many of
//! them that differ only in stretches, they are one.

use std::collections::{BTreeSet, HashMap};

use super::layout::Layout;
use super::route::Route;
use super::sounds::Sounds;
use super::variants::{Lays, Variants};
use crate::exchange::web::manifest::Part;
use crate::session::{SessionError, Show, Studio};
use cuebook_core::progress::Progress;
use cuebook_voice::Voice;

/// As many parts that differ only in the values of their conditions are laid out one by one.
const FEW: usize = 8;

/// The parts that are laid out so far.
pub(super) struct Parts<'a> {
    laying: Laying<'a>,
    families: HashMap<String, Family>,
    limit: usize,
}

/// Lays out parts.
struct Laying<'a> {
    studio: &'a Studio,
    show: &'a Show,
    voice: (&'a dyn Voice, usize),
    progress: &'a dyn Progress,
    layout: Layout<'a>,
    sounds: Sounds,
    spoken: usize,
}

/// Parts that differ only in the values of their conditions.
#[derive(Default)]
struct Family {
    /// Those that are laid out alone.
    alone: Vec<(Vec<bool>, String)>,
    /// Those that are made of stretches.
    variants: Vec<(String, Variants)>,
    /// Whether they cannot be made of stretches.
    differ: bool,
}

/// A route to a part whose conditions get other values.
struct Forced<'f, 'a> {
    laying: &'f mut Laying<'a>,
    route: &'f Route<'a>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(
        (studio, show): (&'a Studio, &'a Show),
        voice: (&'a dyn Voice, usize),
        progress: &'a dyn Progress,
        limit: usize,
    ) -> Parts<'a> {
        Parts {
            laying: Laying {
                studio,
                show,
                voice,
                progress,
                layout: Layout::new(show),
                sounds: Sounds::default(),
                spoken: 0,
            },
            families: HashMap::new(),
            limit,
        }
    }

    /// Returns the layers that go on after the part to which a route leads. Lays it out if it is new.
    ///
    /// # Errors
    /// When it cannot be performed, or there are too many parts.
    pub(super) fn running(&mut self, route: &Route<'a>) -> Result<Vec<String>, SessionError> {
        let bits = route.bits();
        let key = route.key(self.laying.show, marks(&bits));
        if let Some(part) = self.laying.layout.part(&key) {
            return Ok(part.running.clone());
        }
        let open = route.key(self.laying.show, bits.iter().map(|_| '*'));
        let family = self.families.entry(open).or_default();
        if family.alone.len() >= FEW && !family.differ {
            let has = family.variants.iter().any(|(_, own)| own.fits(&bits));
            if !has {
                family.find(&mut self.laying, route)?;
            }
        }
        if let Some(running) = family.covered(&mut self.laying, route)? {
            return Ok(running);
        }
        if self.laying.layout.len() == self.limit {
            return Err(SessionError::ManyParts { limit: self.limit });
        }
        let part = self.laying.lay(route, key.clone(), &bits)?;
        let running = part.running.clone();
        self.laying.layout.add(part);
        family.alone.push((bits, key));
        Ok(running)
    }

    /// Returns all parts, their sounds, and the number of takes that were spoken.
    pub(super) fn finish(self) -> (Layout<'a>, Sounds, usize) {
        let Laying {
            mut layout,
            sounds,
            spoken,
            ..
        } = self.laying;
        let mut families: Vec<Family> = self.families.into_values().collect();
        families.retain(|family| !family.variants.is_empty());
        let within = |family: &Family| -> Vec<String> {
            let alone = family.alone.iter();
            let within =
                alone.filter(|(bits, _)| family.variants.iter().any(|own| own.1.fits(bits)));
            within.map(|(_, key)| key.clone()).collect()
        };
        let within: BTreeSet<String> = families.iter().flat_map(within).collect();
        layout.parts.retain(|part| !within.contains(&part.key));
        let all = families.into_iter().flat_map(|family| family.variants);
        let mut made: Vec<Part> = all.map(|(key, own)| own.part(key)).collect();
        made.sort_by(|one, other| one.key.cmp(&other.key));
        layout.parts.extend(made);
        (layout, sounds, spoken)
    }
}

impl Family {
    /// Finds the stretches of the part to which a route leads.
    fn find<'a>(&mut self, laying: &mut Laying<'a>, route: &Route<'a>) -> Result<(), SessionError> {
        if !route.is_free() {
            self.differ = true;
            return Ok(());
        }
        let known = self.alone.iter().filter_map(|(bits, key)| {
            let part = laying.layout.part(key)?;
            Some((bits.clone(), part.clone()))
        });
        let known: Vec<(Vec<bool>, Part)> = known.collect();
        let bits = route.bits();
        let show = laying.show;
        let found = Variants::of(&bits, &known, &mut Forced { laying, route })?;
        match found {
            Some(found) => {
                let marks =
                    bits.iter()
                        .enumerate()
                        .map(|(number, bit)| match found.is_fixed(number) {
                            true => mark(*bit),
                            false => '*',
                        });
                let key = route.key(show, marks);
                self.variants.push((key, found));
            }
            None => self.differ = true,
        }
        Ok(())
    }

    /// Returns the layers that go on after a part that is made of stretches; none if it is not.
    fn covered<'a>(
        &mut self,
        laying: &mut Laying<'a>,
        route: &Route<'a>,
    ) -> Result<Option<Vec<String>>, SessionError> {
        let bits = route.bits();
        let own = self.variants.iter_mut().find(|(_, own)| own.fits(&bits));
        let Some((_, own)) = own else {
            return Ok(None);
        };
        let is_covered = own.cover(&bits, &mut Forced { laying, route })?;
        Ok(is_covered.then(|| own.running()))
    }
}

impl<'a> Laying<'a> {
    /// Lays out the part to which a route leads, for these values of its conditions.
    fn lay(&mut self, route: &Route<'a>, key: String, bits: &[bool]) -> Result<Part, SessionError> {
        let (own, path) = route.show(self.show, bits)?;
        let (voice, jobs) = self.voice;
        let staged = self.studio.stage(&own, voice, jobs, self.progress)?;
        self.spoken += staged.performance.spoken;
        Ok(self.layout.lay(key, (&own, path), staged, &mut self.sounds))
    }
}

impl Lays for Forced<'_, '_> {
    fn lay(&mut self, bits: &[bool]) -> Result<Part, SessionError> {
        self.laying.lay(self.route, String::new(), bits)
    }
}

fn mark(bit: bool) -> char {
    if bit { '1' } else { '0' }
}

fn marks(bits: &[bool]) -> impl Iterator<Item = char> {
    bits.iter().map(|bit| mark(*bit))
}
