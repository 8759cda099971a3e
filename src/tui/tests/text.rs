//! Tests of the show as lines of text.

use proptest::prelude::*;

use crate::tui::plain;
use crate::tui::test_show::TestShow;
use cuebook_core::units::{Frames, Seconds};

#[test]
fn items_are_printed_in_order() {
    let show = TestShow::new();
    let all = Frames(0)..show.timeline.frames + Frames(1);
    let lines = plain::items(&show.show, &show.timeline, &all);
    insta::assert_snapshot!(lines.join("\n"));
}

proptest! {
    #[test]
    fn each_item_is_printed_once_however_time_is_divided(cuts in proptest::collection::vec(0.0_f64..60.0, 0..6)) {
        let show = TestShow::new();
        let (show, timeline) = (&show.show, &show.timeline);
        let mut cuts: Vec<Frames> = cuts.into_iter().map(|cut| Seconds(cut).frames()).collect();
        cuts.extend([Frames(0), timeline.frames + Frames(1)]);
        cuts.sort_unstable();
        let pieces = cuts.windows(2).flat_map(|cut| plain::items(show, timeline, &(cut[0]..cut[1])));
        let whole = plain::items(show, timeline, &(Frames(0)..timeline.frames + Frames(1)));
        prop_assert_eq!(pieces.collect::<Vec<_>>(), whole);
    }
}

#[test]
fn control_characters_are_removed() {
    assert_eq!(plain::plain("One\n two\u{1b}[31m\tred"), "One two[31m red");
}
