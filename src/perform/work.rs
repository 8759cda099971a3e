//! The work of a show: all takes and sounds to make, each once, on all cores.

mod cores;
mod take;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use tracing::{debug, info};

use crate::book::cue::Stop;
use crate::book::sound::at_density;
use crate::book::{
    Acoustics, Barrier, Book, Cue, CueKind, CueSpace, Device, Line, Sound, SoundFrom, seed,
};
use crate::perform::cache::{AudioSpec, Cache};
use crate::perform::{AtStops, CachedAudio, Context, Key, Part, PerformError, decode};
use cores::on_all_cores;
use cuebook_core::audio::Audio;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{AudioId, CueId, IdVec, LineId, SpaceId};
use cuebook_core::progress::Stage;
use cuebook_dsp::level;
use cuebook_dsp::passage::Passage;
use cuebook_dsp::treatment::Treatment;
use cuebook_script::Effect;
use cuebook_synth::{Form, Place, Request, Source};
use cuebook_voice::{Utterance, Voice};
pub(super) use take::{TakeFrom, put_back, silent_take};
pub(crate) use take::{compared, leave_out, spoken_line, utterance};

/// The pieces of work of a show, each with the key of its result.
pub(super) struct Plan {
    pub works: IdVec<AudioId, (Key, Work)>,
    pub lines: IdVec<LineId, Vec<AtStops>>,
    pub cues: IdVec<CueId, Vec<AtStops>>,
    known: HashMap<Key, AudioId>,
}

/// One piece of work.
pub(super) enum Work {
    /// A take and its treatment.
    Take {
        /// The key of the take before its treatment.
        raw: Key,
        from: Arc<TakeFrom>,
        treatment: Treatment,
        /// The barrier in front of the voice, at its opening for this take.
        barrier: Option<Barrier>,
        /// The seed of the noises of the effect.
        seed: u64,
    },
    Recipe {
        request: Request,
        span: Span,
    },
    File {
        path: String,
        part: Part,
        span: Span,
    },
}

impl Work {
    fn is_speech(&self) -> bool {
        matches!(self, Work::Take { .. })
    }

    /// Returns the name of the work for the log.
    fn name(&self, book: &Book) -> String {
        match self {
            Work::Take { from, .. } => match from.as_ref() {
                TakeFrom::Speak {
                    line, utterance, ..
                } => {
                    format!("line `{}` by {}", book.lines[*line].id, utterance.voice)
                }
                TakeFrom::Silence { .. } => "silence".to_owned(),
                TakeFrom::Record { path, .. } => format!("recording {path}"),
            },
            Work::Recipe { request, .. } => match &request.source {
                Source::Recipe { recipe, .. } => format!("sound `{}`", recipe.name),
                Source::File { name, .. } => format!("file {name}"),
            },
            Work::File { path, .. } => format!("file {path}"),
        }
    }

    /// Returns the key of the take that a voice has to speak for this; `None` for
    /// recordings and sounds.
    pub(super) fn spoken(&self) -> Option<&Key> {
        match self {
            Work::Take { raw, from, .. } => match from.as_ref() {
                TakeFrom::Speak { beside, .. } => {
                    let heard = beside.as_ref().map(|beside| &beside.heard);
                    Some(heard.unwrap_or(raw))
                }
                TakeFrom::Record { .. } | TakeFrom::Silence { .. } => None,
            },
            Work::Recipe { .. } | Work::File { .. } => None,
        }
    }

    /// Returns the keys of all takes of voices that this needs: also that beside which the words of
    /// another are found.
    pub(super) fn voiced(&self) -> impl Iterator<Item = &Key> {
        let beside = match self {
            Work::Take { from, .. } => from.beside(),
            Work::Recipe { .. } | Work::File { .. } => None,
        };
        self.spoken().into_iter().chain(beside)
    }
}

impl Plan {
    pub(super) fn of(book: &Book, voice: &dyn Voice) -> Plan {
        let mut plan = Plan {
            works: IdVec::default(),
            lines: IdVec::default(),
            cues: IdVec::default(),
            known: HashMap::new(),
        };
        let voices = take::Voices::of(voice);
        let lines = book.lines.par_iter().enumerate();
        let spoken: Vec<_> = lines
            .map(|(index, line)| take::takes(book, (LineId(index), line), &voices))
            .collect();
        for (line, takes) in book.lines.iter().zip(spoken) {
            let takes = takes.into_iter();
            let audio = takes.map(|take| plan.take(book, take, line)).collect();
            plan.lines.push(audio);
        }
        for cue in &book.cues {
            let audio = plan.cue(book, cue);
            plan.cues.push(audio);
        }
        plan
    }

    /// Returns the number of takes that the cache does not have and a voice has to speak.
    pub(super) fn unspoken(&self, cache: &Cache) -> std::io::Result<usize> {
        unspoken_in(std::slice::from_ref(self), cache)
    }

