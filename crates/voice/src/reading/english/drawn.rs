//! Words that are drawn out (`Nooooo`, `Pleeease`, `No-o-o`) or stammered (`W-w-what`, `th-that`).

use super::sentence::{How, Match, Piece, Sentence};

const HYPHENS: [char; 2] = ['-', '‑'];

/// The words that end in a doubled vowel which is not just drawn out.
const DOUBLED: [&str; 16] = [
    "see", "free", "tree", "bee", "knee", "fee", "flee", "glee", "three", "agree", "boo", "moo",
    "too", "zoo", "woo", "shoo",
];

/// A word with a letter three times or more, if it is a known word with fewer of them: `Nooooo` is
/// `No`.
pub(super) fn out(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    if let Some(found) = in_parts(s, at, word) {
        return Some(found);
    }
    let plain = shortened(word, s.known)?;
    Some(Match::new(1).say(at, [plain]))
}

/// `No-o-o`, `We-e-ell`: a letter that is drawn out over hyphens.
fn in_parts(s: &Sentence, at: usize, word: &str) -> Option<Match> {
    let mut whole = word.to_lowercase();
    let mut end = at + 1;
    let mut drawn = 0;
    while let Some(next) = s
        .joined_word(end + 1)
        .filter(|_| s.joined_mark(end, &HYPHENS))
    {
        let next = next.to_lowercase();
        if next.chars().next() != whole.chars().next_back() {
            break;
        }
        drawn += usize::from(next.chars().count() == 1);
        whole.push_str(&next);
        end += 2;
    }
    // One letter after a hyphen is not enough: it may be the name of a thing.
    (drawn > 0 && word.chars().count() > 1).then_some(())?;
    let plain = shortened(&whole, s.known).or_else(|| single_letters(&whole, s.known))?;
    Some(Match::new(end - at).say(at, [plain]))
}

/// Returns the word with every run of letters as one, if that is a known word.
fn single_letters(word: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let runs = runs(word);
    let single: String = runs.iter().map(|(c, _)| *c).collect();
    known(&single).then_some(single)
}

/// Returns the known word that a word with runs of a letter is drawn out from.
pub(super) fn shortened(word: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let lower = word.to_lowercase();
    let (base, ending) = match lower.strip_suffix("'s") {
        Some(base) => (base, "'s"),
        None => (lower.as_str(), ""),
    };
    let runs = runs(base);
    let long: Vec<usize> = (0..runs.len()).filter(|run| runs[*run].1 > 2).collect();
    if long.is_empty() || long.len() > 4 || known(base) {
        return None;
    }
    let known_form = |word: &str| known(word) || known(&capitalised(word));
    let forms = (0..1_u32 << long.len()).map(|choice| {
        let mut form = String::new();
        for (place, (c, count)) in runs.iter().enumerate() {
            let single = long.iter().position(|run| *run == place);
            let kept = match single {
                Some(bit) if choice >> bit & 1 == 1 => 1,
                Some(_) => 2,
                None => *count,
            };
            form.extend(std::iter::repeat_n(*c, kept));
        }
        form
    });
    let fits = |form: &String| {
        let vowel = form.ends_with("ee") || form.ends_with("oo");
        let drawn_end = long.contains(&(runs.len() - 1));
        let word = form.len() > 1 || matches!(form.as_str(), "a" | "i" | "o");
        word && known_form(form) && !(drawn_end && vowel && !DOUBLED.contains(&form.as_str()))
    };
    let found = forms.into_iter().find(fits)?;
    let first = word.chars().next().filter(|c| c.is_uppercase());
    let said = if first.is_some() {
        capitalised(&found)
    } else {
        found
    };
    Some(said + ending)
}

/// Returns the letters of a word with the length of each run.
fn runs(word: &str) -> Vec<(char, usize)> {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for c in word.chars() {
        match runs.last_mut() {
            Some((last, count)) if *last == c => *count += 1,
            _ => runs.push((c, 1)),
        }
    }
    runs
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// The start of the next word, said before it: `w-what`, `N-no`, `th-that`, `bu-but`.
pub(super) fn stammered(s: &Sentence, at: usize) -> Option<Match> {
    let word = s.word(at)?;
    let next = s
        .joined_word(at + 2)
        .filter(|_| s.joined_mark(at + 1, &HYPHENS))?;
    let (start, whole) = (word.to_lowercase(), next.to_lowercase());
    let letters = start.chars().count();
    let longer = whole.len() > start.len() || is_start_again(s, at);
    if letters > 3 || !longer || !whole.starts_with(&start) {
        return None;
    }
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let name = matches!((word, next), ("D", "Day") | ("X", _) | ("T", "Total"));
    let again = whole == start && s.word(at + 4).is_some_and(|word| word.len() > 1);
    let stammer = match letters {
        1 if "aeiou".contains(start.as_str()) => {
            small(word) && start != "a" || word == "a" && small(next) && whole.len() > 2
        }
        1 => {
            again
                || small(word)
                || small(next)
                || next.len() > 3 && next[1..] == whole[1..] && !name
        }
        _ => !(s.known)(&start),
    };
    stammer.then(|| Match {
        taken: 1,
        pieces: vec![Piece::Word {
            text: start,
            how: How::Onset,
            token: at,
        }],
    })
}

/// Returns whether the letter after the hyphen is itself the start of a word.
fn is_start_again(s: &Sentence, at: usize) -> bool {
    s.joined_word(at + 4).is_some() && s.joined_mark(at + 3, &HYPHENS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_word_with_most_of_its_letters_is_meant() {
        let known = |word: &str| {
            "no please so yes hey way god good son soon look to too see me his hiss stop boo bo"
                .split(' ')
                .any(|known| known == word)
        };
        for (drawn, plain) in [
            ("Nooooo", Some("No")),
            ("Pleeease", Some("Please")),
            ("sooo", Some("so")),
            ("yesss", Some("yes")),
            ("Heyyy", Some("Hey")),
            ("WAAAAY", Some("Way")),
            ("goood", Some("good")),
            ("soooon", Some("soon")),
            ("seeee", Some("see")),
            ("meee", Some("me")),
            ("hisss", Some("hiss")),
            ("Stoooppp", Some("Stop")),
            ("Booo", Some("Boo")),
            ("aaargh", None),
            ("good", None),
        ] {
            assert_eq!(shortened(drawn, &known).as_deref(), plain, "{drawn}");
        }
    }
}
