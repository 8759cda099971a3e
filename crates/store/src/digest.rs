//! SHA-256 and HMAC for the signatures of requests, without a C compiler. HMAC is that of RFC 2104.

use std::mem;

use object_store::client::{
    CryptoProvider, DigestAlgorithm, DigestContext, HmacContext, Signer, SigningAlgorithm,
};
use object_store::{Error, Result};
use sha2::{Digest, Sha256};

/// The number of bytes of a block of SHA-256.
const BLOCK: usize = 64;

#[derive(Debug)]
pub(crate) struct Digests;

fn unsupported() -> Error {
    Error::NotSupported {
        source: "this signature needs a build with the feature `https`".into(),
    }
}

impl CryptoProvider for Digests {
    fn digest(&self, algorithm: DigestAlgorithm) -> Result<Box<dyn DigestContext>> {
        match algorithm {
            DigestAlgorithm::Sha256 => Ok(Box::new(Plain::default())),
            _ => Err(unsupported()),
        }
    }

    fn hmac(&self, algorithm: DigestAlgorithm, secret: &[u8]) -> Result<Box<dyn HmacContext>> {
        match algorithm {
            DigestAlgorithm::Sha256 => Ok(Box::new(Keyed::new(secret))),
            _ => Err(unsupported()),
        }
    }

    fn sign(&self, _: SigningAlgorithm, _: &[u8]) -> Result<Box<dyn Signer>> {
        Err(unsupported())
    }
}

#[derive(Default)]
struct Plain {
    hash: Sha256,
    result: Vec<u8>,
}

impl DigestContext for Plain {
    fn update(&mut self, data: &[u8]) {
        self.hash.update(data);
    }

    fn finish(&mut self) -> Result<&[u8]> {
        self.result = mem::take(&mut self.hash).finalize().to_vec();
        Ok(&self.result)
    }
}

struct Keyed {
    inner: Sha256,
    outer: Sha256,
    result: Vec<u8>,
}

impl Keyed {
    fn new(secret: &[u8]) -> Keyed {
        let mut key = match secret.len() > BLOCK {
            true => Sha256::digest(secret).to_vec(),
            false => secret.to_vec(),
        };
        key.resize(BLOCK, 0);
        let begun = |pad: u8| {
            let mut hash = Sha256::new();
            hash.update(key.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>());
            hash
        };
        Keyed {
            inner: begun(0x36),
            outer: begun(0x5c),
            result: Vec::new(),
        }
    }
}

impl HmacContext for Keyed {
    fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    fn finish(&mut self) -> Result<&[u8]> {
        let mut outer = mem::take(&mut self.outer);
        outer.update(mem::take(&mut self.inner).finalize());
        self.result = outer.finalize().to_vec();
        Ok(&self.result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second and the sixth case of RFC 4231.
    #[test]
    fn hmac_is_that_of_the_standard() {
        let of = |secret: &[u8], data: &[u8]| {
            let mut hmac = Digests.hmac(DigestAlgorithm::Sha256, secret).unwrap();
            hmac.update(data);
            let bytes = hmac.finish().unwrap().iter();
            bytes.map(|byte| format!("{byte:02x}")).collect::<String>()
        };
        let short = of(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(
            short,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        let long = of(
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
        );
        assert_eq!(
            long,
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }
}
