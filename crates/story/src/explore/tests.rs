//! Each kind of finding, and the measures of paths.

mod naive;
mod random;

use super::*;
use crate::decision;
use crate::story::Story;
use crate::test_story::story;

/// All findings of a story, each as its kind, what it is about, and its path.
fn found(text: &str) -> Vec<String> {
    let story = story(text);
    let exploration = story.explore().unwrap();
    let shown = exploration.findings().iter().map(|finding| {
        let path = decision::shown(&finding.path, &story);
        format!("{} [{path}]", named(&finding.what, &story))
    });
    shown.collect()
}

fn named(what: &crate::What, story: &Story) -> String {
    use crate::What::*;
    let node = |id: NodeId| story.nodes[id].name.clone();
    let condition = |id: ConditionId| story.conditions[id].expr.shown(&story.variables);
    match what {
        NodeNeverReached(id) => format!("never reached: {}", node(*id)),
        NodeNeverHeard(id) => format!("never heard: {}", node(*id)),
        PartNeverHeard(id, part) => format!("never heard: {} {part}", node(*id)),
        NeverHeardAgain(id) => format!("never again: {}", node(*id)),
        NeverHeard(id) => format!("never heard: {}", condition(*id)),
        OptionNeverOpen(choice, option) => {
            let choice = &story.choices[*choice];
            format!(
                "never open: {}={}",
                choice.name, choice.options[*option].name
            )
        }
        WayNeverTaken(id, way) => format!("never taken: {} {way}", node(*id)),
        AlwaysTrue(id) => format!("true: {}", condition(*id)),
        AlwaysFalse(id) => format!("false: {}", condition(*id)),
        NotKept {
            choice,
            option,
            set,
            value,
        } => {
            let choice = &story.choices[*choice];
            let option = &choice.options[*option].name;
            format!("not kept: {}={option} {set} is {value}", choice.name)
        }
        NeverAsked(id) => format!("never asked: {}", story.variables[*id].name),
        NoOptionOpen(id) => format!("no option: {}", story.choices[*id].name),
        NoWayOpen(id) => format!("no way: {}", node(*id)),
        Circle(nodes) => {
            let nodes: Vec<String> = nodes.iter().map(|id| node(*id)).collect();
            format!("circle: {}", nodes.join(" "))
        }
        NeverMet(id) => format!("never met: {id}"),
        NotAlwaysMet(id) => format!("not met: {id}"),
        NeverEnds => "never ends".to_owned(),
        NoEndFrom(id) => format!("no end: {}", node(*id)),
    }
}

#[test]
fn a_story_without_mistakes_has_no_findings() {
    let text = "
        flag lamp
        number courage 0 3 1
        words mood calm afraid
        node hall | again
        heard 0 | when lamp
        choice door | default back | timed
        - open | to cellar | when courage >= 1 | set courage = courage - 1; lamp = not lamp
        - back | to hall | set mood = afraid | once
        - stay
        node attic | when mood == calm
        way end | when courage > 0
        way cellar
        node cellar
        way hall | when lamp and mood == calm
        way end";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn what_cannot_go_on_is_found() {
    let text = "
        flag lamp
        node hall
        choice door
        - open | set lamp = true
        - wait
        choice window
        - climb | when lamp
        node end-of-hall
        way end | when lamp and false";
    assert_eq!(
        found(text),
        [
            "no option: window [door=wait]",
            "no way: end-of-hall [door=open,window=climb]",
            "never ends []",
            "false: lamp and false [door=open,window=climb]",
        ]
    );
}

#[test]
fn circles_are_found_with_and_without_words() {
    let heard = "
        node a
        choice c
        - round
        - on | to end
        node b
        node c
        way b";
    assert_eq!(found(heard), ["circle: b c [c=round]"]);
    let silent = "
        flag lamp
        node a
        choice c | last
        - round | to b
        - lit | to b | set lamp = true
        node b | when lamp
        way c | when not lamp
        way end
        node c | when lamp
        way b";
    assert_eq!(
        found(silent),
        ["circle: b c [c=round]", "never heard: c [c=round]"]
    );
    // The default of a choice without an open option goes round without a question.
    let asked = "
        flag lamp
        node a
        choice c | default back
        - on | when lamp
        - back | to a | when lamp | set lamp = false
        node b";
    assert_eq!(
        found(asked),
        [
            "circle: a []",
            "never ends []",
            "never heard: a 1 []",
            "never reached: b []",
            "never open: c=on []",
            "false: lamp []",
        ]
    );
}

