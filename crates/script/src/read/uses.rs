//! The shared files of which a script takes its cast, its sounds and more.

use super::names::ReadNames;
use cuebook_core::diagnostic::{Diagnostic, Source, Spanned, shown};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Reader, Slot, Takes, Value};

/// A shared file, or a list of them; what a later one says wins.
pub struct Uses;

const FILE: Takes = Takes::Path(&["yaml", "yml"]);

impl Value for Uses {
    type Of = Vec<Spanned<String>>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[FILE, Takes::Each(&FILE)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<Spanned<String>>> {
        let files = match &slot.value.kind {
            Kind::Scalar(..) => return reader.path(slot).map(|path| vec![path]),
            Kind::List(files) => files,
            Kind::Map(_) => {
                let expected = "the name of a shared file, or a list of them";
                reader.wrong_shape(slot, expected, "use: house.yaml");
                return None;
            }
        };
        let mut paths: Vec<Spanned<String>> = Vec::new();
        for file in files {
            let Some(path) = reader.path(slot.with(file)) else {
                continue;
            };
            match paths.iter().find(|first| first.value == path.value) {
                Some(first) => {
                    let message = format!("`{}` is used twice", shown(&path));
                    let mistake = Diagnostic::error("duplicate-name", path.span, message);
                    reader.report(mistake.also(Source::Script, first.span, "the first time"));
                }
                None => paths.push(path),
            }
        }
        Some(paths)
    }
}
