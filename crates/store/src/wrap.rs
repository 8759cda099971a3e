//! An object: the hash of a take's key and content, and the content.

const MAGIC: &[u8; 8] = b"cuetake1";
const HEAD: usize = 8 + 32;

/// Returns the object for a take.
pub(crate) fn wrapped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut object = Vec::with_capacity(HEAD + content.len());
    object.extend(MAGIC);
    object.extend(hash(name, content).as_bytes());
    object.extend(content);
    object
}

/// Returns the content of an object; `None` if it is damaged or of another take.
pub(crate) fn unwrapped(name: &str, mut object: Vec<u8>) -> Option<Vec<u8>> {
    let (head, content) = object.split_at_checked(HEAD)?;
    let is_whole = head.starts_with(MAGIC) && head[8..] == *hash(name, content).as_bytes();
    is_whole.then(|| object.split_off(HEAD))
}

fn hash(name: &str, content: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(name.as_bytes());
    hasher.update(content);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_object_or_one_of_another_take_is_no_take() {
        let whole = wrapped("ab", b"content");
        assert_eq!(unwrapped("ab", whole.clone()).unwrap(), b"content");
        assert_eq!(unwrapped("ac", whole.clone()), None);
        for length in 0..whole.len() {
            assert_eq!(unwrapped("ab", whole[..length].to_vec()), None, "{length}");
        }
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 1;
            assert_eq!(unwrapped("ab", damaged), None, "{place}");
        }
    }
}
