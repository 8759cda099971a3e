//! Measures, fractions, degrees, letters and small numerals.

use super::*;

#[test]
fn units_with_stops_are_units() {
    check(
        &[
            ("5 sq. ft. wide", "five square feet wide"),
            ("20 sq yds in all", "twenty square yards in all"),
            ("40 cu. in. of air", "forty cubic inches of air"),
            ("60 m.p.h. on it", "sixty miles per hour on it"),
            ("a 30 h.p. engine", "a thirty horsepower engine"),
            ("12-h.p. motor", "twelve horsepower motor"),
            ("30 m.p.g. on it", "thirty M-P-G on it"),
            (
                "12st. and 9st. 7lb.",
                "twelve stone and nine stone seven pounds.",
            ),
            (
                "70°F and 20 °C",
                "seventy degrees Fahrenheit and twenty degrees Celsius",
            ),
        ],
        British,
    );
}

#[test]
fn feet_and_inches_have_signs() {
    check(
        &[
            ("6' tall", "six feet tall"),
            ("6’ long", "six feet long"),
            ("5' 4\" in", "five foot four in"),
            ("he is 5'11 now", "he is five foot eleven now"),
            (
                "a 4\" nail and a 10\" gun",
                "a four inch nail and a ten inch gun",
            ),
            ("a 5/8\" bolt", "a five eighths inch bolt"),
            ("3/4\" thick", "three quarters of an inch thick"),
            ("6ft 2in tall", "six feet two inches tall"),
            ("a 12' x 8' rug", "a twelve foot by eight foot rug"),
            ("“It is 6' long,” he", "“It is six feet long,” he"),
            ("‘we lost 6’ and", "“we lost six” and"),
            ("“we lost 6” men", "“we lost six” men"),
        ],
        British,
    );
}

#[test]
fn fractions_are_of_what_follows() {
    check(
        &[
            ("bought 1/2 a pound", "bought half a pound"),
            ("1/2 the men", "half the men"),
            ("a 1/2-inch nut", "a half inch nut"),
            ("7/8ths of it", "seven eighths of it"),
            ("1/100th of", "one hundredth of"),
            ("2 1/2 days", "two and a half days"),
            ("sold at 1/2 a pound", "sold at one and two a pound"),
            (
                "24/7, 9/11, 50/50",
                "twenty four seven, nine eleven, fifty fifty",
            ),
            ("2-4-6-8", "two four six eight"),
            ("5-6 men", "five to six men"),
            ("4x4 or 2 x 3", "four by four or two by three"),
            ("25¢, a 10¢ stamp", "twenty five cents, a ten cent stamp"),
        ],
        British,
    );
}

#[test]
fn years_are_told_from_counts() {
    check(
        &[
            (
                "Born 1066, died 1087",
                "Born ten sixty six, died ten eighty seven",
            ),
            ("A.D. 1066", "A-D ten sixty six"),
            (
                "1066 B.C. and 1050 BC",
                "ten sixty six B-C and ten fifty B-C",
            ),
            ("died c. 1070", "died circa ten seventy"),
            ("from 1042 to 1066", "from ten forty two to ten sixty six"),
            ("about 1050 sheep", "about one thousand and fifty sheep"),
            ("1066 men", "one thousand and sixty six men"),
        ],
        British,
    );
}

#[test]
fn degrees_and_letters_are_spelled() {
    check(
        &[
            ("a Ph.D. in", "a P-H-D in"),
            ("her D.Phil. was", "her D Phil was"),
            ("a B.Sc., a PhD", "a B-S-C, a P-H-D"),
            ("LL.D. of", "L-L-D of"),
            ("MI5 and an AK-47", "M-I five and an A-K forty seven"),
            ("AT&T", "A-T and T"),
            ("the 3 Rs, four As", "the three R-s, four A-s"),
            ("the three Ms", "the three M-s"),
            ("A4 paper", "A four paper"),
            ("the B.B.C.'s news", "the B-B-C-'-s news"),
            ("(a) it (b) it", "(A) it (B) it"),
        ],
        British,
    );
}

#[test]
fn numerals_in_small_letters_are_numbers() {
    check(
        &[
            ("note iii on page iv", "note three on page four"),
            (
                "on p. xii and pp. ix-xv",
                "on page twelve and pages nine to fifteen",
            ),
            ("first (i), then (ii)", "first (one), then (two)"),
            ("on page i", "on page one"),
            ("Sections i-iv", "Sections one to four"),
            ("love, xx", "love, xx"),
            ("Queen Victoria I of", "Queen Victoria the first of"),
            ("Charles I died", "Charles the first died"),
            ("did Charles I die", "did Charles the first die"),
            ("With Charles I went", "With Charles I went"),
            ("Charles I think", "Charles I think"),
        ],
        British,
    );
}

#[test]
fn prefixes_and_long_stammers_are_no_words() {
    check(
        &[
            ("re-enter it", "re enter it"),
            ("Th-th-that is", "th th that is"),
            ("Wh-wh-what", "wh wh what"),
            ("M-M-Mother", "m m Mother"),
        ],
        British,
    );
    let pieces = spoken(&tokens("re-enter, aide-de-camp", &[]), British, &known);
    let how = |index: usize| match &pieces[index] {
        Piece::Word { how, .. } => *how,
        Piece::Mark(_) => How::Word,
    };
    assert_eq!((how(0), how(1)), (How::Prefix, How::Word));
    assert!(pieces[2..].iter().all(|piece| !matches!(
        piece,
        Piece::Word {
            how: How::Prefix,
            ..
        }
    )));
}
