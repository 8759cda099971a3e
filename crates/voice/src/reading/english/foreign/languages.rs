//! The spelling of languages with accents, as an English speaker reads them. A row has letters and
//! their sounds in the letters of `names.txt`. `^` is the start of a word, `$` its end, and `+` says
//! that a vowel follows. Letters without a row have their usual sound.

use super::Stress;

/// A language, the letters that tell it, and its spelling.
pub(super) struct Language {
    /// A word of the language has one of them.
    pub letters: &'static str,
    /// Groups of letters, of which a word has one as well; empty if the letters suffice.
    pub groups: &'static [&'static str],
    pub stress: Stress,
    pub rows: &'static [(&'static str, &'static str)],
}

/// The languages, those with the surest letters first.
pub(super) const ALL: [Language; 17] = [
    POLISH,
    CZECH,
    HUNGARIAN,
    HUNGARIAN_ACUTE,
    ROMANIAN,
    TURKISH,
    TURKISH_CEDILLA,
    PORTUGUESE,
    ICELANDIC,
    NORDIC,
    IRISH,
    CZECH_ACUTE,
    SPANISH_GROUPS,
    LONG,
    GERMAN,
    FRENCH,
    ITALIAN,
];

#[rustfmt::skip]
const POLISH: Language = Language {
    letters: "łąęśźżń",
    groups: &[],
    stress: Stress::LastButOne,
    rows: &[
        ("sz", "ʃ"), ("cz", "tʃ"), ("rz", "ʒ"), ("dż", "dʒ"), ("dź", "dʒ"), ("ch", "h"),
        ("ci+", "tʃ"), ("ci", "tʃiː"), ("si+", "ʃ"), ("si", "ʃiː"), ("zi+", "ʒ"), ("zi", "ʒiː"),
        ("dzi+", "dʒ"), ("dzi", "dʒiː"), ("ni+", "nj"), ("i+", "j"), ("ł", "w"), ("w$", "f"),
        ("w", "v"), ("c", "ts"), ("ą", "ɒn"), ("ę", "ɛn"), ("ó", "uː"), ("ś", "ʃ"), ("ć", "tʃ"),
        ("ź", "ʒ"), ("ż", "ʒ"), ("ń", "n"), ("y", "ɪ"), ("aj", "aɪ"), ("ej", "eɪ"),
        ("wsk", "fsk"), ("a$", "ə"),
    ],
};

const CZECH: Language = Language {
    letters: "řěůčšžďťňćđľĺŕ",
    groups: &[],
    stress: Stress::First,
    rows: CZECH_ROWS,
};

const CZECH_ACUTE: Language = Language {
    letters: "áéíóúý",
    groups: &["k", "w", "th", "ý"],
    stress: Stress::First,
    rows: CZECH_ROWS,
};

#[rustfmt::skip]
const CZECH_ROWS: &[(&str, &str)] = &[
    ("ch", "h"), ("dž", "dʒ"), ("ř", "rʒ"), ("š", "ʃ"), ("č", "tʃ"), ("ž", "ʒ"), ("ć", "tʃ"),
    ("đ", "dʒ"), ("ě", "jɛ"), ("é", "ɛ"), ("ň+", "nj"), ("ň", "n"), ("ń", "n"), ("ť+", "tj"),
    ("ť", "t"), ("ď+", "dj"), ("ď", "d"), ("c", "ts"), ("ou", "əʊ"), ("w", "v"), ("aj", "aɪ"),
    ("ej", "eɪ"), ("a$", "ə"), ("i+", "j"),
];

#[rustfmt::skip]
const HUNGARIAN_ROWS: &[(&str, &str)] = &[
    ("cs", "tʃ"), ("gy", "dʒ"), ("ly", "j"), ("ny", "nj"), ("sz", "s"), ("zs", "ʒ"), ("ty", "tj"),
    ("s", "ʃ"), ("c", "ts"), ("a", "ɒ"), ("ő", "ɜː"), ("ű", "uː"), ("y$", "i"), ("aj", "aɪ"),
];