    /// Returns the works whose audio the cache does not have.
    fn missing(&self, cache: &Cache) -> std::io::Result<Vec<&Work>> {
        let specs = look_up(&self.works, cache)?;
        let works = specs.iter().zip(&self.works);
        let missing = works.filter(|(spec, _)| spec.is_none());
        Ok(missing.map(|(_, (_, work))| work).collect())
    }

    /// Returns the utterances that a voice has to speak because the cache does not have them, each once.
    pub(super) fn missing_speech(&self, cache: &Cache) -> std::io::Result<Vec<Utterance>> {
        let missing = unspoken(self.missing(cache)?.into_iter(), cache)?;
        let utterances = missing.into_iter().filter_map(|work| match work {
            Work::Take { from, .. } => match from.as_ref() {
                TakeFrom::Speak { utterance, .. } => Some((**utterance).clone()),
                TakeFrom::Record { .. } | TakeFrom::Silence { .. } => None,
            },
            Work::Recipe { .. } | Work::File { .. } => None,
        });
        Ok(utterances.collect())
    }

    /// Returns the keys of the works whose spoken takes the store has that machines share.
    pub(super) fn elsewhere(&self, cache: &Cache) -> HashSet<Key> {
        let spoken = self.works.iter();
        let spoken = spoken.filter_map(|(key, work)| Some((key, work.spoken()?)));
        let spoken: Vec<(&Key, &Key)> = spoken.collect();
        let keys: Vec<&Key> = spoken.iter().map(|(_, spoken)| *spoken).collect();
        let has = cache.elsewhere(&keys);
        let there = spoken.iter().filter(|(_, spoken)| has.contains(*spoken));
        there.map(|(key, _)| **key).collect()
    }

    /// Returns the keys of all audio of the show, before and after treatment.
    pub(super) fn keys(&self) -> HashSet<Key> {
        let heard = self.works.iter().map(|(key, _)| *key);
        let raw = self.works.iter().flat_map(|(_, work)| match work {
            Work::Take { raw, .. } => [Some(*raw), work.spoken().copied()],
            Work::Recipe { .. } | Work::File { .. } => [None, None],
        });
        heard.chain(raw.flatten()).collect()
    }

    fn add(&mut self, key: Key, work: impl FnOnce() -> Work) -> AudioId {
        let works = &mut self.works;
        let known = self.known.entry(key);
        *known.or_insert_with(|| works.push((key, work())))
    }

    /// Adds a take with the treatment of its line, once for each stop of its barrier.
    fn take(&mut self, book: &Book, (raw, from): (Key, TakeFrom), line: &Line) -> AtStops {
        let mut treatment = line.treatment.voice;
        let device = line.space.and_then(|space| device(book, space));
        treatment.effect = treatment.effect.or(device);
        let seed = match treatment.effect {
            Some(_) => from.seed(book.seed),
            None => 0,
        };
        let shut = line
            .treatment
            .behind
            .map(|behind| book.barriers[behind].shut);
        let barriers: Vec<Option<Barrier>> = match shut {
            Some(shut) => {
                let opens = line.opens(book).into_iter();
                opens.map(|open| Some(shut.opened(open))).collect()
            }
            None => vec![None],
        };
        let from = Arc::new(from);
        let mut take = |barrier: Option<Barrier>| {
            let key = Key::treated(&raw, &treatment, barrier, seed);
            self.add(key, || Work::Take {
                raw,
                from: from.clone(),
                treatment,
                barrier,
                seed,
            })
        };
        barriers.into_iter().map(&mut take).collect()
    }

    fn cue(&mut self, book: &Book, cue: &Cue) -> Vec<AtStops> {
        let Some(sound) = cue.sound.map(|sound| &book.sounds[sound]) else {
            return Vec::new();
        };
        let count = match &cue.kind {
            CueKind::Spot(times) => times.count,
            CueKind::Bed { .. } | CueKind::Music { .. } => 1,
            CueKind::Hush(_) => return Vec::new(),
        };
        let stops = cue.stops(book);
        let mut sounds = Vec::new();
        for number in 0..u64::from(count) {
            let seed = variant(book.seed, cue, number);
            let made = stops
                .all()
                .map(|stop| self.sound(book, (cue, sound), &stop, seed));
            sounds.push(made.collect());
        }
        sounds
    }

