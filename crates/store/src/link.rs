//! The connection to a store. Every call waits for its answer.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs, io};

use futures_util::StreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    BackoffConfig, Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, RetryConfig,
    UpdateVersion,
};
#[cfg(feature = "https")]
use object_store::{azure::MicrosoftAzureBuilder, gcp::GoogleCloudStorageBuilder};
use std::time::{Duration, SystemTime};

use crate::http::Connector;
use crate::place::{Place, Service};

/// Why a store cannot be used now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Away {
    /// It does not answer.
    #[error("{0}")]
    Silent(String),
    /// It refuses, or its settings are wrong. It is not asked again.
    #[error("{0}")]
    Refused(String),
}

/// A connection.
#[derive(Debug)]
pub(crate) struct Link {
    store: Arc<dyn ObjectStore>,
    /// The path that the address names within the store.
    root: Path,
    /// The folder, if the store is one.
    pub(crate) folder: Option<PathBuf>,
    /// Whether the store does not answer, for tests.
    #[cfg(test)]
    pub is_away: Arc<std::sync::atomic::AtomicBool>,
    /// How long it lets wait before an answer, for tests.
    #[cfg(test)]
    pub delay: Option<fn() -> Duration>,
}

/// The result of a conditional put.
#[derive(Debug)]
pub(crate) enum Put {
    Done(UpdateVersion),
    /// Another worker was earlier.
    Lost,
}

/// An object of a list.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// The path from the root of the link.
    pub path: String,
    pub size: u64,
    /// The time of the store.
    pub written: SystemTime,
}

impl Link {
    pub(crate) fn open(place: &Place) -> Result<Link, Away> {
        let url = place.url().ok_or_else(|| bad("no address"))?;
        let Some(service) = place.service() else {
            return Err(bad("no address of a store"));
        };
        if let Some(folder) = place.folder().filter(|_| service == Service::Folder) {
            return Link::folder(&folder).map_err(|error| Away::Silent(error.to_string()));
        }
        let endpoint = place.endpoint.clone().or_else(|| endpoint(service));
        if !crate::HAS_HTTPS && !is_open(endpoint.as_deref()) {
            return Err(needs_https());
        }
        let store = open(service, place.address(), endpoint)?;
        let root = Path::from_url_path(url.path()).map_err(|error| bad(&error.to_string()))?;
        Ok(Link {
            root,
            ..Link::of(store)
        })
    }

    fn folder(folder: &std::path::Path) -> io::Result<Link> {
        fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?;
        Ok(Link {
            folder: Some(folder.to_owned()),
            ..Link::of(Arc::new(store))
        })
    }

    /// Returns the link to a store as a whole.
    pub(crate) fn of(store: Arc<dyn ObjectStore>) -> Link {
        Link {
            store,
            root: Path::default(),
            folder: None,
            #[cfg(test)]
            is_away: Arc::default(),
            #[cfg(test)]
            delay: None,
        }
    }

    /// Waits for an answer.
    fn ask<T>(
        &self,
        answer: impl Future<Output = object_store::Result<T>>,
    ) -> object_store::Result<T> {
        #[cfg(test)]
        if self.is_away.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(Error::Generic {
                store: "test",
                source: "it is away".into(),
            });
        }
        #[cfg(test)]
        if let Some(delay) = self.delay {
            std::thread::sleep(delay());
        }
        wait(answer)
    }

    fn path(&self, name: &str) -> Path {
        let parts = name.split('/').filter(|part| !part.is_empty());
        parts.fold(self.root.clone(), |path, part| path.join(part))
    }

    /// Returns an object and its version; `None` if there is none.
    pub(crate) fn get(&self, name: &str) -> Result<Option<(Vec<u8>, UpdateVersion)>, Away> {
        let path = self.path(name);
        let got = self.ask(async {
            let got = self.store.get(&path).await?;
            let version = UpdateVersion {
                e_tag: got.meta.e_tag.clone(),
                version: got.meta.version.clone(),
            };
            Ok((got.bytes().await?.to_vec(), version))
        });
        match got {
            Ok(got) => Ok(Some(got)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(away(&error)),
        }
    }

    /// Returns whether there is an object.
    pub(crate) fn has(&self, name: &str) -> Result<bool, Away> {
        let path = self.path(name);
        match self.ask(self.store.head(&path)) {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(away(&error)),
        }
    }

    /// Puts an object if there is none.
    pub(crate) fn put_new(&self, name: &str, content: Vec<u8>) -> Result<Put, Away> {
        self.put(name, content, PutMode::Create)
    }

    /// Replaces an object if it still has this version. A folder cannot do that.
    pub(crate) fn replace(
        &self,
        name: &str,
        version: UpdateVersion,
        content: Vec<u8>,
    ) -> Result<Put, Away> {
        let path = self.path(name);
        let options = PutOptions::from(PutMode::Update(version));
        match self.ask(self.store.put_opts(&path, content.into(), options)) {
            Err(Error::NotFound { .. }) => Ok(Put::Lost),
            put => done(put),
        }
    }

    /// Puts an object, also if there is one.
    pub(crate) fn overwrite(&self, name: &str, content: Vec<u8>) -> Result<UpdateVersion, Away> {
        match self.put(name, content, PutMode::Overwrite)? {
            Put::Done(version) => Ok(version),
            Put::Lost => Err(Away::Silent("it does not overwrite".to_owned())),
        }
    }

    fn put(&self, name: &str, content: Vec<u8>, mode: PutMode) -> Result<Put, Away> {
        let path = self.path(name);
        done(
            self.ask(
                self.store
                    .put_opts(&path, content.into(), PutOptions::from(mode)),
            ),
        )
    }

    /// Removes an object. A missing one is no error.
    pub(crate) fn delete(&self, name: &str) -> Result<(), Away> {
        let path = self.path(name);
        match self.ask(self.store.delete(&path)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(away(&error)),
        }
    }

    /// Returns all objects under a path.
    pub(crate) fn list(&self, name: &str) -> Result<Vec<Listed>, Away> {
        let path = self.path(name);
        let root = self.root.as_ref();
        let listed = self.ask(async {
            let mut found = Vec::new();
            let mut objects = self.store.list(Some(&path));
            while let Some(object) = objects.next().await {
                let object = object?;
                let own = object.location.as_ref();
                let own = own.strip_prefix(root).unwrap_or(own);
                found.push(Listed {
                    path: own.trim_start_matches('/').to_owned(),
                    size: object.size,
                    written: object.last_modified.into(),
                });
            }
            Ok(found)
        });
        listed.map_err(|error| away(&error))
    }
}

