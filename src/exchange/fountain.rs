//! Writes a show as a screenplay in Fountain. After an import of the screenplay,
//! every word has the same role as before.

use std::fmt::Write;

use crate::book::Book;
use crate::exchange::playscript::{CueItem, Item, items};
use crate::outline::screenplay::fountain::{What, kind};
use cuebook_script::write::one_line;
use cuebook_script::{Script, Tone};

/// Writes a show.
#[must_use]
pub(crate) fn write(script: &Script, book: &Book) -> String {
    let mut out = String::new();
    let narrator = &book.roles[book.narrator].name;
    let written = |value: &Option<cuebook_core::diagnostic::Spanned<String>>| {
        value.as_ref().map(|value| one_line(&value.value))
    };
    let title = Some(book.title.as_str()).filter(|title| !title.is_empty());
    let narrator = Some(narrator.as_str()).filter(|name| *name != crate::book::cast::NARRATOR);
    for (key, words) in [
        ("Title", title.map(str::to_owned)),
        ("Author", written(&script.author)),
        ("Language", written(&script.language)),
        ("Narrator", narrator.map(str::to_owned)),
    ] {
        if let Some(words) = words {
            let _ = writeln!(out, "{key}: {}", escaped(&words));
        }
    }
    if out.is_empty() {
        // Without a title page, first words with a colon would be taken as one.
        out.push_str("Title: Untitled\n");
    }
    for item in items(script, book) {
        out.push('\n');
        match item {
            Item::Scene { title, .. } => heading(&mut out, &title),
            Item::Action(words) => action(&mut out, &words),
            Item::Cue(cue) => sound(&mut out, &cue),
            Item::Speech {
                role,
                tone,
                together,
                words,
            } => speech(&mut out, (&role, together), tone, &words),
        }
    }
    out
}

fn heading(out: &mut String, title: &str) {
    let title = one_line(title);
    let words = escaped(&title);
    let is_one = |words: &str| {
        matches!(
            kind::heading(words, true),
            Some(What::Heading { number: None, .. })
        )
    };
    let forced = format!(".{words}");
    match (is_one(&words), is_one(&forced)) {
        (true, _) => out.push_str(&words),
        (_, true) => out.push_str(&forced),
        // The heading begins with a sign. With a word before it, it is read as a
        // heading.
        _ => out.push_str(&format!(".Scene {}", words.trim_end_matches('#'))),
    }
    out.push('\n');
}

/// Writes action, and forces it where it would be taken as another element.
fn action(out: &mut String, words: &str) {
    let words = escaped(words);
    let marked = words.starts_with(|c: char| !c.is_alphanumeric() && !"“\"‘'«(".contains(c));
    let capitals = !words.contains(char::is_lowercase);
    let other = kind::heading(&words, true).is_some() || kind::sound(&words).is_some();
    if marked || capitals || other {
        out.push('!');
    }
    out.push_str(&words);
    out.push('\n');
}

fn speech(out: &mut String, (role, together): (&str, bool), tone: Tone, words: &str) {
    let plain = kind::character(role)
        .is_some_and(|speech| speech.name == role && speech.extensions.is_empty());
    let other = kind::heading(role, true).is_some()
        || kind::sound_of_name(role).is_some()
        || kind::is_transition(role)
        || !role.starts_with(char::is_alphabetic);
    if !plain || other {
        out.push('@');
    }
    out.push_str(&escaped(role));
    out.push_str(if together { " ^\n" } else { "\n" });
    if tone != Tone::Neutral {
        let _ = writeln!(out, "({})", tone.name());
    }
    let words = escaped(words);
    // Speech that would be taken as a direction, a lyric or a sound.
    if kind::aside(&words).is_some() || words.starts_with('~') || kind::is_loud_sound(&words) {
        out.push_str(if words.starts_with(['(', '~', '[']) {
            "\\"
        } else {
            "…"
        });
    }
    let _ = writeln!(out, "{words}");
}

