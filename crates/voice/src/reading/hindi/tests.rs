//! Tests of Hindi: silent vowels, sounds, stress, figures, and that any text can be read.

use proptest::prelude::*;

use super::sounds;
use crate::Utterance;
use crate::phonemes::{Accent, Explained, Origin};
use crate::reading::romance::syllables::Weight;
use crate::reading::spaced::spaced;
use crate::reading::{Reader, heard, signs, to_ipa, valid_words};
use cuebook_core::language::Language;
use cuebook_core::pronunciation::Spoken;

fn utterance(text: &str) -> Utterance {
    spaced(text, "hf_alpha", Language::Hindi)
}

fn explain(utterance: &Utterance) -> Explained {
    let reader = Reader::new(std::path::Path::new("nowhere"));
    reader.explain(utterance, Accent::American).unwrap()
}

fn said(text: &str) -> String {
    let words = explain(&utterance(text)).spoken;
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    words.join(" ")
}

fn line(text: &str) -> String {
    let reading = explain(&utterance(text)).reading;
    reading.phonemes.iter().map(|(c, _)| *c).collect()
}

/// The sounds of a word without stress.
fn plain(word: &str) -> String {
    line(word).replace(['ˈ', 'ˌ'], "").replace('ʌ', "ə")
}

/// Compares many words, and reports all that differ.
fn all_plain(rows: &str) {
    let rows = rows
        .split_ascii_whitespace()
        .filter_map(|row| row.split_once('='));
    let wrong: Vec<String> = rows
        .filter(|(word, sounds)| plain(word) != *sounds)
        .map(|(word, sounds)| format!("{word}: {} and not {sounds}", plain(word)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn vowels_that_are_not_written_are_silent_where_people_leave_them_out() {
    all_plain(
        "कमल=kəməl नमक=nəmək नमकीन=nəmkiːn सड़क=sərək लड़का=lərkaː लड़की=lərki जनता=ɟəntaː बचपन=bəcpən \
        समझना=səməɟʰnaː समझ=səməɟʰ करना=kəɾnaː चलता=cəltaː बदलना=bədəlnaː बदला=bədlaː निकलना=nɪkəlnaː निकला=nɪklaː \
        सरकार=səɾkaːɾ सरकारी=səɾkaːɾi मतलब=mətləb गलती=ɡəlti असली=əsli नकली=nəkli आदमी=aːdmi औरत=ɔːɾət अपना=əpnaː \
        इतना=ɪtnaː कितना=kɪtnaː उसने=ʊsneː जानवर=ɟaːnʋəɾ देवनागरी=deːʋnaːɡɾi आजकल=aːɟkəl परदेस=pəɾdeːs \
        पुस्तक=pʊstək पुस्तकालय=pʊstəkaːləj उपन्यास=ʊpənjaːs आवश्यक=aːʋəʃjək परिवर्तन=pəɾɪʋəɾtən सफलता=səpʰəltaː \
        राजनीति=ɾaːɟniːtɪ हिमालय=hɪmaːləj कमरा=kəmɾaː चमकीला=cəmkiːlaː सोमवार=soːmʋaːɾ तबला=təblaː आसमान=aːsmaːn \
        सुनकर=sʊnkəɾ समझकर=səməɟʰkəɾ दरवाज़ा=dəɾʋaːzaː बरसात=bəɾsaːt गरमी=ɡəɾmi सामने=saːmneː भारत=bʰaːɾət",
    );
}

#[test]
fn vowels_that_are_not_written_sound_where_words_need_them() {
    all_plain(
        "मित्र=mɪtɾə पत्र=pətɾə सत्य=sətjə समुद्र=səmʊdɾə कृष्ण=kɾɪʂɳə प्रिय=pɾɪjə भारतीय=bʰaːɾtiːjə राष्ट्रीय=ɾaːʂʈɾiːjə \
        शून्य=ʃuːnjə न=nə असफल=əsəpʰəl उदाहरण=ʊdaːhəɾəɳ लोकप्रिय=loːkpɾɪjə जनवरी=ɟənʋəɾi फ़रवरी=fəɾʋəɾi फरवरी=pʰəɾʋəɾi \
        अनुभव=ənʊbʰəʋ सहमति=sɛhmətɪ उपयोग=ʊpjoːɡ परंपरा=pəɾəmpəɾaː स्वतंत्र=sʋətəntɾə विकसित=ʋɪkəsɪt \
        शब्द=ʃəbd अर्थ=əɾtʰ धर्म=dʰəɾm कर्म=kəɾm वर्ष=ʋəɾʂ दोस्त=doːst मस्त=məst अंत=ənt पक्ष=pəkʃ वृक्ष=ʋɾɪkʃ समय=səməj उपाय=ʊpaːj",
    );
}

#[test]
fn consonants_vowels_and_marks() {
    all_plain(
        "कौन=kɔːn खाना=kʰaːnaː घर=ɡʰəɾ छाता=cʰaːtaː झूठ=ɟʰuːʈʰ ठंड=ʈʰəɳɖ ढोल=ɖʰoːl थाली=tʰaːli धन=dʰən फल=pʰəl भालू=bʰaːluː \
        क़लम=qələm ख़बर=xəbəɾ ग़ज़ल=ɣəzəl ज़मीन=zəmiːn फ़िल्म=fɪlm पढ़ना=pərhnaː ढूँढना=ɖʰu\u{303}ɳɖʰnaː \
        ज्ञान=ɡjaːn आज्ञा=aːɡjaː क्षमा=kʃəmaː ऋषि=ɾɪʂɪ ऋण=ɾɪɳ कृपा=kɾɪpaː हृदय=hɾɪdəj दुःख=dʊkʰ अतः=ətəh \
        डॉक्टर=ɖɔkʈəɾ कॉलेज=kɔleːɟ ऑफ़िस=ɔfɪs ऐसा=ɛːsaː औरत=ɔːɾət भैया=bʰɛːjaː कौआ=kɔːaː गया=ɡəjaː \
        हिंदी=hɪndi हिन्दी=hɪndi अंग=əŋɡ पंजाब=pənɟaːb अंडा=əɳɖaː लंबा=ləmbaː संसार=sənsaːɾ संवाद=səmʋaːd संयोग=sənjoːɡ अंश=ənʃ \
        पाँच=pa\u{303}nc पांच=pa\u{303}nc दाँत=da\u{303}nt साँप=sa\u{303}mp आँख=a\u{303}ŋkʰ ऊँट=u\u{303}ɳʈ हाँ=ha\u{303} माँ=ma\u{303} कहाँ=kəha\u{303} \
        में=me\u{303}ː हैं=hɛ\u{303} मैं=mɛ\u{303} हूँ=hu\u{303} नहीं=nəhi\u{303} गेंद=ɡe\u{303}ːd नींद=ni\u{303}d बैंक=bɛ\u{303}ŋk मांस=ma\u{303}s बाँस=ba\u{303}s हँसना=hə\u{303}snaː \
        पक्का=pəkːaː बच्चा=bəcːaː कुत्ता=kʊtːaː अच्छा=əccʰaː पत्थर=pəttʰəɾ मक्खी=məkkʰi बुद्ध=bʊddʰ बिल्ली=bɪlli रस्सी=ɾəssi \
        यह=jeː वह=ʋoː ये=jeː वे=ʋeː और=ɔːɾ है=hɛː का=kaː नदी=nədi कवि=kəʋɪ गुरु=ɡʊɾʊ प्यार=pjaːɾ स्कूल=skuːl स्टेशन=sʈeːʃən \
        शहर=ʃɛhɛɾ बहन=bɛhɛn कहना=kɛhnaː पहला=pɛhlaː रहना=ɾɛhnaː कहानी=kəhaːni बहुत=bəhʊt तरह=təɾɛh ॐ=oːm",
    );
}

#[test]
fn letters_with_a_dot_are_the_same_in_one_and_in_two_signs() {
    for (one, two) in [
        ("\u{95b}मीन", "ज\u{93c}मीन"),
        ("स\u{95c}क", "सड\u{93c}क"),
        ("प\u{95d}", "पढ\u{93c}"),
    ] {
        assert_eq!(line(one), line(two));
    }
    // Joiners only shape letters.
    assert_eq!(plain("पक्\u{200d}का"), plain("पक्का"));
}

#[test]
fn the_heaviest_syllable_has_the_stress() {
    for (word, sounds) in [
        ("किताब", "kɪtˈaːb"),
        ("कहानी", "kəhˈaːni"),
        ("नमस्ते", "nəmˈʌsteː"),
        ("कमल", "kˈʌməl"),
        ("समुद्र", "səmˈʊdɾə"),
        ("परिवार", "pəɾɪʋˈaːɾ"),
        ("खाना", "kʰˈaːnaː"),
        ("कविता", "kˈʌʋɪtaː"),
        ("अचानक", "əcˈaːnək"),
        ("पसंद", "pəsˈʌnd"),
        ("टेलीविज़न", "ʈeːlˈiːʋɪzən"),
    ] {
        assert_eq!(sounds::of(word, Weight::Full), sounds);
    }
}

#[test]
fn sentences_with_words_of_grammar() {
    for (text, sounds) in [
        ("यह मेरा घर है।", "jˌeː mˌeːɾaː ɡʰˈʌɾ hɛː."),
        (
            "राम ने कहा, “तुम कौन हो?”",
            "ɾˈaːm neː kˈʌhaː, “tˌʊm kˈɔːn hoː?”",
        ),
        ("वह आया॥ बस।", "ʋˌoː ˈaːjaː. bˈʌs."),
    ] {
        assert_eq!(line(text), sounds);
    }
}

#[test]
fn figures_dates_times_and_money() {
    for (text, expected) in [
        ("15/8/1947 को", "पंद्रह अगस्त उन्नीस सौ सैंतालीस को"),
        (
            "15 अगस्त 1947, 1 जनवरी 2020",
            "पंद्रह अगस्त उन्नीस सौ सैंतालीस एक जनवरी दो हज़ार बीस",
        ),
        (
            "सन् 1857 में 1857 लोग",
            "सन् अठारह सौ सत्तावन में एक हज़ार आठ सौ सत्तावन लोग",
        ),
        ("10:30 बजे, 1:30 बजे, 2:30 पर", "साढ़े दस बजे डेढ़ बजे ढाई बजे पर"),
        (
            "9:15 बजे या 9:45 बजे या 17:20 बजे",
            "सवा नौ बजे या पौने दस बजे या सत्रह बजकर बीस मिनट",
        ),
        (
            "12,34,567 और 1,00,000",
            "बारह लाख चौंतीस हज़ार पाँच सौ सड़सठ और एक लाख",
        ),
        (
            "20000000, 3.14, -5, 007",
            "दो करोड़ तीन दशमलव एक चार ऋण पाँच शून्य शून्य सात",
        ),
        (
            "₹500, ₹1, ₹3.50, ₹5 लाख",
            "पाँच सौ रुपये एक रुपया तीन रुपये पचास पैसे पाँच लाख रुपये",
        ),
        (
            "रु॰ 500 या रु. 2,500 या 50 रु॰ थे",
            "पाँच सौ रुपये या दो हज़ार पाँच सौ रुपये या पचास रुपये थे",
        ),
        ("$20 और €5", "बीस डॉलर और पाँच यूरो"),
        ("25% लोग, २५ दिन", "पच्चीस प्रतिशत लोग पच्चीस दिन"),
        (
            "21वीं सदी, 5वाँ, 1ला, 2री, 6ठा",
            "इक्कीसवीं सदी पाँचवाँ पहला दूसरी छठा",
        ),
        (
            "10-12 लोग, 100 किमी, 20°C",
            "दस से बारह लोग एक सौ किलोमीटर बीस डिग्री सेल्सियस",
        ),
        (
            "डॉ॰ राव, प्रो. वर्मा, 5 कि॰मी॰ दूर",
            "डॉक्टर राव प्रोफ़ेसर वर्मा पाँच किलोमीटर दूर",
        ),
        ("बी.जे.पी. और BBC", "बी जे पी और बी बी सी"),
        ("9876543210", "नौ आठ सात छह पाँच चार तीन दो एक शून्य"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
    assert!(!line("बी.जे.पी. और लोग").contains('.'));
}

#[test]
fn the_show_decides_how_a_word_sounds() {
    for (spoken, sounds) in [
        (Spoken::Ipa("ˈmoːɦən".to_owned()), "mˈoːhən"),
        (Spoken::Ipa("tʃəɽʱ".to_owned()), "cərʰ"),
        (Spoken::Respelling("सड़क".to_owned()), "sˈʌrək"),
        (Spoken::Respelling("कर्म".to_owned()), "kˈʌɾm"),
    ] {
        let mut one = utterance("वह मोहन है।");
        one.pronounce = vec![(1, spoken)];
        let read = explain(&one);
        assert_eq!(read.spoken[1].sounds, sounds);
        assert_eq!(read.spoken[1].from, Origin::Show);
    }
    assert_eq!(
        to_ipa("kʰˈaːnaː cˈaːɾ sˈʌrək", Language::Hindi),
        "ˈkʰaːnaː ˈtʃaːɾ ˈsʌɽək"
    );
}

#[test]
fn english_sounds_are_those_of_india() {
    assert_eq!(super::english::sounds("wˈɛbsˌIt"), "ʋˈɛbsˌaːɪʈ");
    assert_eq!(super::english::sounds("ðə vˈɪdiˌO"), "də ʋˈɪɖiːˌoː");
}

proptest! {
    #[test]
    fn any_text_is_read_with_a_sound_for_every_word(
        text in "[क-हअ-औा-ौंँः़्ऽ।a-zA-Z0-9०-९ ,.₹%:/॰“”-]{0,60}"
    ) {
        let one = utterance(&text);
        let read = explain(&one).reading;
        let words = valid_words(&one);
        for word in heard(&words, &one.text) {
            prop_assert!(read.phonemes.iter().any(|(_, own)| *own == Some(word)), "{word}");
        }
        let line: String = read.phonemes.iter().map(|(c, _)| *c).collect();
        prop_assert!(signs::has_all(&line), "{line}");
    }
}
