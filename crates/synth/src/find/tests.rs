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

#[test]
fn a_word_of_a_setting_says_the_setting() {
    for (word, sound, setting) in [
        ("tram", "train-pass", ("kind", "tram")),
        ("tractor", "lorry", ("what", "tractor")),
        ("drill", "machine-room", ("kind", "drill")),
        ("snow", "footsteps", ("surface", "snow")),
        ("rotary", "dialling", ("make", "rotary")),
    ] {
        let found = search(word);
        let found = found.iter().find(|found| found.note.name == sound);
        let found = found.unwrap_or_else(|| panic!("{word} finds no {sound}"));
        assert!(
            found.settings.contains(&setting),
            "{word}: {:?}",
            found.settings
        );
    }
}

#[test]
fn a_sound_is_found_first_by_its_name_then_its_words_then_its_description() {
    for note in recipe::notes() {
        let name = note.name.replace('-', " ");
        assert_eq!(names(&name).first(), Some(&note.name), "{}", shown(&name));
    }
    let found = search("musket");
    assert_eq!((found[0].note.name, found[0].by), ("rifle", By::Word));
    let found = search("airplanes");
    assert_eq!((found[0].note.name, found[0].by), ("aeroplane", By::Word));
    let by = |text: &str| search(text).first().map(|found| found.by);
    assert_eq!(by("surprise"), Some(By::About));
    assert_eq!(by("rilfe"), Some(By::Spelling));
    assert_eq!(by("xyzzy"), None);
    assert!(search("").is_empty() && search("  ?! ").is_empty());
}

#[test]
fn an_unknown_name_offers_at_most_three() {
    assert_eq!(near("artilery"), ["artillery"]);
    assert_eq!(near("dor-strike"), ["door-strike"]);
    assert_eq!(near("gunshot").first(), Some(&"pistol"));
    assert!(near("dog-bark").contains(&"dog"));
    assert!(near("xyzzy").is_empty());
    for word in ["door", "car", "bell", "water"] {
        assert!((1..=3).contains(&near(word).len()), "{word}");
    }
}

#[test]
fn synonyms_are_words_of_the_library() {
    assert!(synonyms("revolver").contains(&"pistol"));
    assert!(synonyms("plane").contains(&"aeroplane"));
    assert!(synonyms("xyzzy").is_empty());
    // A word of several meanings is no safe synonym; one of the library needs none.
    assert!(same("bang").is_empty() && same("dog").is_empty());
    assert_eq!(same("bleeps"), Vec::<&str>::new());
}

#[test]
fn the_table_for_a_page_finds_what_the_program_finds() {
    let table = table().finds;
    let notes: Vec<&str> = recipe::names().collect();
    for (text, sounds) in asked().filter(|(text, _)| !text.contains(' ')) {
        let Some(rows) = table.get(&stem(text)) else {
            continue;
        };
        let mut first = rows.iter().take(3).map(|(place, ..)| notes[*place]);
        assert!(first.any(|name| sounds.contains(&name)), "{text}");
    }
    assert!(table.len() > 5_000);
}

#[test]
fn the_words_of_the_table_name_sounds_and_their_settings() {
    let rows: Vec<Option<more::Row>> = more::parsed().collect();
    assert!(rows.len() > 400);
    for (place, row) in rows.into_iter().enumerate() {
        let row = row.unwrap_or_else(|| panic!("row {place} names no sound"));
        if let Some((param, word)) = row.setting {
            let mut choices = row.sound.choices.iter();
            let known = choices.any(|choice| choice.param == param && choice.words.contains(&word));
            assert!(known, "{}: {param}={word}", row.words);
        }
    }
}

#[test]
fn weak_finds_are_left_out() {
    for (text, wrong) in [
        ("bus", "tap"),
        ("braam", "donkey"),
        ("riser", "river"),
        ("torch", "tearing"),
    ] {
        let found = relevant(text);
        assert!(found.iter().all(|found| found.note.name != wrong), "{text}");
    }
    assert!(relevant("qwertz").is_empty());
}

#[test]
fn a_misspelt_word_is_told() {
    assert_eq!(respelled("thundr roll"), [("thundr".to_owned(), "thunder")]);
    assert!(respelled("thunder").is_empty() && respelled("braam").is_empty());
    assert_eq!(names("thundr").first(), Some(&"thunder"));
}

#[test]
fn a_sound_with_settings_is_written_and_read() {
    let tram = search("tram");
    let tram = tram
        .iter()
        .find(|found| found.note.name == "train-pass")
        .unwrap();
    assert_eq!(written(tram), "train-pass:kind=tram");
    let set = |text: &str| {
        let (name, set) = parsed(text);
        let set: Vec<String> = set
            .iter()
            .map(|(param, value)| format!("{param}={value}"))
            .collect();
        format!("{name} {}", set.join(" "))
    };
    assert_eq!(set("train-pass:kind=tram"), "train-pass kind=tram");
    assert_eq!(
        set("train-pass:kind=tram,speed=30"),
        "train-pass kind=tram speed=30"
    );
    assert_eq!(set("train-pass kind: tram"), "train-pass kind=tram");
    assert_eq!(set("drip.yaml"), "drip.yaml ");
    assert_eq!(set("C:/sounds/x.wav"), "C:/sounds/x.wav ");
}
