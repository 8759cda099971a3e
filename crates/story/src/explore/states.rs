//! The set of all states that were found.

use hashbrown::HashTable;

/// All keys in the order in which they were found, each with a number.
#[derive(Debug)]
pub(super) struct States {
    width: usize,
    keys: Vec<u64>,
    numbers: HashTable<u32>,
}

impl States {
    /// A set of keys of `width` words.
    pub(super) fn new(width: usize) -> States {
        States {
            width,
            keys: Vec::new(),
            numbers: HashTable::new(),
        }
    }

    pub(super) fn key(&self, number: u32) -> &[u64] {
        key(&self.keys, self.width, number)
    }

    /// Returns the number of a key and whether it is new.
    pub(super) fn add(&mut self, new: &[u64]) -> (u32, bool) {
        let (keys, width) = (&self.keys, self.width);
        let is_it = |number: &u32| key(keys, width, *number) == new;
        let hash_of = |number: &u32| hash(key(keys, width, *number));
        match self.numbers.entry(hash(new), is_it, hash_of) {
            hashbrown::hash_table::Entry::Occupied(found) => (*found.get(), false),
            hashbrown::hash_table::Entry::Vacant(place) => {
                let number = (keys.len() / width) as u32;
                place.insert(number);
                self.keys.extend_from_slice(new);
                (number, true)
            }
        }
    }
}

fn key(keys: &[u64], width: usize, number: u32) -> &[u64] {
    let start = number as usize * width;
    &keys[start..start + width]
}

/// Mixes the bits of a key. Keys are not chosen by a stranger to collide, and are short.
fn hash(key: &[u64]) -> u64 {
    let mixed = key.iter().fold(0, |hash: u64, word| {
        let hash = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^ (hash >> 29)
    });
    let mixed = mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 32)
}
