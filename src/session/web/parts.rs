//! The parts of a page: the number of them that are laid out is bounded. Where conditions make many of
//! them that differ only in stretches, they are one. What a layer does in a part is a separate part.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::layers::fresh;
use super::layout::{Layout, Parted};
use super::met::Met;
use super::route::Route;
use super::sounds::Sounds;
use super::variants::{Lays, Variants};
use crate::exchange::web::manifest::{Begin, Line, Part};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::progress::Progress;
use cuebook_story::{ConditionId, NodeId};
use cuebook_voice::Voice;

/// As many parts that differ only in the values of their conditions are laid out one by one.
const FEW: usize = 8;

/// The parts that are laid out so far.
pub(super) struct Parts<'a> {
    laying: Laying<'a>,
    families: BTreeMap<String, Family>,
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
    /// What was laid out for a part, by all on which it depends.
    laid: HashMap<String, Rc<Parted>>,
}

/// Parts that differ only in the values of their conditions and in their layers.
#[derive(Default)]
struct Family {
    /// The layers that went on into it.
    running: Met<String>,
    /// The conditions of layers that held in it.
    on: Met<ConditionId>,
    /// The optional scenes that were heard in it.
    optional: Met<NodeId>,
    /// The layers that begin in it, and their conditions.
    begins: BTreeMap<String, Option<usize>>,
    /// The sounds without the layers, with an empty name, and what each layer does.
    tracks: BTreeMap<String, Track>,
}

/// The sounds in the parts of a family, or what one layer does there.
#[derive(Default)]
struct Track {
    /// Those that are laid out alone.
    alone: Vec<(Vec<bool>, Part)>,
    /// Those that are made of stretches.
    variants: Vec<(String, Variants)>,
    /// Whether they cannot be made of stretches.
    differ: bool,
}

/// A route to a part whose conditions get other values, and a layer there.
struct Forced<'f, 'a> {
    laying: &'f mut Laying<'a>,
    route: &'f Route<'a>,
    track: &'f str,
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
                laid: HashMap::new(),
            },
            families: BTreeMap::new(),
            limit,
        }
    }

    /// Returns the number of parts without those of the layers.
    pub(super) fn len(&self) -> usize {
        let main = self.families.values().filter_map(|own| own.tracks.get(""));
        main.map(|own| own.alone.len() + own.variants.len()).sum()
    }

    /// Returns the layers that go on after the part to which a route leads. Lays it out if it is new.
    ///
    /// # Errors
    /// When it cannot be performed, or there are too many parts.
    pub(super) fn running(&mut self, route: &Route<'a>) -> Result<Vec<String>, SessionError> {
        let bits = route.bits();
        let open = route.key(self.laying.show, bits.iter().map(|_| '*'), "");
        let family = self.families.entry(open.clone()).or_default();
        let is_new = family.running.add(route.running())
            | family.on.add(&route.on())
            | family.optional.add(&route.optional());
        if !is_new && let Some(running) = family.running_after(&mut self.laying, route)? {
            return Ok(running);
        }
        let is_known = family.tracks.get("").is_some_and(|own| own.has(&bits));
        if !is_known && self.len() >= self.limit {
            return Err(self.too_many());
        }
        let family = self.families.entry(open).or_default();
        family.lay(&mut self.laying, route)?;
        let running = family.running_after(&mut self.laying, route)?;
        Ok(running.unwrap_or_default())
    }

    /// Returns why there are too many parts: where the most of them begin.
    fn too_many(&self) -> SessionError {
        let mut begins: BTreeMap<&str, usize> = BTreeMap::new();
        for (open, own) in &self.families {
            let first = open.split(['.', ' ', '|']).next().unwrap_or_default();
            let main = own.tracks.get("");
            let count = main.map_or(0, |own| own.alone.len() + own.variants.len());
            *begins.entry(first).or_default() += count;
        }
        let most = begins.into_iter().max_by_key(|(_, count)| *count);
        let (node, count) = most.unwrap_or_default();
        let story = self.laying.show.book.story.as_ref();
        let node = node.parse().ok().map(NodeId).zip(story);
        let node = node.and_then(|(node, story)| story.graph.nodes.get(node));
        SessionError::ManyParts {
            limit: self.limit,
            scene: node.map(|node| node.name.clone()).unwrap_or_default(),
            count,
        }
    }

    /// Returns the lines and parts, their sounds, and the number of takes that were spoken.
    pub(super) fn finish(self) -> (Vec<Line>, Vec<Part>, Sounds, usize) {
        let families = self.families.into_values();
        let parts = families.flat_map(Family::parts).collect();
        let Laying {
            layout,
            sounds,
            spoken,
            ..
        } = self.laying;
        (layout.lines, parts, sounds, spoken)
    }
}

impl Family {
    /// Returns the names of the sounds on a route.
    fn names(&self, route: &Route<'_>) -> Vec<String> {
        let on = route.on();
        let begins = self.begins.iter().filter(|(cue, when)| {
            let holds = when.is_none_or(|when| on.contains(&ConditionId(when)));
            holds && !route.running().contains(cue)
        });
        let begins = begins.map(|(cue, _)| fresh(cue));
        let running = route.running().iter().cloned();
        std::iter::once(String::new())
            .chain(running)
            .chain(begins)
            .collect()
    }

