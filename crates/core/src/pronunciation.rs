//! How a word is spoken.

/// The two ways to write down a pronunciation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spoken {
    /// Written as an English reader would sound it out: `Froon-zeh`.
    Respelling(String),
    /// In the International Phonetic Alphabet: `ˈkrɛmlɪn`.
    Ipa(String),
}

crate::fingerprint! {
    enum Spoken { 0 => Respelling(text), 1 => Ipa(text) }
}
