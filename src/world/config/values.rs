//! The kinds of values of the configuration.

use std::marker::PhantomData;
use std::path::PathBuf;
use std::time::Duration;

use cuebook_core::diagnostic::{Diagnostic, Span, Spanned, shown};
use cuebook_core::units::Bytes;
use cuebook_remote::engine::is_name;
use cuebook_remote::{Address, Price};
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Declared, Mapping, Reader, Slot, Takes, Text, Value, What};
use cuebook_yaml::quantity::{self, Measured};

/// A mapping that has a name.
pub(super) type Named = (Spanned<String>,);

/// A mapping from names to mappings.
pub(crate) struct Section<T>(PhantomData<T>);

impl<T: Declared<Beside = Named, State = ()>> Value for Section<T> {
    type Of = Vec<T>;
    type State = ();
    const TAKES: Takes = Takes::Named(What("name"), &Takes::Map(T::MAPPING));

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<T>> {
        let mapping: &'static Mapping = T::MAPPING;
        let entries = reader.named(slot, mapping.example).iter();
        let read = entries.filter_map(|entry| {
            let slot = Slot::of(entry);
            let name = Spanned::new(slot.key.to_owned(), slot.key_span);
            check_name(reader, &name);
            let fields = reader.fields(slot.value, mapping)?;
            let read = T::fill(reader, &fields, (name,));
            if read.is_none() {
                reader.lost.insert(slot.key.to_owned());
            }
            read
        });
        Some(read.collect())
    }
}

/// Reports a name that is not of small letters, digits and hyphens.
fn check_name(reader: &mut Reader<'_>, name: &Spanned<String>) {
    if !is_name(name) {
        let message = format!("`{}` is not a name here", shown(name));
        let mistake = Diagnostic::error("bad-name", name.span, message);
        reader.report(mistake.hint(
            "a name has small letters and digits, with a hyphen between words: `narrator-anna`",
        ));
    }
}

/// Folders by their absolute paths: one, or a list.
pub(crate) struct Folder;

impl Value for Folder {
    type Of = Vec<PathBuf>;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Takes::Words, Takes::Each(&Takes::Words)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Vec<PathBuf>> {
        let one = |reader: &mut Reader<'_>, slot: Slot<'_, '_>| {
            let path = Text::read(reader, slot)?;
            let folder = PathBuf::from(&path.value);
            if !folder.is_absolute() || !folder.is_dir() {
                let message = format!(
                    "library `{}` is not a folder by its absolute path",
                    shown(&path)
                );
                reader.report(Diagnostic::error("bad-path", path.span, message));
                return None;
            }
            Some(folder)
        };
        match &slot.value.kind {
            _ if slot.value.is_empty() => Some(Vec::new()),
            Kind::Scalar(..) => one(reader, slot).map(|folder| vec![folder]),
            Kind::List(items) => items
                .iter()
                .map(|item| one(reader, slot.with(item)))
                .collect(),
            Kind::Map(_) => {
                let expected = "the absolute path of a folder, or a list of them";
                reader.wrong_shape(slot, expected, "library: [/home/anna/sounds]");
                None
            }
        }
    }
}

/// A size such as `20GB`.
pub(crate) struct Size;

impl Value for Size {
    type Of = Bytes;
    type State = ();
    const TAKES: Takes = Takes::Words;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Bytes> {
        const EXPECTED: &str = "a size such as 20GB or 500MB";
        let words = reader.scalar(slot, EXPECTED)?;
        let size = Bytes::parse(words);
        if size.is_none() {
            let message = format!("`{}` is not {EXPECTED}", shown(words));
            reader.report(Diagnostic::error("bad-number", slot.span(), message));
        }
        size
    }
}

/// A time to wait, of more than nothing and at most an hour.
pub(crate) struct Wait;

impl Value for Wait {
    type Of = Duration;
    type State = ();
    const TAKES: Takes = Takes::Quantity(quantity::Duration::MEASURE);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Duration> {
        const LONGEST: f64 = 3_600.0;
        let time = quantity::Duration::read(reader, slot)?;
        if time.value.0 > 0.0 && time.value.0 <= LONGEST {
            return Some(Duration::from_secs_f64(time.value.0));
        }
        let message = format!(
            "`{}` must be a time such as 60s, of at most an hour",
            slot.key
        );
        reader.report(Diagnostic::error("out-of-range", time.span, message));
        None
    }
}

/// The code of a wrong address. It is not one of [`CODES`](cuebook_core::diagnostic::CODES), as all
/// codes that only a configuration has.
const BAD_ADDRESS: &str = "bad-address";

/// Reports a wrong address.
pub(super) fn bad_address(reader: &mut Reader<'_>, span: Span, reason: String) {
    reader.report(Diagnostic::error(BAD_ADDRESS, span, reason));
}

/// Returns the address of a server over HTTP, or reports why it is none.
pub(super) fn address(reader: &mut Reader<'_>, text: &Spanned<String>) -> Option<Address> {
    let address = Address::of(text);
    address
        .map_err(|reason| bad_address(reader, text.span, reason))
        .ok()
}

/// The price of characters.
pub(crate) struct Cost;

impl Value for Cost {
    type Of = Price;
    type State = ();
    const TAKES: Takes = Takes::Words;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Price> {
        let words = reader.scalar(slot, "a price such as $15/1M")?;
        let price = Price::read(words);
        if price.is_none() {
            let message = format!("`{}` is not a price of characters", shown(words));
            let mistake = Diagnostic::error("bad-number", slot.span(), message);
            reader.report(mistake.hint("for example `$15/1M` for a million, or `0.015 EUR/1k`"));
        }
        price
    }
}