    /// Returns the layers that go on after a part; none if it is not laid out.
    fn running_after<'a>(
        &mut self,
        laying: &mut Laying<'a>,
        route: &Route<'a>,
    ) -> Result<Option<Vec<String>>, SessionError> {
        let mut all = Vec::new();
        for name in self.names(route) {
            let own = self.tracks.entry(name.clone()).or_default();
            let of = Forced {
                laying: &mut *laying,
                route,
                track: &name,
            };
            match own.running(of)? {
                Some(running) => all.extend(running),
                None => return Ok(None),
            }
        }
        all.sort();
        Ok(Some(all))
    }

    /// Lays out the part to which a route leads.
    fn lay<'a>(&mut self, laying: &mut Laying<'a>, route: &Route<'a>) -> Result<(), SessionError> {
        let bits = route.bits();
        let laid = laying.lay(route, &bits)?;
        let begins = laid.begins.iter();
        self.begins
            .extend(begins.map(|(cue, when)| (cue.clone(), *when)));
        for name in self.names(route) {
            let key = route.key(laying.show, marks(&bits), &name);
            let part = laid.parts.get(&name).cloned().unwrap_or_default();
            self.tracks
                .entry(name)
                .or_default()
                .add(&bits, Part { key, ..part });
        }
        Ok(())
    }

    /// Returns all parts of the family.
    fn parts(self) -> Vec<Part> {
        let begins = self.begins.into_iter();
        let begins: Vec<Begin> = begins.map(|(cue, when)| Begin { cue, when }).collect();
        let mut all = Vec::new();
        for (name, track) in self.tracks {
            let begins = if name.is_empty() { &begins[..] } else { &[] };
            all.extend(track.parts().into_iter().map(|part| Part {
                begins: begins.to_vec(),
                ..part
            }));
        }
        all
    }
}

impl Track {
    /// Adds a part that is laid out, unless it is known.
    fn add(&mut self, bits: &[bool], part: Part) {
        if !self.has(bits) {
            self.alone.push((bits.to_vec(), part));
        }
    }

    /// Returns whether a part is known.
    fn has(&self, bits: &[bool]) -> bool {
        let mut alone = self.alone.iter();
        alone.any(|(own, _)| own == bits) || self.variants.iter().any(|(_, own)| own.has(bits))
    }

    /// Returns the layers that go on after a part; none if it is not known.
    fn running(&mut self, mut of: Forced<'_, '_>) -> Result<Option<Vec<String>>, SessionError> {
        let bits = of.route.bits();
        if let Some((_, part)) = self.alone.iter().find(|(own, _)| *own == bits) {
            return Ok(Some(part.running.clone()));
        }
        let fits = |own: &(String, Variants)| own.1.fits(&bits);
        if self.alone.len() >= FEW && !self.differ && !self.variants.iter().any(fits) {
            self.find(&bits, &mut of)?;
        }
        let mut variants = self.variants.iter_mut();
        let Some((_, own)) = variants.find(|(_, own)| own.fits(&bits)) else {
            return Ok(None);
        };
        let is_covered = own.cover(&bits, &mut of)?;
        Ok(is_covered.then(|| own.running()))
    }

    /// Finds the stretches of the part to which a route leads.
    fn find(&mut self, bits: &[bool], of: &mut Forced<'_, '_>) -> Result<(), SessionError> {
        let (route, show, track) = (of.route, of.laying.show, of.track);
        let mut found = None;
        if route.is_free() {
            // With the scenes that may be passed over: their conditions change something there only.
            let mut base = bits.to_vec();
            route.scenes().into_iter().for_each(|bit| base[bit] = true);
            found = Variants::of(&base, &self.alone, of)?;
            if let Some(other) = found.as_ref().filter(|found| !found.fits(bits)) {
                let base: Vec<bool> = (base.iter().zip(bits).enumerate())
                    .map(|(bit, (base, own))| if other.is_fixed(bit) { *own } else { *base })
                    .collect();
                found = Variants::of(&base, &self.alone, of)?;
            }
        }
        let Some(found) = found.filter(|found| found.fits(bits)) else {
            self.differ = true;
            return Ok(());
        };
        let marks = bits.iter().enumerate();
        let marks = marks.map(|(number, bit)| match found.is_fixed(number) {
            true => mark(*bit),
            false => '*',
        });
        let key = route.key(show, marks, track);
        self.variants.push((key, found));
        Ok(())
    }

    /// Returns all parts. Those that are laid out alone are not among the others.
    fn parts(self) -> Vec<Part> {
        let Track {
            mut alone,
            variants,
            ..
        } = self;
        alone.retain(|(bits, _)| !variants.iter().any(|(_, own)| own.has(bits)));
        let alone = alone.into_iter().map(|(_, part)| part);
        let made = variants.into_iter().map(|(key, own)| own.part(key));
        alone.chain(made).collect()
    }
}

impl<'a> Laying<'a> {
    /// Lays out the part to which a route leads, for these values of its conditions.
    fn lay(&mut self, route: &Route<'a>, bits: &[bool]) -> Result<Rc<Parted>, SessionError> {
        let layers = format!("{:?} {:?}", route.running(), route.on());
        let all = route.key(self.show, marks(bits), &layers);
        if let Some(laid) = self.laid.get(&all) {
            return Ok(Rc::clone(laid));
        }
        let (own, path) = route.show(self.show, bits)?;
        let (voice, jobs) = self.voice;
        let staged = self.studio.stage(&own, voice, jobs, self.progress)?;
        self.spoken += staged.performance.spoken;
        let laid = self.layout.lay((&own, path), staged, &mut self.sounds);
        let laid = Rc::new(laid);
        self.laid.insert(all, Rc::clone(&laid));
        Ok(laid)
    }
}

impl Lays for Forced<'_, '_> {
    fn lay(&mut self, bits: &[bool]) -> Result<Part, SessionError> {
        let laid = self.laying.lay(self.route, bits)?;
        Ok(laid.parts.get(self.track).cloned().unwrap_or_default())
    }
}

fn mark(bit: bool) -> char {
    if bit { '1' } else { '0' }
}

fn marks(bits: &[bool]) -> impl Iterator<Item = char> {
    bits.iter().map(|bit| mark(*bit))
}