/// Returns the address of the server that the environment names.
fn endpoint(service: Service) -> Option<String> {
    let names: &[&str] = match service {
        Service::S3 => &["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"],
        Service::Azure => &["AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"],
        Service::Google | Service::Folder => &[],
    };
    names.iter().find_map(|name| env::var(name).ok())
}

fn open(
    service: Service,
    address: &str,
    endpoint: Option<String>,
) -> Result<Arc<dyn ObjectStore>, Away> {
    let opened = match service {
        #[cfg(feature = "https")]
        Service::Google => google(address),
        #[cfg(feature = "https")]
        Service::Azure => azure(address, endpoint),
        #[cfg(not(feature = "https"))]
        Service::Google | Service::Azure => return Err(needs_https()),
        Service::S3 | Service::Folder => s3(address, endpoint),
    };
    opened.map_err(|error| Away::Refused(cause(&error)))
}

/// The caller repeats, so that a store that is away is known soon.
fn retry() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(50),
            ..BackoffConfig::default()
        },
        max_retries: 1,
        retry_timeout: Duration::from_secs(10),
    }
}

fn s3(address: &str, endpoint: Option<String>) -> object_store::Result<Arc<dyn ObjectStore>> {
    let mut builder = AmazonS3Builder::from_env()
        .with_url(address)
        .with_allow_http(is_open(endpoint.as_deref()))
        .with_retry(retry())
        .with_http_connector(Connector);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    #[cfg(not(feature = "https"))]
    let builder = builder.with_crypto_provider(Arc::new(crate::digest::Digests));
    Ok(Arc::new(builder.build()?))
}

#[cfg(feature = "https")]
fn google(address: &str) -> object_store::Result<Arc<dyn ObjectStore>> {
    let builder = GoogleCloudStorageBuilder::from_env()
        .with_url(address)
        .with_retry(retry())
        .with_http_connector(Connector);
    Ok(Arc::new(builder.build()?))
}

#[cfg(feature = "https")]
fn azure(address: &str, endpoint: Option<String>) -> object_store::Result<Arc<dyn ObjectStore>> {
    let mut builder = MicrosoftAzureBuilder::from_env()
        .with_url(address)
        .with_allow_http(is_open(endpoint.as_deref()))
        .with_retry(retry())
        .with_http_connector(Connector);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    Ok(Arc::new(builder.build()?))
}

/// Returns whether a server is asked without encryption.
fn is_open(endpoint: Option<&str>) -> bool {
    endpoint.is_some_and(|own| own.starts_with("http:"))
}

/// Waits for an answer. Requests wait on this thread themselves, so one thread is enough.
fn wait<T>(answer: impl Future<Output = object_store::Result<T>>) -> object_store::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(answer),
        Err(error) => Err(Error::Generic {
            store: "runtime",
            source: Box::new(error),
        }),
    }
}

fn done(put: object_store::Result<object_store::PutResult>) -> Result<Put, Away> {
    match put {
        Ok(put) => Ok(Put::Done(put.into())),
        Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(Put::Lost),
        Err(error) => Err(away(&error)),
    }
}

fn needs_https() -> Away {
    bad(
        "it needs HTTPS, which this build of cuebook does not have: build it with `--features https`",
    )
}

fn bad(reason: &str) -> Away {
    Away::Refused(reason.to_owned())
}

fn away(error: &Error) -> Away {
    match error {
        // Objects that are missing are no errors where they may be: it is the bucket that is missing.
        Error::NotFound { .. } => bad(&format!("there is no such bucket: {}", cause(error))),
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
            Away::Refused(cause(error))
        }
        error => Away::Silent(cause(error)),
    }
}

/// Returns the last cause of an error on one line, which says most.
fn cause(error: &Error) -> String {
    let mut last: &dyn std::error::Error = error;
    while let Some(source) = last.source() {
        last = source;
    }
    let text = last.to_string();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(300).collect()
}
