//! Names, paths and languages.

use std::marker::PhantomData;

use crate::what;
use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, shown};
use cuebook_core::language;
use cuebook_core::sound_format::{ENDINGS, LIBRARY};
use cuebook_core::unseen;
use cuebook_yaml::mapping::{
    Choice, Declared, Fields, Reader, Slot, Takes, Text, Value, What, Words,
};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 64;

/// Declares kinds of values that are names.
macro_rules! names {
    ($($(#[$doc:meta])* $Name:ident: $Takes:ident($what:ident);)+) => {
        $(
            $(#[$doc])*
            pub struct $Name;

            impl Value for $Name {
                type Of = Spanned<String>;
                type State = ();
                const TAKES: Takes = Takes::$Takes(what::$what);

                fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
                    let expected = match what::$what {
                        what::ROLE => "the name of a role",
                        _ => "a name",
                    };
                    let words = reader.scalar(slot, expected)?;
                    let declares = matches!(Self::TAKES, Takes::Declares(_));
                    Some(reader.thing(what::$what, words, slot.span(), declares))
                }
            }
        )+
    };
}

names! {
    /// The id of a scene.
    SceneId: Declares(SCENE);
    /// The id of a line.
    LineId: Declares(LINE);
    /// The id of a cue.
    CueId: Declares(CUE);
    /// The id of a choice.
    ChoiceId: Declares(CHOICE);
    /// The name of a scene.
    SceneName: Refers(SCENE);
    /// The name of a line.
    LineName: Refers(LINE);
    /// The name of a cue.
    CueName: Refers(CUE);
    /// The name of a space.
    SpaceName: Refers(SPACE);
    /// The name of a barrier, or `none`.
    BarrierName: Refers(BARRIER);
    /// The name of a sound.
    SoundName: Refers(SOUND);
    /// The name of a recipe of the library.
    RecipeName: Refers(RECIPE);
    /// The name of a role.
    RoleName: Refers(ROLE);
}

/// A kind of mapping that a section has under each of its names.
pub trait Thing: Declared<Beside = (Spanned<String>,), State = ()> {
    /// The kind of name under which the section has the mapping.
    const WHAT: What;

    /// Reports further mistakes in one of the mappings.
    fn check(_: &mut Reader<'_>, _name: &Spanned<String>, _: &Fields<'_, '_>) {}
}

/// A section of named things. Each name is kept even if its thing is wrong, so that references to
/// it are not reported as well.
pub struct Named<T>(PhantomData<T>);

impl<T: Thing> Value for Named<T> {
    type Of = Vec<T>;
    type State = ();
    const TAKES: Takes = Takes::Named(
        T::WHAT,
        &Takes::Either(&[Takes::Map(T::MAPPING), Takes::Nothing]),
    );

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<T>> {
        let things = reader.named(slot, T::MAPPING.example).iter();
        let read = things.filter_map(|entry| {
            let slot = Slot::of(entry);
            let name = reader.thing(T::WHAT, slot.key, slot.key_span, true);
            let fields = match slot.value.is_empty() {
                true => None,
                false => reader.fields(slot.value, T::MAPPING),
            };
            let fields = fields.unwrap_or_else(|| Fields::none(slot.span(), T::MAPPING));
            T::check(reader, &name, &fields);
            T::fill(reader, &fields, (name,))
        });
        Some(read.collect())
    }
}

/// The id of an option. It is unique within its choice, so it is no name of the script.
pub struct OptionId;

impl Value for OptionId {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Declares(what::OPTION);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let id = Spanned::new(reader.scalar(slot, "a name")?.to_owned(), slot.span());
        check_name(reader, &id, id.span, false);
        Some(id)
    }
}

/// The name of an option of the same choice.
pub struct OptionName;

impl Value for OptionName {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Refers(what::OPTION);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let name = reader.scalar(slot, "the id of an option")?;
        Some(Spanned::new(name.to_owned(), slot.span()))
    }
}

/// Things under the names of other things, which are defined elsewhere.
pub struct ByName<T>(PhantomData<T>);

impl<T: Thing> Value for ByName<T> {
    type Of = Vec<T>;
    type State = ();
    const TAKES: Takes = Takes::ByName(T::WHAT, &Takes::Map(T::MAPPING));

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<T>> {
        let things = reader.named(slot, T::MAPPING.example).iter();
        let read = things.filter_map(|entry| {
            let slot = Slot::of(entry);
            let name = reader.thing(T::WHAT, slot.key, slot.key_span, false);
            let fields = reader.fields(slot.value, T::MAPPING)?;
            T::fill(reader, &fields, (name,))
        });
        Some(read.collect())
    }
}

/// A BCP 47 tag.
pub struct Language;

impl Value for Language {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[
        Takes::OneOf(&Choice {
            is_open: true,
            code: "bad-language",
            ..language::Language::CHOICE
        }),
        Takes::Words,
    ]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let tag = Text::read(reader, slot)?;
        let well_formed = tag.split('-').enumerate().all(|(i, part)| {
            let letters = part.chars().all(|c| c.is_ascii_alphabetic());
            let lengths = if i == 0 { 2..=3 } else { 1..=8 };
            lengths.contains(&part.len())
                && part.chars().all(|c| c.is_ascii_alphanumeric())
                && (i > 0 || letters)
        });
        if !well_formed {
            let message = format!("`{}` is not a language tag", shown(&tag));
            let mut mistake = Diagnostic::error("bad-language", tag.span, message);
            if tag.contains('_') {
                let mended = tag.replace('_', "-");
                mistake = mistake.mend("write it with a hyphen", tag.span, mended);
            } else if let Some(near) = language::Language::near(&tag) {
                mistake = mistake.did_you_mean(Some(near.name()));
            }
            reader.report(mistake.hint("for example `en`, `en-GB` or `ru`"));
            return None;
        }
        Some(tag)
    }
}

