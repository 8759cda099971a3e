//! Tests of the Romance languages: the spoken words, their sounds, and that any text can be read.

use proptest::prelude::*;

use crate::Utterance;
use crate::phonemes::{Accent, Explained, Origin};
use crate::reading::spaced::spaced;
use crate::reading::{Reader, heard, valid_words};
use cuebook_core::language::Language;
use cuebook_core::pronunciation::Spoken;

const LANGUAGES: [Language; 4] = [
    Language::Spanish,
    Language::French,
    Language::Italian,
    Language::Portuguese,
];

/// An utterance whose words are separated by spaces, without the marks around them.
fn utterance(text: &str, language: Language) -> Utterance {
    spaced(text, "ef_dora", language)
}

fn explain(utterance: &Utterance) -> Explained {
    let reader = Reader::new(std::path::Path::new("nowhere"));
    reader.explain(utterance, Accent::American).unwrap()
}

/// The spoken words of a text.
fn said(text: &str, language: Language) -> String {
    let words = explain(&utterance(text, language)).spoken;
    words
        .iter()
        .map(|word| word.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The phonemes of a text.
fn line(text: &str, language: Language) -> String {
    let reading = explain(&utterance(text, language)).reading;
    reading.phonemes.iter().map(|(c, _)| *c).collect()
}

fn all_said(language: Language, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(said(text, language), *expected, "{text}");
    }
}

fn all_lines(language: Language, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(line(text, language), *expected, "{text}");
    }
}

#[test]
fn spanish_figures_and_signs() {
    all_said(
        Language::Spanish,
        &[
            (
                "El 12/10/1492 llegó.",
                "el doce de octubre de mil cuatrocientos noventa y dos llegó",
            ),
            (
                "A las 10:30 y a las 8:15.",
                "a las diez y media y a las ocho y cuarto",
            ),
            ("Cuesta 3,50 €.", "cuesta tres euros con cincuenta céntimos"),
            (
                "Pagó $20 por 21 casas.",
                "pagó veinte dólares por veintiuna casas",
            ),
            (
                "El 25 % de 1.234 personas",
                "el veinticinco por ciento de mil doscientas treinta y cuatro personas",
            ),
            (
                "Felipe II y Alfonso XIII, siglo XX",
                "felipe segundo y alfonso trece siglo veinte",
            ),
            (
                "El Sr. García y la Dra. Ruiz, etc.",
                "el señor garcía y la doctora ruiz etcétera",
            ),
            (
                "a 120 km/h y -3 °C",
                "a ciento veinte kilómetros por hora y menos tres grados",
            ),
            ("La OTAN y la UE; el FBI", "la otan y la u e el efe be i"),
            (
                "Escribe a ana@correo.es hoy",
                "escribe a ana arroba correo punto es hoy",
            ),
            ("El 1.º y la 2.ª", "el primero y la segunda"),
            (
                "Son 3,14 o 2.000.000",
                "son tres coma catorce o dos millones",
            ),
            ("De 10-12 años", "de diez a doce años"),
        ],
    );
}

#[test]
fn spanish_sounds() {
    all_lines(
        Language::Spanish,
        &[
            (
                "El general llegó a Sevilla.",
                "el xˌeneɾˈal ʎeɣˈo a seβˈiʎa.",
            ),
            ("¿Quién lo había visto?", "kjˈen lo aβˈia βˈisto?"),
            ("Se lo dijo a su tío.", "se lo ðˈixo a su tˈio."),
            ("un beso, agua, guerra", "ˈum bˈeso, ˈaɣwa, ɡˈera"),
            ("rápidamente", "rˈapiðamˈente"),
            ("vergüenza y ciudad", "bˌeɾɣuˈɛnθa i θjuðˈad"),
        ],
    );
}

