//! The cache: its size, and the store that machines share.

use std::time::Duration;

use super::values::{Size, Wait, bad_address};
use cuebook_core::diagnostic::Spanned;
use cuebook_core::units::Bytes;
use cuebook_store::Place;
use cuebook_yaml::Kind;
use cuebook_yaml::mapping::{Declared, Fields, Reader, Slot, Takes, Text, Value, map, mapping};

mapping! {
    /// The cache.
    pub(crate) struct WrittenCache: "cache", "`cache`", "cache: { size: 50GB, shared: s3://bucket/cuebook }" {} keys {
        /// The size on this machine above which the least recently used entries are removed.
        size: Size { default: Written("20GB"), examples: &["50GB"] },
        /// The address of the store: `s3://bucket/folder`, `gs://bucket/folder`, `az://container/folder` or `file:///folder`.
        shared: Text { examples: &["s3://bucket/cuebook"] },
        /// The server of the store, for services that speak as S3 or Azure does.
        endpoint: Text { default: Described("that of the service"), examples: &["http://localhost:9000"] },
        /// The size of the store above which its oldest takes are removed.
        limit: Size { default: Described("none"), examples: &["500GB"] },
        /// How long a worker that gives no sign keeps the line that it speaks; at least a second.
        claim: Wait { default: Written("30s"), examples: &["1min"] },
        /// How long to wait for a store that was there and went away, before going on alone.
        patience: Wait { default: Written("2min"), examples: &["10s"] },
    }
    check: check;
}

/// The shortest life of a claim: its owner gives a sign every quarter of it.
const SHORTEST: Duration = Duration::from_secs(1);

/// Reports settings of a store without a store.
fn check(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) {
    let of_store = ["endpoint", "limit", "claim", "patience"];
    if !fields.has("shared") && of_store.iter().any(|key| fields.has(key)) {
        reader.missing(fields, "shared", "shared: s3://bucket/cuebook");
    }
}

/// A size, the address of a store, or a mapping with both.
pub(crate) struct CacheValue;

/// What the configuration says of the cache.
#[derive(Clone, Debug, Default)]
pub(crate) struct CacheSettings {
    pub size: Option<Bytes>,
    pub shared: Option<Place>,
}

impl Value for CacheValue {
    type Of = CacheSettings;
    type State = ();
    const TAKES: Takes = Takes::Either(&[Takes::Words, Takes::Map(WrittenCache::MAPPING)]);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<CacheSettings> {
        match &slot.value.kind {
            Kind::Map(_) => {
                let written: WrittenCache = map(reader, slot, WrittenCache::MAPPING, ())?;
                Some(written.settings(reader))
            }
            Kind::Scalar(..) if slot.scalar().is_some_and(|text| text.contains("://")) => {
                let address = Text::read(reader, slot)?;
                Some(CacheSettings {
                    shared: place(reader, &address),
                    ..CacheSettings::default()
                })
            }
            _ => Some(CacheSettings {
                size: Some(Size::read(reader, slot)?),
                ..CacheSettings::default()
            }),
        }
    }
}

impl WrittenCache {
    fn settings(self, reader: &mut Reader<'_>) -> CacheSettings {
        let shared = self.shared.and_then(|address| place(reader, &address));
        let endpoint = self.endpoint.filter(|written| {
            let is_server = ["http://", "https://"]
                .iter()
                .any(|scheme| written.starts_with(scheme));
            if !is_server {
                let reason = format!(
                    "`{}` does not begin with http:// or https://",
                    written.value
                );
                bad_address(reader, written.span, reason);
            }
            is_server
        });
        let shared = shared.map(|mut place| {
            place.endpoint = endpoint.map(|own| own.value);
            place.limit = self.limit;
            place.claim = self.claim.unwrap_or(place.claim).max(SHORTEST);
            place.patience = self.patience.unwrap_or(place.patience);
            place
        });
        CacheSettings {
            size: self.size,
            shared,
        }
    }
}

/// Returns the store at an address, or reports why there is none.
fn place(reader: &mut Reader<'_>, address: &Spanned<String>) -> Option<Place> {
    Place::of(address)
        .map_err(|reason| bad_address(reader, address.span, reason))
        .ok()
}
