//! The boxes of MP4: a size, a kind and a content. A box ends with the one around it,
//! whatever its size says.

use crate::file::bytes::{array, be32, be64};

/// Returns the boxes in a content, with their kinds.
pub(super) fn boxes(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let size = be32(rest, 0)?;
        let kind = array(rest, 4)?;
        let (head, size) = match size {
            0 => (8, rest.len() as u64),
            1 => (16, be64(rest, 8)?),
            size => (8, u64::from(size)),
        };
        let end = usize::try_from(size).unwrap_or(usize::MAX).min(rest.len());
        let body = rest.get(head..end)?;
        rest = &rest[end..];
        Some((kind, body))
    })
}

/// Returns the content of the first box of a kind.
pub(super) fn child<'b>(content: &'b [u8], kind: &[u8; 4]) -> Option<&'b [u8]> {
    boxes(content)
        .find(|(found, _)| found == kind)
        .map(|(_, body)| body)
}

/// Returns the content of a box in a box in a box.
pub(super) fn inside<'b>(content: &'b [u8], path: &[&[u8; 4]]) -> Option<&'b [u8]> {
    path.iter()
        .try_fold(content, |inner, kind| child(inner, kind))
}