/// A path to an audio file. As written, it must stay in the folder of the script.
pub struct AudioPath;

impl Value for AudioPath {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Path(&ENDINGS);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        reader.path(slot)
    }
}

/// Reads names and paths.
pub(crate) trait ReadNames {
    /// Checks and stores the name of a thing. The name of a voice is checked when it is looked up,
    /// and a file of the user's library is no name of the script.
    fn thing(&mut self, what: What, name: &str, span: Span, declares: bool) -> Spanned<String>;

    /// Reads a path that, as written, stays in the folder of the script.
    fn path(&mut self, slot: Slot<'_, '_>) -> Option<Spanned<String>>;
}

impl ReadNames for Reader<'_> {
    fn thing(&mut self, what: What, name: &str, span: Span, declares: bool) -> Spanned<String> {
        if what == what::SOUND && !declares && name.starts_with(LIBRARY) {
            let name = Spanned::new(name.to_owned(), span);
            report_outside(self, &name);
            return name;
        }
        if what != what::VOICE {
            check_name(self, name, span, what == what::ROLE);
        }
        let name = Spanned::new(name.to_owned(), span);
        self.name(what, &name, declares);
        name
    }

    fn path(&mut self, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let mut path = Text::read(self, slot)?;
        let folder = self.folder(path.span);
        if !folder.is_empty() && !path.starts_with(LIBRARY) {
            path.value = within(folder, &path);
        }
        report_outside(self, &path).then_some(path)
    }
}

/// Returns a path relative to a folder of the script as one relative to the script. `..` is resolved
/// where it stays inside.
fn within(folder: &str, path: &str) -> String {
    if outside(path).is_some_and(|why| why != OUTSIDE) {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Why a path with too many `..` is refused.
const OUTSIDE: &str = "is outside the script's folder";

/// Reports a path that, as written, leaves the folder of the script or names no file. Returns
/// whether it stays inside.
fn report_outside(reader: &mut Reader<'_>, path: &Spanned<String>) -> bool {
    let Some(why) = outside(path) else {
        return true;
    };
    let message = format!("`{}` {why}", shown(path));
    let mut mistake = Diagnostic::error("bad-path", path.span, message);
    if path.contains('\\') {
        let mended = path.replace('\\', "/");
        mistake = mistake.mend("write it with `/`", path.span, mended);
    }
    let hint = "a path is relative to the script and stays inside its folder";
    reader.report(mistake.hint(hint));
    false
}

/// Reports a name with characters that names must not have, or a name that is too long. The name
/// of a role may also have spaces and apostrophes.
fn check_name(reader: &mut Reader<'_>, name: &str, span: Span, role: bool) {
    if let Some((_, c)) = unseen::first_in(name) {
        reader.report(with_unseen(name, c, span));
        return;
    }
    let fits = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | '-' | '.')
            || (role && matches!(c, ' ' | '\'' | '’'))
    };
    let begins = name.starts_with(char::is_alphanumeric) && !name.ends_with(' ');
    // Combining marks, as in Devanagari, are neither letters nor punctuation.
    let fits = |c: char| fits(c) || (!c.is_ascii() && !c.is_whitespace() && !c.is_control());
    let wrong = name.chars().find(|c| !fits(*c));
    if begins && wrong.is_none() && name.chars().count() <= LONGEST_NAME {
        return;
    }
    let message = match wrong {
        Some(' ') if begins => format!("`{}` is not a name: it contains a space", shown(name)),
        Some(c) if begins => format!(
            "`{}` is not a name: it contains `{}`",
            shown(name),
            shown(&c.to_string())
        ),
        _ if begins => format!("`{}` is too long for a name", shown(name)),
        _ => format!(
            "`{}` is not a name: it must begin with a letter or a digit",
            shown(name)
        ),
    };
    let allowed = if role {
        "letters, digits, spaces, `_`, `-`, `.` and apostrophes"
    } else {
        "letters, digits, `_`, `-` and `.`"
    };
    let hint = format!("a name consists of {allowed}, with at most {LONGEST_NAME} characters");
    reader.report(Diagnostic::error("bad-name", span, message).hint(hint));
}

/// Returns the mistake of a name with a character that is not seen.
fn with_unseen(name: &str, c: char, span: Span) -> Diagnostic {
    let seen = unseen::seen(name);
    let code = u32::from(c);
    let message = format!(
        "`{}` is not a name: it contains U+{code:04X}, a character that is not seen",
        shown(&seen)
    );
    let mistake = Diagnostic::error("bad-name", span, message);
    match seen.is_empty() {
        true => mistake.hint("a name consists of letters and digits that are seen"),
        false => mistake.mend("remove it", span, cuebook_yaml::quote::quoted(&seen, '"')),
    }
}

/// Returns why a path leaves the folder of the script, or `None` if it does not.
fn outside(path: &str) -> Option<&'static str> {
    if path.contains("://") {
        return Some("is an address, and a script can only name files");
    }
    if path.contains('\\') {
        return Some("is written with backslashes");
    }
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') || path.starts_with("~/") || drive {
        return Some("is an absolute path");
    }
    let mut depth = 0i64;
    for part in path.split('/') {
        depth += match part {
            ".." => -1,
            "" | "." => 0,
            _ => 1,
        };
        if depth < 0 {
            return Some(OUTSIDE);
        }
    }
    (path.ends_with('/') || depth == 0).then_some("does not name a file")
}
