//! How the sound of a choice presses before its time is over.

use super::{path, show, timed};
use cuebook_core::units::{Decibels, Frames, Seconds};

const DOOR: &str = "\
text: |
  The rain fell. The door was shut.

  She went home.
choices:
  - id: door
    at: { after: door was shut }
    ask: Open the door?
    wait: 8s
    default: back
    options: [ { id: back, words: Go home }, { id: open, words: Open, to: end } ]
    while-waiting: { bed: clock, gain: -20dB, press: { gain: -8dB, over: 5s }, remind: { after: 2s, say: Well? } }
";

/// The time between the question and the beginning of the rise, and how long the rise lasts. The
/// sound begins with the end of the question.
fn rise(script: &str, decisions: &str) -> (Frames, Frames) {
    let book = path(&show(script).book, decisions).book;
    let timeline = timed(&book);
    let waiting = book.cues.position(|cue| cue.id == "door.waiting").unwrap();
    let [ride] = book.cues[waiting].rides.as_slice() else {
        panic!("{:?}", book.cues[waiting].rides);
    };
    assert_eq!(ride.to.gain, Some(Decibels(-8.0)));
    let placed = &timeline.cues[waiting];
    (placed.rides[0] - placed.at.start, ride.over)
}

#[test]
fn the_rise_ends_when_the_time_is_over() {
    let (from, over) = rise(DOOR, "door=back@8s");
    assert_eq!((from, over), (Seconds(3.0).frames(), Seconds(5.0).frames()));
    // A sooner decision cuts it, and the place of the rise is the same.
    assert_eq!(rise(DOOR, "door=open@6s"), (from, over));
    assert_eq!(rise(DOOR, "door=open"), (from, over));
}

#[test]
fn a_rise_longer_than_the_time_begins_with_the_question() {
    let long = DOOR.replace("over: 5s", "over: 20s");
    let (from, over) = rise(&long, "door=back@8s");
    assert_eq!((from, over), (Frames::ZERO, Seconds(8.0).frames()));
}
