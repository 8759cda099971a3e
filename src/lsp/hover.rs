//! Hover texts. Takes a reading and a place and returns Markdown. A time that is
//! an estimate is marked with “about”.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Range};

use super::documents::Documents;
use super::names;
use super::navigate::{self, Quoted};
use super::place::{Part, Place, kinds};
use super::reading::Reading;
use crate::session::Studio;
use crate::session::vocabulary::{self, vocabulary};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::units::{Frames, clock};
use cuebook_script::schema::Described;
use cuebook_script::space::PRESETS;
use cuebook_script::{Destination, Edge, SoundSource, what};
use cuebook_synth::recipe;
use cuebook_yaml::mapping::{Name, Takes};

/// The number of words of the prose that are shown around a quote.
const AROUND: usize = 14;

/// Returns the hover text of a place in `reading`.
pub(super) fn hover(documents: &Documents, reading: &Reading, byte: usize) -> Option<Hover> {
    let place = Place::at(&reading.page.text, byte);
    if let Some(place) = place
        .as_ref()
        .filter(|place| place.part == Part::Key && place.has_colon)
        && let Some(about) = key(place)
    {
        let declares = names::at(&reading.names, byte);
        if declares.is_none() {
            return Some(markdown(reading, place.span, about));
        }
    }
    if let Some(name) = names::at(&reading.names, byte)
        && let Some(about) = of_name(&documents.studio, reading, name)
    {
        return Some(markdown(reading, name.span, about));
    }
    if let Some(quoted) = navigate::quoted(&reading.show, byte) {
        return Some(markdown(
            reading,
            quoted.span,
            passage(&documents.studio, reading, &quoted)?,
        ));
    }
    let place = place?;
    let about = value(&place)?;
    Some(markdown(reading, place.span, about))
}

fn markdown(reading: &Reading, span: Span, about: String) -> Hover {
    let range: Range = reading.page.range(span);
    Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: about,
        }),
        range: Some(range),
    }
}

/// Describes a key.
fn key(place: &Place) -> Option<String> {
    let name = place.key()?;
    if let Some(recipe) = place.recipe()
        && let Some(param) = recipe.params.iter().find(|param| param.name == name)
    {
        return Some(format!(
            "**{name}** of `{}`: {}",
            recipe.name,
            vocabulary::setting(param)
        ));
    }
    let ways = place.takes();
    let mut mappings = ways.iter().flat_map(|way| kinds(way, place.beside()));
    let key = mappings.find_map(|mapping| mapping.key(name))?;
    let examples: Vec<String> = key
        .examples
        .iter()
        .map(|example| format!("`{name}: {example}`"))
        .collect();
    let mut about = format!("**{name}**: {}", key.described());
    if !examples.is_empty() {
        about += &format!("\n\nFor example {}", examples.join(", "));
    }
    Some(about)
}

/// Describes a value that the format defines.
fn value(place: &Place) -> Option<String> {
    let ways = place.takes();
    let word = place.levels.last()?.beside.iter();
    let key = place.key()?;
    let written = word.clone().find(|(name, _)| name == key)?.1.clone()?;
    let find = |all: Vec<Described>| all.into_iter().find(|word| word.name == written);
    ways.iter().find_map(|way| {
        let word = match way {
            Takes::OneOf(choice) => find(vocabulary().of(choice))?,
            Takes::Refers(what::RECIPE) => find(vocabulary::sounds())?,
            _ => return None,
        };
        Some(format!("**{}**: {}", word.name, word.about))
    })
}

