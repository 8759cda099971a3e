//! The sounds of a choice that waits: a bed or music as a cue, how it presses, and the reminder.

use cuebook_core::diagnostic::{Diagnostic, Source, Spanned, shown};
use cuebook_core::units::Seconds;
use cuebook_script::read::expressions::Expression;
use cuebook_script::{Anchor, Choice, CueKind, Edge, Fade, Place, Ride, Target};

/// Returns the sound of a choice that waits as a cue of the script, without a place.
pub(crate) fn waiting(choice: &Choice) -> Option<cuebook_script::Cue> {
    let waiting = choice.while_waiting.as_ref()?;
    let (sound, is_music) = waiting.sound()?;
    let from = Anchor {
        target: Target::Start,
        edge: Edge::Start,
        offset: None,
        span: waiting.span,
    };
    let (sound, until) = (sound.clone(), None);
    let mut id = choice.id.clone();
    id.value += ".waiting";
    Some(cuebook_script::Cue {
        span: waiting.span,
        id: Some(id),
        kind: match is_music {
            true => CueKind::Music { sound, from, until },
            false => CueKind::Bed { sound, from, until },
        },
        by: None,
        offset: None,
        looped: Some(Spanned::new(true, waiting.span)),
        gain: waiting.gain.clone(),
        fade: Fade::default(),
        duck: None,
        hold: None,
        waits: false,
        space: None,
        behind: None,
        travel: None,
        place: Place::default(),
        width: None,
        caption: None,
        when: None::<Expression>,
        moves: None,
        rides: press(choice).into_iter().collect(),
    })
}

/// Returns how the sound presses as a ride of the script. Its time is that after the question.
fn press(choice: &Choice) -> Option<Ride> {
    let press = choice.while_waiting.as_ref()?.press.as_ref()?;
    let wait = choice.patience()?.value.0;
    let over = press.over.value.0.min(wait);
    Some(Ride {
        span: press.span,
        at: Anchor {
            target: Target::Start,
            edge: Edge::Start,
            offset: Some(Spanned::new(Seconds(wait - over), press.span)),
            span: press.span,
        },
        over: Some(Spanned::new(Seconds(over), press.over.span)),
        gain: press.gain.clone(),
        pan: None,
        distance: None,
        density: press.density.clone(),
        open: None,
    })
}

/// The shortest time in which a listener can decide.
const LEAST: f64 = 1.0;

/// Returns a warning for a choice that waits too short to decide.
pub(super) fn hasty(choice: &Choice) -> Option<Diagnostic> {
    let wait = choice.patience()?;
    (wait.value.0 < LEAST).then(|| {
        let message = format!(
            "this time is too short to decide: the choice `{}` waits {} s",
            shown(&choice.id),
            wait.value.0
        );
        Diagnostic::warning("wait-too-short", wait.span, message).hint(
            "give the listener some seconds, such as `wait: 8s`; a choice without a question to the listener has options with `when: false`, and a `default`",
        )
    })
}

/// Reports a choice that presses without a sound or without an end of its time, or longer than it
/// waits.
pub(super) fn press_found(choice: &Choice) -> Option<Diagnostic> {
    let waiting = choice.while_waiting.as_ref()?;
    let press = waiting.press.as_ref()?;
    let idle = |message: &str, hint: &str| {
        Some(Diagnostic::error("ride-without-effect", press.span, message).hint(hint))
    };
    match (waiting.sound(), choice.patience()) {
        (None, _) => idle(
            "there is no sound that could press",
            "give it a `bed` or `music`",
        ),
        (_, None) => idle(
            "this choice waits for ever, so nothing presses",
            "give the choice a `wait`, such as `wait: 10s`, and a `default`",
        ),
        (Some(_), Some(wait)) => press_beside(choice, &press.over, &wait),
    }
}

/// Returns a warning for a sound that presses longer than its choice waits, or not at all.
fn press_beside(
    choice: &Choice,
    over: &Spanned<Seconds>,
    wait: &Spanned<Seconds>,
) -> Option<Diagnostic> {
    let (id, own, all) = (shown(&choice.id), over.value.0, wait.value.0);
    let found = if own > all {
        let message = format!(
            "the choice `{id}` waits only {all} s, so its sound presses {all} s and not {own} s"
        );
        Diagnostic::warning("press-too-long", over.span, message)
            .hint("let it press shorter, or the choice wait longer")
    } else if own == 0.0 {
        let message = format!(
            "this press is never heard: it begins when the time of the choice `{id}` is over"
        );
        Diagnostic::warning("never-heard", over.span, message)
            .hint("it begins this long before the end: write a longer time, such as `over: 5s`")
    } else {
        return None;
    };
    Some(found.also(Source::Script, wait.span, "its time"))
}

/// Returns a warning for a reminder that comes when the time of its choice is over.
pub(super) fn late(choice: &Choice, after: &Spanned<Seconds>) -> Option<Diagnostic> {
    let wait = choice.patience()?;
    (after.value.0 >= wait.value.0).then(|| {
        let message = format!(
            "this reminder is never heard: the choice `{}` waits only {} s",
            shown(&choice.id),
            wait.value.0
        );
        Diagnostic::warning("never-heard", after.span, message)
            .also(Source::Script, wait.span, "its time")
            .hint("let the reminder come earlier, or the choice wait longer")
    })
}
