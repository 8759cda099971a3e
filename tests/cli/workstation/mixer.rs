//! A small mixer that plays a Reaper project as Reaper does: items with their fades, takes with
//! their pans and envelopes, tracks in folders, and the master fader. The project is read by a
//! separate parser.

use std::path::Path;

use rpp_parser::parser::{Child, Element, parse_element};

const RATE: f64 = 48_000.0;

/// Left and right.
pub(crate) type Sound = [Vec<f64>; 2];

/// A WAV file: its channels.
type Wave = Vec<Vec<f32>>;

/// Points of an envelope: seconds and values.
type Points = Vec<(f64, f64)>;

fn lines<'a>(element: &'a Element<'a>, name: &str) -> Vec<&'a [&'a str]> {
    let lines = element.children.iter().filter_map(|child| match child {
        Child::Line(words) if words[0] == name => Some(&words[1..]),
        _ => None,
    });
    lines.collect()
}

/// Returns a number of the only line with a name.
fn value(element: &Element<'_>, name: &str, field: usize) -> f64 {
    let found = lines(element, name);
    assert_eq!(found.len(), 1, "{name} in {}", element.tag);
    found[0][field].parse().unwrap()
}

fn elements<'a>(element: &'a Element<'a>, tag: &'a str) -> impl Iterator<Item = &'a Element<'a>> {
    element
        .children
        .iter()
        .filter_map(move |child| match child {
            Child::Element(inner) if inner.tag == tag => Some(inner),
            _ => None,
        })
}

fn points(element: &Element<'_>, tag: &str) -> Points {
    let Some(envelope) = elements(element, tag).next() else {
        return Vec::new();
    };
    assert_eq!(value(envelope, "ACT", 0), 1.0);
    // Values on the scale of a fader would have this line.
    assert_eq!(lines(envelope, "VOLTYPE").len(), 0);
    let points = lines(envelope, "PT").into_iter().map(|point| {
        assert_eq!(point[2], "0", "a straight line follows");
        (point[0].parse().unwrap(), point[1].parse().unwrap())
    });
    let points: Points = points.collect();
    assert!(points.is_sorted_by(|a, b| a.0 <= b.0));
    points
}

/// Reads an envelope in the order of time, straight between its points.
struct Walk {
    points: Points,
    next: usize,
}

impl Walk {
    fn new(points: Points) -> Walk {
        Walk { points, next: 0 }
    }

    fn at(&mut self, seconds: f64, outside: f64) -> f64 {
        // Times are rounded to a fraction of a frame.
        let is_over = |point: &(f64, f64)| point.0 <= seconds + 1e-8;
        while self.points.get(self.next).is_some_and(is_over) {
            self.next += 1;
        }
        let last = self.next.checked_sub(1).map(|last| self.points[last]);
        match (last, self.points.get(self.next)) {
            (Some(from), Some(to)) => {
                from.1 + (to.1 - from.1) * ((seconds - from.0).max(0.0) / (to.0 - from.0))
            }
            (Some(only), None) => only.1,
            (None, Some(only)) => only.1,
            (None, None) => outside,
        }
    }
}

/// Returns the gain of a fade, of which this share is over.
fn fade(shape: f64, share: f64) -> f64 {
    match shape {
        0.0 => share,
        1.0 => share * (2.0 - share),
        shape => panic!("a fade of shape {shape}"),
    }
}

fn read(path: &Path) -> Wave {
    let mut file = hound::WavReader::open(path).unwrap();
    let spec = file.spec();
    assert_eq!((spec.sample_rate, spec.bits_per_sample), (48_000, 32));
    let channels = usize::from(spec.channels);
    let mut wave = vec![Vec::new(); channels];
    for (place, sample) in file.samples::<f32>().enumerate() {
        wave[place % channels].push(sample.unwrap());
    }
    wave
}

