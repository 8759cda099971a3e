//! Abbreviations that end in a full stop. One list serves the splitting of sentences, where such a
//! stop does not end a sentence, and reading aloud, where the word is spoken in full.

/// The kind of word that follows an abbreviation. It decides whether the stop can end a sentence.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Follows {
    /// A name or another word, always: `Dr.`, `Mme.`, `e.g.`.
    Name,
    /// A number: `No. 4`, `vol. II`. Before another word the stop ends the sentence.
    Number,
    /// A name, or nothing: `St.`, `Inc.`. The stop ends the sentence if the next word usually
    /// starts one.
    Place,
    /// Anything: `etc.`, `dept.`. Before a capital the stop ends the sentence.
    Anything,
}

/// An abbreviation.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// The word as written, without its stop.
    pub short: &'static str,
    /// The words that are spoken for it.
    pub spoken: &'static str,
    /// The kind of word that follows.
    pub follows: Follows,
}

const NAME: Follows = Follows::Name;
const NUMBER: Follows = Follows::Number;
const PLACE: Follows = Follows::Place;
const ANYTHING: Follows = Follows::Anything;

/// All abbreviations. Capitals count, except where a number follows.
#[rustfmt::skip]
const ALL: [(&str, &str, Follows); 169] = [
    ("Mr", "Mister", NAME), ("Mrs", "Missus", NAME), ("Ms", "Miz", NAME), ("Mx", "Mix", NAME),
    ("Messrs", "Messers", NAME), ("Dr", "Doctor", NAME), ("Drs", "Doctors", NAME),
    ("Prof", "Professor", NAME), ("Profs", "Professors", NAME),
    ("Gen", "General", NAME), ("Genl", "General", NAME), ("Col", "Colonel", NAME),
    ("Lt", "Lieutenant", NAME), ("Lieut", "Lieutenant", NAME), ("Capt", "Captain", NAME),
    ("Cpt", "Captain", NAME), ("Maj", "Major", NAME), ("Sgt", "Sergeant", NAME),
    ("Sergt", "Sergeant", NAME), ("Serg", "Sergeant", NAME), ("Cpl", "Corporal", NAME),
    ("Corpl", "Corporal", NAME), ("Pvt", "Private", NAME), ("Pte", "Private", NAME),
    ("Pfc", "Private First Class", NAME), ("Adm", "Admiral", NAME), ("Cmdr", "Commander", NAME),
    ("Cdr", "Commander", NAME), ("Cmdt", "Commandant", NAME), ("Brig", "Brigadier", NAME),
    ("Insp", "Inspector", NAME), ("Supt", "Superintendent", NAME), ("Det", "Detective", NAME),
    ("Gov", "Governor", NAME), ("Sen", "Senator", NAME), ("Rep", "Representative", NAME),
    ("Rev", "Reverend", NAME), ("Revd", "Reverend", NAME), ("Hon", "Honorable", NAME),
    ("Pres", "President", NAME), ("Fr", "Father", NAME), ("Msgr", "Monsignor", NAME),
    ("Mgr", "Monsignor", NAME), ("Mme", "Madame", NAME), ("Mmes", "Mesdames", NAME),
    ("Mlle", "Mademoiselle", NAME), ("Mlles", "Mesdemoiselles", NAME), ("MM", "Messieurs", NAME),
    ("Com", "Comrade", NAME), ("Bp", "Bishop", NAME), ("Abp", "Archbishop", NAME),
    ("Rt", "Right", NAME), ("Br", "Brother", NAME), ("Hr", "Herr", NAME),
    ("Wm", "William", NAME), ("Chas", "Charles", NAME), ("Geo", "George", NAME),
    ("Jas", "James", NAME), ("Thos", "Thomas", NAME), ("Robt", "Robert", NAME),
    ("Edw", "Edward", NAME), ("Saml", "Samuel", NAME), ("Benj", "Benjamin", NAME),
    ("Danl", "Daniel", NAME), ("Jno", "John", NAME), ("Richd", "Richard", NAME),
    ("Alexr", "Alexander", NAME),
    ("vs", "versus", NAME), ("viz", "namely", NAME), ("cf", "compare", NAME),
    ("e.g", "for example", NAME), ("E.g", "for example", NAME), ("i.e", "that is", NAME),
    ("I.e", "that is", NAME), ("N.B", "note well", NAME), ("n.b", "note well", NAME),
    ("no", "number", NUMBER), ("nos", "numbers", NUMBER), ("nr", "number", NUMBER),
    ("vol", "volume", NUMBER), ("vols", "volumes", NUMBER), ("ch", "chapter", NUMBER),
    ("chap", "chapter", NUMBER), ("chaps", "chapters", NUMBER), ("p", "page", NUMBER),
    ("pp", "pages", NUMBER), ("pg", "page", NUMBER), ("fig", "figure", NUMBER),
    ("figs", "figures", NUMBER), ("art", "article", NUMBER), ("sec", "section", NUMBER),
    ("sect", "section", NUMBER), ("para", "paragraph", NUMBER), ("pt", "part", NUMBER),
    ("c", "circa", NUMBER), ("ca", "circa", NUMBER), ("est", "established", NUMBER),
    ("op", "opus", NUMBER), ("ed", "edition", NUMBER), ("bk", "book", NUMBER),
    ("apt", "apartment", NUMBER), ("ext", "extension", NUMBER), ("mk", "mark", NUMBER),
    ("approx", "approximately", NUMBER), ("sc", "scene", NUMBER), ("jct", "junction", NUMBER),
    ("Jan", "January", NUMBER), ("Feb", "February", NUMBER), ("Mar", "March", NUMBER),
    ("Apr", "April", NUMBER), ("Jun", "June", NUMBER), ("Jul", "July", NUMBER),
    ("Aug", "August", NUMBER), ("Sep", "September", NUMBER), ("Sept", "September", NUMBER),
    ("Oct", "October", NUMBER), ("Nov", "November", NUMBER), ("Dec", "December", NUMBER),
    ("Ln", "Lane", PLACE), ("Ct", "Court", PLACE), ("Pl", "Place", PLACE),
    ("Hwy", "Highway", PLACE), ("Pkwy", "Parkway", PLACE), ("Cres", "Crescent", PLACE),
    ("Gdns", "Gardens", PLACE), ("Terr", "Terrace", PLACE), ("Bldg", "Building", PLACE),
    ("Pt", "Point", PLACE),
    ("St", "Saint", PLACE), ("Ste", "Saint", PLACE), ("Mt", "Mount", PLACE), ("Ft", "Fort", PLACE),
    ("Jr", "Junior", PLACE), ("Sr", "Senior", PLACE),
    ("Inc", "Incorporated", PLACE), ("Ltd", "Limited", PLACE), ("Co", "Company", PLACE),
    ("Corp", "Corporation", PLACE), ("Bros", "Brothers", PLACE), ("Ave", "Avenue", PLACE),
    ("Blvd", "Boulevard", PLACE), ("Rd", "Road", PLACE), ("Sq", "Square", PLACE),
    ("Esq", "Esquire", PLACE), ("Regt", "Regiment", PLACE), ("Bn", "Battalion", PLACE),
    ("Div", "Division", PLACE), ("Dept", "Department", PLACE), ("Govt", "Government", PLACE),
    ("Assn", "Association", PLACE), ("Univ", "University", PLACE),
    ("rte", "route", NUMBER), ("inst", "instant", ANYTHING), ("ult", "ultimo", ANYTHING),
    ("prox", "proximo", ANYTHING),
    ("etc", "et cetera", ANYTHING), ("dept", "department", ANYTHING),
    ("govt", "government", ANYTHING), ("esp", "especially", ANYTHING),
    ("incl", "including", ANYTHING),
    ("Mon", "Monday", ANYTHING), ("Tue", "Tuesday", ANYTHING), ("Tues", "Tuesday", ANYTHING),
    ("Wed", "Wednesday", ANYTHING), ("Weds", "Wednesday", ANYTHING),
    ("Thu", "Thursday", ANYTHING), ("Thur", "Thursday", ANYTHING),
    ("Thurs", "Thursday", ANYTHING), ("Fri", "Friday", ANYTHING),
];