#[test]
fn a_place_without_an_end_is_found() {
    let text = "
        node a
        choice c
        - in | to b
        - out | to end
        node b
        choice d | last
        - left | to b
        - right | to c
        node c
        choice e | last
        - back | to b
        - again | to c";
    assert_eq!(found(text), ["no end: b [c=in]", "never heard: a 1 []"]);
    let never = "
        node a
        choice c
        - round | to a
        - again | to a";
    assert_eq!(found(never), ["never ends []", "never heard: a 1 []"]);
}

#[test]
fn what_is_never_heard_is_reported_once() {
    let text = "
        flag lamp
        flag door
        node a
        heard 0 | when lamp
        choice c
        - on | to b
        - off | to b | when lamp
        heard 1 | when lamp
        node b | when not lamp
        choice d
        - on | set door = true
        - off
        way end | when lamp
        way end | when door or not door
        way a
        node c
        heard 0 | when lamp
        choice e
        - on | when lamp";
    assert_eq!(
        found(text),
        [
            "never heard: a 1 []",
            "never reached: c []",
            "never open: c=off []",
            "never heard: lamp []",
            "true: not lamp [c=on]",
            "false: lamp [c=on,d=on]",
            "true: door or not door [c=on,d=on]",
        ]
    );
}

#[test]
fn a_way_is_looked_at_although_another_one_wins() {
    let text = "
        flag lamp
        node a
        choice c
        - lit | set lamp = true
        - dark
        way b | when lamp
        way end | when not lamp
        node b";
    assert_eq!(found(text), Vec::<String>::new());
    let third = text.replace("way end | when not lamp", "way end | when not lamp\nway b");
    assert_eq!(found(&third), ["never taken: a 2 [c=lit]"]);
}

#[test]
fn the_default_may_be_hidden() {
    let text = "
        flag lamp
        node a
        choice c | default quiet | timed
        - speak
        - quiet | when false | to end";
    assert_eq!(found(text), ["never asked: lamp []"]);
    // Without a time it is never taken, because another option is open each time.
    let untimed = text.replace(" | timed", "");
    assert_eq!(
        found(&untimed),
        ["never open: c=quiet []", "never asked: lamp []"]
    );
}

#[test]
fn values_on_which_only_each_other_depends_are_not_asked() {
    let text = "
        number a 0 3 0
        number b 0 3 0
        number c 0 3 0
        node n
        choice c
        - x | set a = b + 1; b = a + 1
        - y | set c = c + 1
        way end | when c > 0
        way n";
    assert_eq!(found(text), ["never asked: a []", "never asked: b []"]);
    assert_eq!(story(text).explore().unwrap().states(), 3);
}

#[test]
fn an_option_that_can_be_met_once_doubles_no_states() {
    let text = "
        node a
        choice c
        - x | once
        - y | once
        node b";
    let exploration = story(text).explore().unwrap();
    assert_eq!(exploration.states(), 3);
    assert_eq!(exploration.findings(), []);
    let many = (0..300).map(|n| format!("node n{n}\nchoice c{n} | last\n- x | once\n- y | once\n"));
    let many = story(&many.collect::<String>()).explore().unwrap();
    assert_eq!(many.states(), 600);
    assert_eq!(many.findings(), []);
}

#[test]
fn what_should_be_met_is_followed() {
    let text = |follow: &str| {
        let graph = "
            flag wet
            node a
            choice c | last
            - b | to b
            - d | to d
            - e | to d | set wet = true
            node b
            way d
            node d
            choice e
            - again | to a
            - on
            node f | when wet";
        format!("{graph}\n{follow}")
    };
    let found = |follow: &str| found(&text(follow));
    assert!(found("follow a 0 3 a 0 3").is_empty());
    assert!(found("follow a 0 3 d 0 3").is_empty());
    assert!(found("follow b 0 0 d 1 0").is_empty());
    assert_eq!(found("follow a 0 0 b 0 0"), ["not met: 0 [c=d,e=on]"]);
    assert_eq!(found("follow a 0 3 a 0 2"), ["not met: 0 [c=d,e=on]"]);
    assert_eq!(found("follow d 0 0 f 0 0"), ["not met: 0 [c=d,e=on]"]);
    assert!(found("follow d 0 0 f 0 0 | when wet").is_empty());
    assert_eq!(found("follow f 0 0 a 0 0"), ["never met: 0 [c=e,e=on]"]);
    assert_eq!(found("follow d 1 0 b 0 0"), ["never met: 0 [c=d,e=on]"]);
}

#[test]
fn a_node_that_says_something_again_is_heard_again() {
    let text = "
        number count 0 1 0
        node a | again
        choice c
        - back | to a | when count < 1 | set count = count + 1
        - on
        node b | again
        way a | when false
        way end";
    let twice = ["never again: b [c=on]", "false: false [c=on]"];
    let found = found(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        twice.iter().all(|line| found.contains(&(*line).to_owned())),
        "{found:?}"
    );
}

