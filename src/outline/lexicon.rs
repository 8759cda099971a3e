//! Word lists: verbs of speech, tones, nouns for people, titles, given names. The
//! lists are English, in small letters.

mod given;
mod people;
mod speech;
mod words;

pub use given::{given_name, name_sex};
pub use people::{Age, Noun, Sex, age_of, is_rank, noun, title};
pub use speech::{Saying, adverb_tone, direction_tone, saying};
pub use words::{base, is_function_word, is_no_name, is_past_verb, listed, low};