fn of_name(studio: &Studio, reading: &Reading, name: &Name) -> Option<String> {
    let script = &reading.show.script;
    match name.what {
        what::ROLE => role(reading, &name.text),
        what::VOICE => {
            let voices = vocabulary::all_voices(&reading.show.roster);
            let voice = voices.iter().find(|voice| voice.name == name.text)?;
            Some(format!("**{}**: {}", voice.name, voice.about))
        }
        what::SOUND => sound(reading, &name.text),
        what::RECIPE => recipe::find(&name.text)
            .map(|recipe| format!("**{}**: {}", recipe.name, vocabulary::described(recipe))),
        what::CUE => cue(studio, reading, &name.text),
        what::LINE => line(studio, reading, &name.text),
        what::SCENE => scene(studio, reading, &name.text),
        what::VARIABLE => variable(reading, &name.text),
        what::CHOICE => choice(reading, &name.text),
        what::SPACE => {
            let own = script
                .spaces
                .iter()
                .find(|space| space.name.value == name.text);
            let named = own
                .and_then(|own| own.preset.as_ref())
                .map_or(name.text.as_str(), |p| p.value.as_str());
            let preset = PRESETS.words.iter().find(|preset| preset.name == named);
            let about = preset.map_or("a room of this show", |preset| preset.about);
            Some(format!("**{}**: {about}", name.text))
        }
        _ => None,
    }
}

/// Describes a variable of the state.
fn variable(reading: &Reading, name: &str) -> Option<String> {
    let mut state = reading.show.script.state.iter();
    let variable = state.find(|variable| variable.name.value == name)?;
    let (values, start) = (&variable.kind, variable.kind.start());
    Some(format!("**{name}**: {values}, at the start {start}"))
}

/// Describes a choice with its options.
fn choice(reading: &Reading, id: &str) -> Option<String> {
    let mut choices = reading.show.script.choices.iter();
    let choice = choices.find(|choice| choice.id.value == id)?;
    let mut about = format!("**{id}**: {}", count(choice.options.len(), "option"));
    for option in &choice.options {
        let to = match &option.to {
            Some(Destination::Scene(scene)) => format!("→ `{}`", scene.value),
            Some(Destination::End(_)) => "→ the end".to_owned(),
            None => "goes on".to_owned(),
        };
        about += &format!("\n- `{}` {to}", option.id.value);
    }
    Some(format!("{about}\n\nPlace: {}", choice.at))
}

fn role(reading: &Reading, name: &str) -> Option<String> {
    let book = &reading.show.book;
    let index = book.roles.position(|role| role.name == name)?;
    let lines: Vec<&crate::book::Line> = book
        .lines
        .iter()
        .filter(|line| line.role == index)
        .collect();
    let words: usize = lines.iter().map(|line| line.words.len()).sum();
    let voice = &book.roles[index].voice;
    let voices = vocabulary::all_voices(&reading.show.roster);
    let about = voices.iter().find(|known| known.name == *voice);
    let about = about.map_or(String::new(), |voice| format!(" ({})", voice.about));
    Some(format!(
        "**{name}** speaks with `{voice}`{about}: {}, {}",
        count(lines.len(), "line"),
        count(words, "word")
    ))
}

fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// Describes a sound by its name in a cue: one of the show or one of the library.
fn sound(reading: &Reading, name: &str) -> Option<String> {
    let own = reading
        .show
        .script
        .sounds
        .iter()
        .find(|own| own.name.value == name);
    let Some(own) = own else {
        let recipe = recipe::find(name)?;
        return Some(format!("**{name}**: {}", vocabulary::described(recipe)));
    };
    let set: Vec<String> = own
        .settings
        .iter()
        .map(|(key, value)| format!("`{}: {}`", key.value, value.value))
        .collect();
    let set = match set.is_empty() {
        true => String::new(),
        false => format!(" with {}", set.join(", ")),
    };
    match own.source.as_ref()? {
        SoundSource::Recipe(of) => {
            let about = recipe::find(&of.value).map_or(String::new(), vocabulary::described);
            Some(format!("**{name}**: `{}`{set}\n\n{about}", of.value))
        }
        SoundSource::Own(file) => Some(format!("**{name}**: the recipe `{}`{set}", file.value)),
        SoundSource::File(file) => Some(format!("**{name}**: the file `{}`", file.value)),
    }
}

