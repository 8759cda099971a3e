//! Portuguese numbers, dates, times, money, units and abbreviations, as in Brazil.

use crate::reading::romance::numerals::{Feminine, hundreds};
use crate::reading::romance::tongue::Gender::{self, Man, Woman};
use crate::reading::romance::tongue::{Text, counted};

const SMALL: [&str; 20] = [
    "zero",
    "um",
    "dois",
    "três",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "catorze",
    "quinze",
    "dezesseis",
    "dezessete",
    "dezoito",
    "dezenove",
];

const TENS: [&str; 10] = [
    "",
    "",
    "vinte",
    "trinta",
    "quarenta",
    "cinquenta",
    "sessenta",
    "setenta",
    "oitenta",
    "noventa",
];

const HUNDREDS: [&str; 10] = [
    "",
    "cento",
    "duzent",
    "trezent",
    "quatrocent",
    "quinhent",
    "seiscent",
    "setecent",
    "oitocent",
    "novecent",
];

pub(super) fn cardinal(number: u64, gender: Gender) -> String {
    let large = |value: u64, one: &str, many: &str| {
        let (count, rest) = (number / value, number % value);
        let head = match count {
            1 => format!("um {one}"),
            _ => format!("{} {many}", cardinal(count, Man)),
        };
        joined(head, rest, gender)
    };
    match number {
        1_000_000_000_000.. => large(1_000_000_000_000, "trilhão", "trilhões"),
        1_000_000_000.. => large(1_000_000_000, "bilhão", "bilhões"),
        1_000_000.. => large(1_000_000, "milhão", "milhões"),
        1000..=999_999 => {
            let (count, rest) = (number / 1000, number % 1000);
            let head = match count {
                1 => "mil".to_owned(),
                _ => format!("{} mil", cardinal(count, gender)),
            };
            joined(head, rest, gender)
        }
        _ => below_thousand(number as usize, gender),
    }
}

/// Joins what follows the thousands: with `e` if it is below a hundred or whole hundreds.
fn joined(head: String, rest: u64, gender: Gender) -> String {
    match rest {
        0 => head,
        rest if rest < 100 || rest < 1000 && rest.is_multiple_of(100) => {
            format!("{head} e {}", cardinal(rest, gender))
        }
        rest => format!("{head} {}", cardinal(rest, gender)),
    }
}

fn below_thousand(number: usize, gender: Gender) -> String {
    let small = |number: usize| match (number, gender) {
        (1, Woman) => "uma",
        (2, Woman) => "duas",
        _ => SMALL[number],
    };
    match number {
        100 => "cem".to_owned(),
        101.. => {
            let head = hundreds(&HUNDREDS, number / 100, gender);
            match number % 100 {
                0 => head,
                rest => format!("{head} e {}", below_thousand(rest, gender)),
            }
        }
        20.. => match number % 10 {
            0 => TENS[number / 10].to_owned(),
            rest => format!("{} e {}", TENS[number / 10], small(rest)),
        },
        _ => small(number).to_owned(),
    }
}

const ORDINALS: [&str; 10] = [
    "", "primeir", "segund", "terceir", "quart", "quint", "sext", "sétim", "oitav", "non",
];

const TENTHS: [&str; 10] = [
    "",
    "décim",
    "vigésim",
    "trigésim",
    "quadragésim",
    "quinquagésim",
    "sexagésim",
    "septuagésim",
    "octogésim",
    "nonagésim",
];

fn ordinal(number: u64, gender: Gender) -> Option<String> {
    let end = if gender == Woman { "a" } else { "o" };
    let number = usize::try_from(number).ok()?;
    match number {
        1..=9 => Some(format!("{}{end}", ORDINALS[number])),
        10..=99 => Some(match number % 10 {
            0 => format!("{}{end}", TENTHS[number / 10]),
            rest => format!("{}{end} {}{end}", TENTHS[number / 10], ORDINALS[rest]),
        }),
        100 => Some(format!("centésim{end}")),
        1000 => Some(format!("milésim{end}")),
        _ => None,
    }
}

fn clock(hour: u64, minute: u64) -> String {
    let hours = match hour {
        1 => "uma hora".to_owned(),
        _ => format!("{} horas", cardinal(hour, Woman)),
    };
    match minute {
        0 => hours,
        30 => format!("{} e meia", cardinal(hour, Woman)),
        _ => format!("{hours} e {}", cardinal(minute, Man)),
    }
}

const MONTHS: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

