//! Spanish numbers, dates, times, money, units and abbreviations.

use crate::reading::romance::numerals::{Feminine, hundreds, joined};
use crate::reading::romance::tongue::Gender::{self, Man, Woman};
use crate::reading::romance::tongue::{Text, counted};

const SMALL: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];

const TENS: [&str; 10] = [
    "",
    "",
    "",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
];

const HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscient",
    "trescient",
    "cuatrocient",
    "quinient",
    "seiscient",
    "setecient",
    "ochocient",
    "novecient",
];

/// Returns a number in words. Before a noun `uno` would be short: [`before_noun`].
pub(super) fn cardinal(number: u64, gender: Gender) -> String {
    let large = |value: u64, one: &str, many: &str| {
        let (count, rest) = (number / value, number % value);
        let head = match count {
            1 => one.to_owned(),
            _ => format!("{} {many}", short(&cardinal(count, Man))),
        };
        joined(head, rest, (cardinal, gender))
    };
    match number {
        1_000_000_000_000.. => large(1_000_000_000_000, "un billón", "billones"),
        1_000_000.. => large(1_000_000, "un millón", "millones"),
        1000..=999_999 => {
            let (count, rest) = (number / 1000, number % 1000);
            let head = match count {
                1 => "mil".to_owned(),
                _ => format!("{} mil", short(&cardinal(count, gender))),
            };
            joined(head, rest, (cardinal, gender))
        }
        _ => below_thousand(number as usize, gender),
    }
}

fn below_thousand(number: usize, gender: Gender) -> String {
    let one = |words: &str| match gender {
        Woman if words.ends_with("uno") => format!("{}una", words.trim_end_matches("uno")),
        _ => words.to_owned(),
    };
    match number {
        100 => "cien".to_owned(),
        101.. => {
            let head = hundreds(&HUNDREDS, number / 100, gender);
            match number % 100 {
                0 => head,
                rest => format!("{head} {}", below_thousand(rest, gender)),
            }
        }
        30.. => match number % 10 {
            0 => TENS[number / 10].to_owned(),
            rest => format!("{} y {}", TENS[number / 10], one(SMALL[rest])),
        },
        _ => one(SMALL[number]),
    }
}

/// Shortens `uno` at the end before a noun: `veintiún`, `un`.
fn short(words: &str) -> String {
    match words.strip_suffix("uno") {
        Some("veinti") => "veintiún".to_owned(),
        Some(stem) if stem.ends_with("veinti") => format!("{stem}ún"),
        Some(stem) => format!("{stem}un"),
        None => words.to_owned(),
    }
}

const ORDINALS: [&str; 13] = [
    "",
    "primer",
    "segund",
    "tercer",
    "cuart",
    "quint",
    "sext",
    "séptim",
    "octav",
    "noven",
    "décim",
    "undécim",
    "duodécim",
];

const TENTHS: [&str; 10] = [
    "",
    "decimo",
    "vigésim",
    "trigésim",
    "cuadragésim",
    "quincuagésim",
    "sexagésim",
    "septuagésim",
    "octogésim",
    "nonagésim",
];

fn ordinal(number: u64, gender: Gender) -> Option<String> {
    let end = if gender == Woman { "a" } else { "o" };
    let small = |number: usize| format!("{}{end}", ORDINALS[number]);
    let number = usize::try_from(number).ok()?;
    match number {
        1..=12 => Some(small(number)),
        13..=19 => Some(format!("decimo{}", small(number - 10))),
        20..=99 => Some(match number % 10 {
            0 => format!("{}{end}", TENTHS[number / 10]),
            rest => format!("{}{end} {}", TENTHS[number / 10], small(rest)),
        }),
        100 => Some(format!("centésim{end}")),
        1000 => Some(format!("milésim{end}")),
        _ => None,
    }
}

