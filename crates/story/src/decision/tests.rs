use super::*;
use crate::test_story::story;
use crate::walk::Walk;

fn house() -> Story {
    story(
        "node hall
         choice door
         - open
         - shut | to end
         node cellar
         choice way-back
         - up | to hall
         - on",
    )
}

fn fault(text: &str) -> (String, String, String) {
    let fault = read(text, &house()).unwrap_err();
    let hint = fault.hint.map_or(String::new(), |hint| hint.text);
    (fault.span.of(text).to_owned(), fault.message, hint)
}

#[test]
fn a_list_prints_as_it_is_read() {
    for text in [
        "",
        "door=open",
        "door=open,way-back=up@3.2s,door=shut",
        "door=open@0s",
    ] {
        let decisions = read(text, &house()).unwrap();
        assert_eq!(shown(&decisions, &house()), text);
    }
    let spaced = read(" door = open @ 500 ms , way-back=up@1.5min", &house()).unwrap();
    assert_eq!(shown(&spaced, &house()), "door=open@0.5s,way-back=up@90s");
    assert_eq!(spaced[0].after, Some(Frames(24_000)));
    let hour = read("door=open@1h", &house()).unwrap();
    assert_eq!(shown(&hour, &house()), "door=open@3600s");
}

#[test]
fn every_frame_of_a_second_is_read_again() {
    for frame in (0..48_000).step_by(7) {
        let decision = Decision {
            choice: ChoiceId(0),
            option: 0,
            after: Some(Frames(frame)),
        };
        let text = shown(&[decision], &house());
        assert_eq!(read(&text, &house()).unwrap(), [decision], "{text}");
    }
}

#[test]
fn a_mistake_in_a_list_has_its_place() {
    let of = |text| {
        let (place, message, hint) = fault(text);
        format!("{place}: {message}; {hint}")
    };
    assert_eq!(
        of("door=open,dor=open"),
        "dor: the story has no choice `dor`; write `door`"
    );
    assert_eq!(
        of("door=opn"),
        "opn: `door` has no option `opn`; write `open`"
    );
    assert_eq!(
        of("door=x"),
        "x: `door` has no option `x`; write one of open, shut"
    );
    assert_eq!(
        of("door"),
        "door: the option of `door` is missing; write `door=open`"
    );
    assert_eq!(
        of("door=open@soon"),
        "soon: `soon` is no time; write it as `@3.2s`"
    );
    assert_eq!(
        of("door=open@--1s"),
        "--1s: `--1s` is no time; write it as `@3.2s`"
    );
    assert_eq!(of("door=open@1m"), "1m: `1m` is no time; write `1min`");
    assert_eq!(of("door=open@3"), "3: `3` is no time; write `3s`");
    assert_eq!(
        of("door=open@3,2s"),
        "3,2s: the time `3,2s` has a comma; write `3.2s`"
    );
    assert_eq!(
        of("door=open@9999min"),
        "9999min: a decision takes at most a day; "
    );
    let missing =
        ": a decision is missing; write each one as `choice=option`, with commas between them";
    assert_eq!(of("door=open,"), missing);
    assert_eq!(of("door=open,,door=shut"), missing);
}

#[test]
fn decisions_are_carried_to_another_version() {
    let old = house();
    let decisions = read("door=open,way-back=up@2s,door=shut", &old).unwrap();
    let new = |text: &str| {
        let new = story(text);
        shown(&carried(&decisions, &old, &new), &new)
    };
    let other_order = "
        node hall
        choice first
        - on
        choice door
        - shut | to end
        - open
        node cellar
        choice way-back
        - up | to hall";
    assert_eq!(new(other_order), "");
    let gone = "
        node hall
        choice door
        - shut | to end
        - open
        node cellar
        choice way-back
        - on";
    assert_eq!(new(gone), "door=open");
    let closed = "
        node hall
        choice door
        - shut | when false
        - open
        node cellar
        choice way-back
        - up | to hall";
    assert_eq!(new(closed), "door=open,way-back=up@2s");
    assert_eq!(carried(&decisions, &old, &old), decisions);
}

