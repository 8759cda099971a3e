//! Drafts of texts in other languages: the role of every line, and whether it is sure.

use crate::outline::prose::outline;
use crate::perform::BuiltinCatalog;
use cuebook_script::Prose;

/// Returns the language of the draft and, for every line, its first word, its role and `?` if it is
/// a guess.
fn drafted(text: &str) -> (String, Vec<String>) {
    let (prose, _) = Prose::read(text.to_owned());
    let outline = outline(prose, &BuiltinCatalog);
    let line = |line: &crate::outline::Line| {
        let words = outline.text(line.words.clone());
        let first = words.split(' ').next().unwrap_or_default();
        let first = first.trim_matches(|c: char| !c.is_alphanumeric());
        format!("{first} {}{}", line.role, if line.sure { "" } else { "?" })
    };
    let language = outline.title.language.clone().unwrap_or_default();
    (language, outline.lines.iter().map(line).collect())
}

#[test]
fn spanish_dashes_and_inverted_tags() {
    let text = "El viento soplaba en la plaza y no había nadie en la calle.\n\n\
        —¿Quién es? —preguntó María—. No oigo nada.\n\n\
        —Soy yo —dijo el capitán, que venía del puerto con su perro.\n\n\
        —Pase usted.\n\n\
        La puerta se abrió muy despacio.\n\n\
        «No tengo tiempo», dijo Pedro. «Mañana será otro día.»\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "es");
    assert_eq!(
        lines,
        [
            "Quién MARÍA",
            "No MARÍA?",
            "Soy CAPITÁN",
            "Pase MARÍA?",
            "No PEDRO",
            "Mañana PEDRO?",
        ]
    );
}

#[test]
fn french_quotes_and_pronouns() {
    let text = "Le vent soufflait sur la place et il n'y avait personne dans les rues.\n\n\
        « Qui est là ? » demanda Marie.\n\n\
        — C'est moi, répondit le capitaine. Ouvrez donc.\n\n\
        — Entrez, dit-elle.\n\n\
        « Je ne peux pas », s'écria Jean.\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "fr");
    assert_eq!(
        lines,
        [
            "Qui MARIE",
            "C'est CAPITAINE",
            "Ouvrez CAPITAINE?",
            "Entrez MARIE?",
            "Je JEAN",
        ]
    );
}

#[test]
fn german_quotes() {
    let text = "Der Wind wehte über den Platz, und niemand war auf der Straße zu sehen.\n\n\
        „Wer ist da?“, fragte Anna.\n\n\
        „Ich bin es“, sagte der alte Kapitän.\n\n\
        »Das ist nicht wahr«, flüsterte sie.\n\n\
        Karl sagte: „Komm herein.“\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "de");
    assert_eq!(lines, ["Wer ANNA", "Ich KAPITÄN", "Das ANNA?", "Komm KARL"]);
}

#[test]
fn italian_and_portuguese_tags() {
    let text = "Il vento soffiava sulla piazza e non c'era nessuno per la strada.\n\n\
        «Chi è?» chiese Maria.\n\n«Sono io», rispose il signor Rossi. «Apra la porta.»\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "it");
    assert_eq!(lines, ["Chi MARIA", "Sono ROSSI", "Apra ROSSI?"]);
    let text = "O vento soprava na praça e não havia ninguém na rua, mas a porta estava aberta.\n\n\
        — Quem é? — perguntou Maria. — Não ouço nada.\n\n— Sou eu — disse o João.\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "pt");
    assert_eq!(lines, ["Quem MARIA", "Não MARIA?", "Sou JOÃO"]);
}

#[test]
fn english_stays_english() {
    let text = "The wind blew over the square, and there was nobody to be seen. “Who is it?” asked Mary. \
        “El señor Ruiz,” said Tom.\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "");
    assert_eq!(lines.len(), 2);
}

#[test]
fn japanese_tags_after_and_before_a_speech() {
    let text = "暗い森の奥で銃声が聞こえた。\n\n「動くな！」と花子は言った。\n\n太郎は「ぼくです」と答えた。\n\n\
        「どこから来たの」と彼女は聞いた。\n\n「東京からです」と、山田さんが言った。\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "ja");
    assert_eq!(
        lines,
        [
            "動くな 花子",
            "ぼくです 太郎",
            "どこから来たの 花子?",
            "東京からです 山田"
        ]
    );
}

#[test]
fn chinese_tags_after_and_before_a_speech() {
    let text = "雨已经下了三个小时。\n\n“有人吗？”王明大声喊道。\n\n女孩说：“别动！”\n\n“你是谁？”他问。\n\n\
        “我叫李小红。”李小红笑着回答。\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "zh");
    assert_eq!(
        lines,
        [
            "有人吗 王明",
            "别动 女孩",
            "你是谁 王明?",
            "我叫李小红 李小红"
        ]
    );
}

#[test]
fn hindi_tags_have_the_person_before_the_verb() {
    let text = "रात के दस बजे थे और सड़क पर कोई नहीं था। हवा तेज़ चल रही थी।\n\n“कौन है?” मोहन ने पूछा।\n\n\
        सीता धीरे से बोली, “मैं हूँ।”\n\n“अंदर आओ,” उसने कहा।\n\n“डॉक्टर साहब कहाँ हैं?” श्रीमती शर्मा ने चिल्लाकर कहा।\n";
    let (language, lines) = drafted(text);
    assert_eq!(language, "hi");
    assert_eq!(lines, ["कौन मोहन", "मैं सीता", "अंदर मोहन?", "डॉक्टर शर्मा"]);
}
