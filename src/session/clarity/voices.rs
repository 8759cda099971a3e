//! A plan in which every line can be heard apart from all other sounds. Lines that are heard at
//! the same time, or in whose reverberation others begin, get separate buses.

use crate::mix::{BusId, ClipOf, MixPlan};
use cuebook_core::id::{IdVec, LineId};
use cuebook_core::units::Frames;

/// The most buses of lines. In a longer reverberation the last of them are shared.
const MOST: usize = 12;

/// A plan with its lines on separate buses.
pub(super) struct Apart {
    pub plan: MixPlan,
    /// The bus of each line; `None` for a line that is not heard.
    pub bus: IdVec<LineId, Option<BusId>>,
    /// The buses of lines.
    pub lines: Vec<BusId>,
}

/// A bus of lines.
struct Own {
    /// The bus that it replaces.
    of: BusId,
    bus: BusId,
    /// When its last line has died away.
    free: Frames,
}

/// Returns the plan with a bus for each line among those that are heard with it.
pub(super) fn apart(mut plan: MixPlan, lines: usize) -> Apart {
    let mut bus: IdVec<LineId, Option<BusId>> = vec![None; lines].into();
    let mut own: Vec<Own> = Vec::new();
    let ends = ends(&plan, lines);
    for index in 0..plan.clips.len() {
        let ClipOf::Line(line) = plan.clips[index].of else {
            continue;
        };
        let (of, start) = (plan.clips[index].bus, plan.clips[index].at.start);
        let place = bus[line].unwrap_or_else(|| {
            let place = take(&mut own, &mut plan, of, start);
            own[place].free = own[place].free.max(ends[line]);
            own[place].bus
        });
        bus[line] = Some(place);
        plan.clips[index].bus = place;
    }
    Apart {
        plan,
        bus,
        lines: own.into_iter().map(|own| own.bus).collect(),
    }
}

/// Returns the index of a bus that is free at a time, or that is free first.
fn take(own: &mut Vec<Own>, plan: &mut MixPlan, of: BusId, start: Frames) -> usize {
    let same = |one: &(usize, &Own)| one.1.of == of;
    let places = own.iter().enumerate().filter(same);
    let first = places.min_by_key(|(_, one)| one.free);
    if let Some((place, one)) = first
        && (one.free <= start || own.len() >= MOST)
    {
        return place;
    }
    let bus = plan.buses.push(plan.buses[of].clone());
    own.push(Own {
        of,
        bus,
        free: Frames::ZERO,
    });
    own.len() - 1
}

/// Returns when each line has died away.
fn ends(plan: &MixPlan, lines: usize) -> IdVec<LineId, Frames> {
    let mut ends: IdVec<LineId, Frames> = vec![Frames::ZERO; lines].into();
    for clip in &plan.clips {
        if let ClipOf::Line(line) = clip.of {
            ends[line] = ends[line].max(clip.at.end + tail(plan, clip));
        }
    }
    ends
}

/// Returns how long the spaces of a clip are heard after it.
pub(super) fn tail(plan: &MixPlan, clip: &crate::mix::Clip) -> Frames {
    let tails = clip.sends.iter().map(|send| plan.spaces[send.space].frames);
    tails.max().unwrap_or_default()
}
