//! Shows in other languages than English: voices, checks, renders and drafts.

use crate::stage::Stage;

const SHOW: &str = "\
language: es
text: |
  La puerta se abrió. «¿Quién es?» «It is Tom.»
cast:
  NARRATOR: { voice: em_alex }
  ANA: {}
  TOM: { voice: am_adam, language: en }
lines:
  - { quote: ¿Quién es?, by: ANA }
  - { quote: It is Tom., by: TOM }
";

#[test]
fn voices_are_listed_by_language() {
    let stage = Stage::new();
    let said = stage.run(["voices", "list", "--language", "es"]);
    let names: Vec<&str> = said
        .out
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(names, ["ef_dora", "em_alex", "em_santa"]);
    let named = stage.run(["voices", "list", "--language", "French"]);
    assert!(named.out.starts_with("ff_siwis"), "{}", named.out);
    assert_eq!(named.out.lines().count(), 1);
    let unknown = stage.run(["voices", "list", "--language", "sv"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("the voices speak en, es"),
        "{}",
        unknown.err
    );
}

#[test]
fn a_show_and_a_role_have_their_language() {
    let stage = Stage::new();
    stage.write("show.yaml", SHOW);
    let check = stage.run(["check", "show.yaml"]);
    assert_eq!((check.code, check.out.as_str()), (0, "no mistakes\n"));
    let render = stage.run(["render", "show.yaml", "--stand-in", "-o", "show.wav"]);
    assert_eq!(render.code, 0, "{}", render.err);
    // A role without a voice gets one of its language.
    let set = stage.run(["line", "set", "show.yaml", "¿Quién es?", "language=fr"]);
    assert_eq!(set.code, 1, "{}", set.err);
    let message = "the voice `ef_dora` of ANA speaks Spanish, not French";
    assert!(set.err.contains(message), "{}", set.err);
    let wrong = SHOW.replace("am_adam, language: en", "am_adam");
    stage.write("wrong.yaml", &wrong);
    let check = stage.run(["check", "wrong.yaml"]);
    assert_eq!(check.code, 1);
    let message = "the voice `am_adam` of TOM speaks English, not Spanish";
    assert!(check.out.contains(message), "{}", check.out);
    assert!(check.out.contains("`ef_dora`"), "{}", check.out);
}

#[test]
fn a_language_without_voices_is_silent() {
    let stage = Stage::new();
    stage.write(
        "show.yaml",
        "language: es\ntext: |\n  Hola. «Guten Tag.»\ncast:\n  OTTO: { language: de }\nlines:\n  - { quote: Guten Tag., by: OTTO }\n",
    );
    let check = stage.run(["check", "show.yaml"]);
    assert_eq!(check.code, 0, "{}", check.out);
    let message = "no voice speaks the language `de`: 2 words in Latin script are silent";
    assert!(check.out.contains(message), "{}", check.out);
}

#[test]
fn a_spanish_draft_is_a_valid_script() {
    let stage = Stage::new();
    let text = "El viento soplaba en la plaza y no había nadie en la calle.\n\n\
        —¿Quién es? —preguntó María—. No oigo nada.\n\n\
        —Soy yo —dijo el capitán.\n\n\
        «No tengo tiempo», dijo Pedro.\n";
    stage.write("noche.txt", text);
    let said = stage.run(["draft", "noche.txt", "-o", "noche.yaml"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let script = String::from_utf8(stage.bytes("noche.yaml")).unwrap();
    for part in [
        "language: es",
        "by: MARÍA",
        "by: CAPITÁN",
        "by: PEDRO",
        "ef_dora",
    ] {
        assert!(script.contains(part), "{part} in {script}");
    }
    let check = stage.run(["check", "noche.yaml"]);
    assert_eq!((check.code, check.out.as_str()), (0, "no mistakes\n"));
}

/// A show without spaces: its language, its text, who speaks it, and a cue at some of its characters.
const UNSPACED: [(&str, &str, &str, &str, &str); 2] = [
    (
        "ja",
        "森の奥で銃声が聞こえた。「動くな！」と花子は言った。東雲《しののめ》は走った。",
        "花子",
        "動くな",
        "銃声",
    ),
    (
        "zh",
        "突然听见一声枪响。“别动！”李小红说道。王明跑了。",
        "李小红",
        "别动",
        "枪响",
    ),
];

#[test]
fn texts_without_spaces_have_words_voices_and_anchors() {
    let stage = Stage::new();
    for (language, text, role, said, at) in UNSPACED {
        let sounds = if language == "ja" {
            "はなこ"
        } else {
            "lǐ xiǎo hóng"
        };
        let script = format!(
            "language: {language}\ntext: |\n  {text}\ncast:\n  {role}: {{}}\nlines:\n  - {{ quote: {said}, by: {role} }}\n\
             cues:\n  - {{ spot: door-strike, at: {at} }}\npronounce:\n  {role}: {sounds}\n"
        );
        stage.write("show.yaml", &script);
        let check = stage.run(["check", "show.yaml"]);
        assert_eq!((check.code, check.out.as_str()), (0, "no mistakes\n"));
        let render = stage.run(["render", "show.yaml", "--stand-in", "-o", "show.wav"]);
        assert_eq!(render.code, 0, "{}", render.err);
        stage.write(
            "show.yaml",
            script.replace(&format!("at: {at}"), "at: 電話"),
        );
        let wrong = stage.run(["check", "show.yaml"]);
        assert!(wrong.out.contains("quote-not-found"), "{}", wrong.out);
    }
}

#[test]
fn drafts_of_japanese_and_chinese_are_valid_scripts() {
    let stage = Stage::new();
    for (language, text, role, _, _) in UNSPACED {
        let (story, show) = (format!("{language}.txt"), format!("{language}.yaml"));
        stage.write(&story, format!("{text}\n"));
        let draft = stage.run(["draft", &story, "-o", &show]);
        assert_eq!(draft.code, 0, "{}", draft.err);
        let script = String::from_utf8(stage.bytes(&show)).unwrap();
        assert!(
            script.contains(&format!("language: {language}")),
            "{script}"
        );
        assert!(script.contains(role), "{script}");
        let check = stage.run(["check", &show]);
        assert_eq!(check.code, 0, "{}", check.out);
    }
}
