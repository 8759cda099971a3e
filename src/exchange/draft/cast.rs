//! Voices for the roles of a screenplay.
//!
//! In: names. Out: a voice for each. Always true: no two roles have one voice
//! before every voice has a role.

use crate::perform::voice::kokoro::voices::Sex;

/// The narrator's.
pub(super) const NARRATOR: &str = "bm_george";

const WOMEN: [&str; 15] = [
    "af_heart",
    "bf_emma",
    "af_bella",
    "bf_isabella",
    "af_sarah",
    "bf_alice",
    "af_kore",
    "bf_lily",
    "af_aoede",
    "af_nova",
    "af_jessica",
    "af_river",
    "af_sky",
    "af_alloy",
    "af_nicole",
];

const MEN: [&str; 12] = [
    "am_michael",
    "bm_lewis",
    "am_fenrir",
    "bm_daniel",
    "am_puck",
    "am_onyx",
    "bm_fable",
    "am_liam",
    "am_adam",
    "am_eric",
    "am_echo",
    "am_santa",
];

/// Words and names that are a woman's.
const HER: &str = "mrs ms miss madam madame lady queen princess duchess countess empress woman girl \
    mother mum mom mama grandmother granny aunt sister daughter wife widow nun nurse waitress actress \
    hostess witch goddess maid bride abbess matron \
    anne ann alice amy agnes beth betty beatrice carmen caroline catherine charlotte chloe claire dawn \
    doris dorothy edith eileen eleanor elizabeth ellen ellie emily esther ethel eve evelyn fay florence \
    frances gertrude gillian ginny grace gwen harriet hazel heather helen hilary irene iris isabel isobel \
    ivy jane janet jean jennifer jenny jess jill joan josephine joyce judith judy june karen kate katherine \
    kathleen kay kim kitty lauren lily lilian liz louise lucy mabel madeleine maeve margaret marian marie \
    marion marjorie marilyn mary maud may megan meg mildred millie miriam molly moira nancy naomi nell \
    nicole nora olive pam pat patience peggy penny phoebe phyllis pearl poppy rachel rose rosemary ros \
    rosie ruby ruth sally sarah scarlett sharon shirley sophie stacy sue susan sylvie tess trudy violet \
    vivian winifred yvonne zoe";

/// Words and names that are a man's, and end as those of women do.
const HIS: &str = "mr sir king prince duke count emperor man boy father dad papa grandfather uncle \
    brother son husband widower monk priest waiter sergeant captain colonel general major lieutenant \
    corporal private soldier sailor policeman constable inspector butler judge lord bishop abbot guard \
    joshua luca nikita ilya mischa misha sasha andrea kolya vanya petya grisha fyodor ezra noah elisha \
    hosea attila george";

/// A voice for each of these names, in their order.
pub(super) fn voices<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<&'static str> {
    let (mut women, mut men) = (0, 0);
    let cast = |name: &str| {
        let sex = sex(name).unwrap_or(if women <= men { Sex::Woman } else { Sex::Man });
        // Where one sex is cast out, the other helps.
        let sex = match sex {
            Sex::Woman if women >= WOMEN.len() && men < MEN.len() => Sex::Man,
            Sex::Man if men >= MEN.len() && women < WOMEN.len() => Sex::Woman,
            sex => sex,
        };
        let (list, count): (&[&'static str], &mut usize) = match sex {
            Sex::Woman => (&WOMEN, &mut women),
            Sex::Man => (&MEN, &mut men),
        };
        *count += 1;
        list[(*count - 1) % list.len()]
    };
    names.into_iter().map(cast).collect()
}

/// What a name says of who bears it.
fn sex(name: &str) -> Option<Sex> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .collect();
    let is = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    for word in &words {
        match (is(HER, word), is(HIS, word)) {
            (true, _) => return Some(Sex::Woman),
            (_, true) => return Some(Sex::Man),
            _ => {}
        }
    }
    let first = words.first().filter(|word| word.chars().count() > 2)?;
    let feminine = ["a", "ia", "elle", "ette", "ine", "ïs"]
        .iter()
        .any(|end| first.ends_with(end));
    let masculine = [
        "us", "er", "ov", "in", "o", "ck", "rd", "rt", "ld", "or", "am", "om", "im", "as", "is",
    ];
    let masculine = masculine.iter().any(|end| first.ends_with(end));
    match (feminine, masculine) {
        (true, _) => Some(Sex::Woman),
        (_, true) => Some(Sex::Man),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perform::voice::kokoro::voices::{ENGLISH, find};

    #[test]
    fn every_voice_is_one_of_the_pack_and_has_the_sex_of_its_list() {
        assert_eq!(WOMEN.len() + MEN.len() + 1, ENGLISH.len());
        for (names, sex) in [(&WOMEN[..], Sex::Woman), (&MEN[..], Sex::Man)] {
            for name in names {
                assert_eq!(find(name).unwrap().sex, sex, "{name}");
            }
        }
        assert!(!MEN.contains(&NARRATOR));
    }

    #[test]
    fn a_name_is_heard_as_it_is_called() {
        for (name, expected) in [
            ("ANNA", Some(Sex::Woman)),
            ("BORIS", Some(Sex::Man)),
            ("MRS. HALE", Some(Sex::Woman)),
            ("SASHA", Some(Sex::Man)),
            ("OLD WOMAN", Some(Sex::Woman)),
            ("TOM", Some(Sex::Man)),
            ("R2D2", None),
        ] {
            assert_eq!(sex(name), expected, "{name}");
        }
    }

    #[test]
    fn no_two_roles_share_a_voice_before_all_are_cast() {
        let names: Vec<String> = (0..27).map(|n| format!("ANNA {n}")).collect();
        let mut voices = voices(names.iter().map(String::as_str));
        voices.sort_unstable();
        voices.dedup();
        assert_eq!(voices.len(), 27);
    }
}
