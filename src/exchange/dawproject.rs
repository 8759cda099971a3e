//! DAWproject 1.0, the open format of projects. Takes a [`Session`] and returns the documents of its
//! archive, `project.xml` and `metadata.xml`, which name the media in the archive.
//!
//! The format has no shapes of fades, and leaves the law of a pan to the workstation.

use crate::exchange::workstation::decimal::{number, seconds};
use crate::exchange::workstation::envelope::Envelope;
use crate::exchange::workstation::{Folder, Item, Session, Track};
use crate::exchange::xml::Xml;
use cuebook_core::units::{Frames, RATE};

/// The folder of the media in the archive.
pub(crate) const MEDIA: &str = "media";

/// The name of the project in the archive.
pub(crate) const PROJECT: &str = "project.xml";

/// The name of its title and author in the archive.
pub(crate) const METADATA: &str = "metadata.xml";

/// Writes `metadata.xml`.
#[must_use]
pub(crate) fn metadata(session: &Session, note: &str) -> String {
    let mut xml = Xml::default();
    xml.open("MetaData", &[]);
    xml.text("Title", &session.title);
    if let Some(author) = &session.author {
        xml.text("Artist", author);
    }
    xml.text("Comment", note);
    xml.close();
    xml.finish()
}

/// Writes `project.xml`.
#[must_use]
pub(crate) fn project(session: &Session) -> String {
    let mut xml = Xml::default();
    xml.open("Project", &[("version", "1.0")]);
    let version = env!("CARGO_PKG_VERSION");
    xml.empty("Application", &[("name", "cuebook"), ("version", version)]);
    xml.open("Transport", &[]);
    xml.empty(
        "Tempo",
        &[("id", "tempo"), ("unit", "bpm"), ("value", "120")],
    );
    let four = [("id", "meter"), ("numerator", "4"), ("denominator", "4")];
    xml.empty("TimeSignature", &four);
    xml.close();
    structure(&mut xml, session);
    arrangement(&mut xml, session);
    xml.close();
    xml.finish()
}

/// Writes the tracks with their faders: a track for each bus, its tracks in it, and the master.
fn structure(xml: &mut Xml, session: &Session) {
    xml.open("Structure", &[]);
    for (bus, folder) in session.folders.iter().enumerate() {
        let id = format!("b{bus}");
        let own = [
            ("id", &*id),
            ("name", &folder.name),
            ("contentType", "tracks"),
            ("loaded", "true"),
        ];
        xml.open("Track", &own);
        channel(
            xml,
            &id,
            ("submix", Some("master-channel")),
            (folder.gain, 0.0),
        );
        for (place, track) in folder.tracks.iter().enumerate() {
            let own = format!("b{bus}t{place}");
            let content = [
                ("id", &*own),
                ("name", &track.name),
                ("contentType", "audio"),
                ("loaded", "true"),
            ];
            xml.open("Track", &content);
            let to = format!("{id}-channel");
            channel(
                xml,
                &own,
                ("regular", Some(&to)),
                (1.0, pan_of(track).unwrap_or(0.0)),
            );
            xml.close();
        }
        xml.close();
    }
    let master = [
        ("id", "master"),
        ("name", "Master"),
        ("contentType", "audio"),
        ("loaded", "true"),
    ];
    xml.open("Track", &master);
    channel(
        xml,
        "master",
        ("master", None),
        (f64::from(session.master.0), 0.0),
    );
    xml.close();
    xml.close();
}

/// Writes the fader and the pan of a track.
fn channel(xml: &mut Xml, track: &str, (role, to): (&str, Option<&str>), (gain, pan): (f64, f64)) {
    let id = format!("{track}-channel");
    let mut own = vec![
        ("id", &*id),
        ("audioChannels", "2"),
        ("role", role),
        ("solo", "false"),
    ];
    own.extend(to.map(|to| ("destination", to)));
    xml.open("Channel", &own);
    let (pan_id, volume_id) = (format!("{track}-pan"), format!("{track}-volume"));
    let value = number(normalised(pan));
    let range = [("min", "0"), ("max", "1"), ("unit", "normalized")];
    let own = [("id", &*pan_id), ("name", "Pan"), ("value", &*value)];
    xml.empty("Pan", &[&own[..], &range].concat());
    let (most, value) = (number(gain.max(2.0)), number(gain));
    let range = [("min", "0"), ("max", &*most), ("unit", "linear")];
    let own = [("id", &*volume_id), ("name", "Volume"), ("value", &*value)];
    xml.empty("Volume", &[&own[..], &range].concat());
    xml.close();
}

/// Returns the pan of a track whose items all have the same.
fn pan_of(track: &Track) -> Option<f64> {
    let pan = track.items.first()?.pan;
    let is_same = |item: &Item| item.pan == pan && item.pans.0.is_empty();
    track.items.iter().all(is_same).then_some(pan)
}

