//! The servers that speak.

use std::time::Duration;

use super::values::{Cost, Wait, address, bad_address};
use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_remote::{Engine, Format, Kind};
use cuebook_yaml::mapping::{Fields, OneOf, Reader, Required, Text, Whole, mapping};

cuebook_core::words! {
    /// How a server is spoken to.
    pub enum Protocol: "kind of engine" {
        /// `POST …/audio/speech` over HTTP
        Http = "http",
        /// the Wyoming protocol over TCP, as Piper speaks it
        Wyoming = "wyoming",
    }
}

cuebook_core::words! {
    /// The form in which a server sends sound.
    pub enum Sound: "format", usually Wav {
        /// WAV
        Wav = "wav",
        /// FLAC
        Flac = "flac",
        /// MP3
        Mp3 = "mp3",
        /// Opus in Ogg
        Opus = "opus",
        /// 16-bit numbers without a header, at `rate`
        Pcm = "pcm",
    }
}

mapping! {
    /// A server that speaks.
    pub(crate) struct WrittenEngine: "engine", "an engine", "studio: { kind: http, address: http://localhost:8880/v1, model: kokoro }" {
        /// The name of the engine: `studio`.
        name: Spanned<String>,
    } keys {
        /// How it is spoken to.
        kind: Required<OneOf<Protocol>> { examples: &["http"] },
        /// Of `http`, the address before `/audio/speech`; of `wyoming`, the host with its port.
        address: Required<Text> { examples: &["http://localhost:8880/v1", "localhost:10200"] },
        /// The name of the model on the server; `http` needs it.
        model: Text { examples: &["kokoro"] },
        /// The environment variable with the key of the server, or the absolute path of a file with it.
        key: Text { examples: &["STUDIO_KEY"] },
        /// The form of the sound that is asked for. What comes is read by its content.
        format: OneOf<Sound> { default: Written("wav"), examples: &["mp3"] },
        /// The samples a second of `format: pcm`.
        rate: Whole<4_000, 384_000> { default: Number(24_000.0), examples: &["24000"] },
        /// Whether the server sends the times of the words at `/dev/captioned_speech`, as Kokoro-FastAPI does.
        timestamps: bool { default: Written("false"), examples: &["true"] },
        /// The most requests at the same time.
        jobs: Whole<1, 64> { default: Number(2.0), examples: &["4"] },
        /// What a number of characters costs, with or without a currency.
        price: Cost { examples: &["$15/1M"] },
        /// The most characters that one run of the program sends.
        limit: Whole<1, 1_000_000_000> { default: Described("none"), examples: &["50000"] },
        /// How long one answer may take.
        timeout: Wait { default: Written("60s"), examples: &["120s"] },
        /// How often a request is sent again after a failure that may pass.
        retries: Whole<0, 20> { default: Number(5.0), examples: &["3"] },
        /// The wait before the first repetition. It doubles each time, up to 30 s.
        backoff: Wait { default: Written("500ms"), examples: &["2s"] },
    }
    check: check;
}

/// The keys that only engines over HTTP have.
const OF_HTTP: [&str; 5] = ["model", "key", "format", "rate", "timestamps"];

/// Reports keys that the kind of an engine lacks or needs.
fn check(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) {
    let kind = fields.get("kind").and_then(|slot| slot.scalar());
    match kind {
        Some("http") if !fields.has("model") => {
            reader.missing(fields, "model", "model: kokoro");
        }
        Some("wyoming") => {
            for slot in OF_HTTP.iter().filter_map(|key| fields.get(key)) {
                let message = format!("`{}` belongs to engines of the kind `http`", slot.key);
                reader.report(Diagnostic::error("exclusive-keys", slot.key_span, message));
            }
        }
        _ => {}
    }
}

impl WrittenEngine {
    /// Returns the engine, or reports why it is none.
    pub(super) fn engine(self, reader: &mut Reader<'_>) -> Option<Engine> {
        let number = |written: Option<Spanned<u64>>, usual| written.map_or(usual, |own| own.value);
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let kind = match self.kind.value {
            Protocol::Wyoming => Kind::Wyoming {
                address: host(reader, &self.address)?,
            },
            Protocol::Http => Kind::Http {
                address: address(reader, &self.address)?,
                key: self.key.map(|key| key.value),
                model: self.model?.value,
                format: match self.format.map_or(Sound::default(), |format| format.value) {
                    Sound::Wav => Format::Wav,
                    Sound::Flac => Format::Flac,
                    Sound::Mp3 => Format::Mp3,
                    Sound::Opus => Format::Opus,
                    Sound::Pcm => Format::Pcm(small(number(self.rate, 24_000))),
                },
                timestamps: self.timestamps.is_some_and(|own| own.value),
            },
        };
        Some(Engine {
            name: self.name.value,
            kind,
            timeout: self.timeout.unwrap_or(Duration::from_secs(60)),
            retries: small(number(self.retries, 5)),
            backoff: self.backoff.unwrap_or(Duration::from_millis(500)),
            jobs: small(number(self.jobs, 2)) as usize,
            price: self.price,
            limit: self.limit.map(|limit| limit.value),
        })
    }
}

/// Returns a host with its port, or reports why it is none. `tcp://` before it is left out.
fn host(reader: &mut Reader<'_>, text: &Spanned<String>) -> Option<String> {
    let plain = text.strip_prefix("tcp://").unwrap_or(text);
    let parts = plain.rsplit_once(':');
    let is_host = |host: &str| !host.is_empty() && !host.contains(['/', '@', ' ']);
    match parts {
        Some((host, port)) if is_host(host) && port.parse::<u16>().is_ok() => {
            Some(plain.to_owned())
        }
        _ => {
            let reason = format!(
                "`{}` is not a host with a port, such as localhost:10200",
                text.value
            );
            bad_address(reader, text.span, reason);
            None
        }
    }
}