/// A unit of a measure: as written, its singular and its plural. Where American and British
/// spelling differ, the spelling is American; the sound is the same.
#[rustfmt::skip]
pub const UNITS: [(&str, &str, &str); 76] = [
    ("m", "meter", "meters"), ("km", "kilometer", "kilometers"),
    ("cm", "centimeter", "centimeters"), ("mm", "millimeter", "millimeters"),
    ("nm", "nanometer", "nanometers"), ("kg", "kilogram", "kilograms"), ("g", "gram", "grams"),
    ("mg", "milligram", "milligrams"), ("t", "ton", "tons"), ("l", "liter", "liters"),
    ("L", "liter", "liters"), ("ml", "milliliter", "milliliters"), ("ft", "foot", "feet"),
    ("in", "inch", "inches"), ("ins", "inch", "inches"), ("yd", "yard", "yards"),
    ("yds", "yard", "yards"), ("mi", "mile", "miles"), ("fur", "furlong", "furlongs"),
    ("lb", "pound", "pounds"), ("lbs", "pound", "pounds"), ("oz", "ounce", "ounces"),
    ("ozs", "ounce", "ounces"), ("st", "stone", "stone"), ("cwt", "hundredweight", "hundredweight"),
    ("qr", "quarter", "quarters"), ("qrs", "quarter", "quarters"), ("pt", "pint", "pints"),
    ("pts", "pint", "pints"), ("qt", "quart", "quarts"), ("qts", "quart", "quarts"),
    ("gal", "gallon", "gallons"), ("gals", "gallon", "gallons"), ("doz", "dozen", "dozen"),
    ("tsp", "teaspoon", "teaspoons"), ("tsps", "teaspoon", "teaspoons"),
    ("tbsp", "tablespoon", "tablespoons"), ("tbsps", "tablespoon", "tablespoons"),
    ("ha", "hectare", "hectares"), ("mph", "mile per hour", "miles per hour"),
    ("kph", "kilometer per hour", "kilometers per hour"), ("hp", "horsepower", "horsepower"),
    ("W", "watt", "watts"), ("kW", "kilowatt", "kilowatts"), ("MW", "megawatt", "megawatts"),
    ("kWh", "kilowatt hour", "kilowatt hours"), ("V", "volt", "volts"),
    ("kV", "kilovolt", "kilovolts"), ("Hz", "hertz", "hertz"), ("kHz", "kilohertz", "kilohertz"),
    ("MHz", "megahertz", "megahertz"), ("GHz", "gigahertz", "gigahertz"),
    ("dB", "decibel", "decibels"), ("KB", "kilobyte", "kilobytes"),
    ("MB", "megabyte", "megabytes"), ("GB", "gigabyte", "gigabytes"),
    ("TB", "terabyte", "terabytes"), ("h", "hour", "hours"), ("hr", "hour", "hours"),
    ("hrs", "hour", "hours"), ("min", "minute", "minutes"), ("mins", "minute", "minutes"),
    ("sec", "second", "seconds"), ("secs", "second", "seconds"),
    ("ms", "millisecond", "milliseconds"), ("deg", "degree", "degrees"),
    ("yr", "year", "years"), ("yrs", "year", "years"), ("wk", "week", "weeks"),
    ("wks", "week", "weeks"), ("mth", "month", "months"), ("mths", "month", "months"),
    ("gn", "guinea", "guineas"), ("gns", "guinea", "guineas"), ("gs", "guinea", "guineas"),
    ("kn", "knot", "knots"),
];

