use super::*;

/// Words that people type, each with the sounds of which one must be among the first three.
const ASKED: &str = include_str!("asked.txt");

/// Returns the lines of the table: the words, and the sounds.
fn asked() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lines = ASKED.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let (asked, sounds) = line.split_once(": ").unwrap();
        (asked, sounds.split(' ').collect())
    })
}

fn names(text: &str) -> Vec<&'static str> {
    search(text).iter().map(|found| found.note.name).collect()
}

fn shown(text: &str) -> String {
    let found = search(text);
    let shown = found.iter().take(5).map(|found| {
        let (name, by) = (found.note.name, found.by.name());
        format!("{name} ({by} {:.0} {:?})", found.points, found.settings)
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[test]
fn what_people_type_finds_the_sound_among_the_first_three() {
    let missed: Vec<String> = asked()
        .filter(|(text, sounds)| {
            let found = names(text);
            let mut first = found.iter().take(3);
            !first.any(|name| sounds.contains(name))
        })
        .map(|(text, sounds)| format!("{text}: {sounds:?}, found {}", shown(text)))
        .collect();
    let all = asked().count();
    assert!(all >= 150);
    assert!(
        missed.is_empty(),
        "{} of {all}\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn the_table_of_words_names_sounds_of_the_library() {
    for (text, sounds) in asked() {
        for sound in sounds {
            assert!(recipe::note(sound).is_some(), "{text}: {sound}");
        }
    }
}
