//! A tiny reader folder for tests that run without a voice pack.
//!
//! It holds a few words, a tagger that calls every token a noun, and no
//! networks for unknown words.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};

/// Words with their American and British sounds.
const WORDS: [(&str, &str, &str); 41] = [
    ("August", "ˈɔɡəst", "ˈɔːɡəst"),
    ("I", "ˈI", "ˈI"),
    ("Mary", "mˈɛɹi", "mˈɛːɹi"),
    ("Tom", "tˈɑm", "tˈɒm"),
    ("'em", "əm", "əm"),
    ("'tis", "tˈɪz", "tˈɪz"),
    ("and", "ænd", "and"),
    ("at", "æt", "at"),
    ("board", "bˈɔɹd", "bˈɔːd"),
    ("came", "kˈAm", "kˈAm"),
    ("dog", "dˈɔɡ", "dˈɒɡ"),
    ("dollar", "dˈɑləɹ", "dˈɒlə"),
    ("don't", "dˈOnt", "dˈQnt"),
    ("eighth", "ˈAθ", "ˈAtθ"),
    ("end", "ˈɛnd", "ˈɛnd"),
    ("five", "fˈIv", "fˈIv"),
    ("food", "fˈud", "fˈuːd"),
    ("forty", "fˈɔɹɾi", "fˈɔːti"),
    ("give", "ɡˈɪv", "ɡˈɪv"),
    ("it", "ɪt", "ɪt"),
    ("king", "kˈɪŋ", "kˈɪŋ"),
    ("lit", "lˈɪt", "lˈɪt"),
    ("nineteen", "nˌIntˈin", "nˌIntˈiːn"),
    ("now", "nˈW", "nˈW"),
    ("of", "ʌv", "ɒv"),
    ("on", "ˌɔn", "ˌɒn"),
    ("one", "wˈʌn", "wˈʌn"),
    ("paid", "pˈAd", "pˈAd"),
    ("pipe", "pˈIp", "pˈIp"),
    ("running", "ɹˈʌnɪŋ", "ɹˈʌnɪŋ"),
    ("soldier", "sˈOlʤəɹ", "sˈQlʤə"),
    ("star", "stˈɑɹ", "stˈɑː"),
    ("stop", "stˈɑp", "stˈɒp"),
    ("ten", "tˈɛn", "tˈɛn"),
    ("the", "ði", "ðə"),
    ("to", "tu", "tuː"),
    ("twenty", "twˈɛnti", "twˈɛnti"),
    ("uh", "ˈʌ", "ˈʌ"),
    ("vs", "vˈɜɹsəz", "vˈɜːsəz"),
    ("white", "wˈIt", "wˈIt"),
    ("A", "ˈA", "ˈA"),
];

/// The length of the tagger's network in bytes.
const TAGGER: usize = 6_282_056;
/// The place of the noun's score among the last fifty values.
const NOUN: usize = TAGGER - (50 - 22) * 4;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let homograph = |sounds: [&str; 2]| json!({ "DEFAULT": sounds[0], "VBD": sounds[1] });
    type Column = fn(&(&'static str, &'static str, &'static str)) -> &'static str;
    let accents: [(&str, Column, [&str; 2]); 2] = [
        ("us", |word| word.1, ["jˈuzd", "jˈust"]),
        ("gb", |word| word.2, ["jˈuːzd", "jˈuːst"]),
    ];
    for (accent, column, used) in accents {
        let words = WORDS.iter().map(|word| (word.0, Value::from(column(word))));
        let mut gold: BTreeMap<&str, Value> = words.collect();
        gold.insert("used", homograph(used));
        let silver = json!({ "gasworks": "ɡˈæswɜɹks" });
        let write = |name: &str, json: String| {
            fs::write(folder.path().join(format!("{accent}_{name}.json")), json).unwrap();
        };
        write("gold", serde_json::to_string(&gold).unwrap());
        write("silver", silver.to_string());
    }
    let mut tagger = vec![0; TAGGER];
    tagger[NOUN..NOUN + 4].copy_from_slice(&1_f32.to_le_bytes());
    fs::write(folder.path().join("tagger.bin"), tagger).unwrap();
    folder
});

/// The folder. It is made once and shared by all tests.
pub(super) fn folder() -> &'static Path {
    FOLDER.path()
}