fn clock(hour: u64, minute: u64) -> String {
    let hours = cardinal(hour, Woman);
    match minute {
        0 => format!("{hours} en punto"),
        15 => format!("{hours} y cuarto"),
        30 => format!("{hours} y media"),
        _ => format!("{hours} y {}", cardinal(minute, Man)),
    }
}

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// Feminine nouns: most of those in `a` and `ción`.
const FEMININE: Feminine = Feminine {
    endings: &["a", "ción", "cione", "sión", "sione", "dad", "dade", "tud"],
    also: &[
        "veces", "noches", "noche", "tardes", "tarde", "mujeres", "mujer", "calles", "calle",
        "partes", "parte", "luces", "voces",
    ],
    not: &[
        "día",
        "días",
        "kilómetros",
        "problema",
        "problemas",
        "mapa",
        "mapas",
        "programa",
        "programas",
        "minutos",
        "idioma",
        "idiomas",
    ],
};

fn is_woman(word: &str) -> bool {
    FEMININE.has(word)
}

#[rustfmt::skip]
pub(super) const TEXT: Text = Text {
    cardinal,
    year: |year| cardinal(year, Man),
    rules: &[],
    counts_in_lakhs: false,
    ordinal,
    ordinal_ends: &[("º", Man), ("ª", Woman), ("o", Man), ("a", Woman), ("er", Man), ("°", Man)],
    first_day: "uno",
    in_dates: " de ",
    months: MONTHS,
    clock,
    point: "coma",
    minus: "menos",
    plus: "más",
    to: "a",
    times: "por",
    percent: "por ciento",
    per_mille: "por mil",
    and_coins: "con",
    of: "de",
    money: &[
        ("€", counted("euro", "euros", Man), counted("céntimo", "céntimos", Man)),
        ("EUR", counted("euro", "euros", Man), counted("céntimo", "céntimos", Man)),
        ("$", counted("dólar", "dólares", Man), counted("centavo", "centavos", Man)),
        ("US$", counted("dólar", "dólares", Man), counted("centavo", "centavos", Man)),
        ("£", counted("libra", "libras", Woman), counted("penique", "peniques", Man)),
        ("¥", counted("yen", "yenes", Man), counted("sen", "sen", Man)),
    ],
    units: &[
        ("km", counted("kilómetro", "kilómetros", Man)), ("m", counted("metro", "metros", Man)),
        ("cm", counted("centímetro", "centímetros", Man)), ("mm", counted("milímetro", "milímetros", Man)),
        ("kg", counted("kilo", "kilos", Man)), ("g", counted("gramo", "gramos", Man)),
        ("mg", counted("miligramo", "miligramos", Man)), ("t", counted("tonelada", "toneladas", Woman)),
        ("l", counted("litro", "litros", Man)), ("L", counted("litro", "litros", Man)),
        ("ml", counted("mililitro", "mililitros", Man)), ("h", counted("hora", "horas", Woman)),
        ("min", counted("minuto", "minutos", Man)), ("s", counted("segundo", "segundos", Man)),
        ("ha", counted("hectárea", "hectáreas", Woman)), ("kW", counted("kilovatio", "kilovatios", Man)),
        ("W", counted("vatio", "vatios", Man)), ("V", counted("voltio", "voltios", Man)),
        ("Hz", counted("hercio", "hercios", Man)), ("dB", counted("decibelio", "decibelios", Man)),
        ("GB", counted("gigabyte", "gigabytes", Man)), ("MB", counted("megabyte", "megabytes", Man)),
        ("°", counted("grado", "grados", Man)), ("°C", counted("grado", "grados", Man)),
        ("°F", counted("grado Fahrenheit", "grados Fahrenheit", Man)),
    ],
    per: "por",
    fractions: &[('½', "medio"), ('¼', "un cuarto"), ('¾', "tres cuartos"), ('⅓', "un tercio"), ('⅔', "dos tercios")],
    signs: &[('&', "y"), ('+', "más"), ('=', "igual a"), ('%', "por ciento"), ('@', "arroba"), ('#', "número"), ('§', "párrafo"), ('×', "por"), ('€', "euros"), ('°', "grados")],
    short: &[
        ("sr", "señor"), ("sra", "señora"), ("srta", "señorita"), ("sres", "señores"), ("d", "don"), ("dª", "doña"),
        ("da", "doña"), ("dr", "doctor"), ("dra", "doctora"), ("prof", "profesor"), ("ud", "usted"), ("uds", "ustedes"),
        ("vd", "usted"), ("vds", "ustedes"), ("etc", "etcétera"), ("pág", "página"), ("págs", "páginas"), ("núm", "número"),
        ("n", "número"), ("vol", "volumen"), ("cap", "capítulo"), ("art", "artículo"), ("av", "avenida"), ("avda", "avenida"),
        ("c", "calle"), ("tel", "teléfono"), ("gral", "general"), ("cnel", "coronel"), ("capt", "capitán"), ("lic", "licenciado"),
        ("ing", "ingeniero"), ("sto", "santo"), ("sta", "santa"), ("aprox", "aproximadamente"), ("dpto", "departamento"),
        ("izq", "izquierda"), ("dcha", "derecha"), ("ee uu", "estados unidos"), ("a c", "antes de cristo"), ("d c", "después de cristo"),
        ("p ej", "por ejemplo"), ("a m", "de la mañana"), ("p m", "de la tarde"), ("s s", "su santidad"), ("f c", "fútbol club"),
    ],
    bare: &[("EEUU", "estados unidos"), ("Sr", "señor"), ("Sra", "señora"), ("Dr", "doctor"), ("Dra", "doctora"), ("nº", "número")],
    letters: &[
        ('a', "a"), ('b', "be"), ('c', "ce"), ('d', "de"), ('e', "e"), ('f', "efe"), ('g', "ge"), ('h', "hache"), ('i', "i"),
        ('j', "jota"), ('k', "ka"), ('l', "ele"), ('m', "eme"), ('n', "ene"), ('ñ', "eñe"), ('o', "o"), ('p', "pe"), ('q', "cu"),
        ('r', "erre"), ('s', "ese"), ('t', "te"), ('u', "u"), ('v', "uve"), ('w', "uve doble"), ('x', "equis"), ('y', "i griega"), ('z', "zeta"),
    ],
    said_whole: &["ONU", "OTAN", "OVNI", "SIDA", "NASA", "UNESCO", "AVE", "IVA", "DIU", "FIFA", "UEFA", "NO", "SI", "SÍ", "YA", "QUÉ", "TÚ", "YO", "EL", "ÉL", "LA", "DE", "FIN", "SOL", "MAR", "PAZ", "LUZ", "HOY", "VEN", "VOY", "DIOS", "ALTO", "BAR", "SOS"],
    before_numeral: &["siglo", "siglos", "capítulo", "tomo", "acto", "volumen", "libro", "escena", "parte", "guerra", "congreso"],
    century_is_ordinal: false,
    after_numeral: &[],
    rulers: &[
        "alfonso", "felipe", "carlos", "fernando", "isabel", "juan", "pablo", "pedro", "enrique", "jaime", "sancho", "luis",
        "napoleón", "benedicto", "pío", "león", "gregorio", "inocencio", "clemente", "urbano", "alejandro", "francisco",
        "ricardo", "eduardo", "jorge", "guillermo", "jacobo", "nicolás", "catalina", "maría", "ramiro", "ordoño", "bermudo",
        "amadeo", "leopoldo", "federico", "otón", "enriqueta", "teodosio", "ramsés", "darío", "cristina", "margarita", "juana",
    ],
    ordinal_rulers: 10,
    address: ["arroba", "punto", "barra", "guion", "guion bajo", "dos puntos"],
    is_woman,
};
