//! The name before a speech.

use super::directions;
use crate::outline::lexicon;
use crate::outline::prose::frame::Block;

/// The name before a speech.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// In capitals.
    pub name: String,
    /// A direction beside the name: `ALLAN (softly)`.
    pub direction: Option<String>,
    /// The byte after it.
    pub end: usize,
    /// Whether its form alone shows that it is a name: capitals, or a colon.
    pub strong: bool,
    /// Whether a colon is behind it.
    pub colon: bool,
    /// Whether a dash is behind it: `Allan — Was that the boat?`
    pub dash: bool,
    /// Whether no words are beside it on its line.
    pub line: bool,
    /// Whether the speech is in the next block.
    pub alone: bool,
}

/// The largest number of characters of a name with its direction.
const LONGEST: usize = 60;

/// Returns the name at the start of a block.
#[must_use]
pub(super) fn label(block: &Block<'_>) -> Option<Label> {
    // `3. SFX: Rain` is a speech with its number.
    if block.is_heading() && number(block.text) == 0 {
        return None;
    }
    above(block).or_else(|| before(block))
}

/// Reads a name that is alone on its line.
fn above(block: &Block<'_>) -> Option<Label> {
    let line = block.text.lines().next()?;
    let (written, direction) = aside(line);
    let name = written
        .trim()
        .trim_matches(['*', '_', ' '])
        .trim_end_matches(['.', ':']);
    let mark = line.trim_end().ends_with(['!', '?', ',', ';']);
    let alone = block.lines().count() == 1;
    let capitals = is_capitals(name);
    // `Nothing.` alone on a line is a sentence.
    let bare = !(alone && written.trim().ends_with('.') && !capitals);
    // `ADA. Listen:` has words.
    let whole = name.match_indices(". ").all(|(at, _)| {
        let rest = format!("{}.", &name[at + 1..]);
        is_title(&name[..at]) || is_joined(&name[at + 1..]) || goes_on(&name[..at], &rest)
    });
    let fits =
        is_name(name) && whole && !mark && bare && !block.text.trim_start().starts_with(['(', '[']);
    fits.then(|| Label {
        name: upper(name),
        direction,
        end: block.span.start + line.len(),
        strong: capitals,
        colon: false,
        dash: false,
        line: true,
        alone,
    })
}

/// Reads `NAME. words`, `NAME: words`, `NAME (softly): words`, `NAME, softly. words`,
/// `NAME.—words`, and `NAME   words` in columns.
fn before(block: &Block<'_>) -> Option<Label> {
    let text = block.text;
    let lead = time(text).max(number(text));
    let lead = text.len()
        - text[lead..]
            .trim_start_matches(['*', '_', ' ', '\t', '<'])
            .len();
    let (at, mark) = end(text, lead)?;
    let rest = text[at + mark.len_utf8()..].trim_start_matches(['*', '_', '.', ':']);
    let dash = is_spaced(text, at, mark);
    let rest = match dash {
        true => rest.trim_start_matches(['-', '–', '—']),
        false => rest,
    };
    let open = matches!(mark, ')' | ']');
    let chat = mark == '>';
    let parted = rest.starts_with(char::is_whitespace)
        || rest.starts_with(['—', '-', '[', '('])
        || dash
        || matches!(mark, '—' | '\t');
    let head = &text[lead..at + if open { 1 } else { 0 }];
    let (written, bracketed) = aside(head);
    let (name, beside) = match written.split_once(',') {
        Some((name, direction)) => (name.to_owned(), Some(direction.trim().to_owned())),
        None => (written, None),
    };
    let name = name.trim().trim_matches(['*', '_', ' ', '.']);
    let capitals = is_capitals(name);
    let fits = parted
        && is_name(name)
        && rest.chars().any(char::is_alphanumeric)
        && (matches!(mark, '.' | ':' | '>') || dash || capitals);
    fits.then(|| Label {
        name: upper(name),
        direction: bracketed.or(beside),
        end: block.span.end - rest.len(),
        strong: capitals || mark == ':' || chat,
        colon: mark == ':' || chat,
        dash,
        line: false,
        alone: false,
    })
}

