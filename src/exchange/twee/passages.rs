//! The passages of a story in Twee, or of a page that Twine saved.

use super::{At, Format, Lost, Passage, Story};

fn fault(what: impl Into<String>, help: &str, line: usize) -> Lost {
    let at = At {
        file: 0,
        line,
        column: 1,
    };
    Lost {
        what: what.into(),
        help: help.to_owned(),
        at,
    }
}

/// Reads the passages.
pub(super) fn story(text: &str) -> Story {
    let is_page = text.contains("<tw-storydata") || text.contains("<div tiddler=");
    let mut story = match is_page {
        true => page(text),
        false => twee(text),
    };
    if let Some(title) = story.take("StoryTitle") {
        story.title = Some(title.text.trim().to_owned());
    }
    if let Some(author) = story.take("StoryAuthor") {
        story.author = Some(author.text.trim().to_owned());
    }
    story
}

impl Story {
    fn take(&mut self, name: &str) -> Option<Passage> {
        let at = self.passages.iter().position(|own| own.name == name)?;
        Some(self.passages.remove(at))
    }
}

/// Reads Twee: each passage begins with `:: Name [tags] {"…": …}`.
fn twee(text: &str) -> Story {
    let mut passages: Vec<Passage> = Vec::new();
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(head) = line.strip_prefix("::") {
            let (name, tags, open) = head_of(head);
            if let Some((open, close)) = open {
                let what = format!(
                    "the `{open}` after the name of the passage `{name}` has no `{close}`; what follows it is left out"
                );
                let help = format!("write `{close}` where it ends");
                faults.push(fault(what, &help, number + 1));
            }
            passages.push(Passage {
                name,
                tags,
                text: String::new(),
                line: number + 1,
                first: number + 2,
            });
        } else if let Some(last) = passages.last_mut() {
            last.text
                .push_str(line.strip_prefix("\\::").map_or(line, |_| &line[1..]));
            last.text.push('\n');
        } else if !line.trim().is_empty() {
            let what = format!(
                "“{}” is before the first passage; it is left out",
                line.trim()
            );
            faults.push(fault(
                what,
                "write it in a passage, after `:: Name`",
                number + 1,
            ));
        }
    }
    let mut story = Story {
        title: None,
        author: None,
        start: None,
        format: guess(&passages),
        passages,
        faults,
    };
    if let Some(passage) = story.take("StoryData") {
        let data = serde_json::from_str(passage.text.trim());
        let data: serde_json::Value = data.unwrap_or_else(|why| {
            let what = format!("`StoryData` cannot be read: {why}; the format is guessed");
            let line = passage.first + why.line().saturating_sub(1);
            let help = "write JSON, as `{ \"format\": \"Harlowe\", \"start\": \"Start\" }`";
            story.faults.push(fault(what, help, line));
            serde_json::Value::Null
        });
        let word = |key: &str| {
            data.get(key)
                .and_then(|value| value.as_str())
                .map(str::to_owned)
        };
        story.start = word("start");
        if let Some(format) = word("format").and_then(|name| named(&name)) {
            story.format = format;
        }
    }
    story
}

/// The name and the tags of a passage, and a bracket after them that is not closed.
type Head = (String, Vec<String>, Option<(char, char)>);

fn head_of(head: &str) -> Head {
    let head = head.trim();
    let mut open = None;
    let mut divided = |at: Option<usize>, head: &str, (begin, end): (char, char)| match at {
        Some(at) if head.ends_with(end) => at,
        Some(at) if !head[at..].contains(end) => {
            open = Some((begin, end));
            at
        }
        _ => head.len(),
    };
    let at = divided(head.find('{'), head, ('{', '}'));
    let head = head[..at].trim_end();
    let tagged = head.rfind('[').filter(|at| !head[..*at].ends_with('\\'));
    let at = divided(tagged, head, ('[', ']'));
    let tags = head[at..].trim_start_matches('[').trim_end_matches(']');
    let tags = tags.split_whitespace().map(str::to_owned).collect();
    (head[..at].trim().replace('\\', ""), tags, open)
}

/// Reads a page that Twine saved.
fn page(text: &str) -> Story {
    let (mut passages, mut faults) = (Vec::new(), Vec::new());
    let (mut title, mut start, mut format) = (None, None, None);
    let mut pid = None;
    let mut rest = 0;
    while let Some(at) = text[rest..].find('<').map(|at| rest + at) {
        let Some(end) = text[at..].find('>').map(|end| at + end) else {
            break;
        };
        let tag = &text[at..=end];
        rest = end + 1;
        if tag.starts_with("<tw-storydata") {
            title = attribute(tag, "name");
            pid = attribute(tag, "startnode");
            format = attribute(tag, "format").and_then(|name| named(&name));
        }
        let closing = match tag {
            tag if tag.starts_with("<tw-passagedata") => "</tw-passagedata>",
            tag if tag.starts_with("<div tiddler=") => "</div>",
            _ => continue,
        };
        let line = text[..at].matches('\n').count() + 1;
        let name = attribute(tag, "name").or_else(|| attribute(tag, "tiddler"));
        let name = name.unwrap_or_default();
        let end = text[rest..].find(closing).map(|close| rest + close);
        let close = end.unwrap_or_else(|| {
            let what = format!(
                "the passage `{name}` has no `{closing}`; it goes up to the end of the page"
            );
            faults.push(fault(what, "save the page again in Twine", line));
            text.len()
        });
        if pid.is_some() && attribute(tag, "pid") == pid {
            start = Some(name.clone());
        }
        let tags = attribute(tag, "tags").unwrap_or_default();
        let own = decoded(&text[rest..close]);
        passages.push(Passage {
            name,
            tags: tags.split_whitespace().map(str::to_owned).collect(),
            text: match closing {
                "</div>" => own.replace("\\n", "\n"),
                _ => own,
            },
            line,
            first: line,
        });
        rest = close;
    }
    Story {
        title,
        author: None,
        start,
        format: format.unwrap_or_else(|| guess(&passages)),
        passages,
        faults,
    }
}

/// Returns the value of an attribute.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = tag[from..].find('"')? + from;
    Some(decoded(&tag[from..end]))
}

/// Returns text without the escapes of a page.
fn decoded(text: &str) -> String {
    const NAMES: [(&str, char); 6] = [
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("amp", '&'),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';');
        let name = end.map(|(end, _)| &rest[1..end]);
        let letter = name.and_then(|name| {
            let number = match name.strip_prefix('#') {
                Some(number) => match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => number.parse().ok(),
                },
                None => None,
            };
            let known = NAMES.iter().find(|(own, _)| *own == name).map(|(_, c)| *c);
            number.and_then(char::from_u32).or(known)
        });
        match (letter, name) {
            (Some(letter), Some(name)) => {
                out.push(letter);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn named(name: &str) -> Option<Format> {
    match name.to_ascii_lowercase().as_str() {
        "harlowe" => Some(Format::Harlowe),
        "sugarcube" | "sugarcane" | "jonah" => Some(Format::SugarCube),
        "chapbook" => Some(Format::Chapbook),
        "snowman" => Some(Format::Snowman),
        _ => None,
    }
}

/// Guesses the format by the macros.
fn guess(passages: &[Passage]) -> Format {
    let has = |sign: &str| passages.iter().any(|passage| passage.text.contains(sign));
    if has("<<") {
        Format::SugarCube
    } else if has("<%") {
        Format::Snowman
    } else if has("\n--\n") || has("[if ") || has("[continue") || has("[unless ") {
        Format::Chapbook
    } else {
        Format::Harlowe
    }
}
