//! The position of a thing, and the treatment of a voice.

use crate::treatment::Facing;
use cuebook_core::diagnostic::Spanned;
use cuebook_core::units::Degrees;
use cuebook_yaml::mapping::{
    Declared, Field, Fields, Map, OneOf, OrNothing, Reader, Slot, Takes, Value, map, mapping,
};
use cuebook_yaml::quantity::{Angle, Distance, Measured, Pan};

mapping! {
    /// Where a thing is heard.
    #[derive(Default)]
    pub struct Place: "place", "a place", "place: { pan: -0.3, distance: 4m }" {} keys {
        /// The position from left to right.
        pan: Pan { examples: &["-0.3"] },
        /// The distance to the listener.
        distance: Distance { examples: &["4m", "2.5km"] },
    }
    kinds: GOAL "goal", "`to`", "to: { pan: 0.8, distance: 20m }";
}

/// The place where a move ends.
pub struct Goal;

impl Value for Goal {
    type Of = Place;
    type State = ();
    const TAKES: Takes = Takes::Map(Place::GOAL);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Place> {
        map(reader, slot, Place::GOAL, ())
    }
}

/// `place: { pan, distance }`, or `pan` and `distance` as separate keys.
pub struct Heard;

impl Field for Heard {
    type Field = Place;
    type State = ();
    const VALUE: Takes = <OrNothing<Map<Place>> as Value>::TAKES;

    fn take(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, key: &str) -> Option<Place> {
        let place = fields.get(key);
        let within = place.and_then(|place| OrNothing::<Map<Place>>::read(reader, place));
        let within = within.unwrap_or_default();
        let inner = place.and_then(|place| Fields::open(place.value, Place::MAPPING));
        for key in Place::MAPPING.keys() {
            let is_within = inner.as_ref().is_some_and(|inner| inner.has(key.name));
            if let (Some(place), Some(short), true) = (place, fields.get(key.name), is_within) {
                reader.exclusive(&[place, short], "keep one of them");
            }
        }
        let has = |key| inner.as_ref().is_some_and(|inner| inner.has(key));
        let pan = fields.get("pan").filter(|_| !has("pan"));
        let distance = fields.get("distance").filter(|_| !has("distance"));
        Some(Place {
            pan: pan.map_or(within.pan, |pan| Pan::read(reader, pan)),
            distance: distance.map_or(within.distance, |far| Distance::read(reader, far)),
        })
    }
}

/// A word or an angle.
pub struct Direction;

impl Value for Direction {
    type Of = Spanned<Degrees>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        <OneOf<Facing> as Value>::TAKES,
        Takes::Quantity(Angle::MEASURE),
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<Degrees>> {
        let words = reader.scalar(slot, "a direction")?;
        let number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '−' | '.');
        if words.trim_start().starts_with(number) {
            return Angle::read(reader, slot);
        }
        let facing = OneOf::<Facing>::read(reader, slot)?;
        Some(Spanned::new(facing.angle(), facing.span))
    }
}