const HUNGARIAN: Language = Language {
    letters: "őű",
    groups: &[],
    stress: Stress::First,
    rows: HUNGARIAN_ROWS,
};

const HUNGARIAN_ACUTE: Language = Language {
    letters: "áéíóú",
    groups: &["gy", "sz", "cs", "zs", "ny", "ly", "ty", "kó"],
    stress: Stress::First,
    rows: HUNGARIAN_ROWS,
};

#[rustfmt::skip]
const ROMANIAN: Language = Language {
    letters: "șțţă",
    groups: &[],
    stress: Stress::Spanish,
    rows: &[
        ("ce", "tʃɛ"), ("ci", "tʃiː"), ("ci+", "tʃ"), ("ch", "k"), ("ge", "dʒɛ"), ("gi", "dʒiː"),
        ("gi+", "dʒ"), ("gh", "ɡ"), ("ș", "ʃ"), ("ş", "ʃ"), ("ț", "ts"), ("ţ", "ts"), ("ă", "ə"),
        ("â", "ɪ"), ("î", "ɪ"), ("j", "ʒ"), ("ea", "jɑː"), ("oa", "wɑː"), ("i$", ""), ("i+", "j"),
    ],
};

const TURKISH: Language = Language {
    letters: "ğşı\u{307}",
    groups: &[],
    stress: Stress::Last,
    rows: TURKISH_ROWS,
};

const TURKISH_CEDILLA: Language = Language {
    letters: "ç",
    groups: &["çe", "çi", "çö", "çü"],
    stress: Stress::Last,
    rows: TURKISH_ROWS,
};

#[rustfmt::skip]
const TURKISH_ROWS: &[(&str, &str)] = &[
    ("ç", "tʃ"), ("ş", "ʃ"), ("c", "dʒ"), ("ğ", ""), ("ı", "ə"), ("j", "ʒ"), ("y+", "j"),
    ("ay", "aɪ"), ("ey", "eɪ"), ("oy", "ɔɪ"), ("uy", "uːi"),
];

#[rustfmt::skip]
const PORTUGUESE: Language = Language {
    letters: "ãõ",
    groups: &[],
    stress: Stress::Accent,
    rows: &[
        ("ão", "aʊn"), ("ãe", "aɪn"), ("õe", "ɔɪn"), ("ã", "æn"), ("õ", "ɒn"), ("lh", "lj"),
        ("nh", "nj"), ("ch", "ʃ"), ("ce", "sɛ"), ("ci", "siː"), ("ge", "ʒɛ"), ("gi", "ʒiː"),
        ("j", "ʒ"), ("qu", "k"), ("gue", "ɡɛ"), ("gui", "ɡiː"), ("x", "ʃ"), ("ei", "eɪ"), ("ou", "əʊ"), ("^h", ""), ("o$", "uː"),
        ("es$", "ɪʃ"), ("os$", "uːʃ"), ("a$", "ə"), ("i+", "j"),
    ],
};

#[rustfmt::skip]
const ICELANDIC: Language = Language {
    letters: "þð",
    groups: &[],
    stress: Stress::First,
    rows: &[
        ("þ", "θ"), ("ð", "ð"), ("æ", "aɪ"), ("á", "aʊ"), ("é", "jɛ"), ("hv", "kv"), ("y", "ɪ"),
        ("au", "ɔɪ"), ("ei", "eɪ"), ("ur$", "ər"), ("ir$", "ɪr"),
    ],
};

#[rustfmt::skip]
const NORDIC: Language = Language {
    letters: "åø",
    groups: &[],
    stress: Stress::First,
    rows: &[
        ("æ", "ɛ"), ("sj", "ʃ"), ("skj", "ʃ"), ("stj", "ʃ"), ("kj", "tʃ"), ("tj", "tʃ"),
        ("^hj", "j"), ("^hv", "v"), ("gj", "j"), ("dj", "j"), ("^lj", "j"), ("y", "iː"),
        ("z", "s"), ("th", "t"), ("ei", "aɪ"), ("øy", "ɔɪ"), ("e$", "ə"), ("a$", "ə"),
        ("er$", "ər"), ("en$", "ən"), ("w", "v"), ("ch", "k"), ("ck", "k"),
    ],
};

