//! Names that are most likely one name in two spellings: the roles and the people in the texts of
//! several chapters.

use std::collections::{BTreeMap, BTreeSet};

use cuebook_script::Prose;
use unicode_normalization::UnicodeNormalization;

/// The shortest name that is compared by its letters. Short names differ by one letter often.
const SHORTEST: usize = 5;

/// The most names of a chapter that are compared.
const MOST: usize = 400;

/// Two spellings, with the number of chapters that have each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub usual: String,
    pub other: String,
    /// The chapters of the other spelling, in order.
    pub chapters: Vec<usize>,
}

/// Returns the names in a text: capitalised words within sentences, not at their beginning.
pub(super) fn names(prose: &Prose) -> BTreeSet<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut begins = true;
    let mut end = 0;
    for word in prose.words.iter() {
        let before = prose.text.get(end..word.span.start).unwrap_or("");
        begins |= before.contains(['.', '!', '?', '“', '"', '«', '‘', ':', '…', '\n', '—']);
        let text = word.span.of(&prose.text);
        end = word.span.end;
        if !begins && is_name(text) {
            *seen.entry(text).or_default() += 1;
        }
        begins = false;
    }
    let mut names: Vec<(&str, usize)> = seen.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let names = names.into_iter().take(MOST);
    names.map(|(name, _)| singular(name).to_owned()).collect()
}

fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().any(char::is_lowercase)
        && word.chars().count() >= SHORTEST
        && letters.all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
}

/// Returns a name without the ending of the possessive.
fn singular(name: &str) -> &str {
    let short = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
    short.unwrap_or(name).trim_end_matches(['\'', '’'])
}

/// Returns the pairs of names of which each is in chapters where the other is not. `chapters` has
/// the names of each chapter.
pub(super) fn pairs<'n>(
    chapters: impl Iterator<Item = (usize, &'n BTreeSet<String>)>,
    is_near: fn(&str, &str) -> bool,
) -> Vec<Pair> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (chapter, names) in chapters {
        for name in names {
            places.entry(name).or_default().push(chapter);
        }
    }
    let mut near: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in places.keys() {
        for key in keys(name) {
            near.entry(key).or_default().push(name);
        }
    }
    let mut found = BTreeSet::new();
    for names in near.values() {
        for (index, one) in names.iter().enumerate() {
            for other in &names[index + 1..] {
                if one != other && is_near(one, other) && are_apart(&places[one], &places[other]) {
                    let (one, other) = (*one.min(other), *one.max(other));
                    found.insert((one, other));
                }
            }
        }
    }
    let pairs = found.into_iter().map(|(one, other)| {
        let is_usual = places[one].len() >= places[other].len();
        let (usual, other) = if is_usual { (one, other) } else { (other, one) };
        Pair {
            usual: usual.to_owned(),
            other: other.to_owned(),
            chapters: places[other].clone(),
        }
    });
    pairs.collect()
}

/// Returns what two near names have in common: all that remains if one letter is left out.
fn keys(name: &str) -> Vec<String> {
    let letters: Vec<char> = folded(name).chars().collect();
    let without = |left: usize| {
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != left);
        kept.map(|(_, letter)| *letter).collect::<String>()
    };
    let mut keys: Vec<String> = (0..letters.len()).map(without).collect();
    keys.push(letters.into_iter().collect());
    keys.sort();
    keys.dedup();
    keys
}

/// Returns the letters of a name without capitals, accents and marks between them.
fn folded(name: &str) -> String {
    let letters = name.nfd().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns whether no chapter has both. A chapter with both most likely means two people.
fn are_apart(one: &[usize], other: &[usize]) -> bool {
    one.iter()
        .all(|chapter| other.binary_search(chapter).is_err())
}

/// Returns whether two names of people differ in capitals, accents or one letter, and not in an
/// ending that makes another word.
pub(super) fn is_near_name(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    if one == other {
        return true;
    }
    let long = one.chars().count().min(other.chars().count()) >= SHORTEST;
    let (short, longer) = if one.len() < other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let is_form = longer
        .strip_prefix(short.as_str())
        .is_some_and(|end| matches!(end, "s" | "n" | "y"));
    let same_start = one.chars().next() == other.chars().next();
    long && !is_form && same_start && strsim::osa_distance(&one, &other) == 1
}

/// Returns whether two names of roles differ in capitals, accents, marks or one letter.
pub(super) fn is_near_role(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    let long = one.chars().count().min(other.chars().count()) >= SHORTEST;
    let differ_in_number = |c: char| c.is_ascii_digit();
    one == other
        || (long
            && !one.contains(differ_in_number)
            && !other.contains(differ_in_number)
            && strsim::osa_distance(&one, &other) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(chapters: &[&[&str]], is_near: fn(&str, &str) -> bool) -> Vec<(String, String)> {
        let chapters: Vec<BTreeSet<String>> = chapters
            .iter()
            .map(|names| names.iter().map(|name| (*name).to_owned()).collect())
            .collect();
        let pairs = pairs(chapters.iter().enumerate(), is_near).into_iter();
        pairs.map(|pair| (pair.usual, pair.other)).collect()
    }

    fn pair(usual: &str, other: &str) -> (String, String) {
        (usual.to_owned(), other.to_owned())
    }

    #[test]
    fn one_name_in_two_spellings_is_found() {
        let chapters: &[&[&str]] = &[&["Marlowe"], &["Marlowe", "Kestrel"], &["Marlow"]];
        assert_eq!(found(chapters, is_near_name), [pair("Marlowe", "Marlow")]);
        assert_eq!(
            found(&[&["Zoë Hart"], &["Zoe Hart"]], is_near_role),
            [pair("Zoe Hart", "Zoë Hart")]
        );
        assert_eq!(
            found(&[&["ANNA"], &["Anna"]], is_near_role),
            [pair("ANNA", "Anna")]
        );
        assert_eq!(
            found(&[&["Catherine"], &["Cathreine"]], is_near_name).len(),
            1
        );
        assert_eq!(found(&[&["DR_GREY"], &["DR-GREY"]], is_near_role).len(), 1);
    }

    #[test]
    fn two_people_are_no_spellings() {
        for chapters in [
            &[&["Marlowe", "Marlow"][..], &["Marlowe"]][..],
            &[&["Anna"], &["Anne"]],
            &[&["Russian"], &["Russians"]],
            &[&["German"], &["Germany"]],
            &[&["Harold"], &["Gerald"]],
            &[&["Mandy"], &["Sandy"]],
        ] {
            assert_eq!(found(chapters, is_near_name), [], "{chapters:?}");
        }
        assert_eq!(found(&[&["GUARD 1"], &["GUARD 2"]], is_near_role), []);
    }

    #[test]
    fn names_are_capitalised_words_within_sentences() {
        let text = "Nobody saw Marlowe’s hat. Suddenly the Inspector came. “Where is Marlowe?” Perhaps \
                    she knew.\n";
        let (prose, _) = Prose::read(text.to_owned());
        let names: Vec<String> = names(&prose).into_iter().collect();
        assert_eq!(names, ["Inspector", "Marlowe"]);
    }
}