/// Plays a project over some frames.
pub(crate) fn play(project: &Path, frames: usize) -> Sound {
    let text = std::fs::read_to_string(project).unwrap();
    let root = parse_element(&text).unwrap();
    assert_eq!(root.tag, "REAPER_PROJECT");
    assert_eq!(lines(&root, "ITEMMIX"), [["1"]]);
    assert_eq!(lines(&root, "PANLAW"), [["1"]]);
    let media = project.parent().unwrap();
    let mut sum = silence(frames);
    // The folders around a track, the outermost first.
    let mut folders: Vec<&Element<'_>> = Vec::new();
    for track in elements(&root, "TRACK") {
        assert_eq!(value(track, "MAINSEND", 0), 1.0);
        // A pan of a track has another law.
        assert_eq!(value(track, "VOLPAN", 1), 0.0);
        if lines(track, "ISBUS")[0][0] == "1" {
            assert_eq!(elements(track, "ITEM").count(), 0);
            folders.push(track);
            continue;
        }
        folders.push(track);
        for item in elements(track, "ITEM") {
            play_item(item, &folders, media, &mut sum);
        }
        folders.pop();
        for _ in 0..-(value(track, "ISBUS", 1) as i64) {
            folders.pop().unwrap();
        }
    }
    assert!(folders.is_empty());
    let master = value(&root, "MASTER_VOLUME", 0);
    sum.iter_mut()
        .flatten()
        .for_each(|sample| *sample *= master);
    sum
}

fn silence(frames: usize) -> Sound {
    [vec![0.0; frames], vec![0.0; frames]]
}

/// Adds an item to the sum, through its track and the folders around it.
fn play_item(item: &Element<'_>, tracks: &[&Element<'_>], media: &Path, sum: &mut Sound) {
    let source = elements(item, "SOURCE").next().unwrap();
    assert_eq!(source.attr, ["WAVE"]);
    let wave = read(&media.join(lines(source, "FILE")[0][0]));
    let own = wave[0].len() as i64;
    let frames_of = |name: &str| (value(item, name, 0) * RATE).round() as i64;
    let [start, length, skip] = ["POSITION", "LENGTH", "SOFFS"].map(frames_of);
    let looped = value(item, "LOOP", 0) == 1.0;
    let volpan = &lines(item, "VOLPAN")[0];
    let [trim, pan, level] = [0, 1, 2].map(|field| volpan[field].parse::<f64>().unwrap());
    let fades = ["FADEIN", "FADEOUT"].map(|end| (value(item, end, 0), value(item, end, 1) * RATE));
    let [mut volumes, mut pans] = ["VOLENV", "PANENV"].map(|tag| Walk::new(points(item, tag)));
    let faders = tracks.iter().map(|track| value(track, "VOLPAN", 0));
    let fader: f64 = faders.product();
    let envelopes = tracks
        .iter()
        .map(|track| Walk::new(points(track, "VOLENV2")));
    let mut envelopes: Vec<Walk> = envelopes.collect();
    for passed in 0..length {
        let frame = start + passed;
        let place = match looped {
            true => (skip + passed) % own,
            false => skip + passed,
        };
        if frame < 0 || frame >= sum[0].len() as i64 || place >= own {
            continue;
        }
        let seconds = passed as f64 / RATE;
        let mut gain = trim * level * fader * volumes.at(seconds, 1.0);
        for envelope in &mut envelopes {
            gain *= envelope.at(frame as f64 / RATE, 1.0);
        }
        for ((shape, length), over) in fades.into_iter().zip([passed, length - passed]) {
            if (over as f64) < length {
                gain *= fade(shape, over as f64 / length);
            }
        }
        let pan = pans.at(seconds, pan);
        let sides = [(1.0 - pan).min(1.0), (1.0 + pan).min(1.0)];
        for (side, balance) in sides.into_iter().enumerate() {
            let channel = &wave[side.min(wave.len() - 1)];
            sum[side][frame as usize] += f64::from(channel[place as usize]) * gain * balance;
        }
    }
}

/// Returns the sum of WAV files.
pub(crate) fn sum(files: &[std::path::PathBuf], frames: usize) -> Sound {
    let mut sum = silence(frames);
    for file in files {
        let wave = read(file);
        for (sum, side) in sum.iter_mut().zip(&wave) {
            assert_eq!(side.len(), frames, "{}", file.display());
            for (sum, sample) in sum.iter_mut().zip(side) {
                *sum += f64::from(*sample);
            }
        }
    }
    sum
}

/// Returns the power of the difference of two sounds as a share of that of the first, in dB.
pub(crate) fn residue(wanted: &Sound, found: &Sound) -> f64 {
    let power = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let sides = wanted.iter().zip(found);
        sides
            .map(|(wanted, found)| {
                let pairs = wanted.iter().zip(found);
                pairs
                    .map(|(wanted, found)| of(*wanted, *found).powi(2))
                    .sum::<f64>()
            })
            .sum()
    };
    10.0 * (power(&|wanted, found| wanted - found) / power(&|wanted, _| wanted)).log10()
}
