//! Makes room for the descriptions of sounds. Where a caption cannot be read in time because a sound
//! is described beside its words, the description is shortened, or it waits for a caption with room
//! or for a pause. The least important one is left out if nothing helps. A description that the
//! author wrote stays.

use super::report::LeftOut;
use super::seats::{Attached, Seats};
use super::sounds::Rank;
use super::split::{self, Flow};
use super::times;
use super::{Caption, FASTEST, ROWS, Row, WIDEST, sounds};
use cuebook_core::units::Frames;

/// How often the captions are laid out at most.
const ROUNDS: usize = 12;

/// The width that two rows need beside their words, because words are not divided.
const SPARE: usize = 8;

/// Returns the captions of all speeches and sounds, and the sounds that are left out.
pub(super) fn captions(
    flow: &Flow<'_>,
    sounds: Vec<sounds::Heard>,
    length: Frames,
) -> (Vec<Caption>, Vec<LeftOut>) {
    let mut seats = Seats::new(flow, sounds, length);
    let mut left = Vec::new();
    let mut captions = laid_out(flow, &seats, length);
    for _ in 0..ROUNDS {
        let mut is_changed = false;
        for number in 0..captions.len() {
            let room = Room {
                flow,
                length,
                captions: &captions,
                number,
            };
            if is_crowded(&captions[number]) {
                is_changed |= room.make(&mut seats, &mut left);
            } else if room.is_pressed() {
                let caption = &captions[number];
                is_changed |= seats.join(&(caption.at.start..room.next()), caption.at.start);
            }
        }
        if !is_changed {
            break;
        }
        captions = laid_out(flow, &seats, length);
    }
    left.sort_by_key(|left| left.at);
    (captions, left)
}

fn laid_out(flow: &Flow<'_>, seats: &Seats, length: Frames) -> Vec<Caption> {
    let mut drafts = split::captions(flow, seats);
    drafts.extend(seats.own());
    drafts.sort_by_key(|draft| draft.start);
    times::captions(drafts, length)
}

/// Returns whether a caption has words and a sound, and breaks a limit.
fn is_crowded(caption: &Caption) -> bool {
    let has_sound = caption.rows.iter().any(Row::is_sound);
    caption.line.is_some() && has_sound && caption.faults().next().is_some()
}

/// A caption without room for its sounds, among the others.
struct Room<'a> {
    flow: &'a Flow<'a>,
    length: Frames,
    captions: &'a [Caption],
    number: usize,
}

impl Room<'_> {
    /// Returns whether words break a limit because a sound is described directly after them.
    fn is_pressed(&self) -> bool {
        let caption = &self.captions[self.number];
        let next = self.captions.get(self.number + 1);
        let is_followed = next.is_some_and(|next| next.line.is_none());
        caption.line.is_some() && is_followed && caption.faults().next().is_some()
    }

    /// Makes room by a change to the least important sound. Returns whether there is a change.
    fn make(&self, seats: &mut Seats, left: &mut Vec<LeftOut>) -> bool {
        let caption = &self.captions[self.number];
        let places = seats.attached_to(caption.at.start, self.next());
        let least = places.min_by_key(|place| seats.attached[*place].sound.rank);
        let Some(place) = least else {
            return false;
        };
        if seats.attached[place].shorten() {
            return true;
        }
        let attached = seats.attached.remove(place);
        if seats.seat(self.flow, &attached.sound, self.length) {
            return true;
        }
        if let Some(later) = self.later(&attached) {
            seats.attach(later);
            return true;
        }
        if attached.sound.rank == Rank::Own {
            seats.attach(attached);
            return false;
        }
        left.push(LeftOut {
            at: attached.sound.at,
            words: attached.sound.words,
            line: caption.line,
        });
        true
    }

    /// Returns when the words after those of the caption begin.
    fn next(&self) -> Frames {
        let rest = &self.captions[self.number + 1..];
        let next = rest.iter().find(|caption| caption.line.is_some());
        next.map_or(self.length, |caption| caption.at.start)
    }

    /// Returns the sound beside later words that leave time to read it.
    fn later(&self, attached: &Attached) -> Option<Attached> {
        let sound = &attached.sound;
        let rest = self.captions[self.number + 1..].iter();
        let mut rest = rest.take_while(|caption| caption.at.start <= sound.latest);
        let has_room = |caption: &&Caption| {
            let width = caption.width() + sound.width();
            let time = (caption.at.end - caption.at.start).seconds().0;
            let is_alone = !caption.rows.iter().any(Row::is_sound);
            let fits = caption.rows.len() == 1 || width + SPARE <= ROWS * WIDEST;
            caption.line.is_some() && is_alone && fits && width as f64 <= FASTEST * time
        };
        let caption = rest.find(has_room)?;
        Some(Attached {
            at: caption.at.start,
            sound: sound.clone(),
        })
    }
}
