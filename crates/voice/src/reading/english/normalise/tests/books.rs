//! What old books and e-books have: notes, titles, numerals, money, measures.

use super::*;

#[test]
fn marks_for_the_eye_are_not_read() {
    check(
        &[
            ("the light,¹ and the sea.²", "the light, and the sea."),
            ("was gone.[3] Nobody", "was gone. Nobody"),
            (
                "Nobody knew it.4 Then he slept.[^5]",
                "Nobody knew it. Then he slept.",
            ),
            ("He went.* She† stayed.‡", "He went. She stayed."),
            (
                "5 m² of it and 3³",
                "five square meters of it and three cubed",
            ),
            ("x² and 10⁶", "x squared and ten to the sixth"),
            ("60 km² here", "sixty square kilometers here"),
            ("five&nbsp;men &mdash; all lost", "five men—all lost"),
            ("&amp; so on", "and so on"),
            ("don&rsquo;t go", "don't go"),
            (
                "Kings and queens, &c., came",
                "Kings and queens, et cetera, came",
            ),
            ("Guns, swords, &c.", "Guns, swords, et cetera."),
        ],
        American,
    );
}

#[test]
fn folded_letters_are_plain_letters() {
    check(
        &[
            ("The oﬃce on the ﬁfth ﬂoor", "The office on the fifth floor"),
            ("I don´t, he didn`t, it＇s", "I don't, he didn't, it's"),
            ("She can′t, we don‛t", "She can't, we don't"),
            ("Ｈｅｌｌｏ, Ｔｏｍ！", "Hello, Tom!"),
            ("𝐒𝐭𝐨𝐩 here", "Stop here"),
        ],
        American,
    );
}

#[test]
fn titles_are_opened_before_small_particles() {
    check(
        &[
            ("Dr. van Helsing met", "Doctor van Helsing met"),
            (
                "Col. de la Tour and Mme. de Renal.",
                "Colonel de la Tour and Madame de Renal.",
            ),
            (
                "Lt. von Roon wrote to Prof. von Braun",
                "Lieutenant von Roon wrote to Professor von Braun",
            ),
            (
                "Mlle. de Launay and M. d’Or",
                "Mademoiselle de Launay and Monsieur d'Or",
            ),
            (
                "Dr von Braun and Capt de Vries",
                "Doctor von Braun and Captain de Vries",
            ),
            (
                "Lieut. d’Hubert and Sergt. Troy",
                "Lieutenant d'Hubert and Sergeant Troy",
            ),
            ("MM. de Rênal and Valenod", "Messieurs de Rênal and Valenod"),
            ("the Dr. said so", "the Doctor said so"),
            ("He is a Capt.", "He is a Captain."),
            ("in Sept. he", "in September he"),
            ("I saw Jan.", "I saw Jan."),
            (
                "at No. 4, vol. ii, p. 6",
                "at number four, volume two, page six",
            ),
            ("Gen. Sir John Moore", "General Sir John Moore"),
            ("Rev. Mr. Crisparkle", "Reverend Mister Crisparkle"),
        ],
        American,
    );
}

#[test]
fn roman_numerals_of_any_size() {
    check(
        &[
            ("CHAPTER LXVII", "chapter sixty seven"),
            ("CHAPTER LI", "chapter fifty one"),
            ("Chapter XCIX. The last", "Chapter ninety nine. The last"),
            (
                "Chapter MMMCMXCIX",
                "Chapter three thousand nine hundred ninety nine",
            ),
            ("CHAPTER L", "chapter fifty"),
            ("CHAPTER C", "chapter one hundred"),
            ("Stave V. The end", "Stave five. The end"),
            ("Act iv, scene ii", "Act four, scene two"),
            ("ADVENTURE XII. A CASE", "adventure twelve. A case"),
            (
                "CHAPTER V. MISTER HALE GOES",
                "chapter five. mister hale goes",
            ),
            ("Books I and II", "Books one and two"),
            ("Canto CXIX", "Canto one hundred nineteen"),
            (
                "Henry VIII and Louis XVI",
                "Henry the eighth and Louis the sixteenth",
            ),
            (
                "King John II, Pope Leo X",
                "King John the second, Pope Leo the tenth",
            ),
            ("printed MDCCCXII in", "printed eighteen twelve in"),
            ("in MCM he", "in nineteen hundred he"),
            ("Part C, Plan D", "Part C, Plan D"),
            ("Part II of it", "Part two of it"),
            ("MIX it. DID he? CIVIL law", "mix it. did he? civil law"),
            ("Part I liked", "Part I liked"),
            ("So did I, and I go", "So did I, and I go"),
            ("Psalm CXIX", "Psalm one hundred nineteen"),
        ],
        American,
    );
}