/// Feminine nouns.
const FEMININE: Feminine = Feminine {
    endings: &["a", "ção", "çõe", "são", "sõe", "dade", "gem", "gen"],
    also: &[
        "vezes", "noites", "noite", "tardes", "tarde", "mulheres", "mulher", "partes", "parte",
        "vozes", "luzes", "mães", "mãe",
    ],
    not: &[
        "dia",
        "dias",
        "problema",
        "problemas",
        "programa",
        "programas",
        "mapa",
        "mapas",
        "sistema",
        "sistemas",
        "planeta",
        "planetas",
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
    ordinal_ends: &[("º", Man), ("ª", Woman), ("o", Man), ("a", Woman), ("°", Man)],
    first_day: "primeiro",
    in_dates: " de ",
    months: MONTHS,
    clock,
    point: "vírgula",
    minus: "menos",
    plus: "mais",
    to: "a",
    times: "vezes",
    percent: "por cento",
    per_mille: "por mil",
    and_coins: "e",
    of: "de",
    money: &[
        ("R$", counted("real", "reais", Man), counted("centavo", "centavos", Man)),
        ("€", counted("euro", "euros", Man), counted("centavo", "centavos", Man)),
        ("EUR", counted("euro", "euros", Man), counted("centavo", "centavos", Man)),
        ("$", counted("dólar", "dólares", Man), counted("centavo", "centavos", Man)),
        ("US$", counted("dólar", "dólares", Man), counted("centavo", "centavos", Man)),
        ("£", counted("libra", "libras", Woman), counted("pêni", "pence", Man)),
        ("¥", counted("iene", "ienes", Man), counted("sen", "sen", Man)),
    ],
    units: &[
        ("km", counted("quilômetro", "quilômetros", Man)), ("m", counted("metro", "metros", Man)),
        ("cm", counted("centímetro", "centímetros", Man)), ("mm", counted("milímetro", "milímetros", Man)),
        ("kg", counted("quilo", "quilos", Man)), ("g", counted("grama", "gramas", Man)),
        ("mg", counted("miligrama", "miligramas", Man)), ("t", counted("tonelada", "toneladas", Woman)),
        ("l", counted("litro", "litros", Man)), ("L", counted("litro", "litros", Man)),
        ("ml", counted("mililitro", "mililitros", Man)), ("h", counted("hora", "horas", Woman)),
        ("min", counted("minuto", "minutos", Man)), ("s", counted("segundo", "segundos", Man)),
        ("ha", counted("hectare", "hectares", Man)), ("kW", counted("quilowatt", "quilowatts", Man)),
        ("W", counted("watt", "watts", Man)), ("V", counted("volt", "volts", Man)),
        ("Hz", counted("hertz", "hertz", Man)), ("dB", counted("decibel", "decibéis", Man)),
        ("GB", counted("gigabyte", "gigabytes", Man)), ("MB", counted("megabyte", "megabytes", Man)),
        ("°", counted("grau", "graus", Man)), ("°C", counted("grau", "graus", Man)),
        ("°F", counted("grau Fahrenheit", "graus Fahrenheit", Man)),
    ],
    per: "por",
    fractions: &[('½', "meio"), ('¼', "um quarto"), ('¾', "três quartos"), ('⅓', "um terço"), ('⅔', "dois terços")],
    signs: &[('&', "e"), ('+', "mais"), ('=', "igual a"), ('%', "por cento"), ('@', "arroba"), ('#', "cerquilha"), ('§', "parágrafo"), ('×', "vezes"), ('€', "euros"), ('°', "graus")],
    short: &[
        ("sr", "senhor"), ("sra", "senhora"), ("srta", "senhorita"), ("srs", "senhores"), ("d", "dom"), ("dona", "dona"), ("dr", "doutor"),
        ("dra", "doutora"), ("prof", "professor"), ("profa", "professora"), ("etc", "etcétera"), ("pág", "página"), ("págs", "páginas"),
        ("núm", "número"), ("n", "número"), ("vol", "volume"), ("cap", "capítulo"), ("art", "artigo"), ("av", "avenida"), ("tel", "telefone"),
        ("gen", "general"), ("gal", "general"), ("cel", "coronel"), ("ten", "tenente"), ("sto", "santo"), ("sta", "santa"), ("aprox", "aproximadamente"),
        ("ex", "exemplo"), ("p ex", "por exemplo"), ("a c", "antes de cristo"), ("d c", "depois de cristo"), ("s a", "sociedade anônima"),
        ("exmo", "excelentíssimo"), ("jr", "júnior"), ("r", "rua"),
    ],
    bare: &[("Sr", "senhor"), ("Sra", "senhora"), ("Dr", "doutor"), ("Dra", "doutora"), ("EUA", "estados unidos"), ("nº", "número")],
    letters: &[
        ('a', "a"), ('b', "bê"), ('c', "cê"), ('d', "dê"), ('e', "é"), ('f', "éfe"), ('g', "gê"), ('h', "agá"), ('i', "i"),
        ('j', "jota"), ('k', "cá"), ('l', "éle"), ('m', "eme"), ('n', "ene"), ('o', "ó"), ('p', "pê"), ('q', "quê"), ('r', "érre"),
        ('s', "ésse"), ('t', "tê"), ('u', "u"), ('v', "vê"), ('w', "dáblio"), ('x', "xis"), ('y', "ípsilon"), ('z', "zê"),
    ],
    said_whole: &["ONU", "OTAN", "NASA", "UNESCO", "FIFA", "UEFA", "SUS", "OVNI", "AIDS", "NÃO", "SIM", "DE", "DO", "DA", "EU", "TU", "VAI", "FIM", "JÁ", "LÁ", "SÓ", "AI", "EI", "UM", "UMA", "SOL", "MAR", "PAZ", "LUZ", "REI", "MÃE", "PAI", "SOS"],
    before_numeral: &["século", "séculos", "capítulo", "tomo", "ato", "volume", "livro", "cena", "parte"],
    century_is_ordinal: true,
    after_numeral: &["guerra", "congresso"],
    rulers: &[
        "pedro", "joão", "josé", "manuel", "afonso", "sancho", "filipe", "felipe", "carlos", "henrique", "francisco", "paulo", "pio", "leão",
        "gregório", "bento", "inocêncio", "clemente", "urbano", "alexandre", "ricardo", "eduardo", "jorge", "guilherme", "luís", "napoleão",
        "catarina", "elizabeth", "isabel", "maria", "frederico", "fernando", "sebastião", "dinis", "duarte", "leopoldo", "nicolau", "miguel",
    ],
    ordinal_rulers: 10,
    address: ["arroba", "ponto", "barra", "hífen", "sublinhado", "dois pontos"],
    is_woman,
};