#[test]
fn a_decision_that_does_not_fit_is_named() {
    let message = |text: &str| {
        let story = house();
        let decisions = read(text, &story).unwrap();
        let misstep = Walk::replay(&story, &decisions).unwrap_err();
        (misstep.index, misstep.message(&decisions, &story))
    };
    let (at, text) = message("door=open,door=open");
    assert_eq!(
        (at, &*text),
        (
            1,
            "the story comes to the choice `way-back` here, not to `door`"
        )
    );
    let (at, text) = message("door=shut,door=open");
    assert_eq!(
        (at, &*text),
        (1, "the story is over before it comes to `door`")
    );
}

#[test]
fn an_option_that_is_closed_says_where_and_why() {
    let story = story(
        "flag lamp
         node hall
         choice door
         - open | to hall | once
         - light | when lamp
         - shut | to end",
    );
    let message = |text: &str| {
        let decisions = read(text, &story).unwrap();
        let misstep = Walk::replay(&story, &decisions).unwrap_err();
        misstep.message(&decisions, &story)
    };
    assert_eq!(
        message("door=open,door=open"),
        "decision 2: `door` in the scene `hall` does not offer `open` here, because it was taken before; open is shut"
    );
    assert_eq!(
        message("door=light"),
        "decision 1: `door` in the scene `hall` does not offer `light` here, because `lamp` is false; open is open, shut"
    );
}

#[test]
fn a_choice_that_is_passed_without_a_question_is_named() {
    let story = story(
        "flag lamp
         node hall
         choice door | default light
         - light | when lamp
         node end-of-it
         choice last
         - x
         - y",
    );
    let decisions = read("door=light,last=x", &story).unwrap();
    let misstep = Walk::replay(&story, &decisions).unwrap_err();
    assert_eq!(
        misstep.message(&decisions, &story),
        "no option of `door` is open there, so its default is taken and the listener is not asked"
    );
    let decisions = read("last=x,door=light", &story).unwrap();
    let misstep = Walk::replay(&story, &decisions).unwrap_err();
    assert_eq!(
        misstep.message(&decisions, &story),
        "the story is over before it comes to `door`"
    );
}

#[test]
fn chance_the_state_and_scenes_are_no_choices() {
    let mut story = story(
        "flag squall
         number nerve 0 3 1
         node hall
         choice door
         - open | set nerve = nerve + 1
         - shut | to cellar
         way cellar | when squall
         way cellar | when nerve > 1
         way cellar
         node cellar
         way end",
    );
    story.variables[crate::VariableId(0)].chance = Some(40.0);
    let all = story.with_draws().unwrap();
    let of = |text: &str| {
        let fault = read(text, &all).unwrap_err();
        let hint = fault.hint.map_or(String::new(), |hint| hint.text);
        format!("{}: {}; {hint}", fault.span.of(text), fault.message)
    };
    let chance = "`squall` is no choice: it is true with a chance of 40%, and a list of decisions may fix it; write `squall=true` or `squall=false`";
    assert_eq!(of("squall=maybe"), format!("maybe: {chance}"));
    assert_eq!(of("squall"), format!("squall: {chance}"));
    assert_eq!(
        of("squall=true@3s"),
        "squall=true@3s: `squall` is drawn by chance before the show begins, so it has no time; write `squall=true`"
    );
    assert_eq!(
        of("squall=true,squall=false"),
        "squall=false: `squall` is there twice, but chance draws it once; "
    );
    assert_eq!(
        of("door=open,nerve=3"),
        "nerve: `nerve` is part of the state and no choice: it cannot be given; options set it: `door=open`"
    );
    assert_eq!(
        of("cellar=x"),
        "cellar: `cellar` is a scene and no choice; options that lead to it: `door=shut`"
    );
    assert_eq!(
        shown(&read("squall=false,door=shut", &all).unwrap(), &all),
        "squall=false,door=shut"
    );
}
