//! Sums, spans of time, places on the globe, the Bible, and figures before a noun.

use super::*;

#[test]
fn sums_with_other_signs() {
    check(
        &[
            (
                "a living of 200l. a year",
                "a living of two hundred pounds a year",
            ),
            ("she paid 40l. for it", "she paid forty pounds for it"),
            ("boil 2l. of water", "boil two liters of water"),
            ("add 3l. water", "add three liters water"),
            ("bid 12 gns. for it", "bid twelve guineas for it"),
            ("It cost $.75 then", "It cost seventy five cents then"),
            (
                "gave ₹250 and ₺10",
                "gave two hundred and fifty rupees and ten lira",
            ),
            (
                "owed £2-11-4 in all",
                "owed two pounds eleven shillings and four pence in all",
            ),
            ("£20-30 each", "twenty to thirty pounds each"),
        ],
        British,
    );
}

#[test]
fn times_and_places_by_their_signs() {
    check(
        &[
            ("in 2h 15m flat", "in two hours fifteen minutes flat"),
            ("after 4m 12s he", "after four minutes twelve seconds he"),
            (
                "the 1500m 4th",
                "the one thousand five hundred meters fourth",
            ),
            ("3 yrs. old", "three years old"),
            ("for 6 wks he", "for six weeks he"),
            ("8 fl. oz. of milk", "eight fluid ounces of milk"),
            (
                "at 51° 20′ N, 3° 5′ W",
                "at fifty one degrees twenty minutes north, three degrees five minutes west",
            ),
            ("lat. 60° S. of it", "lat. sixty degrees south of it"),
            ("a 30° bend", "a thirty degree bend"),
            ("6′ tall", "six feet tall"),
            ("a 3-in-1 tool", "a three in one tool"),
            ("a 5-in nail", "a five inch nail"),
        ],
        British,
    );
}

#[test]
fn measures_before_a_thing_are_singular() {
    check(
        &[
            ("his 9 mm pistol", "his nine millimeter pistol"),
            ("won the 200m sprint", "won the two hundred meter sprint"),
            ("with 1.6L engines", "with one point six liter engines"),
            ("200 g flour", "two hundred grams flour"),
            ("walked 5 km north", "walked five kilometers north"),
        ],
        British,
    );
}

#[test]
fn places_in_the_bible() {
    check(
        &[
            ("Gen. 2:7 has it", "Genesis two seven has it"),
            ("from 2 Cor. 4", "from Second Corinthians four"),
            ("in 1 Tim. ii. 5 it", "in First Timothy two five it"),
            ("Luke xv. 11 and", "Luke fifteen eleven and"),
            ("Rev. iii. 20 says", "Revelation three twenty says"),
            ("read Ps. 91 aloud", "read Psalm ninety one aloud"),
            ("Matt. 5:3-12", "Matthew five three to twelve"),
            (
                "1 Cor. 13–14 too",
                "First Corinthians thirteen to fourteen too",
            ),
            ("Rev. Hale came", "Reverend Hale came"),
            ("Gen. Gordon fell", "General Gordon fell"),
            ("Col. Hay and 3 men", "Colonel Hay and three men"),
            ("John 3 times", "John three times"),
            ("Mark 4 of them", "Mark four of them"),
            ("Dan. 5 men", "Dan. five men"),
            ("in Vol. I, page 3", "in volume one, page three"),
            ("See Vol. I think", "See Vol. I think"),
        ],
        American,
    );
}

#[test]
fn letters_and_signs_that_their_neighbours_decide() {
    check(
        &[
            ("an XL coat", "an X-L coat"),
            ("Chapter XL begins", "Chapter forty begins"),
            ("two XX chromosomes", "two X-X chromosomes"),
            ("Aeneid VI and Odyssey XI", "Aeneid six and Odyssey eleven"),
            (
                "Edward VI and Pius XI",
                "Edward the sixth and Pius the eleventh",
            ),
            ("a Mark I tank", "a Mark one tank"),
            ("M. Valjean bowed", "Monsieur Valjean bowed"),
            ("M. R. Jarndyce bowed", "M R Jarndyce bowed"),
            ("Anne M. Varley", "Anne M Varley"),
            ("With M. Valjean", "With Monsieur Valjean"),
            ("M. Page bowed", "M Page bowed"),
            ("Herr v. Kessel", "Herr von Kessel"),
            ("in Hale v. Orme", "in Hale versus Orme"),
            ("Sr. Benedicta rose", "Sister Benedicta rose"),
            ("Tom Hale Sr. rose", "Tom Hale Senior rose"),
            (
                "(b. 1834, d. 1901)",
                "(born eighteen thirty four, died nineteen oh one)",
            ),
            ("an 18th c. house", "an eighteenth century house"),
            ("gave 5 mg IV then", "gave five milligrams I-V then"),
            ("an IV drip and Act IV", "an I-V drip and Act four"),
            ("H₂O and CO₂", "H two O and C-O two"),
            ("yr. sister and yrs. truly", "your sister and yours truly"),
            ("Ely nr. Cambridge", "Ely near Cambridge"),
            ("she was gone-\nhad left", "she was gone—had left"),
            ("pre- and post-war", "pre and post war"),
            ("said /kæt/ to him", "said kæt to him"),
            ("he/she and 1/2", "he she and one half"),
            ("Mon.–Fri. only", "Monday to Friday only"),
            ("Sat. and Sun. only", "Saturday and Sunday only"),
            ("in the Sun. Then", "in the Sun. Then"),
            ("12−5", "twelve minus five"),
            ("won 4:1 there", "won four to one there"),
            ("at 4:15 there", "at four fifteen there"),
            ("1914-\n1918", "nineteen fourteen to nineteen eighteen"),
            ("to ∞ and √9", "to infinity and the square root of nine"),
            ("if s/he asks", "if she or he asks"),
        ],
        American,
    );
}