/// Returns the start and the length of a cue.
fn cue(studio: &Studio, reading: &Reading, id: &str) -> Option<String> {
    let book = &reading.show.book;
    let index = book.cues.position(|cue| cue.id == id)?;
    let cue = &book.cues[index];
    let sound = cue.sound.map(|sound| book.sounds[sound].name.as_str());
    let mut about = format!("**{id}**: {}", cue.kind.name());
    if let Some(sound) = sound {
        about += &format!(" of `{sound}`");
    }
    if let Some(expected) = reading.expected(studio)
        && let Some(placed) = expected.timeline.cues.get(index)
    {
        let at = &placed.at;
        about += &format!(", {}", when(at.start, at.end, expected.is_exact));
        if placed.sounds.len() > 1 {
            about += &format!(", {} times", placed.sounds.len());
        }
    }
    let script = &reading.show.script.cues[index.0];
    Some(format!("{about}\n\nPlace: {}", script.anchor()))
}

/// Writes a start, an end and a length.
fn when(start: Frames, end: Frames, is_exact: bool) -> String {
    let about = if is_exact { "" } else { "about " };
    let length = (end - start).seconds().0;
    format!("{about}{} to {}, {length:.1} s", clock(start), clock(end))
}

fn line(studio: &Studio, reading: &Reading, id: &str) -> Option<String> {
    let book = &reading.show.book;
    let index = book.lines.position(|line| line.id == id)?;
    let line = &book.lines[index];
    let role = &book.roles[line.role].name;
    let mut about = format!("**{id}**: {role}, “{}”", book.prose.said(line.text));
    if let Some(expected) = reading.expected(studio)
        && let Some(placed) = expected.timeline.lines.get(index)
    {
        about += &format!(
            "\n\nHeard {}",
            when(placed.at.start, placed.at.end, expected.is_exact)
        );
    }
    Some(about)
}

fn scene(studio: &Studio, reading: &Reading, id: &str) -> Option<String> {
    let book = &reading.show.book;
    let mut scenes = book.scenes.iter().skip_while(|scene| scene.id != id);
    let scene = scenes.next()?;
    let end = scenes
        .next()
        .map_or(book.prose.words.end(), |next| next.word);
    let mut about = format!(
        "**{id}**: {}, {}",
        scene.title,
        count(end - scene.word, "word")
    );
    if let Some(expected) = reading.expected(studio)
        && let (Some(first), Some(last)) = (
            expected.timeline.words.get(scene.word),
            expected.timeline.words.get(end.saturating_sub(1)),
        )
    {
        about += &format!(
            "\n\nHeard {}",
            when(first.start, last.end, expected.is_exact)
        );
    }
    Some(about)
}

/// Returns the passage around a quote, with its line in the prose and its time.
fn passage(studio: &Studio, reading: &Reading, quoted: &Quoted<'_>) -> Option<String> {
    let finder = reading.finder();
    let found = match navigate::words(&reading.show, &finder, quoted) {
        Ok(found) => found,
        Err(wrong) => return Some(wrong.message),
    };
    let prose = &reading.show.book.prose;
    let first = prose.words.boundary(|word| word.span.end <= found.start);
    let behind = prose.words.boundary(|word| word.span.start < found.end);
    let from = first.saturating_sub(AROUND);
    let to = (behind + AROUND).min(prose.words.end());
    let start = prose.words.get(from)?.span.start;
    let end = prose.words.get(to.checked_sub(1)?)?.span.end;
    let before = one_line(prose.said(Span::new(start, found.start)));
    let after = one_line(prose.said(Span::new(found.end, end)));
    let words = one_line(prose.said(found));
    let lead = if from > WordId::FIRST { "… " } else { "" };
    let trail = if to < prose.words.end() { " …" } else { "" };
    let (file, line) = reading.line_of_prose(found.start);
    let mut about = format!(
        "> {lead}{before}**{}**{after}{trail}\n\n`{file}`, line {line}",
        words.trim()
    );
    let word = match quoted.edge {
        Edge::Start => first,
        Edge::After => behind.saturating_sub(1),
    };
    if let Some(expected) = reading.expected(studio)
        && let Some(time) = expected.timeline.words.get(word)
    {
        let about_it = if expected.is_exact { "" } else { "about " };
        let at = match quoted.edge {
            Edge::Start => time.start,
            Edge::After => time.end,
        };
        about += &format!(", {about_it}{}", clock(at));
    }
    Some(about)
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if !(c == ' ' && line.ends_with(' ')) {
            line.push(c);
        }
    }
    line
}