#[rustfmt::skip]
const IRISH: Language = Language {
    letters: "áéíóú",
    groups: &[
        "ái", "éa", "éi", "ói", "úi", "aoi", "bh", "mh", "dh", "gh", "fh", "ío", "iú", "eá", "eó",
        "ao", "nn",
    ],
    stress: Stress::First,
    rows: &[
        ("bh", "v"), ("mh", "v"), ("dha", "ɡə"), ("dh", ""), ("gh", ""), ("th", "h"), ("th$", ""),
        ("fh", ""), ("sh", "h"), ("ch", "k"), ("aoi", "iː"), ("ao", "iː"), ("seá", "ʃɔː"),
        ("eá", "ɔː"), ("ea", "æ"), ("éa", "eɪ"), ("éi", "eɪ"), ("ái", "ɔː"), ("á", "ɔː"),
        ("ío", "iː"), ("iú", "uː"), ("ói", "əʊ"), ("úi", "uː"), ("io", "ɪ"), ("ai", "æ"),
        ("oi", "ɛ"), ("ui", "ɪ"), ("ia", "iːə"), ("ua", "uːə"), ("si", "ʃɪ"), ("sí", "ʃiː"),
        ("se", "ʃɛ"), ("sé", "ʃeɪ"), ("sío", "ʃiː"), ("séa", "ʃeɪ"), ("sea", "ʃæ"),
        ("seo", "ʃəʊ"), ("is$", "ɪʃ"), ("ís$", "iːʃ"), ("a", "æ"), ("a$", "ə"), ("e$", "ə"),
        ("i", "ɪ"), ("e", "ɛ"),
    ],
};

#[rustfmt::skip]
const LONG: Language = Language {
    letters: "āēīōū",
    groups: &[],
    stress: Stress::Accent,
    rows: &[
        ("ch", "tʃ"), ("sh", "ʃ"), ("j", "dʒ"), ("ei", "eɪ"), ("ai", "aɪ"), ("o$", "əʊ"),
        ("e$", "eɪ"), ("y+", "j"), ("wh", "f"), ("th", "t"),
    ],
};

#[rustfmt::skip]
const GERMAN: Language = Language {
    letters: "äöüß",
    groups: &[],
    stress: Stress::First,
    rows: &[
        ("tsch", "tʃ"), ("sch", "ʃ"), ("chs", "ks"), ("ch", "k"), ("ck", "k"), ("ei", "aɪ"),
        ("ai", "aɪ"), ("ie", "iː"), ("eu", "ɔɪ"), ("äu", "ɔɪ"), ("au", "aʊ"), ("z", "ts"),
        ("tz", "ts"), ("w", "v"), ("^v", "f"), ("^st", "ʃt"), ("^sp", "ʃp"), ("qu", "kv"),
        ("ph", "f"), ("th", "t"), ("dt", "t"), ("h", "h"), ("äh", "ɛ"), ("öh", "ɜː"),
        ("üh", "uː"), ("ah", "ɑː"), ("oh", "əʊ"), ("uh", "uː"), ("eh", "eɪ"), ("er$", "ər"),
        ("en$", "ən"), ("el$", "əl"), ("e$", "ə"), ("^s+", "z"), ("d$", "t"), ("i", "ɪ"),
        ("stein$", "staɪn"), ("burg$", "bɜːrɡ"), ("berg$", "bɜːrɡ"), ("u", "ʊ"),
    ],
};

