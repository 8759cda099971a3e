//! Written → spoken, as a table: American, then British where it differs.
//! Hyphens join letters that are read by their names.

use super::super::written::tokens;
use super::*;
use Accent::{American, British};

/// Just enough of a lexicon to distinguish a shout from an acronym.
fn known(word: &str) -> bool {
    "stop not go us it going who no am yes help the and fire retreat never get out \
     please so hey way too well mix did civil example page shop look see me"
        .split(' ')
        .any(|known| known == word)
}

fn say(text: &str, accent: Accent) -> String {
    let mut said = String::new();
    for piece in spoken(&tokens(text, &[]), accent, &known) {
        match piece {
            Piece::Mark(mark) => {
                if mark == '(' && !said.is_empty() {
                    said.push(' ');
                }
                said.push(mark);
            }
            Piece::Word { text, how, .. } => {
                if !said.is_empty() && !said.ends_with(['“', '(', '—']) {
                    said.push(' ');
                }
                match how {
                    How::Letters => {
                        let letters: Vec<String> = text.chars().map(String::from).collect();
                        said.push_str(&letters.join("-"));
                    }
                    _ => said.push_str(&text),
                }
            }
        }
    }
    said
}

fn check(table: &[(&str, &str)], accent: Accent) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(written, expected)| (written, expected, say(written, accent)))
        .filter(|(_, expected, said)| *expected != said)
        .map(|(written, expected, said)| format!("{written}\n  want {expected}\n  said {said}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn abbreviations() {
    check(
        &[
            ("Dr. O'Neill paid", "Doctor O'Neill paid"),
            ("Mr. and Mrs. Smith", "Mister and Missus Smith"),
            ("Mr Smith", "Mister Smith"),
            ("in St. Petersburg", "in Saint Petersburg"),
            ("At St. Petersburg", "At Saint Petersburg"),
            ("on Baker St. that", "on Baker Street that"),
            ("12 Baker St. London", "twelve Baker Street London"),
            ("No. 4", "number four"),
            ("house No 4", "house number four"),
            ("No. He left", "No. He left"),
            ("No.", "No."),
            ("vol. 3", "volume three"),
            ("Vol. II", "volume two"),
            (
                "Gen. Zhukov and Col. Petrov",
                "General Zhukov and Colonel Petrov",
            ),
            ("Lt.-Col. Smith", "Lieutenant Colonel Smith"),
            ("Maj. Gen. Rokossovsky", "Major General Rokossovsky"),
            ("tanks, e.g. the", "tanks, for example the"),
            ("i.e., now", "that is, now"),
            ("guns, shells, etc.", "guns, shells, et cetera."),
            ("guns, etc., were", "guns, et cetera, were"),
            ("us vs. them", "us versus them"),
            ("J. R. Smith", "J R Smith"),
            ("J.R.R. Tolkien", "J-R-R Tolkien"),
            ("p. 12", "page twelve"),
            ("a Ph.D. student", "a P-H-D student"),
            ("Plan C. I think", "Plan C. I think"),
            ("rock ’n’ roll", "rock and roll"),
            ("He sat. It rained.", "He sat. It rained."),
        ],
        American,
    );
}

#[test]
fn capitals() {
    check(
        &[
            ("the USSR and the NKVD", "the U-S-S-R and the N-K-V-D"),
            ("the U.S.S.R. fell", "the U-S-S-R fell"),
            ("the NATO men", "the nato men"),
            ("three POWs", "three P-O-W-s"),
            ("the USSR's army", "the U-S-S-R-'-s army"),
            ("he did NOT go", "he did not go"),
            ("GET OUT, STOP!", "get out, stop!"),
            ("the US army", "the U-S army"),
            ("Nicholas II was", "Nicholas the second was"),
            ("Louis XIV,", "Louis the fourteenth,"),
            ("Henry V died", "Henry the fifth died"),
            ("Peter I of Russia", "Peter the first of Russia"),
            ("Chapter IV", "Chapter four"),
            ("World War II", "World War two"),
            ("WWII began", "World War Two began"),
            ("the XIV Corps", "the fourteenth Corps"),
            ("I am here", "I am here"),
            ("So Peter I know", "So Peter I know"),
            ("and I, too", "and I, too"),
            ("Malcolm X", "Malcolm X"),
            ("Elizabeth II's crown", "Elizabeth the second's crown"),
            ("the XXth century", "the twentieth century"),
            ("The IV Panzer Corps", "The fourth Panzer Corps"),
            ("a U-boat and a V-2", "a U boat and a V two"),
            ("w-what, I-I do", "w what, I I do"),
            ("D-Day", "D Day"),
            ("HELP US now", "help us now"),
            ("at UCLA", "at U-C-L-A"),
            ("in WW2", "in World War two"),
            ("WWI, WWII", "World War One, World War Two"),
        ],
        American,
    );
}

#[test]
fn signs_and_marks() {
    check(
        &[
            ("Tom & Jerry", "Tom and Jerry"),
            ("2 + 2 = 4", "two plus two equals four"),
            ("#4 and #tag", "number four and hashtag tag"),
            ("a@b.com", "A at B dot com"),
            ("and/or", "and or"),
            ("\"Yes,\" he said.", "“Yes,” he said."),
            ("‘Yes,’ he said.", "“Yes,” he said."),
            ("the soldiers' boots", "the soldiers boots"),
            ("He’s goin’ now", "He's goin' now"),
            ("“‘Tis so,’ he", "“'Tis so, he"),
            ("Wait... no", "Wait… no"),
            ("Wait -- no", "Wait—no"),
            ("Wait - no", "Wait—no"),
            (
                "well-known, pre- and post-war",
                "well known, pre and post war",
            ),
            ("“Well, I—” he", "“Well, I—” he"),
            ("*bold* [sic] 😀", "bold (sic)"),
        ],
        American,
    );
}

mod books;
mod exchanges;
mod figures;
mod measures;
mod neighbours;
mod numbers;
