//! Italian numbers, dates, times, money, units and abbreviations.

use crate::reading::romance::numerals::joined;
use crate::reading::romance::tongue::Gender::{self, Man, Woman};
use crate::reading::romance::tongue::{Text, counted};

const SMALL: [&str; 20] = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];

const TENS: [&str; 10] = [
    "",
    "",
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
];

/// Returns a number in words. The parts are apart here, so that each has its stress: `mille
/// novecento`.
pub(super) fn cardinal(number: u64, gender: Gender) -> String {
    let large = |value: u64, one: &str, many: &str| {
        let (count, rest) = (number / value, number % value);
        let head = match count {
            1 => one.to_owned(),
            _ => format!("{} {many}", cardinal(count, Man)),
        };
        joined(head, rest, (cardinal, gender))
    };
    match number {
        1_000_000_000_000.. => large(1_000_000_000_000, "un bilione", "bilioni"),
        1_000_000_000.. => large(1_000_000_000, "un miliardo", "miliardi"),
        1_000_000.. => large(1_000_000, "un milione", "milioni"),
        1000..=999_999 => large(1000, "mille", "mila"),
        100..=999 => {
            let head = match number / 100 {
                1 => "cento".to_owned(),
                count => format!("{}cento", SMALL[count as usize]),
            };
            joined(head, number % 100, (cardinal, gender))
        }
        _ => below_hundred(number as usize, gender),
    }
}

fn below_hundred(number: usize, gender: Gender) -> String {
    match number {
        1 if gender == Woman => "una".to_owned(),
        0..=19 => SMALL[number].to_owned(),
        _ => {
            let tens = TENS[number / 10];
            match number % 10 {
                0 => tens.to_owned(),
                // The vowel of the tens is lost before a vowel.
                1 => format!("{}uno", &tens[..tens.len() - 1]),
                8 => format!("{}otto", &tens[..tens.len() - 1]),
                3 => format!("{tens}tré"),
                rest => format!("{tens}{}", SMALL[rest]),
            }
        }
    }
}

const ORDINALS: [&str; 11] = [
    "", "prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav", "non", "decim",
];

fn ordinal(number: u64, gender: Gender) -> Option<String> {
    let end = if gender == Woman { "a" } else { "o" };
    match number {
        0 => None,
        1..=10 => Some(format!("{}{end}", ORDINALS[number as usize])),
        11..=99 => {
            let words = cardinal(number, Man);
            let stem = match number % 10 {
                3 => words.replace('é', "e"),
                6 => words,
                _ => words[..words.len() - 1].to_owned(),
            };
            Some(format!("{stem}esim{end}"))
        }
        100 => Some(format!("centesim{end}")),
        1000 => Some(format!("millesim{end}")),
        _ => None,
    }
}

fn clock(hour: u64, minute: u64) -> String {
    let hours = match hour {
        1 => "una".to_owned(),
        _ => cardinal(hour, Man),
    };
    match minute {
        0 => hours,
        15 => format!("{hours} e un quarto"),
        30 => format!("{hours} e mezza"),
        _ => format!("{hours} e {}", cardinal(minute, Man)),
    }
}

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// Whether a noun in small letters is feminine; it matters for `una` alone.
fn is_woman(word: &str) -> bool {
    word.ends_with('a')
        && !matches!(
            word,
            "problema" | "programma" | "sistema" | "poeta" | "papa"
        )
        || ["zione", "sione", "tà", "tù", "ione"]
            .iter()
            .any(|end| word.ends_with(end))
            && word != "milione"
        || matches!(
            word,
            "volte" | "ore" | "notte" | "notti" | "mano" | "mani" | "parte" | "voce"
        )
}