/// Returns the abbreviation that a word is with a stop after it.
#[must_use]
pub fn of(word: &str) -> Option<Abbreviation> {
    let lower = word.to_lowercase();
    let exact = |entry: &&(&str, &str, Follows)| entry.0 == word;
    let month = |short: &str| short.starts_with(char::is_uppercase);
    let counted = |(short, _, follows): &&(&str, &str, Follows)| {
        *follows == Follows::Number && !month(short) && *short == lower
    };
    let found = ALL.iter().find(exact).or_else(|| ALL.iter().find(counted));
    found.map(|(short, spoken, follows)| Abbreviation {
        short,
        spoken,
        follows: *follows,
    })
}

/// Titles before a name that Hindi shortens.
const HINDI_TITLES: [&str; 11] = ["डॉ", "डा", "पं", "प्रो", "कु", "स्व", "मो", "मि", "इं", "ले", "सं"];

/// The names of Latin letters in Devanagari, as abbreviations have them: `बी.जे.पी.`
const HINDI_LETTERS: [&str; 27] = [
    "ए",
    "बी",
    "सी",
    "डी",
    "ई",
    "एफ",
    "एफ़",
    "जी",
    "एच",
    "आई",
    "जे",
    "के",
    "एल",
    "एम",
    "एन",
    "ओ",
    "पी",
    "क्यू",
    "आर",
    "एस",
    "टी",
    "यू",
    "वी",
    "डब्ल्यू",
    "एक्स",
    "वाई",
    "जेड",
];

