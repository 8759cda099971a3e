//! Stories in the four formats of Twine.