/// Writes the clips, the automation and the markers.
fn arrangement(xml: &mut Xml, session: &Session) {
    xml.open("Arrangement", &[("id", "arrangement")]);
    xml.open("Lanes", &[("id", "lanes"), ("timeUnit", "seconds")]);
    for (bus, folder) in session.folders.iter().enumerate() {
        let id = format!("b{bus}");
        lanes(xml, &id, |xml| {
            automation(xml, &id, folder.gain, &folder.volume)
        });
        clips_of(xml, session, &id, folder);
    }
    xml.close();
    if !session.regions.is_empty() || !session.markers.is_empty() {
        xml.open("Markers", &[("id", "markers"), ("timeUnit", "seconds")]);
        for (at, name) in session.regions.iter().chain(&session.markers) {
            let time = seconds(at.start);
            xml.empty("Marker", &[("time", &*time), ("name", &**name)]);
        }
        xml.close();
    }
    xml.close();
}

fn lanes(xml: &mut Xml, track: &str, inner: impl FnOnce(&mut Xml)) {
    let id = format!("{track}-lanes");
    xml.open(
        "Lanes",
        &[("id", &*id), ("track", track), ("timeUnit", "seconds")],
    );
    inner(xml);
    xml.close();
}

fn clips_of(xml: &mut Xml, session: &Session, bus: &str, folder: &Folder) {
    for (place, track) in folder.tracks.iter().enumerate() {
        let id = format!("{bus}t{place}");
        let is_panned = pan_of(track).is_none();
        lanes(xml, &id, |xml| {
            automation(xml, &id, 1.0, &track.volume);
            let clips = format!("{id}-clips");
            xml.open("Clips", &[("id", &clips)]);
            for item in &track.items {
                clip(xml, session, item, is_panned);
            }
            xml.close();
        });
    }
}

/// Writes the automation of a fader; nothing for one that does not move.
fn automation(xml: &mut Xml, track: &str, gain: f64, volume: &Envelope) {
    if volume.0.is_empty() {
        return;
    }
    let volume = volume.0.iter().map(|(at, own)| (*at, own * gain));
    let parameter = format!("{track}-volume");
    points(xml, ("parameter", &parameter), "linear", volume);
}

fn points(
    xml: &mut Xml,
    target: (&str, &str),
    unit: &str,
    points: impl Iterator<Item = (Frames, f64)>,
) {
    xml.open("Points", &[("unit", unit), ("timeUnit", "seconds")]);
    xml.empty("Target", &[target]);
    for (at, value) in points {
        let (time, value) = (seconds(at), number(value));
        let own = [
            ("time", &*time),
            ("value", &*value),
            ("interpolation", "linear"),
        ];
        xml.empty("RealPoint", &own);
    }
    xml.close();
}

/// Writes an item: its file, its gain and its pan.
fn clip(xml: &mut Xml, session: &Session, item: &Item, is_panned: bool) {
    let media = &session.media[item.media];
    let length = seconds(media.frames);
    let times = [
        item.at.start,
        item.at.end - item.at.start,
        item.offset,
        item.fade_in,
        item.fade_out,
    ];
    let [time, duration, start, fade_in, fade_out] = times.map(seconds);
    let mut own = vec![
        ("time", &*time),
        ("duration", &*duration),
        ("contentTimeUnit", "seconds"),
        ("playStart", &*start),
        ("fadeTimeUnit", "seconds"),
        ("fadeInTime", &*fade_in),
        ("fadeOutTime", &*fade_out),
        ("name", &*item.name),
    ];
    if item.looped {
        own.extend([("loopStart", "0"), ("loopEnd", &*length)]);
    }
    xml.open("Clip", &own);
    xml.open("Lanes", &[("timeUnit", "seconds")]);
    let (channels, rate) = (media.channels.to_string(), RATE.to_string());
    let audio = [
        ("channels", &*channels),
        ("sampleRate", &*rate),
        ("duration", &*length),
    ];
    xml.open("Audio", &audio);
    xml.empty("File", &[("path", &format!("{MEDIA}/{}", media.file))]);
    xml.close();
    let from = item.at.start;
    let gains = steady(&item.volume, 1.0).map(|(at, own)| (at.max(from) - from, own * item.gain));
    points(xml, ("expression", "gain"), "linear", gains);
    if is_panned {
        let pans = steady(&item.pans, item.pan);
        let pans = pans.map(|(at, own)| (at.max(from) - from, normalised(own)));
        points(xml, ("expression", "pan"), "normalized", pans);
    }
    xml.close();
    xml.close();
}

/// Returns the points of an envelope, or one for a value that does not change.
fn steady(envelope: &Envelope, value: f64) -> impl Iterator<Item = (Frames, f64)> + '_ {
    let only = envelope.0.is_empty().then_some((Frames::ZERO, value));
    only.into_iter().chain(envelope.0.iter().copied())
}

/// Returns a pan from −1 to 1 as one from 0 to 1.
fn normalised(pan: f64) -> f64 {
    f64::midpoint(pan, 1.0)
}
