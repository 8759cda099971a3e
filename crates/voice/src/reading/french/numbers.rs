//! French numbers, dates, times, money, units and abbreviations.

use crate::reading::romance::numerals::joined;
use crate::reading::romance::tongue::Gender::{self, Man, Woman};
use crate::reading::romance::tongue::{Text, counted};

const SMALL: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
];

const TENS: [&str; 7] = [
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
];

pub(super) fn cardinal(number: u64, gender: Gender) -> String {
    let large = |value: u64, one: &str| {
        let (count, rest) = (number / value, number % value);
        let head = match count {
            1 => format!("un {one}"),
            _ => format!("{} {one}s", cardinal(count, Man)),
        };
        joined(head, rest, (cardinal, gender))
    };
    match number {
        1_000_000_000_000.. => large(1_000_000_000_000, "billion"),
        1_000_000_000.. => large(1_000_000_000, "milliard"),
        1_000_000.. => large(1_000_000, "million"),
        1000..=999_999 => {
            let (count, rest) = (number / 1000, number % 1000);
            let head = match count {
                1 => "mille".to_owned(),
                // `deux cent mille`: the `s` is that of whole hundreds at the end.
                _ => format!("{} mille", cardinal(count, Man).replace("cents", "cent")),
            };
            joined(head, rest, (cardinal, gender))
        }
        100..=999 => {
            let (count, rest) = (number / 100, number % 100);
            match (count, rest) {
                (1, _) => joined("cent".to_owned(), rest, (cardinal, gender)),
                (_, 0) => format!("{} cents", SMALL[count as usize]),
                _ => joined(
                    format!("{} cent", SMALL[count as usize]),
                    rest,
                    (cardinal, gender),
                ),
            }
        }
        _ => below_hundred(number as usize, gender),
    }
}

fn below_hundred(number: usize, gender: Gender) -> String {
    let small = |number: usize| match (number, gender) {
        (1, Woman) => "une".to_owned(),
        (0..=16, _) => SMALL[number].to_owned(),
        _ => format!("dix {}", SMALL[number - 10]),
    };
    match number {
        0..=19 => small(number),
        80 => "quatre vingts".to_owned(),
        81..=99 => format!("quatre vingt {}", small(number - 80)),
        70..=79 => match number {
            71 => "soixante et onze".to_owned(),
            _ => format!("soixante {}", small(number - 60)),
        },
        _ => match number % 10 {
            0 => TENS[number / 10].to_owned(),
            1 => format!("{} et {}", TENS[number / 10], small(1)),
            rest => format!("{} {}", TENS[number / 10], small(rest)),
        },
    }
}

fn ordinal(number: u64, gender: Gender) -> Option<String> {
    if number == 1 {
        let first = if gender == Woman {
            "première"
        } else {
            "premier"
        };
        return Some(first.to_owned());
    }
    let words = cardinal(number, Man);
    let (head, last) = words
        .rsplit_once(' ')
        .map_or(("", words.as_str()), |(head, last)| (head, last));
    let last = match last {
        "cinq" => "cinquième".to_owned(),
        "neuf" => "neuvième".to_owned(),
        "vingts" => "vingtième".to_owned(),
        "cents" => "centième".to_owned(),
        _ => format!("{}ième", last.trim_end_matches('e')),
    };
    Some(format!("{head} {last}").trim().to_owned())
}