/// Returns whether a word is a title before a name that Hindi shortens.
#[must_use]
pub fn is_hindi_title(word: &str) -> bool {
    HINDI_TITLES.contains(&word)
}

/// Returns whether a word is the name of a Latin letter in Devanagari.
#[must_use]
pub fn is_hindi_letter(word: &str) -> bool {
    HINDI_LETTERS.contains(&word)
}

/// The books of the Bible, short and in full.
#[rustfmt::skip]
const SCRIPTURE: [(&str, &str); 72] = [
    ("Gen", "Genesis"), ("Exod", "Exodus"), ("Ex", "Exodus"), ("Lev", "Leviticus"),
    ("Num", "Numbers"), ("Deut", "Deuteronomy"), ("Josh", "Joshua"), ("Judg", "Judges"),
    ("Sam", "Samuel"), ("Kgs", "Kings"), ("Chron", "Chronicles"), ("Chr", "Chronicles"),
    ("Neh", "Nehemiah"), ("Esth", "Esther"), ("Ps", "Psalm"), ("Pss", "Psalms"),
    ("Psa", "Psalm"), ("Prov", "Proverbs"), ("Eccl", "Ecclesiastes"),
    ("Eccles", "Ecclesiastes"), ("Isa", "Isaiah"), ("Jer", "Jeremiah"), ("Lam", "Lamentations"),
    ("Ezek", "Ezekiel"), ("Dan", "Daniel"), ("Hos", "Hosea"), ("Mic", "Micah"),
    ("Hab", "Habakkuk"), ("Zech", "Zechariah"), ("Mal", "Malachi"), ("Matt", "Matthew"),
    ("Rom", "Romans"), ("Cor", "Corinthians"), ("Gal", "Galatians"), ("Eph", "Ephesians"),
    ("Phil", "Philippians"), ("Col", "Colossians"), ("Thess", "Thessalonians"),
    ("Tim", "Timothy"), ("Tit", "Titus"), ("Heb", "Hebrews"), ("Jas", "James"),
    ("Pet", "Peter"), ("Rev", "Revelation"),
    ("Genesis", "Genesis"), ("Exodus", "Exodus"), ("Leviticus", "Leviticus"),
    ("Deuteronomy", "Deuteronomy"), ("Joshua", "Joshua"), ("Judges", "Judges"),
    ("Samuel", "Samuel"), ("Kings", "Kings"), ("Psalm", "Psalm"), ("Proverbs", "Proverbs"),
    ("Ecclesiastes", "Ecclesiastes"), ("Isaiah", "Isaiah"), ("Jeremiah", "Jeremiah"),
    ("Ezekiel", "Ezekiel"), ("Daniel", "Daniel"), ("Matthew", "Matthew"), ("Mark", "Mark"),
    ("Luke", "Luke"), ("John", "John"), ("Acts", "Acts"), ("Romans", "Romans"),
    ("Corinthians", "Corinthians"), ("Galatians", "Galatians"), ("Ephesians", "Ephesians"),
    ("Timothy", "Timothy"), ("Peter", "Peter"), ("James", "James"), ("Revelation", "Revelation"),
];

/// Returns the book of the Bible that a word names, short or in full.
#[must_use]
pub fn scripture(word: &str) -> Option<&'static str> {
    let found = SCRIPTURE.iter().find(|book| book.0 == word)?;
    Some(found.1)
}

/// Returns whether a word is a book of the Bible cut short, and no first name or rank: a stop after
/// it belongs to it if a number follows.
#[must_use]
pub fn is_short_scripture(word: &str) -> bool {
    const NAMES: [&str; 9] = [
        "Sam", "Dan", "Phil", "Col", "Tim", "Jas", "Rev", "Gen", "Rom",
    ];
    scripture(word).is_some_and(|book| book != word) && !NAMES.contains(&word)
}

