//! Decisions that are completed, and those that are not possible.

use std::path::Path as FilePath;

use super::{HOUSE, decisions, show, story};
use crate::session::Show;
use crate::story::decide::{Rest, Undecided, complete, with_times};
use crate::world::Memory;
use cuebook_core::units::Seconds;
use cuebook_story::decision;

#[test]
fn decisions_are_completed() {
    let book = show(HOUSE).book;
    let story = story(&book);
    let usual = |written: &str, rest: Rest| {
        let decided = complete(story, &decisions(&book, written), rest)?;
        Ok((
            decision::shown(&decided.decisions, &story.graph),
            decided.added,
        ))
    };
    let all = |written: &str, added: usize| Ok::<_, Undecided>((written.to_owned(), added));
    assert_eq!(usual("", Rest::Usual), all("door=back@4s", 1));
    assert_eq!(
        usual("", Rest::First),
        all("door=open,lamp=take,lamp=shout", 3)
    );
    assert_eq!(
        usual("door=open", Rest::Usual),
        all("door=open,lamp=take,lamp=shout", 2)
    );
    assert_eq!(
        usual("door=open,lamp=shout@1s", Rest::Usual),
        all("door=open,lamp=shout@1s", 0)
    );
    assert_eq!(usual("", Rest::Random(7)), usual("", Rest::Random(7)));
    // A listener may switch the clock off.
    assert_eq!(usual("door=back@5s", Rest::Usual), all("door=back@5s", 0));
    assert!(matches!(
        usual("lamp=take", Rest::Usual),
        Err(Undecided::Misstep(..))
    ));
    let twice = usual("door=open,lamp=take,lamp=take", Rest::Usual);
    assert!(matches!(twice, Err(Undecided::Misstep(_, misstep)) if misstep.index == 2));
}

#[test]
fn a_path_that_goes_round_comes_to_an_end() {
    let round = "\
text: |
  One two. Three.

  Four.
scenes: [ { id: a, from: start }, { id: b, from: Four } ]
choices: [ { id: on, at: { after: One two }, wait: 2s, default: no, options: [ { id: no, words: No, to: a }, { id: yes, words: Yes, to: OUT } ] } ]
";
    let book = show(&round.replace("OUT", "b")).book;
    let decided = complete(story(&book), &[], Rest::Usual).unwrap();
    let shown = decision::shown(&decided.decisions, &story(&book).graph);
    assert_eq!(shown, "on=no@2s,on=yes");
    let script = round.replace("OUT", "a");
    let endless = Show::load(
        FilePath::new("s.yaml"),
        script.as_bytes(),
        None,
        &Memory::default(),
    );
    let found = complete(story(&endless.book), &[], Rest::First);
    let Err(Undecided::Endless(_, nodes, true)) = found else {
        panic!("{found:?}");
    };
    assert_eq!(nodes, [cuebook_story::NodeId(0)]);
    assert_eq!(Seconds(0.6), crate::story::BREATH);
}

#[test]
fn a_default_that_is_closed_is_taken_when_the_time_is_over() {
    let closed = HOUSE.replace(
        "{ id: back, say: Go home., ",
        "{ id: back, say: Go home., when: lamp, ",
    );
    let book = show(&closed).book;
    let story = story(&book);
    let taken = |written: &str| complete(story, &decisions(&book, written), Rest::Usual);
    for early in ["door=back", "door=back@3.9s"] {
        let found = taken(early);
        assert!(
            matches!(&found, Err(Undecided::Misstep(_, misstep)) if misstep.offered == [0]),
            "{early}: {found:?}"
        );
    }
    assert!(taken("door=back@4s").is_ok());
    // A path that was explored has no times.
    let explored = decisions(&book, "door=open,lamp=take,lamp=shout");
    assert_eq!(with_times(story, &explored), explored);
    let timed = with_times(story, &decisions(&book, "door=back"));
    assert_eq!(timed, decisions(&book, "door=back@4s"));
}
