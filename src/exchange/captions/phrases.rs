//! Words beside which a row of captions ends well or badly, for each language.

use cuebook_core::language::Language;

/// The words of a language, in small letters.
pub(super) struct Phrases {
    language: Language,
    /// Abbreviations before a name.
    pub titles: &'static [&'static str],
    /// Words that begin a clause.
    pub joins: &'static [&'static str],
    /// Words that begin a phrase.
    pub prepositions: &'static [&'static str],
    /// Words that begin a phrase, or else belong to the verb before them.
    pub particles: &'static [&'static str],
    /// Words that lean on the next word.
    pub leaning: &'static [&'static str],
    /// The word of belonging: `of`.
    pub of: &'static str,
    /// Words that belong to the word before them.
    pub bound: &'static [&'static str],
}

impl Phrases {
    /// Returns the words of a language; those of English for a language that has none here.
    pub(super) fn of(language: Language) -> &'static Phrases {
        let own = ALL.iter().find(|own| own.language == language);
        own.unwrap_or(&ALL[0])
    }
}

#[rustfmt::skip]
static ALL: [Phrases; 7] = [
    Phrases {
        language: Language::English,
        titles: &[
            "mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "rev.", "capt.", "col.", "gen.", "lt.",
            "sgt.", "mr", "mrs", "ms", "dr", "no.", "messrs.",
        ],
        joins: &[
            "and", "but", "or", "nor", "so", "yet", "because", "although", "though", "while",
            "when", "where", "who", "whom", "whose", "which", "that", "if", "unless", "until",
            "till", "before", "after", "since", "as", "than", "whether", "how", "why", "what",
        ],
        prepositions: &[
            "at", "by", "for", "with", "from", "to", "into", "onto", "upon", "under", "between",
            "against", "without", "within", "behind", "beside", "towards", "toward", "about",
            "above", "below", "among", "like", "near",
        ],
        particles: &[
            "in", "on", "over", "through", "across", "along", "around", "round", "past", "down",
            "up", "out", "off", "away", "back",
        ],
        leaning: &[
            "a", "an", "the", "this", "these", "those", "my", "your", "his", "her", "its", "our",
            "their", "of", "is", "are", "was", "were", "be", "been", "am", "has", "have", "had",
            "will", "would", "can", "could", "shall", "should", "may", "might", "must", "do",
            "does", "did", "not", "no", "very", "too", "quite", "rather", "i", "he", "she", "it",
            "we", "they", "you", "i’m", "he’s", "she’s", "it’s", "we’re", "they’re", "you’re",
            "don’t", "didn’t", "won’t", "can’t", "every", "some", "any", "each", "such", "let",
            "there",
        ],
        of: "of",
        bound: &[],
    },
    Phrases {
        language: Language::Spanish,
        titles: &[
            "sr.", "sra.", "srta.", "d.", "dr.", "dra.", "prof.", "gral.", "sr", "sra", "núm.",
            "pág.",
        ],
        joins: &[
            "y", "e", "o", "u", "ni", "pero", "sino", "porque", "aunque", "mientras", "cuando",
            "donde", "que", "quien", "quienes", "cual", "si", "hasta", "pues", "como", "según",
        ],
        prepositions: &[
            "a", "ante", "bajo", "con", "contra", "desde", "durante", "en", "entre", "hacia",
            "para", "por", "según", "sin", "sobre", "tras",
        ],
        particles: &[
            "dentro", "fuera", "arriba", "abajo", "detrás", "delante",
        ],
        leaning: &[
            "el", "la", "los", "las", "lo", "un", "una", "unos", "unas", "este", "esta", "estos",
            "estas", "ese", "esa", "mi", "mis", "tu", "tus", "su", "sus", "nuestro", "nuestra",
            "de", "del", "al", "es", "son", "era", "eran", "fue", "ha", "han", "había", "he",
            "hay", "no", "muy", "más", "tan", "yo", "él", "ella", "nos", "se", "me", "te", "le",
            "les", "cada", "algún", "alguna", "todo", "toda",
        ],
        of: "de",
        bound: &[],
    },
    Phrases {
        language: Language::French,
        titles: &[
            "m.", "mme", "mlle", "mm.", "dr", "pr", "st", "ste", "me", "mme.",
        ],
        joins: &[
            "et", "ou", "ni", "mais", "car", "donc", "or", "parce", "lorsque", "quand", "où",
            "que", "qui", "dont", "si", "puisque", "quoique", "tandis", "comme",
        ],
        prepositions: &[
            "à", "avant", "après", "avec", "chez", "contre", "dans", "depuis", "derrière",
            "devant", "durant", "en", "entre", "envers", "jusque", "par", "parmi", "pendant",
            "pour", "sans", "selon", "sous", "sur", "vers",
        ],
        particles: &[
            "dehors", "dedans", "dessus", "dessous",
        ],
        leaning: &[
            "le", "la", "les", "un", "une", "des", "ce", "cet", "cette", "ces", "mon", "ma", "mes",
            "ton", "ta", "tes", "son", "sa", "ses", "notre", "nos", "votre", "vos", "leur",
            "leurs", "de", "du", "au", "aux", "est", "sont", "était", "étaient", "a", "ont",
            "avait", "n’", "ne", "pas", "très", "plus", "trop", "je", "tu", "il", "elle", "on",
            "nous", "vous", "ils", "elles", "se", "me", "te", "lui", "y", "chaque", "tout",
            "toute",
        ],
        of: "de",
        bound: &[],
    },
    Phrases {
        language: Language::Italian,
        titles: &[
            "sig.", "sigg.", "dott.", "prof.", "avv.", "ing.", "on.", "s.",
        ],
        joins: &[
            "e", "ed", "o", "oppure", "né", "ma", "però", "perché", "anche", "mentre", "quando",
            "dove", "che", "chi", "cui", "se", "finché", "poiché", "come",
        ],
        prepositions: &[
            "a", "ad", "con", "contro", "da", "durante", "fra", "in", "per", "senza", "sopra",
            "sotto", "su", "tra", "verso", "dal", "dalla", "dai", "nel", "nella", "nei", "sul",
            "sulla",
        ],
        particles: &[
            "dentro", "fuori", "avanti", "dietro",
        ],
        leaning: &[
            "il", "lo", "la", "i", "gli", "le", "un", "uno", "una", "questo", "questa", "questi",
            "queste", "quel", "quella", "mio", "mia", "tuo", "tua", "suo", "sua", "nostro",
            "nostra", "di", "del", "della", "dei", "delle", "dello", "degli", "è", "sono", "era",
            "erano", "ha", "hanno", "aveva", "non", "molto", "più", "così", "io", "lui", "lei",
            "noi", "voi", "si", "mi", "ti", "ci", "vi", "ogni", "qualche", "tutto", "tutta",
        ],
        of: "di",
        bound: &[],
    },
    Phrases {
        language: Language::Portuguese,
        titles: &[
            "sr.", "sra.", "srta.", "dr.", "dra.", "d.", "prof.", "profa.",
        ],
        joins: &[
            "e", "ou", "nem", "mas", "porém", "porque", "embora", "enquanto", "quando", "onde",
            "que", "quem", "se", "até", "pois", "como",
        ],
        prepositions: &[
            "a", "ante", "após", "até", "com", "contra", "desde", "durante", "em", "entre", "para",
            "por", "perante", "sem", "sob", "sobre", "no", "na", "nos", "nas", "pelo", "pela",
        ],
        particles: &[
            "dentro", "fora", "acima", "abaixo", "atrás",
        ],
        leaning: &[
            "o", "a", "os", "as", "um", "uma", "uns", "umas", "este", "esta", "estes", "estas",
            "esse", "essa", "meu", "minha", "teu", "tua", "seu", "sua", "nosso", "nossa", "de",
            "do", "da", "dos", "das", "ao", "à", "é", "são", "era", "eram", "foi", "há", "tem",
            "tinha", "não", "muito", "mais", "tão", "eu", "ele", "ela", "nós", "você", "vocês",
            "se", "me", "te", "lhe", "cada", "algum", "alguma", "todo", "toda",
        ],
        of: "de",
        bound: &[],
    },
    Phrases {
        language: Language::German,
        titles: &[
            "hr.", "fr.", "dr.", "prof.", "st.", "nr.", "herr", "frau",
        ],
        joins: &[
            "und", "oder", "aber", "sondern", "denn", "weil", "obwohl", "während", "wenn", "als",
            "wo", "wer", "wem", "wen", "der", "die", "das", "welche", "welcher", "dass", "daß",
            "ob", "bis", "bevor", "nachdem", "wie",
        ],
        prepositions: &[
            "an", "auf", "aus", "bei", "durch", "für", "gegen", "hinter", "in", "mit", "nach",
            "neben", "ohne", "seit", "über", "um", "unter", "von", "vor", "zu", "zwischen",
        ],
        particles: &[
            "ab", "heraus", "hinaus", "herein", "hinein", "hinauf", "hinunter", "zurück", "weg",
        ],
        leaning: &[
            "ein", "eine", "einen", "einem", "einer", "eines", "den", "dem", "des", "dieser",
            "diese", "dieses", "mein", "meine", "dein", "deine", "sein", "seine", "ihr", "ihre",
            "unser", "unsere", "ist", "sind", "war", "waren", "hat", "haben", "hatte", "wird",
            "nicht", "sehr", "zu", "ich", "du", "er", "sie", "es", "wir", "man", "sich", "jeder",
            "jede", "kein", "keine",
        ],
        of: "von",
        bound: &[],
    },
    // Words that belong to a noun come after it, so a row does not end before them (`bound`).
    Phrases {
        language: Language::Hindi,
        titles: &[
            "श्री", "श्रीमती", "सुश्री", "डॉ", "डॉ.", "प्रो.", "पं.", "पंडित",
        ],
        joins: &[
            "और", "या", "लेकिन", "मगर", "पर", "परंतु", "किंतु", "क्योंकि", "कि", "जब", "तब", "जहाँ", "जो", "जिसने",
            "जिसे", "जिसका", "अगर", "यदि", "तो", "ताकि", "मानो", "जैसे", "इसलिए", "तथा", "एवं", "बल्कि", "जबकि",
        ],
        prepositions: &[
            "बिना", "सिवाय",
        ],
        particles: &[],
        leaning: &[
            "एक", "यह", "वह", "ये", "वे", "इस", "उस", "इन", "उन", "मेरा", "मेरी", "मेरे", "तेरा", "तुम्हारा", "तुम्हारी",
            "आपका", "आपकी", "आपके", "उसका", "उसकी", "उसके", "उनका", "उनकी", "उनके", "इसका", "इसकी", "इसके", "अपना",
            "अपनी", "अपने", "हमारा", "हमारी", "हमारे", "का", "की", "के", "न", "नहीं", "मत", "बहुत", "कोई", "कुछ", "हर",
            "सब", "कई", "बड़ा", "बड़ी", "बड़े", "छोटा", "छोटी", "छोटे",
        ],
        of: "",
        bound: &[
            "का", "की", "के", "को", "में", "से", "ने", "पर", "तक", "है", "हैं", "था", "थी", "थे", "थीं", "हो", "हुआ", "हुई",
            "हुए", "गया", "गई", "गए", "गयी", "रहा", "रही", "रहे", "दिया", "दी", "दिए", "लिया", "ली", "चुका", "चुकी", "ही",
            "भी", "साथ", "लिए", "पास", "बाद", "ऊपर", "नीचे", "अंदर", "बाहर", "आगे", "पीछे", "ओर", "तरफ़", "तरफ", "वाला",
            "वाली", "वाले", "कर", "करके", "जी",
        ],
    },
];