#[test]
fn old_money() {
    check(
        &[
            (
                "He paid 4s. 6d. for it",
                "He paid four shillings and sixpence for it",
            ),
            ("and 3s. for the stick", "and three shillings for the stick"),
            ("2/6 for the pipe", "two and six for the pipe"),
            ("and £3 10s. for", "and three pounds ten shillings for"),
            (
                "A 5s. piece; 7½d. a pound.",
                "A five shilling piece; seven pence halfpenny a pound.",
            ),
            (
                "£1 2s. 6d. in all",
                "one pound two shillings and sixpence in all",
            ),
            ("a hat at 10/6", "a hat at ten and six"),
            ("it cost 5/- then", "it cost five shillings then"),
            ("paid 1/9 a yard", "paid one and nine a yard"),
            (
                "2/6 of it and 3/4 of that",
                "two sixths of it and three quarters of that",
            ),
            (
                "½d. and 1½d. and ¼d.",
                "a halfpenny and a penny halfpenny and a farthing.",
            ),
            (
                "the 1940s, the 40s. and his 20s.",
                "the nineteen forties, the forties. and his twenties.",
            ),
            ("two T-34s.", "two T thirty fours."),
            (
                "£2/3/6 a year",
                "two pounds three shillings and sixpence a year",
            ),
            (
                "a 10s. note and 1s. more",
                "a ten shilling note and one shilling more",
            ),
            ("it is 5s. Then", "it is five shillings. Then"),
            ("9/11 and 24/7", "nine eleven and twenty four seven"),
        ],
        British,
    );
}

#[test]
fn measures_with_stops() {
    check(
        &[
            ("10 ft. 6 in. long", "ten feet six inches long"),
            (
                "5 lb. of it and 3 oz. of that",
                "five pounds of it and three ounces of that",
            ),
            ("he is 12 st. and", "he is twelve stone and"),
            ("20 yds. off", "twenty yards off"),
            ("a 10 ft. pole", "a ten foot pole"),
            (
                "the 21st and 5 in the room",
                "the twenty first and five in the room",
            ),
            ("It was 6 ft. Then", "It was six feet. Then"),
            (
                "2 cwt. 3 qrs. of it",
                "two hundredweight three quarters of it",
            ),
        ],
        American,
    );
}

#[test]
fn places_in_books_signs_and_kitchen_measures() {
    check(
        &[
            (
                "see pp. 3ff. and p. 12",
                "see pages three and following and page twelve",
            ),
            ("turn off at Jct. 21", "turn off at junction twenty one"),
            ("Act V, sc. ii", "Act five, scene two"),
            (
                "2 tbsp. of oil and 1 tsp. of salt",
                "two tablespoons of oil and one teaspoon of salt",
            ),
            ("a tsp. of it", "a teaspoon of it"),
            ("C# is no F#", "C sharp is no F sharp"),
            ("#1 and #hope", "number one and hashtag hope"),
            (
                "10^6, 2^3 and x^2",
                "ten to the sixth, two cubed and x squared",
            ),
            ("≤ 5 and ≥10", "at most five and at least ten"),
            ("§3, ¶2", "section three, paragraph two"),
        ],
        British,
    );
}