#[rustfmt::skip]
const FRENCH: Language = Language {
    letters: "èêâîûôçœëïéù",
    groups: &[],
    stress: Stress::Last,
    rows: &[
        ("eaux", "əʊ"), ("eau", "əʊ"), ("aux$", "əʊ"), ("au", "əʊ"), ("ou", "uː"), ("où", "uː"),
        ("oi", "wɑː"), ("oî", "wɑː"), ("oin", "wæn"), ("ille", "iːj"), ("ai", "eɪ"), ("aî", "eɪ"),
        ("ei", "eɪ"), ("ch", "ʃ"), ("gn", "nj"), ("qu", "k"), ("gu+", "ɡ"), ("ge", "ʒə"),
        ("ge$", "ʒ"), ("ges$", "ʒ"), ("gi", "ʒiː"), ("gé", "ʒeɪ"), ("gè", "ʒɛ"), ("gê", "ʒɛ"),
        ("gy", "ʒiː"), ("ge+", "ʒ"), ("j", "ʒ"), ("ç", "s"), ("ce", "sə"), ("ce$", "s"),
        ("ces$", "s"), ("ci", "siː"), ("cé", "seɪ"), ("cè", "sɛ"), ("cê", "sɛ"), ("cy", "siː"),
        ("an", "ɒn"), ("an+", "æn"), ("en", "ɒn"), ("en+", "ən"), ("am", "ɒm"), ("am+", "æm"),
        ("em", "ɒm"), ("em+", "əm"), ("in", "æn"), ("in+", "iːn"), ("on", "ɒn"), ("un", "ʌn"),
        ("un+", "uːn"), ("ée", "eɪ"), ("ées$", "eɪ"), ("és$", "eɪ"), ("é", "eɪ"), ("eu", "ɜː"),
        ("œu", "ɜː"), ("œ", "ɜː"), ("â", "ɑː"), ("e", "ɛ"), ("e$", ""), ("es$", ""), ("er$", "eɪ"),
        ("et$", "eɪ"), ("ez$", "eɪ"), ("s$", ""), ("t$", ""), ("d$", ""), ("x$", ""), ("p$", ""),
        ("ts$", ""), ("ds$", ""), ("th", "t"), ("h", ""), ("i+", "j"), ("ph", "f"), ("y+", "j"),
        ("o$", "əʊ"), ("ot$", "əʊ"), ("se$", "z"), ("sse$", "s"),
    ],
};

#[rustfmt::skip]
const ITALIAN: Language = Language {
    letters: "àòìù",
    groups: &[],
    stress: Stress::Accent,
    rows: &[
        ("gli", "ljiː"), ("gli+", "lj"), ("gn", "nj"), ("ch", "k"), ("ci", "tʃiː"), ("ci+", "tʃ"),
        ("ce", "tʃɛ"), ("gi", "dʒiː"), ("gi+", "dʒ"), ("ge", "dʒɛ"), ("gh", "ɡ"), ("sci", "ʃiː"),
        ("sci+", "ʃ"), ("sce", "ʃɛ"), ("sch", "sk"), ("z", "ts"), ("qu", "kw"), ("e$", "eɪ"),
        ("o$", "əʊ"), ("i+", "j"),
    ],
};

/// Words with an acute accent that shows no other language.
pub(super) const SPANISH: Language = Language {
    letters: "áéíóúñ",
    groups: &[],
    stress: Stress::Spanish,
    rows: SPANISH_ROWS,
};

const SPANISH_GROUPS: Language = Language {
    letters: "áéíóúñ",
    groups: &["ñ", "ez", "rr", "ll", "ue"],
    stress: Stress::Spanish,
    rows: SPANISH_ROWS,
};

#[rustfmt::skip]
const SPANISH_ROWS: &[(&str, &str)] = &[
    ("ll", "j"), ("ch", "tʃ"), ("qu", "k"), ("gue", "ɡeɪ"), ("gué", "ɡeɪ"), ("gui", "ɡiː"),
    ("guí", "ɡiː"), ("güe", "ɡweɪ"), ("güi", "ɡwiː"), ("ge", "heɪ"), ("gé", "heɪ"),
    ("gi", "hiː"), ("gí", "hiː"), ("j", "h"), ("ce", "sɛ"), ("cé", "seɪ"), ("ci", "siː"),
    ("cí", "siː"), ("ci+", "sj"), ("z", "s"), ("h", ""), ("e$", "eɪ"), ("o$", "əʊ"),
    ("os$", "əʊs"), ("a$", "ə"), ("i+", "j"), ("u+", "w"), ("y+", "j"), ("ai", "aɪ"),
    ("au", "aʊ"), ("ei", "eɪ"),
];
