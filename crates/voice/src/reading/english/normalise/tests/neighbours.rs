//! Abbreviations and numerals that their neighbours decide.

use super::*;

#[test]
fn streets_saints_doctors_and_counties() {
    check(
        &[
            ("at 42nd St. in", "at forty second Street in"),
            ("near St. John's Rd.", "near Saint John's Road."),
            ("12 Gower St. Tom and", "twelve Gower Street Tom and"),
            ("down Elm St. Mary ran", "down Elm Street Mary ran"),
            (
                "In St. Louis and Fifth Ave. now",
                "In Saint Louis and Fifth Avenue now",
            ),
            (
                "Dr. King lives on Elm Dr. now",
                "Doctor King lives on Elm Drive now",
            ),
            (
                "in Co. Cork with Smith & Co. Ltd",
                "in County Cork with Smith and Company Ltd",
            ),
            (
                "Boyle, Co. Roscommon, and Jones and Co. Tom",
                "Boyle, County Roscommon, and Jones and Company Tom",
            ),
            (
                "Pt. Reyes in Pt. 2 of Vol. Two",
                "Point Reyes in part two of volume Two",
            ),
            (
                "the Dr.'s bag and Tom Jr.'s hat",
                "the Doctor's bag and Tom Junior's hat",
            ),
            (
                "No. 5 c/o Mr. Roe, Rte. 66",
                "number five care of Mister Roe, route sixty six",
            ),
            (
                "the 4th inst. and the 10th ult. too",
                "the fourth instant and the tenth ultimo too",
            ),
        ],
        American,
    );
}

#[test]
fn units_without_figures() {
    check(
        &[
            ("6d. per lb. here", "sixpence per pound here"),
            ("two lbs. of tea", "two pounds of tea"),
            (
                "a doz. eggs per oz. and per kg",
                "a dozen eggs per ounce and per kilogram",
            ),
            (
                "several oz. of it, per min. too",
                "several ounces of it, per minute too",
            ),
        ],
        British,
    );
}

#[test]
fn numbers_of_headings_and_of_rulers() {
    check(
        &[
            ("I. The Knock", "one. The Knock"),
            ("V.—The Door", "five.—The Door"),
            ("X.", "ten."),
            ("I. Newton wrote it.", "I Newton wrote it."),
            ("V. I. Lenin", "V I Lenin"),
            ("Edward I's reign began", "Edward the first's reign began"),
            ("in Elizabeth I’s day", "in Elizabeth the first's day"),
            ("Nicholas I's guards", "Nicholas the first's guards"),
            ("With Edward I'd go", "With Edward I'd go"),
            (
                "Charles II.'s crown and Henry V.'s",
                "Charles the second's crown and Henry the fifth's",
            ),
            ("Ps and Qs.", "P-s and Q-s."),
            ("Three Rs, two Ts.", "Three R-s, two T-s."),
        ],
        American,
    );
}

#[test]
fn an_apostrophe_may_stand_for_what_dialect_leaves_out() {
    check(
        &[
            ("th' man o' th' hill wi' us", "th' man o' th' hill wi' us"),
            ("we get th' 'elp now", "we get th' 'elp now"),
            ("I saw the boys' dog", "I saw the boys dog"),
        ],
        American,
    );
}
