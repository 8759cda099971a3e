//! Choices: places where the listener decides how the show goes on.

use super::expressions::{Condition, Settings};
use super::names::{ChoiceId, OptionId, OptionName, RoleName, SoundName};
use super::quotes::Quote;
use super::ways::Destination;
use crate::Anchor;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned};
use cuebook_core::units::Seconds;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{
    Declared, Each, Fields, Map, OrDefault, Placed, Reader, Required, Slot, Takes, Text, Value,
    Word, map, mapping,
};
use cuebook_yaml::quantity::{Density, Duration, Level, Measured};

mapping! {
    /// A place where the listener decides how the show goes on.
    pub struct Choice: "choice", "a choice", "{ id: door, at: { after: \"was shut\" }, options: [ { id: open, say: \"Open it\", to: hall } ] }" {
        /// The place of the choice in the script.
        span: Span,
    } keys {
        /// Its permanent name, for sessions, paths and pages.
        id: Required<ChoiceId> { examples: &["door"] },
        /// Its place: the end of a sentence, in the scene that has these words.
        at: Required<Anchor> { examples: &["{ after: \"the door was shut\" }"] },
        /// The question that is spoken: its own words, or `{ quote: … }` for words of the text.
        ask: Said { examples: &["\"Open the door, or go back?\""] },
        /// The role that speaks the question, the options and the reminder.
        by: RoleName { default: Described("the narrator; for words of the text, their role"), examples: &["NARRATOR"] },
        /// How long the listener has, from the end of the question; `forever` for no limit.
        wait: Patience { default: Written("forever"), examples: &["10s"] },
        /// The id of the option that is taken when the time is over, or when no option is open.
        default: OptionName { examples: &["back"] },
        /// The options, in the order in which they are offered, see [options](#options).
        options: Required<Each<Placed<ChoiceOption>>>,
        /// The sound and the reminder until the listener decides, see [waiting](#waiting).
        while_waiting = "while-waiting": Placed<Waiting> { examples: &["{ bed: clock, gain: -20dB }"] },
    }
    check: check;
}

mapping! {
    /// One answer to a choice.
    pub struct ChoiceOption: "option", "an option", "{ id: open, say: \"Open it\", to: hall }" {
        /// The place of the option in the script.
        span: Span,
    } keys {
        /// Its name within the choice, for sessions and paths.
        id: Required<OptionId> { examples: &["open"] },
        /// Words that are spoken after the question and shown: own words, or `{ quote: … }`.
        say: Said { examples: &["\"Open it\""] },
        /// Words that are shown. With `say` they are shown in place of its words.
        words: Text { examples: &["Go back"] },
        /// The scene that follows, or `end`.
        to: Destination { default: Described("the scene goes on after the choice"), examples: &["hall", "end"] },
        /// Whether it is offered.
        when: Condition { default: Written("true"), examples: &["\"courage >= 1\""] },
        /// New values of variables: a mapping from their names to expressions. They are set when the option is taken.
        set: OrDefault<Settings> { examples: &["{ courage: \"courage + 1\" }"] },
        /// `true`: it is offered until it was taken once.
        once: bool { default: Written("false"), examples: &["true"] },
    }
    rules: &[AnyOf(&["say", "words"])];
}

mapping! {
    /// The sound and the words while a choice waits.
    pub struct Waiting: "while-waiting", "`while-waiting`", "while-waiting: { bed: clock, gain: -20dB }" {
        /// Its place in the script.
        span: Span,
    } keys {
        /// A sound that is repeated until the listener decides: a name from [sounds](#sounds), or a recipe of the library.
        bed: SoundName { examples: &["clock"] },
        /// Music that is repeated until the listener decides.
        music: SoundName { examples: &["lament"] },
        /// The gain of the bed or the music.
        gain: Level { default: Number(0.0), examples: &["-20dB"] },
        /// Words that are spoken to a listener who has not decided.
        remind: Map<Reminder> { examples: &["{ after: 6s, say: \"Well?\" }"] },
        /// How the bed or the music presses before the time is over.
        press: Placed<Press> { examples: &["{ gain: -8dB, over: 5s }"] },
    }
    rules: &[Apart { one: &["bed"], other: &["music"], why: "one sound is heard while a choice waits" }];
}

