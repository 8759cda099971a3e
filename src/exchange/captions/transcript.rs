//! The transcript of a podcast as JSON: version 1.0.0 of the format that the podcast namespace
//! describes. A segment is a caption of one person, or a word on demand.

use serde::Serialize;

use super::vtt::millis;
use super::{By, Caption, Captions, Row, piece};
use cuebook_core::units::Frames;

#[derive(Serialize)]
struct Transcript {
    version: &'static str,
    segments: Vec<Segment>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Segment {
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    start_time: f64,
    end_time: f64,
    body: String,
}

/// Writes captions.
#[must_use]
pub(super) fn write(captions: &Captions, words: bool) -> String {
    let segments = captions.list.iter().flat_map(|caption| match words {
        true => by_word(captions, caption),
        false => by_person(captions, caption),
    });
    let transcript = Transcript {
        version: "1.0.0",
        segments: segments.collect(),
    };
    let json = serde_json::to_string_pretty(&transcript);
    json.unwrap_or_default() + "\n"
}

fn by_person(captions: &Captions, caption: &Caption) -> Vec<Segment> {
    let mut segments: Vec<(By, Segment)> = Vec::new();
    for (number, row) in caption.rows.iter().enumerate() {
        let text = row.text(false);
        if text.is_empty() {
            continue;
        }
        let text = text.trim_start_matches("- ");
        match segments.last_mut() {
            Some((by, last)) if *by == row.by && !row.is_sound() => {
                last.body.push(' ');
                last.body.push_str(text);
                last.end_time = seconds(caption.heard(number).end);
            }
            _ => {
                let at = caption.heard(number);
                segments.push((row.by, segment(captions, row, &at, text.to_owned())));
            }
        }
    }
    segments.into_iter().map(|(_, segment)| segment).collect()
}

fn by_word(captions: &Captions, caption: &Caption) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for row in &caption.rows {
        let mut joins = false;
        for one in row.pieces.iter().filter(|piece| !piece.is_name) {
            let at = match row.by {
                By::Sound => &caption.at,
                By::Role(_) => &one.at,
            };
            let text = piece::joined(std::iter::once(one));
            match segments.last_mut() {
                Some(last) if joins && !one.begins_word => {
                    last.body.push_str(&text);
                    last.end_time = seconds(at.end);
                }
                _ => segments.push(segment(captions, row, at, text)),
            }
            joins = !one.blank;
        }
    }
    segments
}

fn segment(captions: &Captions, row: &Row, at: &std::ops::Range<Frames>, body: String) -> Segment {
    Segment {
        speaker: match row.by {
            By::Role(role) => Some(captions.roles[role].clone()),
            By::Sound => None,
        },
        start_time: seconds(at.start),
        end_time: seconds(at.end),
        body,
    }
}

fn seconds(at: Frames) -> f64 {
    millis(at) as f64 / 1e3
}
