//! Word lists: verbs of speech, tones, nouns for people, titles, given names. The
//! lists are English, in small letters.

mod given;
mod people;
mod speech;
mod verbs;
mod words;

pub(super) use given::{given_name, is_clipped, is_short_for, name_sex};
pub(super) use people::{
    Age, Noun, Sex, age_of, is_device, is_rank, noun, plain_noun, reverse_kin, singular, title,
};
pub(crate) use speech::direction_tone;
pub(super) use speech::{Saying, adverb_tone, is_saying_participle, saying};
pub(super) use verbs::{Form, verbs};
pub(super) use words::{base, is_function_word, is_no_name, is_past_verb, listed, low};
