//! The proof of a story with a million states, with all its findings and measures.

use cuebook_story::{
    Choice, ChoiceId, Condition, ConditionId, Follow, Heard, Kind, Node, NodeId, Opt, Set, Spot,
    Story, To, Use, Variable, VariableId, Wanted, Way, Written,
};

fn main() {
    divan::main();
}

/// The number of rooms.
const ROOMS: usize = 31;

/// A town in which one buys and finds things: each room has a choice, some lines with
/// conditions, a bed that ends in another room, and words for the second visit.
fn town() -> Story {
    let mut story = Story {
        start: To::Node(NodeId(0)),
        ..Story::default()
    };
    variable(&mut story, "gold", Kind::Number { from: 0, to: 124 });
    variable(&mut story, "food", Kind::Number { from: 0, to: 20 });
    for flag in ["lamp", "rope", "map", "key", "wet"] {
        variable(&mut story, flag, Kind::Flag);
    }
    for room in 0..ROOMS {
        room_of(&mut story, room);
    }
    story
}

fn variable(story: &mut Story, name: &str, kind: Kind) {
    let name = name.to_owned();
    let start = 0;
    story.variables.push(Variable {
        name,
        kind,
        start,
        chance: None,
    });
}

fn condition(story: &mut Story, text: &str, used: Use) -> Option<ConditionId> {
    let written = Written::parse(text).ok()?;
    let expr = written.bind(&story.variables, Wanted::Condition).ok()?;
    Some(story.conditions.push(Condition { expr, used }))
}

fn option(story: &mut Story, choice: ChoiceId, when: &str, set: (&str, &str), to: To) {
    let number = story.choices[choice].options.len();
    let when = condition(story, when, Use::Option(choice, number));
    let variable = story.variables.position(|v| v.name == set.0);
    let variable = variable.unwrap_or(VariableId(0));
    let value = Written::parse(set.1).expect("an expression");
    let value = value.bind(&story.variables, Wanted::Value(variable));
    let sets = value.into_iter().map(|value| Set { variable, value });
    let option = Opt {
        name: format!("option-{number}"),
        when,
        sets: sets.collect(),
        to: Some(to),
        once: false,
    };
    story.choices[choice].options.push(option);
}

fn room_of(story: &mut Story, room: usize) {
    let node = NodeId(room);
    let choice = story.choices.push(Choice {
        name: format!("choice-{room}"),
        options: Vec::new(),
        default: None,
        timed: false,
        chance: None,
    });
    let flags = ["lamp", "rope", "map", "key", "wet"];
    let flag = flags[room % flags.len()];
    let next = To::Node(NodeId((room + 1) % ROOMS));
    let other = To::Node(NodeId((room * 7 + 3) % ROOMS));
    option(story, choice, "", ("gold", "gold + 1"), next);
    option(story, choice, "gold > 3", ("food", "food + 1"), other);
    option(
        story,
        choice,
        "food > 2",
        (flag, &format!("not {flag}")),
        next,
    );
    if room == ROOMS - 1 {
        let when = "gold > 100 and lamp and key";
        option(story, choice, when, ("gold", "0"), To::End);
    }
    let spot = |room: usize, order: usize| Spot {
        node: NodeId(room),
        part: 0,
        order,
    };
    for (order, text) in ["lamp", "gold > 20 and not wet", "food == 0 or rope"]
        .iter()
        .enumerate()
    {
        condition(story, text, Use::Heard(spot(room, order)));
    }
    story.follows.push(Follow {
        from: spot(room, 5),
        when: None,
        to: spot((room + 5) % ROOMS, 2),
    });
    story.nodes.push(Node {
        name: format!("room-{room}"),
        title: None,
        when: None,
        stops: vec![choice],
        silent: vec![1],
        ways: vec![Way {
            to: next,
            when: None,
        }],
        says_again: room.is_multiple_of(3),
    });
    debug_assert_eq!(node.0 + 1, story.nodes.len());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_million_states(bencher: divan::Bencher<'_, '_>) {
    let story = town();
    let states = story.explore().map(|exploration| exploration.states());
    println!("{states:?} states");
    bencher.bench_local(|| story.explore());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn the_paths_of_a_million_states(bencher: divan::Bencher<'_, '_>) {
    let Ok(exploration) = town().explore() else {
        return;
    };
    bencher.bench_local(|| {
        exploration.statistics(|heard| match heard {
            Heard::Part(node, _) => 10 + node.0 as u64,
            Heard::Question(_) => 5,
            Heard::Offer(..) => 1,
        })
    });
}
