//! The contents of a part as a list in the order of time, of which stretches can be exchanged.

use crate::exchange::web::manifest::{
    Case, Duck, End, Layer, Move, Part, Point, Said, Send, Spot, Strand,
};

/// The curve of a gain that is straight in dB.
const DECIBEL: u8 = 1;

/// Something at a time, or the end of something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Event {
    pub at: i64,
    item: Item,
}

/// What happens. Its own time is 0.
#[derive(Clone, Debug, PartialEq)]
enum Item {
    Said(Said),
    Spot(Spot),
    Layer(Layer),
    /// One point of the gains of a strand.
    Move(Move),
    End(End),
    /// One point of a gain under something else.
    Duck(Duck),
    Asked,
    Spoken,
    Close,
}

/// Returns a part without its key and without what has a time, and that in the order of time.
pub(super) fn divided(part: &Part) -> (Part, Vec<Event>) {
    let mut rest = Part {
        key: String::new(),
        ..part.clone()
    };
    let mut events = Vec::new();
    let mut add = |at: i64, item: Item| events.push(Event { at, item });
    for own in rest.lines.extract_if(.., |own| !own.remind) {
        add(own.at, Item::Said(Said { at: 0, ..own }));
    }
    for own in rest.spots.drain(..) {
        add(own.at, Item::Spot(Spot { at: 0, ..own }));
    }
    for mut own in rest.layers.drain(..) {
        points(&own.cue, &mut own.strands, true, &mut add);
        add(own.at, Item::Layer(Layer { at: 0, ..own }));
    }
    for own in &mut rest.moves {
        points(&own.cue, &mut own.strands, false, &mut add);
    }
    let ends = |cue: &str| {
        let mut own = part.ends.iter().filter(|end| end.cue == cue);
        own.find_map(|end| end.at).unwrap_or(i64::MAX)
    };
    let begins = |cue: &str| {
        let mut own = part.layers.iter().filter(|layer| layer.cue == cue);
        own.next().map_or(i64::MIN, |layer| layer.at)
    };
    let ducks: Vec<Duck> = rest.ducks.extract_if(.., |own| !own.remind).collect();
    for (number, cue, points) in by_cue(&ducks) {
        for point in heard(points, (begins(cue), ends(cue))) {
            let duck = Duck {
                cues: vec![cue.clone()],
                points: vec![(0, point.1, point.2)],
                remind: false,
                number: Some(number),
            };
            add(point.0, Item::Duck(duck));
        }
    }
    for own in rest.ends.extract_if(.., |own| own.at.is_some()) {
        let at = own.at.unwrap_or_default();
        add(at, Item::End(End { at: Some(0), ..own }));
    }
    add(std::mem::take(&mut rest.asked), Item::Asked);
    add(std::mem::take(&mut rest.spoken), Item::Spoken);
    if let Some(at) = rest.end.take() {
        add(at, Item::Close);
    }
    in_order(&mut events);
    (rest, events)
}

/// Brings events into the order of time. Those at the same time are in the order of their kinds and names.
pub(super) fn in_order(events: &mut [Event]) {
    events.sort_by_cached_key(|event| (event.at, event.item.place()));
}

impl Item {
    fn place(&self) -> (u8, String) {
        match self {
            Item::Said(own) => (0, format!("{:09}", own.line)),
            Item::Spot(own) => (1, format!("{} {}", own.cue, own.sound)),
            Item::Layer(own) => (2, own.cue.clone()),
            Item::Move(own) => (3, format!("{} {}", own.cue, own.strands[0].key)),
            Item::End(own) => (4, own.cue.clone()),
            Item::Duck(own) => (5, format!("{} {:?}", own.cues[0], own.number)),
            Item::Asked => (6, String::new()),
            Item::Spoken => (7, String::new()),
            Item::Close => (8, String::new()),
        }
    }
}

/// Takes the points out of the gains of strands.
fn points(cue: &str, strands: &mut [Strand], own: bool, add: &mut impl FnMut(i64, Item)) {
    for strand in strands {
        let empty = Strand {
            lanes: strand.lanes.iter().map(|_| Vec::new()).collect(),
            sends: Vec::new(),
            ..strand.clone()
        };
        let mut moved = |at: i64, strand: Strand| {
            let strands = vec![strand];
            let cue = cue.to_owned();
            add(at, Item::Move(Move { cue, strands, own }));
        };
        for (number, lane) in strand.lanes.iter_mut().enumerate() {
            for (at, gain, curve) in lane.drain(..) {
                let mut one = empty.clone();
                one.lanes[number].push((0, gain, curve));
                moved(at, one);
            }
        }
        for send in &mut strand.sends {
            for (at, gain, curve) in send.lane.drain(..) {
                let mut one = empty.clone();
                one.sends.push(Send {
                    lane: vec![(0, gain, curve)],
                    ..*send
                });
                moved(at, one);
            }
        }
    }
}

