//! Hindi words whose sounds the letters do not show, and words of grammar.

use crate::reading::romance::lists::{has, value_of};

/// Words with their sounds: `word=sounds`.
#[rustfmt::skip]
const IRREGULAR: &str = "\
    यह=jˌeː वह=ʋˌoː ये=jeː वे=ʋeː वो=ʋoː दुःख=dˈʊkʰ दुख=dˈʊkʰ छः=cʰˈɛː छह=cʰˈɛː छ=cʰˈɛː न=nˌə व=ʋə \
    नहीं=nəhˈi\u{303} नही=nəhˈi\u{303} क्योंकि=kjˈo\u{303}kɪ चूँकि=cˈu\u{303}kɪ चूंकि=cˈu\u{303}kɪ बहुत=bəhˈʊt \
    ब्राह्मण=bɾˈaːmhəɳ चिह्न=cˈɪnhə चिन्ह=cˈɪnhə ब्रह्म=bɾˈʌmhə ब्रह्मा=bɾˈʌmhaː ब्रह्मांड=bɾəmhˈa\u{303}ɳɖ \
    बैंक=bˈɛ\u{303}ŋk सिंह=sˈɪŋɡʰ संस्कृत=sˈʌnskɾɪt अतः=ˈʌtəh प्रायः=pɾˈaːjəh \
    एवं=ˈeːʋəm स्वयं=sʋˈʌjəm अहं=ˈʌhəm शिवं=ʃˈɪʋəm सत्यं=sˈʌtjəm सुंदरं=sˈʊndəɾəm";

/// Words whose parts are read as words of their own: where a vowel sounds in spite of the rule, or is
/// silent.
#[rustfmt::skip]
const PARTED: &str = "\
    जन-वरी फ़र-वरी फर-वरी अ-सफल अ-सफलता अ-समय अ-सहमत अ-परिचित अ-परिमित अ-पहरण अ-परंपार अ-पवित्र उदा-हरण लोक-प्रिय \
    लोक-प्रियता राज-स्थान राज-श्री राज-द्रोह देश-प्रेम देश-प्रेमी देश-द्रोही जन-प्रिय धन-राशि जल-प्रपात लोक-सभा \
    राज्य-सभा विधान-सभा महत्त्व-पूर्ण मन-पसंद प्रेम-चंद फल-स्वरूप परिणाम-स्वरूप नाम-करण वाता-वरण आवा-गमन आ-गमन \
    वि-कसित वि-भजन वि-चलित वि-रहित सह-मति सह-योग सह-योगी सह-कारी सह-पाठी अनु-मति अनु-भव अनु-भवी उप-वन उप-हार उप-कार \
    उप-योग उप-योगी उप-देश उप-लब्ध प्रति-दिन दश-रथ गण-तंत्र प्रजा-तंत्र स्व-तंत्र स्व-तंत्रता स्व-देश स्व-देशी \
    स्व-भाव स्व-रूप परं-परा पर-लोक पर-मेश्वर पर-माणु पर-मात्मा नव-युवक नव-जात यु-वती अध्या-पक प्र-चलित प्र-गति \
    सम-तल सम-कालीन मन-मोहन काम-काज कर्म-चारी घर-वाला घर-वाली दूध-वाला चाय-वाला टेली-विज़न हेलिकॉ-प्टर इलेक्ट्रॉ-निक \
    ऑपरे-शन प्रधान-मंत्री मुख्य-मंत्री शुभ-कामना भग-वान बल-वान धन-वान हनु-मान विद्-वान गुण-वान भाग्य-वान मत-दान \
    मत-दाता वर-दान रक्त-दान नर-सिंह";

/// Words without stress of their own.
const WEAK: &str = "का के की को से ने में मे है हैं हूँ हूं था थी थे थीं हो कि और या ये वे वो मैं तू ओ ए एवं व";

/// Words with little stress.
const LIGHT: &str = "हम तुम आप इस उस इन उन जो सो तो भी ही पर तक अगर मगर उसका उसकी उसके इसका इसकी इसके मेरा मेरी मेरे \
    तेरा तेरी तेरे हमारा हमारी हमारे अपना अपनी अपने जब तब एक गया गई गए रहा रही रहे कर";

/// Returns the sounds of a word that the rules do not read.
pub(super) fn irregular(word: &str) -> Option<&'static str> {
    value_of(IRREGULAR, word)
}

/// Returns a word with hyphens between its parts.
pub(super) fn parts(word: &str) -> &str {
    let mut parted = PARTED.split_ascii_whitespace();
    let same = |listed: &&str| listed.split('-').flat_map(str::chars).eq(word.chars());
    parted.find(same).unwrap_or(word)
}

/// Returns whether a word leans on its neighbour.
pub(super) fn is_weak(word: &str) -> bool {
    has(WEAK, word)
}

/// Returns whether a word has little stress.
pub(super) fn is_light(word: &str) -> bool {
    has(LIGHT, word)
}