/// Writes a cue in the form of a radio script.
fn sound(out: &mut String, cue: &CueItem) {
    let name = match cue.kind {
        "music" => "MUSIC",
        "bed" => "AMBIENCE",
        _ => "SOUND",
    };
    let what = match (&cue.sound, cue.lasts) {
        (Some(sound), _) => sound.clone(),
        (None, Some(length)) => format!("silence, {} s", length.seconds().0.ceil()),
        (None, None) => "silence".to_owned(),
    };
    let until = cue.until.as_ref().map(|until| format!(" until {until}"));
    let line = format!("{what} ({}{})", cue.place, until.unwrap_or_default());
    let _ = writeln!(out, "{name}: {}", escaped(&line));
}

/// Escapes the signs of Fountain in words.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    for c in words.chars() {
        let hides = matches!((before, c), ('[', '[') | ('/', '*'));
        if matches!(c, '*' | '_' | '\\') || hides {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::outline::screenplay::{fountain, outline};
    use crate::perform::BuiltinCatalog;
    use crate::session::Show;
    use crate::world::Memory;

    /// Returns the words of the show with their roles.
    fn said(show: &Show) -> Vec<(String, String)> {
        let book = &show.book;
        let each = book.lines.iter().flat_map(|line| {
            let role = &book.roles[line.role].name;
            line.words
                .clone()
                .map(move |w| (role.clone(), book.prose.word(w).to_owned()))
        });
        each.collect()
    }

    fn drafted(screenplay: &str) -> Show {
        let mut outline = outline(&fountain::read(screenplay), true, &BuiltinCatalog).unwrap();
        "play.txt".clone_into(&mut outline.text);
        let world = Memory::default().with("play.txt", outline.prose.text.as_bytes());
        let script = crate::outline::write::script(&outline);
        Show::load(Path::new("play.yaml"), script.as_bytes(), None, &world)
    }

    fn assert_round(text: &str, lines: &str) {
        let indented = text.replace('\n', "\n  ");
        let script = format!(
            "show: A\ntext: |\n  {indented}\ncast: {{ ANNA: , Tom: , SFX: , \"2\": }}\n{lines}"
        );
        let show = Show::load(
            Path::new("s.yaml"),
            script.as_bytes(),
            None,
            &Memory::default(),
        );
        if show.has_mistakes() {
            return;
        }
        let written = write(&show.script, &show.book);
        assert_eq!(said(&drafted(&written)), said(&show), "{written}");
    }

    #[test]
    fn a_written_show_is_read_back_unchanged() {
        let text = "“Go!” said Anna. “INT. THIS” he said.\n\n“(Hm.)”\n\nCLOSED. “*Yes*, a_b.”\n\n.x “SOUND: BANG” “No [[x]] /* y */”\n\n# Act “~La.” (x) “Zero.” > TO:";
        let lines = "lines:\n  - { quote: \"Go!\", by: ANNA, tone: urgent }\n  - { quote: \"INT. THIS\", by: Tom }\n  - { quote: \"Hm\", by: SFX }\n  - { quote: \"Yes\", by: \"2\" }\n  - { quote: BANG, by: ANNA }\n  - { quote: \"No\", by: Tom }\n  - { quote: La, by: SFX }\n";
        assert_round(text, lines);
    }

    #[test]
    fn cues_scenes_and_tones_are_on_the_page() {
        let script = "show: A\nauthor: B\ntext: |\n  “Go!” said Anna. A door fell shut.\n\n  Rain fell.\ncast: { ANNA: }\nscenes: [{ id: out, from: Rain, title: INT. HALL }]\nlines: [{ quote: \"Go!\", by: ANNA, tone: urgent }]\ncues:\n  - { spot: door-slam, at: { after: \"shut.\" } }\n  - { bed: rain, from: Rain, until: end }\n  - { hush: 1.5s, at: \"Rain\" }\n";
        let show = Show::load(
            Path::new("s.yaml"),
            script.as_bytes(),
            None,
            &Memory::default(),
        );
        assert_eq!(show.diagnostics, []);
        insta::assert_snapshot!(write(&show.script, &show.book));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_prose_is_read_back_with_the_same_roles(text in "[A-Z]?([ -~“”]{1,30}(\n\n)?){1,6}") {
            assert_round(text.trim(), "");
        }
    }
}
