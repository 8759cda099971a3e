use std::sync::Arc;

use super::*;
use crate::decision;
use crate::test_story::story;

fn heard<S: Deref<Target = Story>>(walk: &Walk<S>) -> String {
    let names = walk.visits().iter().map(|visit| {
        let name = &walk.story().nodes[visit.node].name;
        format!("{name}{}", visit.part)
    });
    names.collect::<Vec<_>>().join(" ")
}

/// The parts of a path, and where it leads.
fn walked(text: &str, path: &str) -> (String, Moment) {
    let story = Arc::new(story(text));
    let decisions = decision::read(path, &story).unwrap();
    let mut walk = Walk::replay(story, &decisions).unwrap();
    walk.to_choice();
    (heard(&walk), walk.moment())
}

const HOUSE: &str = "
    flag lamp
    number courage 0 3 1
    node hall
    choice door | default back | timed
    - open | to cellar | when courage >= 2
    - back | to hall | set courage = courage + 1; lamp = courage == 2 | once
    - stay | when false
    node attic | when lamp
    way end
    node cellar
    choice stairs | last
    - up | to hall
    - down | to attic";

#[test]
fn sets_are_in_order_and_kept_within_bounds() {
    let story = story(HOUSE);
    let decisions = decision::read("door=back", &story).unwrap();
    let walk = Walk::replay(&story, &decisions).unwrap();
    assert_eq!(walk.values().to_vec(), [1, 2]);
    let twice = decision::read("door=back,door=back,door=back", &story).unwrap();
    let walk = Walk::replay(&story, &twice).unwrap();
    assert_eq!(walk.values().to_vec(), [0, 3]);
}

#[test]
fn an_option_is_offered_while_its_condition_holds_and_once() {
    let story = story(HOUSE);
    let mut walk = Walk::new(&story);
    assert_eq!(walk.choose(0), Err(Refused::NoChoice));
    walk.to_choice();
    assert_eq!((walk.offered(), walk.possible()), (vec![1], vec![1]));
    assert_eq!(walk.choose(0), Err(Refused::NotOffered));
    walk.choose(1).unwrap();
    walk.to_choice();
    // The time can be over, so the default is possible although it is not offered again.
    assert_eq!((walk.offered(), walk.possible()), (vec![0], vec![0, 1]));
    assert_eq!(
        walk.visits().iter().map(|v| v.earlier).collect::<Vec<_>>(),
        [0, 1]
    );
}

#[test]
fn a_node_whose_condition_is_false_is_passed_over() {
    let over = walked(HOUSE, "door=back,door=open,stairs=down");
    let last = Some(NodeId(1));
    assert_eq!(
        over,
        (
            "hall0 hall0 cellar0 attic0".to_owned(),
            Moment::End { last }
        )
    );
    let over = walked(HOUSE, "door=back,door=back,door=open,stairs=down");
    let last = Some(NodeId(2));
    assert_eq!(
        over,
        ("hall0 hall0 hall0 cellar0".to_owned(), Moment::End { last })
    );
}

#[test]
fn a_default_is_taken_at_once_if_nothing_is_offered() {
    let text = "
        flag lamp
        node a
        choice c | default quiet
        - speak | when lamp
        - quiet | when false | set lamp = true
        node b";
    let last = Some(NodeId(1));
    assert_eq!(
        walked(text, ""),
        ("a0 a1 b0".to_owned(), Moment::End { last })
    );
}

#[test]
fn a_walk_that_goes_round_by_itself_is_stuck() {
    let text = "
        number count 0 2 0
        node a
        choice c | default on | last
        - speak | when false
        - on | to b | when false | set count = count + 1
        node b
        way a";
    let stuck = Moment::Stuck(Stuck::Circle(NodeId(1)));
    let (heard, moment) = walked(text, "");
    assert_eq!((heard.as_str(), moment), ("a0 b0 a0 b0 a0", stuck));
    let silent = "
        flag lamp
        node a
        choice c
        - on
        node b | when lamp
        node d | when lamp
        way b";
    let stuck = Moment::Stuck(Stuck::Circle(NodeId(1)));
    let (_, moment) = walked(silent, "c=on");
    assert!(
        matches!(moment, Moment::Stuck(Stuck::Circle(_))),
        "{moment:?} {stuck:?}"
    );
}

#[test]
fn back_opens_the_last_choice_again() {
    let story = story(HOUSE);
    let decisions = decision::read("door=back@2s,door=open", &story).unwrap();
    let walk = Walk::replay(&story, &decisions).unwrap();
    let back = walk.back();
    assert_eq!(decision::shown(back.decisions(), &story), "door=back@2s");
    assert_eq!(back.moment(), Moment::Choice(crate::ChoiceId(0)));
    let start = back.back().back();
    assert_eq!(heard(&start), "hall0");
    assert_eq!(start.decisions(), []);
}