/// Returns whether a word is the short name of one of two or three books: `Cor` of `1 Cor.`
#[must_use]
pub fn is_one_of_several(word: &str) -> bool {
    matches!(
        scripture(word),
        Some(
            "Samuel"
                | "Kings"
                | "Chronicles"
                | "Corinthians"
                | "Thessalonians"
                | "Timothy"
                | "Peter"
                | "John"
        )
    )
}

/// Parts of degrees that are longer than a letter: of `Ph.D.`, `D.Phil.`, `B.Sc.`.
const DEGREE_PARTS: [&str; 12] = [
    "Ph", "Phil", "Sc", "Litt", "Lit", "Mus", "Ed", "Eng", "LL", "Th", "Ch", "Tech",
];

/// Returns whether a word is a part of a degree that has stops inside: `Ph` of `Ph.D.`.
#[must_use]
pub fn is_degree_part(word: &str) -> bool {
    DEGREE_PARTS.contains(&word)
}

/// Returns the two parts of a degree without stops: `PhD`, `BSc`, `DPhil`.
#[must_use]
pub fn undotted_degree(word: &str) -> Option<[&str; 2]> {
    let part = DEGREE_PARTS.iter().find(|part| {
        let letter = word
            .strip_prefix(*part)
            .or_else(|| word.strip_suffix(*part));
        part.ends_with(char::is_lowercase)
            && letter.is_some_and(|rest| matches!(rest, "B" | "M" | "D"))
    })?;
    Some(
        word.split_at(if word.starts_with(part) {
            part.len()
        } else {
            1
        })
        .into(),
    )
}

/// Words that, with a capital, start a sentence more often than they are a name.
const STARTERS: [&str; 56] = [
    "A", "After", "All", "An", "And", "Any", "As", "At", "Before", "But", "By", "Did", "Do",
    "Every", "For", "From", "He", "Her", "Here", "His", "How", "I", "If", "In", "Is", "It", "Its",
    "My", "No", "Nobody", "Not", "Nothing", "Now", "On", "Once", "One", "Only", "Or", "Our", "She",
    "So", "Someone", "That", "The", "Their", "Then", "There", "They", "This", "We", "What", "When",
    "Who", "Why", "Yes", "You",
];

/// Returns whether a word with a capital starts a sentence more often than it is a name.
#[must_use]
pub fn starts_sentence(word: &str) -> bool {
    let shouted = word.len() > 1 && word.chars().all(char::is_uppercase);
    STARTERS
        .iter()
        .any(|starter| *starter == word || shouted && starter.eq_ignore_ascii_case(word))
}

/// Returns the singular and the plural of a unit.
#[must_use]
pub fn unit(word: &str) -> Option<(&'static str, &'static str)> {
    let found = UNITS.iter().find(|unit| unit.0 == word)?;
    Some((found.1, found.2))
}

/// Returns whether a word is a unit that has a stop in print, or the sign of shillings or pence.
#[must_use]
pub fn is_amount(word: &str) -> bool {
    matches!(word, "s" | "d") || unit(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_count_except_before_numbers() {
        let follows = |word: &str| of(word).map(|found| found.follows);
        assert_eq!(follows("Dr"), Some(Follows::Name));
        assert_eq!(follows("dr"), None);
        assert_eq!(follows("Vol"), Some(Follows::Number));
        assert_eq!(follows("vol"), Some(Follows::Number));
        assert_eq!(follows("Dec"), Some(Follows::Number));
        assert_eq!(follows("dec"), None);
        assert_eq!(follows("St"), Some(Follows::Place));
        assert_eq!(follows("etc"), Some(Follows::Anything));
        assert_eq!(follows("sat"), None);
        assert_eq!(of("Tues").map(|found| found.spoken), Some("Tuesday"));
        assert_eq!(follows("wed"), None);
    }

    #[test]
    fn units_have_two_numbers() {
        assert_eq!(unit("ft"), Some(("foot", "feet")));
        assert_eq!(unit("feet"), None);
        assert_eq!(unit("gns"), Some(("guinea", "guineas")));
        assert_eq!(scripture("Rev"), Some("Revelation"));
        assert!(is_short_scripture("Cor") && !is_short_scripture("Dan"));
        assert!(is_amount("d") && is_amount("oz") && !is_amount("men"));
    }
}