    /// Adds one sound of a cue at one of its stops.
    fn sound(
        &mut self,
        book: &Book,
        (cue, sound): (&Cue, &Sound),
        stop: &Stop,
        seed: u64,
    ) -> AudioId {
        let form = if cue.looped { Form::Loop } else { Form::Spot };
        let barrier = cue.behind.map(|behind| book.barriers[behind].shut);
        let moves = cue.moves.as_ref();
        let out_of = match cue.space {
            CueSpace::Own(space) => device(book, space),
            CueSpace::Dry | CueSpace::Scenes => None,
        };
        let place = Place {
            width: (cue.width != 1.0).then_some(cue.width),
            out_of,
            distance: stop.distance,
            behind: barrier.map(|barrier| barrier.opened(stop.open.unwrap_or(0.0))),
            moves: moves.and_then(|(to, over)| {
                Some(Passage {
                    from: stop.distance.unwrap_or(sound.reach.usual),
                    to: to.distance?,
                    over: over.seconds(),
                })
            }),
        };
        match &sound.from {
            SoundFrom::File { path, hash, trim } => {
                let part = Part {
                    trim: trim.clone(),
                    recorded: sound.reach.usual,
                    form,
                    place,
                };
                let key = Key::file(hash, &part);
                self.add(key, || Work::File {
                    path: path.clone(),
                    part,
                    span: sound.span,
                })
            }
            SoundFrom::Recipe { recipe, settings } => {
                let settings: Vec<_> = cue.fitting.iter().chain(settings).cloned().collect();
                let settings = match stop.density {
                    Some(density) => at_density(&settings, density),
                    None => settings,
                };
                let source = Source::Recipe {
                    recipe: recipe.clone(),
                    settings,
                };
                let request = Request {
                    source,
                    form,
                    place,
                    seed,
                };
                self.add(Key::recipe(&request), || Work::Recipe {
                    request,
                    span: sound.span,
                })
            }
        }
    }
}

/// Returns the effect of a space that is a device.
fn device(book: &Book, space: SpaceId) -> Option<Effect> {
    match book.spaces[space].acoustics {
        Acoustics::Device(Device::Telephone) => Some(Effect::Telephone),
        Acoustics::Device(Device::Radio) => Some(Effect::Radio),
        _ => None,
    }
}

/// The maximum number of variants of a sound in a show: more than a listener
/// can learn, and few enough to store.
const VARIANTS: u64 = 64;

/// Returns the seed of the sound number `number` of a cue: one of the variants.
fn variant(show: u64, cue: &Cue, number: u64) -> u64 {
    seed::derive(show, "take", cue.seed.wrapping_add(number) % VARIANTS)
}

/// Returns the metadata of the works that the cache has.
pub(super) fn look_up(
    works: &IdVec<AudioId, (Key, Work)>,
    cache: &Cache,
) -> std::io::Result<IdVec<AudioId, Option<AudioSpec>>> {
    let keys: Vec<&Key> = works.iter().map(|(key, _)| key).collect();
    cache.specs(&keys).map(IdVec::from)
}

/// Does the work whose results the cache does not have. Returns all results in
/// order, and the number of takes that were spoken.
pub(super) fn perform(
    works: &IdVec<AudioId, (Key, Work)>,
    book: &Book,
    context: &Context<'_>,
) -> Result<(IdVec<AudioId, CachedAudio>, usize), PerformError> {
    context.cache.publish_late();
    let mut specs = look_up(works, context.cache)?;
    let found = specs.iter().flatten().count();
    info!(
        "{} takes and sounds, {found} of them in the cache",
        works.len()
    );
    for ((_, work), _) in works.iter().zip(&specs).filter(|(_, spec)| spec.is_some()) {
        debug!("in the cache: {}", work.name(book));
    }
    let mut spoken = 0;
    for (stage, speech) in [(Stage::Voices, true), (Stage::Sounds, false)] {
        let missing = works.ids().filter(|id| specs[*id].is_none());
        let missing: Vec<AudioId> = missing
            .filter(|id| works[*id].1.is_speech() == speech)
            .collect();
        let speak = || missing.iter().map(|id| &works[*id].1);
        let unspoken = match speech {
            true => unspoken_here(speak(), context.cache)?,
            false => Vec::new(),
        };
        if missing.is_empty() {
            continue;
        }
        info!("making {} takes and sounds", missing.len());
        if speech {
            context.cache.bring(speak().flat_map(Work::voiced));
        }
        context.progress.begin(stage, missing.len() as u64);
        let made = make_all(works, missing.clone(), book, context);
        context.progress.end();
        for (id, spec) in made? {
            specs[id] = Some(spec);
        }
        let brought = context.cache.brought();
        let keys = unspoken.iter().filter_map(|work| work.spoken());
        spoken += keys.filter(|key| !brought.contains(*key)).count();
    }
    let heard = works.iter().zip(specs).filter_map(|((key, _), spec)| {
        spec.map(|spec| CachedAudio {
            key: *key,
            spec,
            is_made: true,
        })
    });
    Ok((heard.collect(), spoken))
}

