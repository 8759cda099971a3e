use super::*;
use crate::outline::prose;
use crate::perform::BuiltinCatalog;
use cuebook_script::Prose;

fn outline(text: &str) -> Outline {
    let (prose, _) = Prose::read(text.to_owned());
    prose::outline(prose, &BuiltinCatalog)
}

const TEXT: &str = "“Who is there?” asked Anna.\n\nBoris looked up. The old driver and Mrs Pell did not.\n\n\
    “Nobody,” said Boris.\n\n“Then open.”\n\n“I will not.”\n\n“Open, or I call Colonel Rudin.”\n";

fn labelled(answers: &[(usize, &str)]) -> (Outline, Labelled) {
    let mut own = outline(TEXT);
    let answers = answers
        .iter()
        .map(|(line, name)| (*line, (*name).to_owned()))
        .collect();
    let counted = apply(&mut own, "m", &answers, &BuiltinCatalog);
    (own, counted)
}

#[test]
fn only_guesses_are_asked_with_their_paragraphs() {
    let own = outline(TEXT);
    let asked = questions(&own);
    assert_eq!(asked.len(), 1);
    let guesses: Vec<usize> = (0..own.lines.len())
        .filter(|line| !own.lines[*line].sure)
        .collect();
    assert_eq!(asked[0].lines, guesses);
    assert_eq!(guesses.len(), 3);
    let excerpt = &asked[0].excerpt;
    assert!(
        excerpt.contains("“[=ANNA]Who is there?”") && excerpt.contains("“[1]Then open.”"),
        "{excerpt}"
    );
    assert_eq!(asked[0].people, ["ANNA", "BORIS"]);
}

#[test]
fn a_known_person_and_a_new_person_of_the_text_count() {
    let (own, counted) = labelled(&[(2, "Boris"), (3, "the driver"), (4, "Mrs. Pell")]);
    assert_eq!(
        counted,
        Labelled {
            named: 3,
            dropped: 0
        }
    );
    let roles: Vec<&str> = own.lines.iter().map(|line| line.role.as_str()).collect();
    assert_eq!(roles, ["ANNA", "BORIS", "BORIS", "DRIVER", "MRS PELL"]);
    assert!(
        own.lines[3].reason.starts_with("guess: m; by the rules "),
        "{}",
        own.lines[3].reason
    );
    let cast: Vec<(&str, usize)> = own
        .roles
        .iter()
        .map(|role| (role.name.as_str(), role.lines))
        .collect();
    assert_eq!(
        cast[1..],
        [("BORIS", 2), ("ANNA", 1), ("DRIVER", 1), ("MRS PELL", 1)]
    );
    let voices: std::collections::HashSet<_> =
        own.roles.iter().map(|role| role.voice.clone()).collect();
    assert_eq!(voices.len(), own.roles.len());
}

#[test]
fn other_answers_are_dropped() {
    let wrong = [
        "Ivan",
        "Open",
        "She",
        "look",
        "not",
        "driver and Mrs Pell did not",
        "; rm -rf /",
        "then open.",
    ];
    for answer in wrong {
        let (own, counted) = labelled(&[(2, answer)]);
        assert_eq!(
            counted,
            Labelled {
                named: 0,
                dropped: 1
            },
            "{answer}"
        );
        assert_eq!(own.lines[2].role, outline(TEXT).lines[2].role);
    }
    for answer in ["?", "", "unknown", " \u{1}…"] {
        assert_eq!(labelled(&[(2, answer)]).1, Labelled::default(), "{answer}");
    }
}

#[test]
fn a_sure_line_is_not_changed() {
    let (own, counted) = labelled(&[(0, "BORIS"), (99, "BORIS")]);
    assert_eq!((own.lines[0].role.as_str(), counted.named), ("ANNA", 0));
}

#[test]
fn words_that_are_not_spoken_are_the_narrators() {
    let (own, counted) = labelled(&[(2, "NARRATOR")]);
    assert_eq!((own.lines[2].role.as_str(), counted.named), ("NARRATOR", 1));
}

#[test]
fn a_long_text_is_asked_in_parts() {
    let text = format!("{TEXT}\n").repeat(40);
    let own = outline(&text);
    let asked = questions(&own);
    assert!(asked.len() > 4, "{}", asked.len());
    let lines: Vec<usize> = asked.iter().flat_map(|one| one.lines.clone()).collect();
    let guesses: Vec<usize> = (0..own.lines.len())
        .filter(|line| !own.lines[*line].sure)
        .collect();
    assert_eq!(lines, guesses);
    assert!(
        asked
            .iter()
            .all(|one| one.lines.len() <= 20 && one.excerpt.len() < 12_000)
    );
}

#[test]
fn a_very_long_paragraph_is_cut_around_its_lines() {
    let text = format!(
        "Anna and Boris. {}“Go!” {}",
        "Rain fell. ".repeat(2_000),
        "Wind blew. ".repeat(2_000)
    );
    let asked = questions(&outline(&text));
    assert!(asked[0].excerpt.contains("“[1]Go!”") && asked[0].excerpt.len() < 3_000);
}
