//! How Hindi writes out figures, signs and abbreviations.

use crate::reading::hindi::figures;
use crate::reading::romance::tongue::Gender::{self, Man};
use crate::reading::romance::tongue::{Text, counted};

/// The numbers to ninety-nine, each one word.
#[rustfmt::skip]
const SMALL: [&str; 100] = [
    "शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ",
    "दस", "ग्यारह", "बारह", "तेरह", "चौदह", "पंद्रह", "सोलह", "सत्रह", "अठारह", "उन्नीस",
    "बीस", "इक्कीस", "बाईस", "तेईस", "चौबीस", "पच्चीस", "छब्बीस", "सत्ताईस", "अट्ठाईस", "उनतीस",
    "तीस", "इकतीस", "बत्तीस", "तैंतीस", "चौंतीस", "पैंतीस", "छत्तीस", "सैंतीस", "अड़तीस", "उनतालीस",
    "चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चौवालीस", "पैंतालीस", "छियालीस", "सैंतालीस", "अड़तालीस", "उनचास",
    "पचास", "इक्यावन", "बावन", "तिरपन", "चौवन", "पचपन", "छप्पन", "सत्तावन", "अट्ठावन", "उनसठ",
    "साठ", "इकसठ", "बासठ", "तिरसठ", "चौंसठ", "पैंसठ", "छियासठ", "सड़सठ", "अड़सठ", "उनहत्तर",
    "सत्तर", "इकहत्तर", "बहत्तर", "तिहत्तर", "चौहत्तर", "पचहत्तर", "छिहत्तर", "सतहत्तर", "अठहत्तर", "उन्यासी",
    "अस्सी", "इक्यासी", "बयासी", "तिरासी", "चौरासी", "पचासी", "छियासी", "सत्तासी", "अट्ठासी", "नवासी",
    "नब्बे", "इक्यानवे", "बानवे", "तिरानवे", "चौरानवे", "पचानवे", "छियानवे", "सत्तानवे", "अट्ठानवे", "निन्यानवे",
];

/// The larger numbers that have a name, the largest first.
const LARGE: [(u64, &str); 6] = [
    (100_000_000_000, "खरब"),
    (1_000_000_000, "अरब"),
    (10_000_000, "करोड़"),
    (100_000, "लाख"),
    (1000, "हज़ार"),
    (100, "सौ"),
];

pub(super) fn cardinal(number: u64, gender: Gender) -> String {
    let large = LARGE.iter().find(|(value, _)| number >= *value);
    let Some((value, name)) = large else {
        let small = usize::try_from(number).ok().and_then(|at| SMALL.get(at));
        return small.copied().unwrap_or_default().to_owned();
    };
    let head = format!("{} {name}", cardinal(number / value, gender));
    crate::reading::romance::numerals::joined(head, number % value, (cardinal, gender))
}

/// Returns an ordinal number with its ending: `वाँ`, `वीं`, `वें`.
pub(super) fn ordinal_with(number: u64, ending: &str) -> String {
    let stem = match number {
        1 => "पहल",
        2 => "दूसर",
        3 => "तीसर",
        4 => "चौथ",
        6 => "छठ",
        _ => return format!("{}{ending}", cardinal(number, Man)),
    };
    let last = ending.trim_end_matches(['ँ', 'ं']).chars().next_back();
    let vowel = last
        .filter(|vowel| matches!(vowel, 'ी' | 'े'))
        .unwrap_or('ा');
    format!("{stem}{vowel}")
}

fn ordinal(number: u64, gender: Gender) -> Option<String> {
    let ending = if gender == Man {
        "वाँ"
    } else {
        "वीं"
    };
    Some(ordinal_with(number, ending))
}

/// Returns a year; those before 2000 are counted in hundreds.
pub(super) fn year(year: u64) -> String {
    match year {
        1100..=1999 => {
            let head = format!("{} सौ", cardinal(year / 100, Man));
            crate::reading::romance::numerals::joined(head, year % 100, (cardinal, Man))
        }
        _ => cardinal(year, Man),
    }
}

