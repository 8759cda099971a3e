//! The show as lines of text, for pipes and screen readers. Takes a show with
//! its timeline, and the frames that passed, and returns one line for each item
//! that began. Each item appears once, however the time is divided.

use std::ops::Range;

use crate::book::CueKind;
use crate::session::Show;
use crate::session::live::{Offer, Question};
use crate::timeline::Timeline;
use cuebook_core::diagnostic::nearest;
use cuebook_core::units::{Frames, clock};

/// The order of items at one frame.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    End,
    Scene,
    Cue,
    Line,
}

/// Returns the items that began in these frames, and the beds and music that
/// ended, in order.
#[must_use]
pub(crate) fn items(show: &Show, timeline: &Timeline, frames: &Range<Frames>) -> Vec<String> {
    let mut events: Vec<(Frames, Rank, String)> = Vec::new();
    let scenes = show.book.scenes.iter().zip(&timeline.scenes);
    for (scene, at) in scenes.filter(|(_, at)| frames.contains(*at)) {
        events.push((*at, Rank::Scene, format!("== {} ==", plain(&scene.title))));
    }
    let lines = show.book.lines.iter().zip(&timeline.lines);
    // What a decision cuts before it begins is not heard.
    let begins = |at: &Range<Frames>| frames.contains(&at.start) && at.start < at.end;
    for (line, placed) in lines.filter(|(_, placed)| begins(&placed.at)) {
        let at = placed.at.start;
        let role = plain(&show.book.roles[line.role].name);
        let text = plain(show.book.prose.said(line.text));
        events.push((at, Rank::Line, format!("{}  {role}  {text}", clock(at))));
    }
    let cues = show.book.cues.iter().zip(&timeline.cues);
    for (cue, placed) in cues {
        let (start, end) = (placed.at.start, placed.at.end);
        let lasts = matches!(cue.kind, CueKind::Bed { .. } | CueKind::Music { .. });
        if lasts && start == end {
            continue;
        }
        let kind = cue.kind.name();
        let sound = cue.sound.and_then(|sound| show.book.sounds.get(sound));
        let what = match sound {
            Some(sound) if sound.name != cue.id => format!("{}  ({})", sound.name, cue.id),
            _ => cue.id.clone(),
        };
        let what = plain(&what);
        if frames.contains(&start) {
            events.push((
                start,
                Rank::Cue,
                format!("{}  [{kind}] {what}", clock(start)),
            ));
        }
        if lasts && frames.contains(&end) {
            let ends = format!("{}  [{kind} ends] {what}", clock(end));
            events.push((end, Rank::End, ends));
        }
    }
    events.sort_by_key(|(at, rank, _)| (*at, *rank));
    events.into_iter().map(|(.., text)| text).collect()
}

/// The commands at a choice.
pub(crate) const COMMANDS: &str = "  Type a number or a name, and Enter. b: back to the last choice. t: \
    clock off or on. m: the map. q: quit. ?: the question again.";

/// Returns a question with its options, one on each line.
#[must_use]
pub(crate) fn question(question: &Question, at: Frames, has_clock: bool) -> Vec<String> {
    let number = question.number + 1;
    let words = match &question.ask {
        Some(words) => format!("Choice {number}: {}", plain(words)),
        None => format!("Choice {number} ({})", question.name),
    };
    let mut lines = vec![format!("{}  {words}", clock(at))];
    let time = question.clock.filter(|_| has_clock);
    let time = time.map(|clock| (clock.ends - question.asked).seconds().0);
    let default = |option: usize| match time {
        Some(seconds) if question.default == Some(option) => {
            format!(" (taken after {} seconds)", seconds.round())
        }
        _ => String::new(),
    };
    lines.extend(question.options.iter().map(|offer| {
        let (number, text) = (offer.number, plain(&offer.text));
        format!("  {number}: {text} [{}]{}", offer.id, default(offer.option))
    }));
    lines
}

/// Returns the option that a typed line names, by its number or its id.
#[must_use]
pub(crate) fn answer<'q>(question: &'q Question, line: &str) -> Option<&'q Offer> {
    let named = |offer: &&Offer| offer.number.to_string() == line || offer.id == line;
    question.options.iter().find(named)
}

/// Returns the message for a typed line that names no option.
#[must_use]
pub(crate) fn refused(question: &Question, line: &str) -> String {
    let names: Vec<&str> = question.options.iter().map(|o| o.id.as_str()).collect();
    let count = question.options.len();
    let near = nearest(line, names.iter().copied());
    let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    format!(
        "`{}` is not offered: 1 to {count}, or {}{near}",
        plain(line),
        names.join(", ")
    )
}

/// Returns the decision that was made.
#[must_use]
pub(crate) fn taken(question: &Question, option: usize, is_own: bool) -> String {
    let offer = question.options.iter().find(|offer| offer.option == option);
    let text = offer.map_or_else(
        || "the default".to_owned(),
        |offer| format!("{}: {}", offer.number, plain(&offer.text)),
    );
    match is_own {
        true => format!("Taken: {text}"),
        false => format!("The time is over: {text}"),
    }
}

/// Returns text on one line, without control characters for the terminal.
pub(crate) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "")
}
