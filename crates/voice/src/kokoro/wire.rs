//! Reads and writes the wire format of protocol buffers, as far as an ONNX file
//! uses it. The fields of a message, in sequence, are the whole message.
//! (protobuf.dev, "Encoding")

/// The bytes end inside a field, or are not a protocol buffer.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed at byte {0}")]
pub struct Malformed(pub usize);

/// One field of a message.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    pub number: u32,
    /// The bytes of the field, with key and length.
    pub whole: &'a [u8],
    value: Value<'a>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Value<'a> {
    Varint(u64),
    Fixed,
    Bytes(&'a [u8]),
}

const VARINT: u64 = 0;
const EIGHT_BYTES: u64 = 1;
const LENGTH_DELIMITED: u64 = 2;
const FOUR_BYTES: u64 = 5;

impl<'a> Field<'a> {
    /// Returns the payload of a string, bytes, or message; empty for other
    /// types.
    #[must_use]
    pub(super) fn bytes(&self) -> &'a [u8] {
        match self.value {
            Value::Bytes(bytes) => bytes,
            Value::Varint(_) | Value::Fixed => &[],
        }
    }

    /// Returns the payload as a string.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub(super) fn text(&self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.bytes()).map_err(|error| Malformed(error.valid_up_to()))
    }

    /// Returns the integers of a repeated field, packed or not.
    ///
    /// # Errors
    /// When a packed field ends inside a number.
    pub(super) fn varints(&self) -> Result<Vec<u64>, Malformed> {
        match self.value {
            Value::Varint(value) => Ok(vec![value]),
            Value::Fixed => Ok(Vec::new()),
            Value::Bytes(packed) => {
                let mut at = 0;
                let mut values = Vec::new();
                while at < packed.len() {
                    values.push(varint(packed, &mut at)?);
                }
                Ok(values)
            }
        }
    }
}

/// Returns the fields of a message in order, up to the first malformed one.
pub(super) fn fields(message: &[u8]) -> impl Iterator<Item = Result<Field<'_>, Malformed>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= message.len() {
            return None;
        }
        let field = field(message, &mut at);
        if field.is_err() {
            at = message.len();
        }
        Some(field)
    })
}

fn field<'a>(message: &'a [u8], at: &mut usize) -> Result<Field<'a>, Malformed> {
    let start = *at;
    let key = varint(message, at)?;
    let value = match key & 7 {
        VARINT => Value::Varint(varint(message, at)?),
        EIGHT_BYTES => fixed(message, at, 8)?,
        FOUR_BYTES => fixed(message, at, 4)?,
        LENGTH_DELIMITED => {
            let length = varint(message, at)?;
            let length = usize::try_from(length).map_err(|_| Malformed(*at))?;
            Value::Bytes(take(message, at, length)?)
        }
        _ => return Err(Malformed(start)),
    };
    Ok(Field {
        number: u32::try_from(key >> 3).map_err(|_| Malformed(start))?,
        whole: &message[start..*at],
        value,
    })
}

fn fixed<'a>(message: &'a [u8], at: &mut usize, length: usize) -> Result<Value<'a>, Malformed> {
    take(message, at, length).map(|_| Value::Fixed)
}

fn take<'a>(message: &'a [u8], at: &mut usize, length: usize) -> Result<&'a [u8], Malformed> {
    let end = at.checked_add(length).ok_or(Malformed(*at))?;
    let taken = message.get(*at..end).ok_or(Malformed(*at))?;
    *at = end;
    Ok(taken)
}

fn varint(message: &[u8], at: &mut usize) -> Result<u64, Malformed> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *message.get(*at).ok_or(Malformed(*at))?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(Malformed(*at))
}

/// Appends an integer field.
pub(super) fn put_varint(message: &mut Vec<u8>, number: u32, value: u64) {
    push(message, u64::from(number) << 3 | VARINT);
    push(message, value);
}

/// Appends a string, bytes, or message field.
pub(super) fn put_bytes(message: &mut Vec<u8>, number: u32, payload: &[u8]) {
    push(message, u64::from(number) << 3 | LENGTH_DELIMITED);
    push(message, payload.len() as u64);
    message.extend_from_slice(payload);
}

fn push(message: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        message.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    message.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_example_of_the_specification() {
        // Field 1 = 150; field 2 = "testing".
        let message = [
            0x08, 0x96, 0x01, 0x12, 0x07, b't', b'e', b's', b't', b'i', b'n', b'g',
        ];
        let fields: Vec<Field<'_>> = fields(&message).map(Result::unwrap).collect();
        assert_eq!(fields.len(), 2);
        assert_eq!((fields[0].number, fields[0].varints()), (1, Ok(vec![150])));
        assert_eq!((fields[1].number, fields[1].text()), (2, Ok("testing")));
        assert_eq!(fields[0].whole, &message[..3]);
    }

    #[test]
    fn a_message_that_ends_early_is_malformed() {
        let cut = fields(&[0x12, 0x07, b't']).collect::<Vec<_>>();
        assert_eq!(cut, [Err(Malformed(2))]);
        let endless = fields(&[0xff; 11]).collect::<Vec<_>>();
        assert_eq!(endless, [Err(Malformed(10))]);
    }

    proptest! {
        #[test]
        fn written_fields_can_be_read_back(number in 1u32..2000, value: u64, payload: Vec<u8>) {
            let mut message = Vec::new();
            put_varint(&mut message, number, value);
            put_bytes(&mut message, number, &payload);
            let read: Vec<Field<'_>> = fields(&message).map(Result::unwrap).collect();
            prop_assert_eq!(read[0].varints().unwrap(), vec![value]);
            prop_assert_eq!(read[1].bytes(), &payload[..]);
            prop_assert_eq!([read[0].whole, read[1].whole].concat(), message);
        }

        #[test]
        fn arbitrary_bytes_do_not_panic(bytes: Vec<u8>) {
            let whole: usize = fields(&bytes).flatten().map(|field| field.whole.len()).sum();
            prop_assert!(whole <= bytes.len());
        }
    }
}
