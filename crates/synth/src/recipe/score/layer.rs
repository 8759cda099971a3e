//! A layer, as written in YAML, and the checks across its keys.

use super::{Breathe, Echoes, Envelope, Filter, Repeat, Source};
use crate::recipe::formula::{Anything, Formula, Length, Level, Plain, Time};
use crate::recipe::read::{Id, Items, Place, Reading, State, within};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Declared, Fields, Map, OrDefault, Required, Slot, Takes, Value, mapping,
};

mapping! {
    /// A layer: its source, times, shape and place.
    pub struct Layer: "layer", "a layer", "{ layer: hiss, source: { noise: {} } }" {} keys {
        /// The name, which is also the name of the layer's random stream.
        layer: Required<Id>,
        /// The generator of the sound.
        source: Required<Source>,
        /// The layer plays only where this is above zero.
        when: Formula<Anything>,
        /// The start time, relative to the start of the enclosing part.
        at: Formula<Time>,
        /// How often the layer plays; default once.
        repeat: Map<Repeat>,
        /// The filters, in order; default none.
        filters: OrDefault<Items<Map<Filter>>>,
        /// The level over time; default that of the source.
        envelope: Map<Envelope>,
        /// How far the peaks of the layer exceed what air, ear or microphone carry:
        /// they are bent, and the level is kept; default none.
        drive: Formula<Level>,
        /// Slow changes of level and brightness. Several can be combined.
        breathe: OrDefault<Items<Map<Breathe>>>,
        /// The level after filters and envelope: the RMS of a sustained layer, the
        /// peak of an event.
        gain: Formula<Level>,
        /// The pan position from −1, left, to 1, right.
        pan: Formula<Plain>,
        /// How much left and right differ, from 0 to 1 (sustained layers).
        width: Formula<Plain>,
        /// The distance for the absorption by air, in metres.
        distance: Formula<Length>,
        /// Later arrivals of each event; default none.
        echoes: Map<Echoes>,
    }
}

impl Value for Layer {
    type Of = Layer;
    type State = State;
    const TAKES: Takes = Takes::Map(Layer::MAPPING);

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<Layer> {
        let fields = at.fields(slot.value, Layer::MAPPING)?;
        let place = rule(at, &fields);
        within(at, fields.span, place, |at| Layer::fill(at, &fields, ()))
    }
}

/// Checks that a layer that must end has an end. Returns the place of its content.
fn rule(at: &mut Reading<'_>, fields: &Fields<'_, '_>) -> Place {
    let shaped = fields.get("envelope").is_some() || fields.get("repeat").is_some();
    if at.state.place.ends || fields.get("repeat").is_some() {
        needs_envelope(fields, at);
    }
    if at.state.place.ends {
        repeat_ends(fields, at);
    }
    without_effect(fields, at);
    let mut place = at.state.place;
    place.ends |= shaped;
    place.guarded |= fields.get("when").is_some();
    place
}

/// Reports keys that have no effect on this kind of layer.
fn without_effect(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let Some(source) = source(fields) else {
        return;
    };
    let has = |key: &str| fields.get(key).is_some();
    let ends = at.state.place.ends || has("repeat");
    let mut refused = Vec::new();
    match source.key {
        "layers" | "driven" => {
            refused.push((
                "breathe",
                "a group cannot have `breathe`; add it to its layers",
            ));
        }
        "tune" => {
            let why = "a tune is shaped by the `attack` and `release` of `played`";
            refused.push(("envelope", why));
            if ends {
                refused.push((
                    "breathe",
                    "a tune can have `breathe` only if it is sustained",
                ));
            }
        }
        _ => {}
    }
    let endless = Source::ENDLESS.contains(&source.key) || source.key == "tune";
    if endless && !ends && !has("envelope") {
        let why = "a sustained layer has no start and no end";
        refused.extend([("at", why), ("echoes", why)]);
        thinning(source, at);
    }
    for (key, why) in refused {
        if let Some(entry) = fields.get(key) {
            at.exclusive(&[source, entry], why);
        }
    }
}

/// Reports sustained grains whose rate falls.
fn thinning(source: Slot<'_, '_>, at: &mut Reading<'_>) {
    let Kind::Map(keys) = &source.value.kind else {
        return;
    };
    let fall = keys.iter().find(|entry| entry.key == "fall");
    if let Some(fall) = fall.filter(|_| source.key == "grains") {
        let why = "grains as long as their bed cannot become fewer; give them an `envelope`";
        at.exclusive(&[source, Slot::of(fall)], why);
    }
}

/// Reports an endless source without an envelope in a layer that must end.
fn needs_envelope(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let endless = source(fields).filter(|source| Source::ENDLESS.contains(&source.key));
    if let Some(source) = endless
        && fields.get("envelope").is_none()
    {
        let message = format!("`{}` has no end, but this layer must end", source.key);
        let mistake = Diagnostic::error("missing-key", source.key_span, message);
        at.report(
            mistake.hint("give the layer an `envelope`, for example `envelope: { decay: 0.5s }`"),
        );
    }
}

/// Reports an endless repetition in a sound that ends.
fn repeat_ends(fields: &Fields<'_, '_>, at: &mut Reading<'_>) {
    let Some(Kind::Map(keys)) = fields.get("repeat").map(|entry| &entry.value.kind) else {
        return;
    };
    let get = |name: &str| keys.iter().find(|entry| entry.key == name);
    if get("lasts").is_some() {
        return;
    }
    let (endless, need) = match (get("rate"), get("every"), get("count")) {
        (Some(rate), ..) => (rate, "`lasts`"),
        (None, Some(every), None) => (every, "`count` or `lasts`"),
        _ => return,
    };
    let message = format!("`{}` needs {need} in a sound that ends", endless.key);
    let mistake = Diagnostic::error("missing-key", endless.key_span, message);
    at.report(mistake.hint("for example `lasts: 2s`"));
}

/// The first key of a layer's source.
fn source<'n, 's>(fields: &Fields<'n, 's>) -> Option<Slot<'n, 's>> {
    match fields.get("source").map(|entry| &entry.value.kind) {
        Some(Kind::Map(entries)) => entries.first().map(Slot::of),
        _ => None,
    }
}
