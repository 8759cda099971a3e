//! The address of a language model that names speakers.

use std::env;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Deserializer, de};
use ureq::http::Uri;

/// A language model on a server of the OpenAI kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assistant {
    /// The address before `/chat/completions`.
    pub url: String,
    /// The name of the model on the server.
    pub model: String,
    /// The environment variable or the absolute path of the file that has the key of the
    /// server.
    #[serde(default)]
    pub key: Option<String>,
    /// How long one answer may take.
    #[serde(default = "usual_timeout", deserialize_with = "seconds")]
    pub timeout: Duration,
}

fn usual_timeout() -> Duration {
    Duration::from_secs(120)
}

/// Reads `90s` or `1.5s`.
fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    const LONGEST: f64 = 3_600.0;
    let text = String::deserialize(from)?;
    let number = text
        .trim()
        .strip_suffix('s')
        .and_then(|number| number.trim().parse::<f64>().ok());
    number
        .filter(|number| *number > 0.0 && *number <= LONGEST)
        .map(Duration::from_secs_f64)
        .ok_or_else(|| {
            de::Error::custom(format!(
                "`{text}` is not a time such as 60s, of at most {LONGEST}s"
            ))
        })
}

impl Assistant {
    /// Returns why it cannot be used.
    pub(super) fn fault(&self) -> Option<String> {
        let Ok(uri) = self.url.parse::<Uri>() else {
            return Some(format!(
                "`{}` is not an address such as http://127.0.0.1:8080/v1",
                self.url
            ));
        };
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |own| own.as_str());
        match () {
            () if !matches!(scheme, "http" | "https") || authority.is_empty() => Some(format!(
                "`{}` does not begin with http:// or https:// and a host",
                self.url
            )),
            () if authority.contains('@') => {
                Some("the address has a password; `key` names where it is kept".to_owned())
            }
            () if uri.query().is_some() => Some(format!("`{}` has a part after `?`", self.url)),
            () if self.model.trim().is_empty() || self.model.contains(char::is_control) => {
                Some("`model` is empty or has control characters".to_owned())
            }
            () => None,
        }
    }

    /// Returns the host with its port.
    #[must_use]
    pub fn host(&self) -> String {
        let uri = self.url.parse::<Uri>().ok();
        uri.and_then(|uri| Some(uri.authority()?.to_string()))
            .unwrap_or_default()
    }

    /// Returns whether the text travels over a network without encryption.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let uri = self.url.parse::<Uri>().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        let host = host.trim_matches(['[', ']']);
        let own = host == "localhost" || host == "::1" || host.starts_with("127.");
        self.url.starts_with("http:") && !own
    }

    /// Reads the key, if there is one.
    ///
    /// # Errors
    /// When the variable is not set, or the file cannot be read or has no key. The reason
    /// does not have the key in it.
    pub fn read_key(&self) -> Result<Option<String>, String> {
        let Some(place) = &self.key else {
            return Ok(None);
        };
        let key = match Path::new(place).is_absolute() {
            true => fs::read_to_string(place)
                .map_err(|error| format!("the file {place} cannot be read: {error}"))?,
            false => env::var(place)
                .map_err(|_| format!("the environment variable {place} is not set"))?,
        };
        let key = key.trim();
        match key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            true => Err(format!(
                "{place} has no key: it is empty, or has spaces or letters that are not ASCII"
            )),
            false => Ok(Some(key.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Assistant, String> {
        let own: Assistant = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        own.fault().map_or(Ok(own), Err)
    }

    #[test]
    fn an_address_and_a_model_are_enough() {
        let own = read("{ url: 'http://127.0.0.1:8080/v1', model: qwen3 }").unwrap();
        assert_eq!(
            (own.host().as_str(), own.is_open()),
            ("127.0.0.1:8080", false)
        );
        assert_eq!(
            (own.timeout, own.read_key()),
            (Duration::from_secs(120), Ok(None))
        );
        let far = read("{ url: 'http://box.lan/v1', model: m, timeout: 1.5s }").unwrap();
        assert_eq!(
            (far.is_open(), far.timeout),
            (true, Duration::from_millis(1500))
        );
        assert!(
            !read("{ url: 'https://api.example.com/v1', model: m }")
                .unwrap()
                .is_open()
        );
    }

    #[test]
    fn wrong_settings_are_named() {
        for (text, part) in [
            ("{ url: '127.0.0.1:8080', model: m }", "http://"),
            ("{ url: 'file:///etc/passwd', model: m }", "http://"),
            ("{ url: 'http://a:b@c/v1', model: m }", "password"),
            ("{ url: 'http://c/v1?x=1', model: m }", "`?`"),
            ("{ url: 'http://c/v1', model: '' }", "`model`"),
            ("{ url: 'http://c/v1' }", "model"),
            ("{ url: 'http://c/v1', model: m, timeout: 5 }", "60s"),
            ("{ url: 'http://c/v1', model: m, timeout: -1s }", "60s"),
            ("{ url: 'http://c/v1', model: m, token: x }", "token"),
        ] {
            let message = read(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }

    #[test]
    fn the_key_is_in_a_variable_or_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, " secret\n").unwrap();
        let with = |key: &str| Assistant {
            key: Some(key.to_owned()),
            ..read("{ url: 'http://c/v1', model: m }").unwrap()
        };
        assert_eq!(
            with(path.to_str().unwrap()).read_key(),
            Ok(Some("secret".to_owned()))
        );
        let missing = with("CUEBOOK_NO_SUCH_KEY").read_key().unwrap_err();
        assert!(
            missing.contains("CUEBOOK_NO_SUCH_KEY is not set"),
            "{missing}"
        );
        fs::write(&path, "two words").unwrap();
        assert!(
            !with(path.to_str().unwrap())
                .read_key()
                .unwrap_err()
                .contains("two")
        );
    }
}