#[test]
fn french_figures_and_signs() {
    all_said(
        Language::French,
        &[
            (
                "Le 14/07/1789 à 8h30.",
                "le quatorze juillet mille sept cent quatre vingt neuf à huit heures trente",
            ),
            ("Le 1er mai, la 2e fois", "le premier mai la deuxième fois"),
            (
                "Il coûte 3,50 €.",
                "il coûte trois euros cinquante centimes",
            ),
            (
                "Louis XIV et François Ier",
                "louis quatorze et françois premier",
            ),
            (
                "au XIXe siècle, 71 et 80",
                "au dix neuvième siècle soixante et onze et quatre vingts",
            ),
            ("M. Dupont et Mme Petit", "monsieur dupont et madame petit"),
            (
                "12 000 personnes, 25 %",
                "douze mille personnes vingt cinq pour cent",
            ),
            ("La SNCF et l'ONU", "la esse ène cé effe et l' onu"),
            (
                "Écrivez à ana@exemple.fr",
                "écrivez à ana arobase exemple point fr",
            ),
        ],
    );
}

#[test]
fn french_sounds_and_liaison() {
    all_lines(
        Language::French,
        &[
            ("Les enfants ont mangé.", "lez ɑ̃fˈɑ̃ ɔ̃ mɑ̃ʒˈe."),
            ("Les héros, les hommes", "le eʁˈo, lez ˈɔm"),
            ("Le fils de mon ami", "lə fˈis də mɔ̃n amˈi"),
            ("les fils de fer", "le fˈil də fˈɛʁ"),
            ("Ils couvent leurs œufs", "il kˈuv lœʁz ˈø"),
            ("Le couvent est vieux", "lə kuvˈɑ̃ ɛ vjˈø"),
            (
                "un petit ami, six ans, six mois",
                "œ̃ pətˈit amˈi, sˈiz ˈɑ̃, sˈi mwˈa",
            ),
            ("Aujourd'hui, samedi", "oʒuʁdyˈi, samdˈi"),
            ("Ils parlent vraiment souvent", "il pˈaʁl vʁɛmˈɑ̃ suvˈɑ̃"),
        ],
    );
}

#[test]
fn italian_figures_and_sounds() {
    all_said(
        Language::Italian,
        &[
            (
                "Il 2/6/1946 alle 10:30.",
                "il due giugno mille novecento quarantasei alle dieci e mezza",
            ),
            ("Costa 3,50 €.", "costa tre euro e cinquanta centesimi"),
            (
                "Vittorio Emanuele II, XX secolo",
                "vittorio emanuele secondo ventesimo secolo",
            ),
            (
                "Il sig. Rossi e il dott. Bianchi",
                "il signor rossi e il dottor bianchi",
            ),
            ("28 anni, il 25%", "ventotto anni il venticinque per cento"),
        ],
    );
    all_lines(
        Language::Italian,
        &[
            (
                "Il ragazzo è andato a Roma.",
                "il raɡˈaʦːo ˈɛ andˈato a rˈɔma.",
            ),
            ("La città, perché, così", "la ʧitːˈa, perkˈe, kozˈi"),
            ("gli amici parlano", "ʎɪ amˈiʧɪ pˈarlano"),
            ("l'acqua della scuola", "lˈakːwa dˌella skʊˈɔla"),
        ],
    );
}

#[test]
fn portuguese_figures_and_sounds() {
    all_said(
        Language::Portuguese,
        &[
            (
                "Em 7/9/1822, às 10:30.",
                "em sete de setembro de mil oitocentos e vinte e dois às dez e meia",
            ),
            ("Custa R$ 3,50.", "custa três reais e cinquenta centavos"),
            ("D. Pedro II, século XX", "dom pedro segundo século vinte"),
            (
                "O Sr. Silva tem 22 casas",
                "o senhor silva tem vinte e duas casas",
            ),
        ],
    );
    all_lines(
        Language::Portuguese,
        &[
            ("O coração de João", "u kˌoɾasˈɐ̃ʊ̃ ʤy ʒoˈɐ̃ʊ̃"),
            ("bom dia, tia, noite", "bˈoŋ ʤˈiæ, ʧˈiæ, nˈoɪʧy"),
            ("os amigos, carro, Brasil", "ʊz ˌæmˈiɡʊs, kˈaxʊ, brazˈiʊ"),
        ],
    );
}