#[rustfmt::skip]
pub(super) const TEXT: Text = Text {
    cardinal,
    year: |year| cardinal(year, Man),
    rules: &[],
    counts_in_lakhs: false,
    ordinal,
    ordinal_ends: &[("º", Man), ("ª", Woman), ("o", Man), ("a", Woman), ("°", Man)],
    first_day: "primo",
    in_dates: " ",
    months: MONTHS,
    clock,
    point: "virgola",
    minus: "meno",
    plus: "più",
    to: "a",
    times: "per",
    percent: "per cento",
    per_mille: "per mille",
    and_coins: "e",
    of: "di",
    money: &[
        ("€", counted("euro", "euro", Man), counted("centesimo", "centesimi", Man)),
        ("EUR", counted("euro", "euro", Man), counted("centesimo", "centesimi", Man)),
        ("$", counted("dollaro", "dollari", Man), counted("centesimo", "centesimi", Man)),
        ("US$", counted("dollaro", "dollari", Man), counted("centesimo", "centesimi", Man)),
        ("£", counted("sterlina", "sterline", Woman), counted("penny", "pence", Man)),
        ("¥", counted("yen", "yen", Man), counted("sen", "sen", Man)),
    ],
    units: &[
        ("km", counted("chilometro", "chilometri", Man)), ("m", counted("metro", "metri", Man)),
        ("cm", counted("centimetro", "centimetri", Man)), ("mm", counted("millimetro", "millimetri", Man)),
        ("kg", counted("chilo", "chili", Man)), ("g", counted("grammo", "grammi", Man)),
        ("mg", counted("milligrammo", "milligrammi", Man)), ("t", counted("tonnellata", "tonnellate", Woman)),
        ("l", counted("litro", "litri", Man)), ("L", counted("litro", "litri", Man)),
        ("ml", counted("millilitro", "millilitri", Man)), ("h", counted("ora", "ore", Woman)),
        ("min", counted("minuto", "minuti", Man)), ("s", counted("secondo", "secondi", Man)),
        ("ha", counted("ettaro", "ettari", Man)), ("kW", counted("chilowatt", "chilowatt", Man)),
        ("W", counted("watt", "watt", Man)), ("V", counted("volt", "volt", Man)),
        ("Hz", counted("hertz", "hertz", Man)), ("dB", counted("decibel", "decibel", Man)),
        ("GB", counted("gigabyte", "gigabyte", Man)), ("MB", counted("megabyte", "megabyte", Man)),
        ("°", counted("grado", "gradi", Man)), ("°C", counted("grado", "gradi", Man)),
        ("°F", counted("grado Fahrenheit", "gradi Fahrenheit", Man)),
    ],
    per: "all'",
    fractions: &[('½', "mezzo"), ('¼', "un quarto"), ('¾', "tre quarti"), ('⅓', "un terzo"), ('⅔', "due terzi")],
    signs: &[('&', "e"), ('+', "più"), ('=', "uguale"), ('%', "per cento"), ('@', "chiocciola"), ('#', "cancelletto"), ('§', "paragrafo"), ('×', "per"), ('€', "euro"), ('°', "gradi")],
    short: &[
        ("sig", "signor"), ("sigg", "signori"), ("dott", "dottor"), ("dr", "dottor"), ("prof", "professor"), ("avv", "avvocato"),
        ("ing", "ingegner"), ("on", "onorevole"), ("ecc", "eccetera"), ("pag", "pagina"), ("pagg", "pagine"), ("cap", "capitolo"),
        ("vol", "volume"), ("art", "articolo"), ("tel", "telefono"), ("n", "numero"), ("s", "san"), ("gen", "generale"), ("col", "colonnello"),
        ("cap", "capitano"), ("ten", "tenente"), ("ca", "circa"), ("es", "esempio"), ("p es", "per esempio"), ("a c", "avanti cristo"),
        ("d c", "dopo cristo"), ("p zza", "piazza"), ("v", "vedi"), ("ss", "santi"), ("rev", "reverendo"), ("mons", "monsignor"),
    ],
    bare: &[("Sig", "signor"), ("Dott", "dottor")],
    letters: &[
        ('a', "a"), ('b', "bi"), ('c', "ci"), ('d', "di"), ('e', "e"), ('f', "effe"), ('g', "gi"), ('h', "acca"), ('i', "i"),
        ('j', "i lunga"), ('k', "cappa"), ('l', "elle"), ('m', "emme"), ('n', "enne"), ('o', "o"), ('p', "pi"), ('q', "cu"),
        ('r', "erre"), ('s', "esse"), ('t', "ti"), ('u', "u"), ('v', "vu"), ('w', "doppia vu"), ('x', "ics"), ('y', "ipsilon"), ('z', "zeta"),
    ],
    said_whole: &["ONU", "NATO", "NASA", "UNESCO", "FIFA", "UEFA", "IVA", "FIAT", "AIDS", "SÌ", "NO", "IL", "LA", "LO", "LE", "UN", "UNA", "DI", "CHE", "IO", "TU", "LUI", "LEI", "MAI", "VIA", "FINE", "QUI", "ORA", "RE", "DIO", "SOS"],
    before_numeral: &["secolo", "secoli", "capitolo", "tomo", "atto", "volume", "libro", "scena", "parte"],
    century_is_ordinal: true,
    after_numeral: &["secolo", "guerra", "repubblica"],
    rulers: &[
        "vittorio", "emanuele", "umberto", "carlo", "filippo", "luigi", "enrico", "francesco", "giovanni", "paolo", "pio", "leone",
        "gregorio", "benedetto", "innocenzo", "clemente", "urbano", "alessandro", "riccardo", "edoardo", "giorgio", "guglielmo",
        "giacomo", "nicola", "caterina", "elisabetta", "maria", "federico", "ferdinando", "alfonso", "pietro", "ottone",
        "bonifacio", "napoleone", "leopoldo", "amedeo", "cosimo", "sisto", "giulio", "ramsete", "isabella", "margherita",
    ],
    ordinal_rulers: 99,
    address: ["chiocciola", "punto", "barra", "trattino", "trattino basso", "due punti"],
    is_woman,
};
