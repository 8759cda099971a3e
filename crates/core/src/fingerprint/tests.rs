use super::*;

struct Pair {
    left: String,
    right: String,
    #[expect(dead_code, reason = "the field that does not count")]
    note: u8,
}

enum Choice {
    None,
    Text(String),
    Both { first: u8, second: u8 },
}

crate::fingerprint! {
    struct Pair { left, right } without { note }
    enum Choice { 0 => None, 1 => Text(text), 2 => Both { first, second } }
}

fn hash(value: &(impl Fingerprint + ?Sized)) -> [u8; 32] {
    of("test", 1, value)
}

fn pair(left: &str, right: &str, note: u8) -> [u8; 32] {
    let (left, right) = (left.to_owned(), right.to_owned());
    hash(&Pair { left, right, note })
}

#[test]
fn kind_and_version_count() {
    assert_eq!(of("take", 1, "x"), of("take", 1, "x"));
    assert_ne!(of("take", 1, "x"), of("take", 2, "x"));
    assert_ne!(of("take", 1, "x"), of("room", 1, "x"));
}

#[test]
fn every_listed_field_counts_and_no_other() {
    assert_eq!(pair("a", "b", 0), pair("a", "b", 1));
    assert_ne!(pair("a", "b", 0), pair("x", "b", 0));
    assert_ne!(pair("a", "b", 0), pair("a", "x", 0));
}

#[test]
fn neighbours_do_not_run_into_each_other() {
    assert_ne!(pair("ab", "c", 0), pair("a", "bc", 0));
    assert_ne!(
        hash(&(vec![1_u8], vec![2_u8, 3])),
        hash(&(vec![1_u8, 2], vec![3_u8]))
    );
    assert_ne!(
        hash(&(Some(0_u8), None::<u8>)),
        hash(&(None::<u8>, Some(0_u8)))
    );
    assert_ne!(hash(&[Some(0_u8)]), hash(&[None, Some(0_u8)]));
}

#[test]
fn every_value_of_a_type_has_a_hash() {
    let choices = [
        Choice::None,
        Choice::Text(String::new()),
        Choice::Text("a".to_owned()),
        Choice::Both {
            first: 0,
            second: 1,
        },
        Choice::Both {
            first: 1,
            second: 0,
        },
    ];
    let mut hashes: Vec<_> = choices.iter().map(hash).collect();
    hashes.extend([hash(&0.5_f32), hash(&0.5_f64), hash(&1_u8), hash(&1_u16)]);
    hashes.extend([hash(&1_u32), hash(&1_u64), hash(&2_i64), hash(&"1")]);
    hashes.extend([
        hash(&(1_u8..2)),
        hash(&Range {
            start: 2_u8,
            end: 1,
        }),
        hash(&(0.0, -0.0)),
    ]);
    let between = |low, high| hash(&Between { low, high });
    hashes.extend([between(1_i64, 2), between(2, 1)]);
    let count = hashes.len();
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), count);
}

#[test]
fn the_encoding_is_as_documented() {
    let mut bytes = blake3::Hasher::new();
    bytes.update(&4_u64.to_le_bytes()).update(b"test");
    bytes.update(&1_u32.to_le_bytes());
    bytes
        .update(&[1])
        .update(&2_u64.to_le_bytes())
        .update(b"ab");
    bytes.update(&0.5_f64.to_bits().to_le_bytes());
    let value = (Some("ab"), Seconds(0.5));
    assert_eq!(hash(&value), *bytes.finalize().as_bytes());
}

#[test]
fn a_shared_value_has_the_hash_of_the_value() {
    let shared: Arc<str> = Arc::from("ab");
    assert_eq!(hash(&shared), hash("ab"));
    assert_eq!(hash(&Arc::new(5_u8)), hash(&5_u8));
    assert_eq!(hash(&&5_u8), hash(&5_u8));
}