/// Returns the length of a time before a name, as in a chat: `[22:04] Ann: Hello.`
fn time(text: &str) -> usize {
    let open = text.trim_start_matches([' ', '[', '(']);
    let figures = open.trim_start_matches(|c: char| c.is_ascii_digit() || ":./-, ".contains(c));
    let written = &open[..open.len() - figures.len()];
    let half = ["am", "pm", "AM", "PM"];
    let rest = half
        .iter()
        .find_map(|half| figures.strip_prefix(half))
        .unwrap_or(figures);
    let rest = rest.trim_start_matches([']', ')', ' ', '-', '–', ',']);
    let is_time = written.contains(':') && written.starts_with(|c: char| c.is_ascii_digit());
    if is_time { text.len() - rest.len() } else { 0 }
}

/// Returns the length of the number of a speech: `12. ALLAN: Was that the boat?`
fn number(text: &str) -> usize {
    let open = text.trim_start_matches([' ', '\t']);
    let rest = open.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = open.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let name = rest.trim_start_matches([' ', '\t']);
    let end = name.find([':', '\t', '\n', '(']).unwrap_or(0);
    let named = end > 0 && !name[end..].starts_with('\n') && is_capitals(&name[..end]);
    match (1..=4).contains(&digits) && name.len() < rest.len() && named {
        true => text.len() - name.len(),
        false => 0,
    }
}

/// Returns whether a mark is a dash between a name and its words: `Allan — Was`, `Allan -- Was`.
fn is_spaced(text: &str, at: usize, mark: char) -> bool {
    let rest = text[at..].trim_start_matches(mark);
    let spaced = rest.starts_with(' ') || text[at..].len() - rest.len() > mark.len_utf8();
    matches!(mark, '-' | '–' | '—') && text[..at].ends_with(' ') && spaced
}

/// Returns the place of the mark after a name, and the mark. A closing bracket is one if
/// words follow it: `HELEN [rising] Sit down.`
fn end(text: &str, lead: usize) -> Option<(usize, char)> {
    let mut depth = 0_u32;
    let mut open = lead;
    let mut comma = false;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < lead) {
        match c {
            '(' | '[' if depth == 0 && at <= lead => return None,
            '(' | '[' => {
                open = if depth == 0 { at } else { open };
                depth += 1;
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                let rest = text[at + 1..].trim_start_matches(['_', '*', ' ']);
                if depth == 0
                    && is_capitals(text[lead..open].trim())
                    && !rest.starts_with(['.', ':', '—', '-', '\n', ',', '(', '['])
                    && !rest.is_empty()
                {
                    return Some((at, c));
                }
            }
            _ if depth > 0 => {}
            '.' if is_joined(&text[at + 1..]) || goes_on(&text[lead..at], &text[at + 1..]) => {}
            '.' | ':' | '—' => return Some((at, c)),
            '-' | '–' if is_spaced(text, at, c) => return Some((at, c)),
            // `<Ann> Hello.`
            '>' if lead > 0 && text[..lead].ends_with('<') => return Some((at, c)),
            // `ADA   Words`, in columns
            '\t' if is_capitals(&text[lead..at]) => return Some((at, c)),
            ' ' if text[at..].starts_with("  ") && is_capitals(&text[lead..at]) => {
                return Some((at, c));
            }
            // `ADA, rising. Words`
            ',' if !comma && is_capitals(&text[lead..at]) => comma = true,
            '\n' | '!' | '?' | ',' | ';' | '“' | '"' => return None,
            _ if at > lead + LONGEST => return None,
            _ => {}
        }
    }
    None
}