/// Returns the gains of each layer under something else, with their numbers.
fn by_cue(ducks: &[Duck]) -> Vec<(usize, &String, &[Point])> {
    let mut all: Vec<(usize, &String, &[Point])> = Vec::new();
    for duck in ducks {
        for cue in &duck.cues {
            let number = all.iter().filter(|(_, own, _)| *own == cue).count();
            all.push((number, cue, &duck.points));
        }
    }
    all
}

/// Returns the points that a layer reaches, with its gain where it begins and ends if that differs from
/// the next and the last of them.
fn heard(points: &[Point], (begin, end): (i64, i64)) -> Vec<Point> {
    let first = points.partition_point(|point| point.0 < begin);
    let last = points.partition_point(|point| point.0 <= end).max(first);
    let mut own = points[first..last].to_vec();
    let known = |point: Option<&Point>, gain: f32| point.is_some_and(|point| point.1 == gain);
    if let Some((gain, curve)) = between(points, begin)
        && !known(own.first(), gain)
    {
        own.insert(0, (begin, gain, curve));
    }
    if let Some((gain, curve)) = between(points, end)
        && !known(own.last(), gain)
    {
        own.push((end, gain, curve));
    }
    own
}

/// Returns the gain at a time between two points, and its curve.
fn between(points: &[Point], at: i64) -> Option<(f32, u8)> {
    let after = points.partition_point(|point| point.0 <= at);
    let (before, after) = (points.get(after.checked_sub(1)?)?, points.get(after)?);
    let share = (at - before.0) as f64 / (after.0 - before.0) as f64;
    let (low, high) = (f64::from(before.1), f64::from(after.1));
    let gain = match before.2 {
        DECIBEL if low > 0.0 && high > 0.0 => low * libm::pow(high / low, share),
        _ => low + (high - low) * share,
    };
    Some((gain as f32, before.2))
}

impl Event {
    /// Returns the event at another time.
    pub(super) fn later(&self, shift: i64) -> Event {
        Event {
            at: self.at + shift,
            ..self.clone()
        }
    }
}

/// Returns events as the contents of a piece.
pub(super) fn case(events: &[Event], shift: i64) -> Case {
    let mut case = Case {
        shift,
        ..Case::default()
    };
    for Event { at, item } in events {
        let at = *at;
        match item {
            Item::Said(own) => case.lines.push(Said { at, ..own.clone() }),
            Item::Spot(own) => case.spots.push(Spot { at, ..own.clone() }),
            Item::Layer(own) => case.layers.push(Layer { at, ..own.clone() }),
            Item::End(own) => case.ends.push(End {
                at: Some(at),
                ..own.clone()
            }),
            Item::Move(own) => joined(&mut case.moves, own, at),
            Item::Duck(own) => {
                let point = (at, own.points[0].1, own.points[0].2);
                let goes_on =
                    |known: &&mut Duck| known.cues == own.cues && known.number == own.number;
                match case.ducks.iter_mut().find(goes_on) {
                    Some(known) => known.points.push(point),
                    None => case.ducks.push(Duck {
                        points: vec![point],
                        ..own.clone()
                    }),
                }
            }
            Item::Asked => case.asked = Some(at),
            Item::Spoken => case.spoken = Some(at),
            Item::Close => case.end = Some(at),
        }
    }
    case
}

/// Adds a point of the gains of a strand to the moves of a piece.
fn joined(moves: &mut Vec<Move>, point: &Move, at: i64) {
    let mut point = point.clone();
    let own = &mut point.strands[0];
    let sends = own.sends.iter_mut().map(|send| &mut send.lane);
    for lane in own.lanes.iter_mut().chain(sends) {
        lane.iter_mut().for_each(|point| point.0 = at);
    }
    let known = moves.iter_mut().find(|known| {
        known.cue == point.cue && known.own == point.own && known.strands[0].key == own.key
    });
    let Some(known) = known else {
        moves.push(point);
        return;
    };
    let known = &mut known.strands[0];
    for (lane, new) in known.lanes.iter_mut().zip(&mut own.lanes) {
        lane.append(new);
    }
    for send in own.sends.drain(..) {
        match known.sends.iter_mut().find(|known| known.room == send.room) {
            Some(known) => known.lane.extend(send.lane),
            None => known.sends.push(send),
        }
    }
}
