//! Random shows: whatever is said and heard, the rules hold.

use super::*;
use proptest::prelude::*;

const WORDS: [&str; 22] = [
    "a",
    "the",
    "and",
    "he",
    "she",
    "went",
    "door,",
    "sea.",
    "Stop!",
    "Why?",
    "window;",
    "of",
    "harbour-master",
    "Mr.",
    "Tudor",
    "“well,”",
    "twenty—three",
    "extraordinarily",
    "雨が降る。",
    "https://example.org/a/very/long/address/of/something/else.html",
    "naïve",
    "it…",
];

/// A speech: its role, the pause before it in frames, and its words with their lengths.
type Said = (usize, i64, Vec<(usize, i64, i64)>);

fn said() -> impl Strategy<Value = Vec<Said>> {
    let word = (0..WORDS.len(), 2_000_i64..30_000, 0_i64..9_000);
    let speech = (
        0_usize..3,
        prop_oneof![4 => 0_i64..60_000, 1 => 60_000_i64..400_000, 1 => -20_000_i64..0],
        prop::collection::vec(word, 1..40),
    );
    prop::collection::vec(speech, 1..8)
}

fn speeches(all: &[Said]) -> Vec<Speech> {
    let mut speeches: Vec<Speech> = Vec::new();
    let (mut end, mut ends) = (0_i64, [0_i64; 3]);
    for (paragraph, (role, pause, words)) in all.iter().enumerate() {
        let mut at = (end + pause).max(ends[*role]);
        let words: Vec<Shown> = words
            .iter()
            .map(|(word, length, gap)| {
                let start = Frames(at);
                at += length + gap;
                Shown {
                    text: format!("{} ", WORDS[*word]),
                    at: start..start + Frames(*length),
                }
            })
            .collect();
        let last = words.last().unwrap().at.end.0;
        (end, ends[*role]) = (last, last);
        let mut own = speech(*role, 0.0, "x");
        own.paragraph = paragraph;
        own.pieces = piece::of_words(&words);
        if *role > 0 {
            let name = Piece::names("ANNA", words[0].at.start);
            own.pieces.splice(0..0, name);
        }
        speeches.push(own);
    }
    speeches
}

/// Returns the pieces of a role, without names, as text.
fn texts<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Vec<&'a str> {
    let own = pieces.filter(|piece| !piece.is_name);
    own.map(|piece| piece.text.as_str()).collect()
}

fn check(speeches: &[Speech], list: &[Caption]) {
    for role in (0..3).map(RoleId) {
        let rows = list.iter().flat_map(|caption| &caption.rows);
        let rows = rows.filter(|row| row.by == By::Role(role));
        let own = speeches.iter().filter(|speech| speech.role == role);
        assert_eq!(
            texts(rows.flat_map(|row| &row.pieces)),
            texts(own.flat_map(|speech| &speech.pieces)),
            "every word once, in order"
        );
    }
    for caption in list {
        let words: Vec<&Row> = caption.rows.iter().filter(|row| !row.is_sound()).collect();
        assert!(caption.rows.len() - words.len() <= 1, "{caption:?}");
        // Only three people at the same moment have three rows.
        let third = words.get(2).map(|row| row.pieces[0].at.start);
        let is_early = third.is_none_or(|third| third - caption.at.start < SHORTEST);
        assert!(is_early && words.len() <= 3, "{caption:?}");
        for row in &caption.rows {
            assert!(piece::width(&row.text(true)) <= WIDEST, "{caption:?}");
        }
        assert!(caption.at.start < caption.at.end, "{caption:?}");
        let pieces = words.iter().flat_map(|row| &row.pieces);
        let first = pieces.clone().map(|piece| piece.at.start).min();
        let last = pieces.map(|piece| piece.at.end).max();
        let next = list.iter().find(|next| next.at.start > caption.at.start);
        if let (Some(first), Some(last)) = (first, last) {
            let early = first - caption.at.start;
            let is_with_it = (0..=1_920).contains(&early.0);
            assert!(is_with_it, "it begins with its first word: {caption:?}");
            let cut =
                next.is_some_and(|next| next.line.is_some() && next.at.start == caption.at.end);
            assert!(
                caption.at.end >= last || cut,
                "it ends after its last word: {caption:?}"
            );
        }
    }
    for pair in list.windows(2) {
        let gap = pair[1].at.start - pair[0].at.end;
        let is_long = pair[0].at.end - pair[0].at.start >= LONGEST;
        assert!(gap == Frames::ZERO || gap >= GAP || is_long, "{pair:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_word_is_shown_once_within_the_limits(all in said()) {
        let speeches = speeches(&all);
        let list = laid_out(&speeches, Vec::new(), Frames(i64::MAX / 8));
        check(&speeches, &list);
    }

    #[test]
    fn sounds_are_shown_beside_the_words(
        all in said(),
        sounds in prop::collection::vec((0_i64..2_000_000, 0_i64..200_000), 0..12),
    ) {
        let speeches = speeches(&all);
        let mut sounds: Vec<Heard> = sounds
            .iter()
            .enumerate()
            .map(|(number, (at, lasts))| Heard {
                at: Frames(*at),
                until: Frames(at + lasts),
                latest: Frames(at + 2 * lasts),
                words: format!("sound {number}"),
                brief: None,
                rank: Rank::Event,
            })
            .collect();
        sounds.sort_by_key(|sound| sound.at);
        let count = sounds.len();
        let list = laid_out(&speeches, sounds, Frames(i64::MAX / 8));
        check(&speeches, &list);
        let rows = list.iter().flat_map(|caption| &caption.rows);
        prop_assert!(rows.filter(|row| row.is_sound()).count() <= count);
    }
}
