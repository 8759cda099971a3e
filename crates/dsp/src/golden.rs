//! Golden samples: hashes of audio in a file, tied to a version.
//!
//! The keys of cached audio contain a version. If the samples change and the
//! version does not, old audio is played. The check against a golden file
//! prevents that: new hashes are accepted only with a new version.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use cuebook_core::audio::{Audio, write_samples};

/// The golden file of one version.
pub struct Golden {
    /// The path of the file.
    pub file: String,
    /// The source file of the constant `VERSION`.
    pub source: &'static str,
    /// The current version of the samples: the value of `VERSION`.
    pub version: u32,
}

/// A name, and the description of its audio.
pub type Row = (String, String);

/// The largest difference between two numbers of a row. Rooms are made with FFTs,
/// whose last bits depend on the processor.
const TOLERANCE: f64 = 1e-3;

impl Golden {
    /// Compares rows with the golden file, or writes them to it if
    /// `UPDATE_GOLDENS` is set and the version allows it.
    ///
    /// # Panics
    /// If they differ. The message describes what to do.
    pub fn check(&self, rows: &[Row]) {
        let path = Path::new(&self.file);
        let kept = fs::read_to_string(path).unwrap_or_default();
        match self.verdict(&kept, rows) {
            Verdict::Same => {}
            Verdict::Outdated(_) if std::env::var_os("UPDATE_GOLDENS").is_some() => {
                fs::write(path, self.text(rows)).unwrap();
            }
            Verdict::Outdated(message) | Verdict::Changed(message) => panic!("{message}"),
        }
    }

    fn verdict(&self, kept: &str, rows: &[Row]) -> Verdict {
        let mut lines = kept.lines();
        let version = lines.next().and_then(|line| line.strip_prefix("version "));
        let version = version
            .and_then(|version| version.parse().ok())
            .unwrap_or(0);
        let kept: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(": ")).collect();
        let same = |(name, value): &&Row| {
            let known = kept.get(name.as_str());
            known.is_none_or(|known| are_close(known, value))
        };
        let changed: Vec<&str> = rows
            .iter()
            .filter(|row| !same(row))
            .map(|(name, _)| name.as_str())
            .collect();
        if version > self.version || version == self.version && !changed.is_empty() {
            return Verdict::Changed(format!(
                "the samples changed: raise VERSION in {}, then run with UPDATE_GOLDENS=1\n{}",
                self.source,
                changed.join("\n")
            ));
        }
        let complete = kept.len() == rows.len()
            && rows
                .iter()
                .all(|(name, _)| kept.contains_key(name.as_str()));
        if version == self.version && complete {
            return Verdict::Same;
        }
        Verdict::Outdated(format!(
            "{} is of version {version} and has other rows: run with UPDATE_GOLDENS=1",
            self.file
        ))
    }

    fn text(&self, rows: &[Row]) -> String {
        let mut text = format!("version {}\n", self.version);
        for (name, value) in rows {
            let _ = writeln!(text, "{name}: {value}");
        }
        text
    }
}

/// The result of comparing rows with a golden file.
#[derive(Debug, PartialEq)]
enum Verdict {
    Same,
    /// Another version, or another list of rows: the file may be written.
    Outdated(String),
    /// Other samples of the same version.
    Changed(String),
}

/// Returns whether two values are equal word by word, with numbers with a decimal
/// point compared within [`TOLERANCE`].
fn are_close(one: &str, other: &str) -> bool {
    let number = |word: &str| word.contains('.').then(|| word.parse::<f64>().ok())?;
    let (one, other) = (one.split(' '), other.split(' '));
    one.clone().count() == other.clone().count()
        && one
            .zip(other)
            .all(|(one, other)| match (number(one), number(other)) {
                (Some(one), Some(other)) => (one - other).abs() <= TOLERANCE,
                _ => one == other,
            })
}

/// Returns the length of audio in frames and a hash of its samples.
pub fn hash(audio: &Audio) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut bytes = Vec::new();
    for channel in &audio.channels {
        bytes.clear();
        write_samples(&mut bytes, channel);
        hasher.update(&bytes);
    }
    let hash = hasher.finalize().to_hex();
    format!("{} {}", audio.frames().0, &hash[..16])
}

/// Returns a length and four sums of samples, in which each sample has a
/// pseudo-random sign. A change of any part of the audio changes the sums; an FFT
/// on another processor does not.
pub fn sums(samples: &[f32]) -> String {
    let mut random = crate::random::Random::new(1);
    let mut sums = [0.0_f64; 4];
    for sample in samples {
        for sum in &mut sums {
            *sum += f64::from(*sample) * f64::from(random.noise()).signum();
        }
    }
    let [a, b, c, d] = sums;
    format!("{} {a:.6} {b:.6} {c:.6} {d:.6}", samples.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn golden(version: u32) -> Golden {
        Golden {
            file: "golden.txt".to_owned(),
            source: "src/room.rs",
            version,
        }
    }

    fn rows(rows: &[(&str, &str)]) -> Vec<Row> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        rows.iter().map(owned).collect()
    }

    const KEPT: &str = "version 2\nhall: 100 abc\ncar: 5 0.25\n";

    #[test]
    fn equal_and_nearly_equal_rows_pass() {
        let verdict = |car| golden(2).verdict(KEPT, &rows(&[("hall", "100 abc"), ("car", car)]));
        assert_eq!(verdict("5 0.25"), Verdict::Same);
        assert_eq!(verdict("5 0.2502"), Verdict::Same);
        for other in ["5 0.26", "6 0.25", "5 0.25 0.25", "5"] {
            assert!(matches!(verdict(other), Verdict::Changed(_)), "{other}");
        }
    }

    #[test]
    fn other_samples_need_a_new_version() {
        let changed = rows(&[("hall", "100 abd"), ("car", "5 0.25")]);
        let Verdict::Changed(message) = golden(2).verdict(KEPT, &changed) else {
            panic!("accepted");
        };
        let expected = "the samples changed: raise VERSION in src/room.rs, \
                        then run with UPDATE_GOLDENS=1\nhall";
        assert_eq!(message, expected);
        assert!(matches!(
            golden(1).verdict(KEPT, &changed),
            Verdict::Changed(_)
        ));
        assert!(matches!(
            golden(3).verdict(KEPT, &changed),
            Verdict::Outdated(_)
        ));
        assert_eq!(
            golden(3).verdict(&golden(3).text(&changed), &changed),
            Verdict::Same
        );
    }

    #[test]
    fn a_row_may_be_added_or_removed_without_a_new_version() {
        let more = rows(&[("hall", "100 abc"), ("car", "5 0.25"), ("tent", "1 a")]);
        assert!(matches!(
            golden(2).verdict(KEPT, &more),
            Verdict::Outdated(_)
        ));
        let fewer = rows(&[("hall", "100 abc")]);
        assert!(matches!(
            golden(2).verdict(KEPT, &fewer),
            Verdict::Outdated(_)
        ));
        assert!(matches!(
            golden(2).verdict("", &fewer),
            Verdict::Outdated(_)
        ));
    }

    #[test]
    fn a_changed_sample_changes_hash_and_sums() {
        let audio = |sample| Audio::mono(vec![0.5, sample, 0.5]);
        assert_ne!(hash(&audio(0.1)), hash(&audio(0.100_001)));
        let sums = |sample| sums(&audio(sample).channels[0]);
        assert!(are_close(&sums(0.1), &sums(0.1001)));
        assert!(!are_close(&sums(0.1), &sums(0.11)));
    }
}
