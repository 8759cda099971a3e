//! Base forms of English words. The build script shares this module, so that the program asks the
//! word net for the forms under which it was written.

/// Returns a word and the words that it may be a form of: `slamming` gives `slamming`, `slamm`,
/// `slamme` and `slam`.
pub(crate) fn bases(word: &str) -> Vec<String> {
    let mut bases = vec![word.to_owned()];
    let endings = [
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ];
    for (ending, instead) in endings {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 2) else {
            continue;
        };
        bases.push(format!("{stem}{instead}"));
        if matches!(ending, "ing" | "ed") {
            bases.push(format!("{stem}e"));
            let mut letters = stem.bytes().rev();
            if letters.next() == letters.next() {
                bases.push(stem[..stem.len() - 1].to_owned());
            }
        }
    }
    bases
}
