//! Mistakes of stories, and files of strangers.
