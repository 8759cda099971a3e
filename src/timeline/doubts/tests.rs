//! The show says “One.” from frame 480 to frame 580. A fifth of 580 is 116.

use crate::timeline::tests::show;

/// Returns the doubts of a timeline, and those of an estimated one.
fn doubts(cue: &str) -> [Vec<(&'static str, String)>; 2] {
    let (book, timeline) = show("One.", &format!("cues: [{{ id: it, {cue} }}]"));
    [timeline.doubts(&book), timeline.likely_doubts(&book)].map(|doubts| {
        let doubts = doubts.into_iter();
        doubts.map(|doubt| (doubt.code, doubt.message)).collect()
    })
}

/// Returns how many doubts there are, exactly and likely.
fn count(cue: &str) -> [usize; 2] {
    doubts(cue).map(|doubts| doubts.len())
}

#[test]
fn a_cue_over_a_minute_after_the_last_word_is_late() {
    let after = |offset: &str| format!("spot: boom, at: {{ after: One, offset: {offset} }}");
    assert_eq!(count(&after("60s")), [0, 0]);
    // 1 ms is 48 frames: the likely doubts begin after 116.
    assert_eq!(count(&after("60.001s")), [1, 0]);
    assert_eq!(count(&after("60.002s")), [1, 0]);
    assert_eq!(count(&after("60.003s")), [1, 1]);
    let [exact, likely] = doubts(&after("75.48s"));
    let expected = "`it` begins 75 s after the last word".to_owned();
    assert_eq!(exact, [("after-the-end", expected)]);
    assert_eq!(likely, exact);
}

#[test]
fn a_bed_or_music_without_length_is_never_heard() {
    let from_to =
        |kind: &str, from: &str, to: &str| format!("{kind}: rain, from: {from}, until: {to}");
    for kind in ["bed", "music"] {
        // “One” begins after 10 ms.
        assert_eq!(count(&from_to(kind, "One", "{ time: 5ms }")), [1, 0]);
        assert_eq!(count(&from_to(kind, "One", "{ time: 10ms }")), [1, 0]);
        assert_eq!(count(&from_to(kind, "One", "{ time: 11ms }")), [0, 0]);
        // The first frame is exact in every estimate.
        let before = "{ after: One, offset: -1s }";
        assert_eq!(count(&from_to(kind, "start", before)), [1, 1]);
        assert_eq!(count(&from_to(kind, "start", "{ time: 1ms }")), [0, 0]);
    }
    let [exact, _] = doubts(&from_to("bed", "One", "{ time: 5ms }"));
    let expected = "`it` ends before it starts, and is never heard".to_owned();
    assert_eq!(exact, [("never-heard", expected)]);
    // A hush has no sound, but it has an effect.
    assert_eq!(count("hush: 0s, at: One"), [0, 0]);
}

#[test]
fn a_show_over_a_hundred_hours_is_an_error() {
    let until = |end: &str| {
        format!("bed: rain, from: start, until: {{ time: 100h, offset: {end} }}, loop: true")
    };
    assert_eq!(count(&until("0s")), [0, 0]);
    let [exact, likely] = doubts(&until("1ms"));
    let expected = "with `it` the show lasts more than 100 hours".to_owned();
    assert_eq!(exact, [("show-too-long", expected)]);
    assert_eq!(likely, exact);
}