/// Returns a time: `साढ़े दस बजे`, `डेढ़ बजे`, `दस बजकर बीस मिनट`.
pub(super) fn clock(hour: u64, minute: u64) -> String {
    let number = |number| cardinal(number, Man);
    // On a clock with twelve hours, quarters have names.
    let small = (1..=12).contains(&hour);
    let next = if hour == 12 { 1 } else { hour + 1 };
    match (hour, minute) {
        (_, 0) => format!("{} बजे", number(hour)),
        (1, 30) => "डेढ़ बजे".to_owned(),
        (2, 30) => "ढाई बजे".to_owned(),
        (12, 45) => "पौन बजे".to_owned(),
        (1, 15) => "सवा बजे".to_owned(),
        (_, 15) if small => format!("सवा {} बजे", number(hour)),
        (_, 30) if small => format!("साढ़े {} बजे", number(hour)),
        (_, 45) if small => format!("पौने {} बजे", number(next)),
        _ => format!("{} बजकर {} मिनट", number(hour), number(minute)),
    }
}

const MONTHS: [&str; 12] = [
    "जनवरी",
    "फ़रवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
];

/// Returns whether a word is the name of a month, in its usual spellings.
pub(super) fn is_month(word: &str) -> bool {
    const ALSO: [&str; 6] = ["फरवरी", "सितम्बर", "नवम्बर", "दिसम्बर", "अक्तूबर", "अप्रेल"];
    MONTHS.contains(&word) || ALSO.contains(&word)
}

