//! HTML entities, which remain where a text was taken from an e-book.

/// The entities that books use.
#[rustfmt::skip]
const NAMED: [(&str, char); 66] = [
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' '),
    ("ensp", ' '), ("emsp", ' '), ("thinsp", ' '), ("shy", '\u{ad}'), ("ndash", '–'),
    ("mdash", '—'), ("lsquo", '‘'), ("rsquo", '’'), ("sbquo", '‚'), ("ldquo", '“'), ("rdquo", '”'),
    ("bdquo", '„'), ("laquo", '«'), ("raquo", '»'), ("hellip", '…'), ("bull", '•'),
    ("middot", '·'), ("dagger", '†'), ("Dagger", '‡'), ("sect", '§'), ("para", '¶'), ("deg", '°'),
    ("prime", '′'), ("Prime", '″'), ("times", '×'), ("divide", '÷'), ("frac12", '½'),
    ("frac14", '¼'), ("frac34", '¾'), ("pound", '£'), ("euro", '€'), ("cent", '¢'), ("yen", '¥'),
    ("copy", '©'), ("reg", '®'), ("trade", '™'), ("agrave", 'à'), ("aacute", 'á'), ("acirc", 'â'),
    ("auml", 'ä'), ("aelig", 'æ'), ("ccedil", 'ç'), ("egrave", 'è'), ("eacute", 'é'),
    ("ecirc", 'ê'), ("euml", 'ë'), ("iacute", 'í'), ("icirc", 'î'), ("iuml", 'ï'), ("ntilde", 'ñ'),
    ("oacute", 'ó'), ("ocirc", 'ô'), ("ouml", 'ö'), ("oelig", 'œ'), ("uacute", 'ú'),
    ("ugrave", 'ù'), ("ucirc", 'û'), ("uuml", 'ü'), ("szlig", 'ß'), ("Eacute", 'É'),
];

/// Returns the length and the character of the entity at the start of a text.
pub(super) fn read(text: &str) -> Option<(usize, char)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(10).position(|byte| byte == b';')?;
    let name = &body[..end];
    let c = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((end + 2, c))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    let c = code.ok().and_then(char::from_u32)?;
    (!c.is_control()).then_some(c)
}