fn clock(hour: u64, minute: u64) -> String {
    let hours = match hour {
        0 => "zéro heure".to_owned(),
        1 => "une heure".to_owned(),
        _ => format!("{} heures", cardinal(hour, Woman)),
    };
    match minute {
        0 => hours,
        _ => format!("{hours} {}", cardinal(minute, Woman)),
    }
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// Whether a noun in small letters is feminine; it matters for `une` alone.
fn is_woman(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    let listed = [
        "fois", "heure", "minute", "seconde", "personne", "femme", "fille", "année", "journée",
        "semaine", "page", "livre", "voiture", "maison", "porte", "nuit", "table", "chaise",
        "ville", "tonne", "lettre", "place", "chose", "partie", "main",
    ];
    listed.contains(&stem)
        || listed.contains(&word)
        || ["tion", "sion", "ée", "ette", "ance", "ence", "ure"]
            .iter()
            .any(|end| stem.ends_with(end) && stem.len() > 4)
}

#[rustfmt::skip]
pub(super) const TEXT: Text = Text {
    cardinal,
    year: |year| cardinal(year, Man),
    rules: &[],
    counts_in_lakhs: false,
    ordinal,
    ordinal_ends: &[
        ("er", Man), ("re", Woman), ("ère", Woman), ("e", Man), ("ème", Man), ("ième", Man), ("nd", Man), ("nde", Woman),
        ("è", Man), ("o", Man), ("º", Man), ("°", Man),
    ],
    first_day: "premier",
    in_dates: " ",
    months: MONTHS,
    clock,
    point: "virgule",
    minus: "moins",
    plus: "plus",
    to: "à",
    times: "fois",
    percent: "pour cent",
    per_mille: "pour mille",
    and_coins: "",
    of: "de",
    money: &[
        ("€", counted("euro", "euros", Man), counted("centime", "centimes", Man)),
        ("EUR", counted("euro", "euros", Man), counted("centime", "centimes", Man)),
        ("$", counted("dollar", "dollars", Man), counted("cent", "cents", Man)),
        ("US$", counted("dollar", "dollars", Man), counted("cent", "cents", Man)),
        ("£", counted("livre", "livres", Woman), counted("penny", "pence", Man)),
        ("¥", counted("yen", "yens", Man), counted("sen", "sen", Man)),
        ("CHF", counted("franc suisse", "francs suisses", Man), counted("centime", "centimes", Man)),
        ("F", counted("franc", "francs", Man), counted("centime", "centimes", Man)),
    ],
    units: &[
        ("km", counted("kilomètre", "kilomètres", Man)), ("m", counted("mètre", "mètres", Man)),
        ("cm", counted("centimètre", "centimètres", Man)), ("mm", counted("millimètre", "millimètres", Man)),
        ("kg", counted("kilo", "kilos", Man)), ("g", counted("gramme", "grammes", Man)),
        ("mg", counted("milligramme", "milligrammes", Man)), ("t", counted("tonne", "tonnes", Woman)),
        ("l", counted("litre", "litres", Man)), ("L", counted("litre", "litres", Man)),
        ("ml", counted("millilitre", "millilitres", Man)), ("cl", counted("centilitre", "centilitres", Man)),
        ("h", counted("heure", "heures", Woman)), ("min", counted("minute", "minutes", Woman)),
        ("s", counted("seconde", "secondes", Woman)), ("ha", counted("hectare", "hectares", Man)),
        ("kW", counted("kilowatt", "kilowatts", Man)), ("W", counted("watt", "watts", Man)),
        ("V", counted("volt", "volts", Man)), ("Hz", counted("hertz", "hertz", Man)),
        ("dB", counted("décibel", "décibels", Man)), ("Go", counted("gigaoctet", "gigaoctets", Man)),
        ("Mo", counted("mégaoctet", "mégaoctets", Man)),
        ("°", counted("degré", "degrés", Man)), ("°C", counted("degré", "degrés", Man)),
        ("°F", counted("degré Fahrenheit", "degrés Fahrenheit", Man)),
    ],
    per: "par",
    fractions: &[('½', "un demi"), ('¼', "un quart"), ('¾', "trois quarts"), ('⅓', "un tiers"), ('⅔', "deux tiers")],
    signs: &[('&', "et"), ('+', "plus"), ('=', "égale"), ('%', "pour cent"), ('@', "arobase"), ('#', "dièse"), ('§', "paragraphe"), ('×', "fois"), ('€', "euros"), ('°', "degrés")],
    short: &[
        ("m", "monsieur"), ("mm", "messieurs"), ("dr", "docteur"), ("pr", "professeur"), ("etc", "et cétéra"),
        ("p", "page"), ("pp", "pages"), ("vol", "volume"), ("chap", "chapitre"), ("art", "article"), ("av", "avenue"),
        ("bd", "boulevard"), ("tél", "téléphone"), ("cf", "voir"), ("ex", "exemple"), ("env", "environ"), ("apr", "après"),
        ("av j", "avant jésus"), ("c à", "c'est-à"), ("st", "saint"), ("ste", "sainte"), ("cap", "capitaine"), ("col", "colonel"),
        ("gén", "général"), ("lt", "lieutenant"), ("j c", "jésus-christ"), ("n", "numéro"),
    ],
    bare: &[
        ("Mme", "madame"), ("Mmes", "mesdames"), ("Mlle", "mademoiselle"), ("Mlles", "mesdemoiselles"), ("Dr", "docteur"),
        ("Pr", "professeur"), ("Me", "maître"), ("St", "saint"), ("Ste", "sainte"), ("MM", "messieurs"), ("no", "numéro"),
    ],
    letters: &[
        ('a', "a"), ('b', "bé"), ('c', "cé"), ('d', "dé"), ('e', "e"), ('f', "effe"), ('g', "gé"), ('h', "ache"), ('i', "i"),
        ('j', "ji"), ('k', "ka"), ('l', "elle"), ('m', "ème"), ('n', "ène"), ('o', "o"), ('p', "pé"), ('q', "cu"), ('r', "ère"),
        ('s', "esse"), ('t', "té"), ('u', "u"), ('v', "vé"), ('w', "double vé"), ('x', "ixe"), ('y', "igrec"), ('z', "zède"),
    ],
    said_whole: &["ONU", "OTAN", "NASA", "UNESCO", "OVNI", "SIDA", "FIFA", "UEFA", "INSEE", "OUI", "NON", "LE", "LA", "LES", "UN", "UNE", "ET", "DE", "TU", "TOI", "MOI", "FIN", "BON", "VA", "AH", "OH", "EH", "IL", "EN", "CE", "NE", "PAS", "ICI", "FEU", "ROI", "SOS"],
    before_numeral: &["chapitre", "tome", "acte", "volume", "livre", "scène", "partie", "article"],
    century_is_ordinal: false,
    after_numeral: &["siècle", "siècles", "république", "arrondissement", "armée", "reich"],
    rulers: &[
        "louis", "charles", "henri", "françois", "philippe", "napoléon", "jean", "paul", "pie", "léon", "grégoire", "benoît",
        "innocent", "clément", "urbain", "alexandre", "richard", "édouard", "georges", "guillaume", "jacques", "nicolas",
        "catherine", "élisabeth", "elizabeth", "marie", "robert", "hugues", "frédéric", "ferdinand", "alphonse", "pierre",
        "othon", "boniface", "léopold", "albert", "ramsès", "isabelle",
    ],
    ordinal_rulers: 1,
    address: ["arobase", "point", "slash", "tiret", "tiret bas", "deux points"],
    is_woman,
};