#[rustfmt::skip]
pub(super) const TEXT: Text = Text {
    cardinal,
    year,
    rules: figures::RULES,
    counts_in_lakhs: true,
    ordinal,
    ordinal_ends: &[],
    first_day: "एक",
    in_dates: " ",
    months: MONTHS,
    clock,
    point: "दशमलव",
    minus: "ऋण",
    plus: "धन",
    to: "से",
    times: "गुणा",
    percent: "प्रतिशत",
    per_mille: "प्रति हज़ार",
    and_coins: "",
    of: "",
    money: &[
        ("₹", counted("रुपया", "रुपये", Man), counted("पैसा", "पैसे", Man)),
        ("₨", counted("रुपया", "रुपये", Man), counted("पैसा", "पैसे", Man)),
        ("$", counted("डॉलर", "डॉलर", Man), counted("सेंट", "सेंट", Man)),
        ("€", counted("यूरो", "यूरो", Man), counted("सेंट", "सेंट", Man)),
        ("£", counted("पाउंड", "पाउंड", Man), counted("पेंस", "पेंस", Man)),
        ("¥", counted("येन", "येन", Man), counted("सेन", "सेन", Man)),
    ],
    units: &[
        ("km", counted("किलोमीटर", "किलोमीटर", Man)), ("किमी", counted("किलोमीटर", "किलोमीटर", Man)),
        ("m", counted("मीटर", "मीटर", Man)), ("मी", counted("मीटर", "मीटर", Man)),
        ("cm", counted("सेंटीमीटर", "सेंटीमीटर", Man)), ("सेमी", counted("सेंटीमीटर", "सेंटीमीटर", Man)),
        ("mm", counted("मिलीमीटर", "मिलीमीटर", Man)), ("मिमी", counted("मिलीमीटर", "मिलीमीटर", Man)),
        ("kg", counted("किलो", "किलो", Man)), ("किग्रा", counted("किलोग्राम", "किलोग्राम", Man)),
        ("g", counted("ग्राम", "ग्राम", Man)), ("mg", counted("मिलीग्राम", "मिलीग्राम", Man)),
        ("l", counted("लीटर", "लीटर", Man)), ("L", counted("लीटर", "लीटर", Man)), ("ml", counted("मिलीलीटर", "मिलीलीटर", Man)),
        ("h", counted("घंटा", "घंटे", Man)), ("min", counted("मिनट", "मिनट", Man)), ("s", counted("सेकंड", "सेकंड", Man)),
        ("ha", counted("हेक्टेयर", "हेक्टेयर", Man)), ("W", counted("वॉट", "वॉट", Man)), ("kW", counted("किलोवॉट", "किलोवॉट", Man)),
        ("V", counted("वोल्ट", "वोल्ट", Man)), ("Hz", counted("हर्ट्ज़", "हर्ट्ज़", Man)), ("dB", counted("डेसिबल", "डेसिबल", Man)),
        ("GB", counted("गीगाबाइट", "गीगाबाइट", Man)), ("MB", counted("मेगाबाइट", "मेगाबाइट", Man)),
        ("°", counted("डिग्री", "डिग्री", Man)), ("°C", counted("डिग्री सेल्सियस", "डिग्री सेल्सियस", Man)),
        ("°F", counted("डिग्री फ़ारेनहाइट", "डिग्री फ़ारेनहाइट", Man)),
    ],
    per: "प्रति",
    fractions: &[('½', "आधा"), ('¼', "एक चौथाई"), ('¾', "तीन चौथाई"), ('⅓', "एक तिहाई"), ('⅔', "दो तिहाई")],
    signs: &[('&', "और"), ('+', "धन"), ('=', "बराबर"), ('%', "प्रतिशत"), ('@', "ऐट"), ('#', "नंबर"), ('×', "गुणा"), ('₹', "रुपये"), ('€', "यूरो"), ('$', "डॉलर"), ('°', "डिग्री")],
    short: &[
        ("डॉ", "डॉक्टर"), ("डा", "डॉक्टर"), ("प्रो", "प्रोफ़ेसर"), ("पं", "पंडित"), ("कु", "कुमारी"), ("स्व", "स्वर्गीय"), ("रु", "रुपये"), ("रू", "रुपये"),
        ("सं", "संख्या"), ("पृ", "पृष्ठ"), ("ई", "ईस्वी"), ("इं", "इंजीनियर"), ("ले", "लेफ़्टिनेंट"), ("मो", "मोहम्मद"), ("मि", "मिस्टर"),
        ("कि मी", "किलोमीटर"), ("कि ग्रा", "किलोग्राम"), ("से मी", "सेंटीमीटर"), ("मि मी", "मिलीमीटर"), ("ई पू", "ईसा पूर्व"),
        ("dr", "डॉक्टर"), ("mr", "मिस्टर"), ("mrs", "मिसेज़"), ("ms", "मिस"), ("prof", "प्रोफ़ेसर"),
    ],
    bare: &[],
    letters: &[
        ('a', "ए"), ('b', "बी"), ('c', "सी"), ('d', "डी"), ('e', "ई"), ('f', "एफ़"), ('g', "जी"), ('h', "एच"), ('i', "आई"), ('j', "जे"),
        ('k', "के"), ('l', "एल"), ('m', "एम"), ('n', "एन"), ('o', "ओ"), ('p', "पी"), ('q', "क्यू"), ('r', "आर"), ('s', "एस"), ('t', "टी"),
        ('u', "यू"), ('v', "वी"), ('w', "डब्ल्यू"), ('x', "एक्स"), ('y', "वाई"), ('z', "ज़ेड"),
    ],
    said_whole: &["NASA", "UNESCO", "UNICEF", "NATO", "AIDS", "COVID", "OPEC"],
    before_numeral: &["अध्याय", "खंड", "भाग", "अंक", "दृश्य", "विश्वयुद्ध"],
    century_is_ordinal: false,
    after_numeral: &[],
    rulers: &["जॉर्ज", "एडवर्ड", "हेनरी", "चार्ल्स", "एलिज़ाबेथ", "लुई", "विलियम"],
    ordinal_rulers: 0,
    address: ["ऐट", "डॉट", "स्लैश", "हाइफ़न", "अंडरस्कोर", "कोलन"],
    is_woman: |_| false,
};