#[test]
fn a_shorter_path_that_is_found_later_counts() {
    let story = story(
        "node a
         choice c | last
         - one | to b
         - two | to d
         node b
         choice e | last
         - x | to f
         node d
         way f
         node f
         choice g
         - end | to end
         - on",
    );
    let exploration = story.explore().unwrap();
    let path = |name: &str, part: usize| {
        let path = exploration.path_to(story.node(name).unwrap(), part);
        decision::shown(&path.unwrap(), &story)
    };
    assert_eq!(path("f", 0), "c=two");
    assert_eq!(path("f", 1), "c=two,g=on");
    let endings = exploration.endings().into_iter();
    let paths: Vec<_> = endings
        .map(|end| decision::shown(&end.path, &story))
        .collect();
    assert_eq!(paths, ["c=two,g=on", "c=two,g=end"]);
}

#[test]
fn paths_are_counted_and_measured() {
    let story = story(
        "flag lamp
         node a
         choice c
         - lit | set lamp = true
         - dark
         - gone | to end
         choice d
         - x
         - y | when lamp
         node b | when lamp
         node c",
    );
    let exploration = story.explore().unwrap();
    let statistics = exploration.statistics(|heard| match heard {
        Heard::Part(node, _) => 10 * (node.0 as u64 + 1),
        Heard::Question(_) => 3,
        Heard::Offer(_, option) => option as u64,
    });
    let shown = |length: &Option<Length>| {
        let length = length.as_ref().unwrap();
        (decision::shown(&length.path, &story), length.time)
    };
    assert_eq!(statistics.count, Count::Exact(4));
    let counts = statistics.endings.iter();
    let counts: Vec<_> = counts
        .map(|(end, count)| (end.name(&story), *count))
        .collect();
    let endings = [("a at c", Count::Exact(1)), ("c", Count::Exact(3))];
    assert_eq!(counts, endings.map(|(end, count)| (end.to_owned(), count)));
    // The part, the question and the three options.
    assert_eq!(shown(&statistics.fewest), ("c=gone".to_owned(), 16));
    assert_eq!(shown(&statistics.shortest), ("c=gone".to_owned(), 16));
    assert_eq!(statistics.most.as_ref().unwrap().path.len(), 2);
    assert_eq!(shown(&statistics.longest), ("c=lit,d=x".to_owned(), 90));
    let typical = statistics.typical.unwrap();
    assert_eq!(typical.ended, PLAYS);
    assert!((1.6..1.74).contains(&typical.decisions), "{typical:?}");
    let paths: Vec<String> = exploration
        .paths()
        .map(|p| decision::shown(&p, &story))
        .collect();
    assert_eq!(paths, ["c=lit,d=x", "c=lit,d=y", "c=dark,d=x", "c=gone"]);
}

#[test]
fn a_circle_with_a_choice_has_endless_paths() {
    let story = story(
        "node a
         choice c
         - round | to a
         - on",
    );
    let exploration = story.explore().unwrap();
    let statistics = exploration.statistics(|_| 1);
    assert_eq!(statistics.count, Count::Endless);
    let end = EndingPlace {
        node: Some(NodeId(0)),
        choice: None,
    };
    assert_eq!(statistics.endings, [(end, Count::Endless)]);
    assert_eq!(exploration.circle(), Some(vec![NodeId(0)]));
    assert_eq!((statistics.most, statistics.longest), (None, None));
    assert_eq!(statistics.fewest.unwrap().path.len(), 1);
    assert_eq!(exploration.paths().count(), 1);
}

#[test]
fn a_choice_that_leads_to_the_end_is_another_ending_than_the_end_of_its_scene() {
    let story = story(
        "node a
         choice c
         - leave | to end
         - hide | to end
         - stay
         choice d
         - leave | to end
         - stay",
    );
    let exploration = story.explore().unwrap();
    let endings = exploration.endings().into_iter();
    let endings: Vec<_> = endings
        .map(|end| (end.place.name(&story), decision::shown(&end.path, &story)))
        .collect();
    let expected = [
        ("a at c", "c=leave"),
        ("a", "c=stay,d=stay"),
        ("a at d", "c=stay,d=leave"),
    ];
    assert_eq!(
        endings,
        expected.map(|(end, path)| (end.to_owned(), path.to_owned()))
    );
    assert_eq!(exploration.circle(), None);
}