/// Returns whether a name goes on after a full stop: `MR. DALE.`, `J. B. DALE.`, `SEC. LORD.`, but
/// not `LORD B. I have`. What follows must be a name with its own mark.
fn goes_on(before: &str, after: &str) -> bool {
    const SHORT: &str = "sec thi thr fir fou fst snd thd 1st 2nd 3rd first second third gent serv att off \
        mess cit ser mur sen lad offic";
    let last = before.rsplit([' ', '(']).next().unwrap_or("");
    // `LORD.` and `LADY.` are names, `MR.` is none.
    const TITLES: &str = "mr mrs ms mx dr drs st ste capt cap col gen lt lieut maj sgt sergt prof rev \
        hon mme mlle mons messrs insp supt det cpl pte gov sen rep pres adm cdr";
    if lexicon::listed(TITLES, &last.to_lowercase()) {
        return true;
    }
    let initial = last.chars().count() == 1;
    let short = before == last && lexicon::listed(SHORT, &last.to_lowercase());
    let end = after.find(['.', ':', '\n', '(', '[', ',']);
    let Some(end) =
        end.filter(|end| after.starts_with(' ') && !after[*end..].starts_with(['\n', ',']))
    else {
        return false;
    };
    let name = after[..end].trim();
    // In a name in capitals the rest is in capitals too, and `I` and `Yes` are words.
    let alike = !is_capitals(before) || is_capitals(name);
    let low = name.to_lowercase();
    let word = name == "I"
        || !is_capitals(before) && (lexicon::is_no_name(&low) || lexicon::is_function_word(&low));
    (initial || short) && !word && name.split(' ').count() < 4 && alike && is_name(name)
}

/// Returns whether a second name follows a short one: `Hor. and Mar.`
fn is_joined(rest: &str) -> bool {
    let joints = [" and ", " & ", " with "];
    let second = joints.iter().find_map(|joint| rest.strip_prefix(joint));
    second.is_some_and(|second| {
        let end = second.find(['.', ':', '\n']).unwrap_or(second.len());
        second.starts_with(char::is_uppercase) && is_name(&second[..end])
    })
}

/// Returns a text without its direction in brackets, and the direction.
fn aside(text: &str) -> (String, Option<String>) {
    let Some(from) = text.find(['(', '[']) else {
        return (text.to_owned(), None);
    };
    let to = text[from..]
        .find([')', ']'])
        .map_or(text.len(), |to| from + to);
    let inner = text[from + 1..to].trim_matches(['_', '.', ' ']).to_owned();
    let rest = text.get(to + 1..).unwrap_or("");
    (format!("{}{rest}", &text[..from]), Some(inner))
}

fn is_title(text: &str) -> bool {
    let last = text.rsplit([' ', '(']).next().unwrap_or("");
    last.chars().count() < 5 && lexicon::title(&last.to_lowercase()).is_some()
        || last.chars().count() == 1 && last != "I"
}

/// Returns whether a name is in capitals, but for small words.
#[must_use]
pub(super) fn is_capitals(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
        || name.chars().filter(|c| c.is_uppercase()).count() > 2
            && name.split_whitespace().all(|word| {
                matches!(word, "and" | "of" | "the") || !word.chars().any(char::is_lowercase)
            })
}

/// Returns whether this can be the name of a role: up to five words with capitals.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let word = |word: &&str| {
        matches!(*word, "and" | "of" | "the" | "&" | "with")
            || word.starts_with(char::is_uppercase)
            || word.chars().all(|c| c.is_ascii_digit())
    };
    let numbered = |first: &&str| {
        first.len() < 3 && words.len() > 1 && first.bytes().all(|byte| byte.is_ascii_digit())
    };
    let first = words.first().is_some_and(|first| {
        first.starts_with(char::is_uppercase) || is_ordinal(first) || numbered(first)
    });
    first
        && words.len() <= 5
        && words.iter().skip(1).all(word)
        && !directions::opens(name)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " .'’-&".contains(c))
}

/// Returns whether a word is an ordinal in digits: `1st Witch`.
fn is_ordinal(word: &str) -> bool {
    let low = word.to_lowercase();
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| low.strip_suffix(end));
    number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

fn upper(name: &str) -> String {
    name.to_uppercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