/// Makes audio, each piece once. What another machine speaks comes last.
fn make_all(
    works: &IdVec<AudioId, (Key, Work)>,
    missing: Vec<AudioId>,
    book: &Book,
    context: &Context<'_>,
) -> Result<Vec<(AudioId, AudioSpec)>, PerformError> {
    let hurried = context.cache.hurried();
    let hurried = Context {
        world: context.world,
        voice: context.voice,
        cache: &hurried,
        jobs: context.jobs,
        progress: context.progress,
    };
    let mut made = Vec::new();
    let mut claimed = Vec::new();
    for some in one_then_others(works, missing) {
        let done = on_all_cores(&some, (book, context), |id| {
            let (key, work) = &works[id];
            make(key, work, book, &hurried)
        })?;
        let all: HashSet<AudioId> = done.iter().map(|(id, _)| *id).collect();
        claimed.extend(some.into_iter().filter(|id| !all.contains(id)));
        made.extend(done);
    }
    for some in one_then_others(works, claimed) {
        made.extend(on_all_cores(&some, (book, context), |id| {
            let (key, work) = &works[id];
            make(key, work, book, context)
        })?);
    }
    Ok(made)
}

/// Splits the work into two parts. Works that share a spoken take with an
/// earlier work are in the second, so that no take is spoken twice at the same
/// time.
fn one_then_others(
    works: &IdVec<AudioId, (Key, Work)>,
    missing: Vec<AudioId>,
) -> [Vec<AudioId>; 2] {
    let mut seen = HashSet::new();
    let (first, others) = missing
        .into_iter()
        .partition(|id| works[*id].1.spoken().is_none_or(|raw| seen.insert(*raw)));
    [first, others]
}

/// Returns the number of takes that a voice has to speak for some plans together.
pub(super) fn unspoken_in(plans: &[Plan], cache: &Cache) -> std::io::Result<usize> {
    let mut missing = Vec::new();
    for plan in plans {
        missing.extend(plan.missing(cache)?);
    }
    Ok(unspoken(missing.into_iter(), cache)?.len())
}

/// Returns the works for which a take must be spoken that neither the cache has nor the store that
/// machines share: one for each such take.
fn unspoken<'w>(
    works: impl Iterator<Item = &'w Work>,
    cache: &Cache,
) -> std::io::Result<Vec<&'w Work>> {
    let mut works = unspoken_here(works, cache)?;
    let keys: Vec<&Key> = works.iter().filter_map(|work| work.spoken()).collect();
    let elsewhere = cache.elsewhere(&keys);
    works.retain(|work| work.spoken().is_none_or(|key| !elsewhere.contains(key)));
    Ok(works)
}

/// Returns the works for which a take must be spoken that this cache does not have: one for each such
/// take.
fn unspoken_here<'w>(
    works: impl Iterator<Item = &'w Work>,
    cache: &Cache,
) -> std::io::Result<Vec<&'w Work>> {
    let mut takes: Vec<(&Key, &Work)> = works
        .filter_map(|work| Some((work.spoken()?, work)))
        .collect();
    takes.sort_by_key(|(key, _)| *key);
    takes.dedup_by_key(|(key, _)| *key);
    let keys: Vec<&Key> = takes.iter().map(|(key, _)| *key).collect();
    let specs = cache.specs(&keys)?;
    let takes = takes.iter().zip(specs);
    let missing = takes.filter(|(_, spec)| spec.is_none());
    Ok(missing.map(|((_, work), _)| *work).collect())
}

/// Makes one piece of audio and stores it in the cache.
pub(super) fn make(
    key: &Key,
    work: &Work,
    book: &Book,
    context: &Context<'_>,
) -> Result<AudioSpec, PerformError> {
    let began = Instant::now();
    let (audio, spec) = match work {
        Work::Take {
            raw,
            from,
            treatment,
            barrier,
            seed,
        } => {
            let take = take::raw(raw, from, book, context)?;
            take::treated(take, treatment, *barrier, *seed)
        }
        Work::Recipe { request, span } => {
            let audio = cuebook_synth::make(request);
            let audio = audio.map_err(|error| PerformError::sound(*span, &error))?;
            sheet_of(audio)
        }
        Work::File { path, part, span } => sheet_of(decode(path, part, *span, context.world)?),
    };
    context.cache.put(key, &audio, &spec)?;
    debug!(
        "made {}: {:.2} s of audio in {:.2} s",
        work.name(book),
        spec.frames.seconds().0,
        began.elapsed().as_secs_f64()
    );
    Ok(spec)
}

/// Returns a sound with its spec.
fn sheet_of(audio: Audio) -> (Audio, AudioSpec) {
    let spec = AudioSpec {
        loud: level::loud(&audio),
        ..AudioSpec::of(&audio)
    };
    (audio, spec)
}

#[cfg(test)]
mod tests;