#[test]
fn a_house_that_is_left_by_its_entrance_has_few_paths() {
    // Each room leads to all others and to the hall. No path is in the hall twice, so none goes
    // into a room.
    let mut text = "node hall\nchoice c | last\n".to_owned();
    let to_rooms: String = (0..20).map(|n| format!("- r{n} | to room-{n}\n")).collect();
    text.push_str(&format!("{to_rooms}- out | to end\n"));
    for room in 0..20 {
        text.push_str(&format!(
            "node room-{room}\nchoice c{room} | last\n{to_rooms}- back | to hall\n"
        ));
    }
    let story = story(&text);
    let exploration = story.explore().unwrap();
    let paths: Vec<_> = exploration.paths().collect();
    assert_eq!(paths.len(), 1);
    assert_eq!(decision::shown(&paths[0], &story), "c=out");
    // A path that goes round hears all rooms.
    let cover = exploration.cover();
    assert_eq!(cover.len(), 1);
    let mut walk = crate::Walk::replay(&story, &cover[0]).unwrap();
    walk.to_choice();
    let rooms: std::collections::HashSet<_> = walk.visits().iter().map(|v| v.node).collect();
    assert_eq!(rooms.len(), 21);
}

#[test]
fn many_paths_are_counted_about() {
    let mut text = String::new();
    for node in 0..100 {
        text.push_str(&format!("node n{node}\nchoice c{node}\n- x\n- y\n"));
    }
    let count = story(&text).explore().unwrap().statistics(|_| 1).count;
    assert_eq!(count, Count::About(2.0_f64.powi(100)));
}

#[test]
fn a_story_without_nodes_ends_at_once() {
    let exploration = Story::default().explore().unwrap();
    assert_eq!(exploration.findings(), []);
    assert_eq!(
        exploration.endings(),
        [Ending {
            place: EndingPlace::default(),
            path: Vec::new()
        }]
    );
    assert_eq!(exploration.paths().count(), 1);
    assert_eq!(exploration.statistics(|_| 1).count, Count::Exact(1));
}

#[test]
fn a_story_that_is_too_large_names_what_multiplies() {
    let story = story(
        "number gold 0 999 0
         number food 0 49 0
         flag lamp
         words coat red blue
         node market
         choice buy
         - gold | to market | set gold = gold + 1
         - food | to market | set food = food + 1
         - lamp | to market | set lamp = not lamp
         - sell | to market | once
         - go | when lamp and gold > 5 or food > 3
         way end | when coat == red",
    );
    let large = story.explore_within(10_000).unwrap_err();
    assert_eq!(
        large.message(&story),
        "the story has more than 10000 states; in `market` these multiply each other: \
         `gold` (76 values), `food` (50 values), `lamp` (2 values), `once` of buy=sell (2 values)"
    );
    assert_eq!(
        large.advice(&story),
        "give `gold` closer bounds (`from`, `to`), or ask for it in fewer places: a value that no \
         later condition depends on does not count"
    );
    assert_eq!(story.explore().unwrap().states(), 1000 * 50 * 2 * 2 + 1);
}

/// The findings about new values that are out of range.
fn exceeded(text: &str) -> Vec<String> {
    let mut found = found(text);
    found.retain(|line| line.starts_with("not kept"));
    found
}

#[test]
fn a_value_that_leaves_its_range_has_the_shortest_path() {
    let found = exceeded(
        "number courage 0 2 0
         flag lamp
         node hall
         choice door
         - wait | set lamp = true; courage = courage + 1 | to hall
         - go
         node cellar | when courage >= 2
         way end",
    );
    assert_eq!(
        found,
        ["not kept: door=wait 1 is 3 [door=wait,door=wait,door=wait]"]
    );
    let below = exceeded(
        "number courage -1 2 1
         node hall
         choice door
         - lose | set courage = courage - 3
         - go
         node cellar | when courage >= 0
         way end",
    );
    assert_eq!(below, ["not kept: door=lose 0 is -2 [door=lose]"]);
}

#[test]
fn a_value_that_stays_in_its_range_or_does_not_matter_is_no_mistake() {
    let guarded = "number courage 0 2 0
         node hall
         choice door
         - wait | when courage < 2 | set courage = courage + 1 | to hall
         - go
         node cellar | when courage >= 2
         way end";
    assert!(exceeded(guarded).is_empty());
    let idle = "number courage 0 2 0
         node hall
         choice door
         - wait | set courage = courage - 1 | to hall
         - go
         way end";
    assert!(exceeded(idle).is_empty());
    // It is set again before anything depends on it.
    let later = "number courage 0 2 0
         node hall
         choice door
         - wait | set courage = courage - 1; courage = 1
         - go
         node cellar | when courage >= 1
         way end";
    assert!(exceeded(later).is_empty());
}