mapping! {
    /// Words to a listener who has not decided.
    pub struct Reminder: "remind", "a reminder", "remind: { after: 6s, say: \"Well?\" }" {} keys {
        /// The time after the question.
        after: Required<Duration> { examples: &["6s"] },
        /// The words: own words, or `{ quote: … }`.
        say: Required<Said> { examples: &["\"Well?\""] },
    }
}

mapping! {
    /// A change of the sound in the last seconds before the time is over.
    pub struct Press: "press", "how a sound presses", "press: { gain: -8dB, over: 5s }" {
        /// Its place in the script.
        span: Span,
    } keys {
        /// How long the change takes. It ends when the time is over.
        over: Required<Duration> { examples: &["5s"] },
        /// The gain at the end. It changes linearly in dB.
        gain: Level { examples: &["-8dB"] },
        /// How often the sound occurs at the end, if its recipe has a `density`. It changes logarithmically.
        density: Density { examples: &["180/min"] },
    }
    rules: &[AnyOf(&["gain", "density"])];
}

impl Waiting {
    /// Returns the sound that is heard, and whether it is music.
    #[must_use]
    pub fn sound(&self) -> Option<(&Spanned<String>, bool)> {
        let bed = self.bed.as_ref().map(|bed| (bed, false));
        bed.or(self.music.as_ref().map(|music| (music, true)))
    }
}

/// Words that are spoken at a choice.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Words of their own.
    Words(Spanned<String>),
    /// Words of the text.
    Quote(Spanned<Quote>),
}

impl Said {
    /// Returns its place in the script.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Said::Words(words) => words.span,
            Said::Quote(quote) => quote.span,
        }
    }
}

impl Value for Said {
    type Of = Said;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Takes::Words, Takes::Map(Quote::MAPPING)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Said> {
        match slot.value.kind {
            Kind::Map(_) => {
                let quote = map(reader, slot, Quote::MAPPING, ())?;
                Some(Said::Quote(Spanned::new(quote, slot.span())))
            }
            _ => Text::read(reader, slot).map(Said::Words),
        }
    }
}

const FOREVER: cuebook_yaml::mapping::Choice = cuebook_yaml::mapping::Choice {
    what: "wait",
    code: "unknown-wait",
    words: &[Word {
        name: "forever",
        about: "the choice waits until the listener decides",
    }],
    or: "a time such as `10s`",
    is_open: false,
};

/// How long a choice waits: a time, or `None` for no limit.
pub struct Patience;

impl Value for Patience {
    type Of = Option<Spanned<Seconds>>;
    type State = ();
    const TAKES: Takes =
        Takes::Either(&[Takes::Quantity(Duration::MEASURE), Takes::OneOf(&FOREVER)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Self::Of> {
        match slot.scalar() {
            Some("forever") => Some(None),
            _ => Duration::read(reader, slot).map(Some),
        }
    }
}

impl Choice {
    /// Returns the words that are spoken at the choice: the question, the options, the reminder.
    pub fn said(&self) -> impl Iterator<Item = &Said> {
        let options = self.options.iter().filter_map(|option| option.say.as_ref());
        let waiting = self.while_waiting.as_ref();
        let reminder = waiting.and_then(|waiting| waiting.remind.as_ref());
        let reminder = reminder.map(|reminder| &reminder.say);
        self.ask.iter().chain(options).chain(reminder)
    }

    /// Returns how long the choice waits; `None` for no limit.
    #[must_use]
    pub fn patience(&self) -> Option<Spanned<Seconds>> {
        self.wait.clone().flatten()
    }
}

/// Reports options of one name, and an empty list of options.
fn check(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) {
    let Some(options) = fields.get("options") else {
        return;
    };
    let Kind::List(items) = &options.value.kind else {
        return;
    };
    if items.is_empty() {
        let example = format!(
            "for example `options: [ {} ]`",
            ChoiceOption::MAPPING.example
        );
        let message = "this choice has no options";
        let mistake = Diagnostic::error("choice-without-options", options.span(), message);
        reader.report(mistake.hint(example));
    }
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for item in items {
        let id = Fields::open(item, ChoiceOption::MAPPING);
        let Some(id) = id.and_then(|fields| fields.get("id")) else {
            continue;
        };
        let Some(name) = id.scalar() else { continue };
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name) {
            let message = format!("the option `{name}` is there twice");
            let mistake = Diagnostic::error("duplicate-name", id.span(), message)
                .label("the second use")
                .also(Source::Script, *first, "the first use")
                .hint("give one of them another id");
            reader.report(mistake);
        }
        seen.push((name, id.span()));
    }
}
