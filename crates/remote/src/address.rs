//! The address of a server, and the place of its key.

use std::{env, fs, path::Path};

use ureq::http::Uri;

/// Whether this build can speak over HTTPS.
pub const HAS_HTTPS: bool = cfg!(feature = "https");

/// The address of a server over HTTP, such as `http://127.0.0.1:8080/v1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is no address, has a password or a part after `?`: the reason.
    pub fn of(text: &str) -> Result<Address, String> {
        let Ok(uri) = text.parse::<Uri>() else {
            return Err(format!(
                "`{text}` is not an address such as http://127.0.0.1:8080/v1"
            ));
        };
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |own| own.as_str());
        match () {
            () if !matches!(scheme, "http" | "https") || authority.is_empty() => Err(format!(
                "`{text}` does not begin with http:// or https:// and a host"
            )),
            () if authority.contains('@') => {
                Err("the address has a password; `key` names where it is kept".to_owned())
            }
            () if uri.query().is_some() => Err(format!("`{text}` has a part after `?`")),
            () => Ok(Address(text.trim_end_matches('/').to_owned())),
        }
    }

    /// Returns the address as text, without `/` at its end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Returns the host with its port.
    #[must_use]
    pub fn host(&self) -> String {
        let uri = self.0.parse::<Uri>().ok();
        uri.and_then(|uri| Some(uri.authority()?.to_string()))
            .unwrap_or_default()
    }

    /// Returns the address of a path of the same server, from its root: `/dev/info`.
    #[must_use]
    pub fn from_root(&self, path: &str) -> String {
        let scheme = self.0.split("://").next().unwrap_or("http");
        format!("{scheme}://{}{path}", self.host())
    }

    /// Returns whether the text travels over a network without encryption.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.starts_with("http:") && !is_this_machine(&self.host())
    }

    /// Returns whether it needs HTTPS and this build does not have it.
    #[must_use]
    pub fn lacks_https(&self) -> bool {
        self.0.starts_with("https:") && !HAS_HTTPS
    }
}

/// Returns whether a host, with or without its port, is this machine.
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name == "::1" || name.starts_with("127.")
}

/// Reads the key of a server from an environment variable, or from a file by its absolute path.
///
/// # Errors
/// When the variable is not set, or the file cannot be read or has no key. The reason
/// does not have the key in it.
pub fn key(place: &str) -> Result<String, String> {
    let key = match Path::new(place).is_absolute() {
        true => fs::read_to_string(place)
            .map_err(|error| format!("the file {place} cannot be read: {error}"))?,
        false => {
            env::var(place).map_err(|_| format!("the environment variable {place} is not set"))?
        }
    };
    let key = key.trim();
    match key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Err(format!(
            "{place} has no key: it is empty, or has spaces or letters that are not ASCII"
        )),
        false => Ok(key.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_says_whether_it_is_open() {
        for (text, host, is_open) in [
            ("http://127.0.0.1:8080/v1/", "127.0.0.1:8080", false),
            ("http://localhost:8880/v1", "localhost:8880", false),
            ("http://[::1]:80/v1", "[::1]:80", false),
            ("http://box.lan/v1", "box.lan", true),
            ("https://api.example.com/v1", "api.example.com", false),
        ] {
            let address = Address::of(text).unwrap();
            assert_eq!(
                (address.host().as_str(), address.is_open()),
                (host, is_open)
            );
            assert!(!address.text().ends_with('/'));
        }
        let root = Address::of("http://a:1/v1").unwrap().from_root("/dev/x");
        assert_eq!(root, "http://a:1/dev/x");
    }

    #[test]
    fn wrong_addresses_are_explained() {
        for (text, part) in [
            ("127.0.0.1:8080", "http://"),
            ("file:///etc/passwd", "http://"),
            ("http://a:b@c/v1", "password"),
            ("http://c/v1?x=1", "`?`"),
            ("http://", "address"),
        ] {
            let reason = Address::of(text).unwrap_err();
            assert!(reason.contains(part), "{text}: {reason}");
        }
    }

    #[test]
    fn the_key_is_in_a_variable_or_a_file() {
        let path = env::temp_dir().join(format!("cuebook-key-{}", std::process::id()));
        fs::write(&path, " secret\n").unwrap();
        let place = path.to_str().unwrap();
        assert_eq!(key(place), Ok("secret".to_owned()));
        fs::write(&path, "two words").unwrap();
        assert!(!key(place).unwrap_err().contains("two"));
        fs::remove_file(&path).unwrap();
        let missing = key("CUEBOOK_NO_SUCH_KEY").unwrap_err();
        assert!(
            missing.contains("CUEBOOK_NO_SUCH_KEY is not set"),
            "{missing}"
        );
    }
}