#[test]
fn the_show_decides_how_a_word_sounds() {
    for (spoken, sounds) in [
        (Spoken::Ipa("ˈfɾunze".to_owned()), "fɾˈunze"),
        (Spoken::Respelling("frun-SE".to_owned()), "fɾunsˈe"),
        (Spoken::Respelling("chomski".to_owned()), "ʧˈomski"),
    ] {
        let mut one = utterance("Dijo Frunze.", Language::Spanish);
        one.pronounce = vec![(1, spoken)];
        let read = explain(&one);
        assert_eq!(read.spoken[1].sounds, sounds);
        assert_eq!(read.spoken[1].from, Origin::Show);
    }
}

#[test]
fn every_sound_belongs_to_its_written_word() {
    let one = utterance("Cuesta 3,50 € hoy.", Language::Spanish);
    let owners: Vec<Option<usize>> = explain(&one).spoken.iter().map(|word| word.word).collect();
    assert_eq!(owners.first(), Some(&Some(0)));
    assert_eq!(owners.last(), Some(&Some(one.words.len() - 1)));
    let one = utterance("L'ami d'Anne", Language::French);
    let owners: Vec<Option<usize>> = explain(&one).spoken.iter().map(|word| word.word).collect();
    assert_eq!(owners, [Some(0), Some(0), Some(1), Some(1)]);
}

/// The whole vocabulary of Kokoro.
const VOCABULARY: &str = ";:,.!?—…\"()“” \u{303}ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ";

fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        5 => "[a-zA-Z]{1,8}",
        4 => "[a-zñçáéíóúàèìòùâêôãõü]{1,7}",
        3 => "[0-9]{1,5}[.,:/%h-]?",
        2 => "[ .,!?'\"“”«»()—–&$£€°½¿¡²#-]{1,3}",
        1 => prop::sample::select(vec![
            "Sr.", "M.", "II", "XIXe", "1er", "2ª", "l'", "d'", "aujourd'hui", "ñandú", "12/10/2019", "10:30", "8h30",
            "km/h", "東京", "ſ", "ﬁ", "①", "\u{301}", "\u{200b}", "ß", "Ж", "\n", "\0", "ᵉ", "º",
        ])
        .prop_map(String::from),
    ];
    let joined =
        (part, any::<bool>()).prop_map(|(part, space)| if space { part + " " } else { part });
    prop::collection::vec(joined, 0..8).prop_map(|parts| parts.concat())
}

fn holds(utterance: &Utterance) -> Result<(), TestCaseError> {
    let reading = explain(utterance).reading;
    let owners: Vec<usize> = reading.phonemes.iter().filter_map(|part| part.1).collect();
    prop_assert!(owners.is_sorted(), "{:?}", reading);
    for (c, owner) in &reading.phonemes {
        prop_assert!(VOCABULARY.contains(*c), "{c:?} of {:?}", utterance.text);
        prop_assert!(owner.is_none_or(|owner| owner < utterance.words.len()));
    }
    for word in heard(&valid_words(utterance), &utterance.text) {
        prop_assert!(
            owners.contains(&word),
            "{word} of {:?} in {:?}",
            utterance,
            reading
        );
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any_text(), language in 0..LANGUAGES.len()) {
        holds(&utterance(&text, LANGUAGES[language]))?;
    }

    #[test]
    fn any_pronunciation_is_in_the_alphabet(written in "\\PC{0,12}", language in 0..LANGUAGES.len(), ipa in any::<bool>()) {
        let mut one = utterance("Ana", LANGUAGES[language]);
        let spoken = if ipa { Spoken::Ipa(written) } else { Spoken::Respelling(written) };
        one.pronounce = vec![(0, spoken)];
        holds(&one)?;
    }
}
