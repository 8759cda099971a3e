//! The address of a store and its settings.

use std::path::PathBuf;
use std::time::Duration;

use cuebook_core::units::Bytes;
use url::Url;

/// The kinds of addresses, for messages.
const KINDS: &str =
    "s3://bucket/folder, gs://bucket/folder, az://container/folder, or file:///folder";

/// A shared store, as the user's configuration names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address without `/` at its end.
    pub(crate) address: String,
    /// The address of the server, if it is not that of the service itself.
    pub endpoint: Option<String>,
    /// The size above which the oldest takes are removed.
    pub limit: Option<Bytes>,
    /// How long a worker that gives no sign keeps a claim.
    pub claim: Duration,
    /// How long a store that was reached and is away is waited for.
    pub patience: Duration,
}

/// The service of a store.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    S3,
    Google,
    Azure,
    Folder,
}

impl Place {
    /// Reads an address, with the usual settings.
    ///
    /// # Errors
    /// When it is no address of a store: the reason.
    pub fn of(address: &str) -> Result<Place, String> {
        let address = address.trim_end_matches('/');
        let url = Url::parse(address).map_err(|_| {
            format!("`{address}` is not the address of a shared cache, such as {KINDS}")
        })?;
        let Some(service) = service(&url) else {
            return Err(format!(
                "`{}://` is not known here; there are {KINDS}",
                url.scheme()
            ));
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "the address has a name or a password; keys belong in the environment".into(),
            );
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(format!("`{address}` has a part after `?` or `#`"));
        }
        match service {
            Service::Folder if url.to_file_path().is_err() => {
                return Err(format!("`{address}` is not the absolute path of a folder"));
            }
            Service::S3 | Service::Google | Service::Azure if url.host_str().is_none() => {
                return Err(format!("`{address}` names no bucket"));
            }
            _ => {}
        }
        Ok(Place {
            address: address.to_owned(),
            endpoint: None,
            limit: None,
            claim: Duration::from_secs(30),
            patience: Duration::from_secs(120),
        })
    }

    /// Returns the address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn url(&self) -> Option<Url> {
        Url::parse(&self.address).ok()
    }

    pub(crate) fn service(&self) -> Option<Service> {
        service(&self.url()?)
    }

    /// Returns the folder of a `file:` address.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        self.url()?.to_file_path().ok()
    }
}

fn service(url: &Url) -> Option<Service> {
    match url.scheme() {
        "s3" => Some(Service::S3),
        "gs" => Some(Service::Google),
        "az" => Some(Service::Azure),
        "file" => Some(Service::Folder),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_service() {
        for (address, service) in [
            ("s3://bucket/a/b/", Service::S3),
            ("s3://bucket", Service::S3),
            ("gs://bucket/a", Service::Google),
            ("az://container/a", Service::Azure),
            ("file:///mnt/team", Service::Folder),
        ] {
            let place = Place::of(address).unwrap();
            assert_eq!(place.service(), Some(service), "{address}");
            assert!(!place.address().ends_with('/'));
        }
    }

    #[test]
    fn wrong_addresses_are_explained() {
        for (address, part) in [
            ("bucket/a", "such as s3://"),
            ("ftp://a/b", "`ftp://` is not known"),
            ("s3://key:secret@bucket/a", "password"),
            ("s3://bucket/a?x=1", "`?`"),
        ] {
            let reason = Place::of(address).unwrap_err();
            assert!(reason.contains(part), "{address}: {reason}");
            assert!(!reason.contains("secret"), "{reason}");
        }
    }
}
