//! Tests of the library and of the tree: one program, so that it links once.

mod drafts;
mod drafts_cues;
mod layers;
mod mistakes;
mod people;
mod reference;
mod shows;
mod speakers;
mod words;
