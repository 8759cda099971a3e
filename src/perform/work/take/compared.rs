//! Recordings beside their words as the voice of the role speaks them.

use super::{TakeFrom, Voices, cached, kept, read_by_voice, takes};
use crate::book::Book;
use crate::perform::cache::AudioSpec;
use crate::perform::{Context, PerformError};
use cuebook_core::id::LineId;
use cuebook_voice::Take;

/// Returns the recording of a line, with the times of its words and where it has other words. `None`
/// if the line has no recording, or the voice is not installed.
///
/// With `make`, what the cache does not have is made.
///
/// # Errors
/// When the recording cannot be read, or the cache fails.
pub(crate) fn compared(
    (book, line): (&Book, LineId),
    context: &Context<'_>,
    make: bool,
) -> Result<Option<AudioSpec>, PerformError> {
    let found = takes(book, (line, &book.lines[line]), &Voices::of(context.voice));
    let Some((key, from)) = found.first() else {
        return Ok(None);
    };
    if !matches!(from, TakeFrom::Record { .. }) {
        return Ok(None);
    }
    let known = context.cache.spec(key)?;
    if known.is_some() || !make {
        return Ok(known);
    }
    super::made(key, from, book, context)?;
    Ok(context.cache.spec(key)?)
}

/// Returns the words of a line as the voice of its role speaks them, from the cache if they are there.
/// A recording of the line is compared with the same take.
///
/// # Errors
/// When the voice cannot speak them, or the cache fails.
pub(crate) fn spoken_line(
    (book, line): (&Book, LineId),
    context: &Context<'_>,
) -> Result<Take, PerformError> {
    let voices = Voices::of(context.voice);
    let said = read_by_voice(book, &book.lines[line], &voices);
    let key = voices.key(&said, &[]);
    if let Some(spec) = context.cache.spec(&key)? {
        return cached(&key, spec, context);
    }
    let take = context.voice.speak(&said);
    let take = take.map_err(|source| PerformError::Voice {
        line: book.lines[line].id.clone(),
        source,
    })?;
    kept(&key, take, Vec::new(), context)
}
