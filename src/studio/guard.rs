//! Decides who is answered. A browser comes with the token of the printed address and gets a
//! cookie. A request is refused if it names another host, comes from the page of another address,
//! or has no cookie. So no other page, program or machine can use the server through the browser.

use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer::Failure;
use super::connections::Known;

/// The secrets of a run, and its port.
pub(super) struct Guard {
    token: String,
    /// A token that is good for one use; empty once it was used.
    once: Mutex<String>,
    session: String,
    port: u16,
}

/// What may be done with the page's content. `nonce` allows the style elements of the page itself.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    )
}

impl Guard {
    /// Draws the secrets.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub(super) fn new(port: u16) -> io::Result<Guard> {
        Ok(Guard {
            token: secret()?,
            once: Mutex::new(secret()?),
            session: secret()?,
            port,
        })
    }

    /// Returns the address that the user opens.
    pub(super) fn address(&self) -> String {
        self.address_with(&self.token)
    }

    /// Returns an address that can be opened once.
    pub(super) fn address_for_once(&self) -> String {
        let once = self.once.lock().unwrap_or_else(PoisonError::into_inner);
        self.address_with(&once)
    }

    fn address_with(&self, token: &str) -> String {
        format!("http://127.0.0.1:{}/?token={token}", self.port)
    }

    /// Returns the name of the cookie. Cookies do not depend on the port.
    fn cookie(&self) -> String {
        format!("cuebook-{}", self.port)
    }

    /// Returns the host as browsers name it, if it is this server.
    fn host(&self, uri: &Uri, headers: &HeaderMap) -> Option<String> {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next()?.to_str().ok()?.to_ascii_lowercase();
        let is_alone = hosts.next().is_none();
        let is_named = uri.authority().is_none_or(|own| own.as_str() == host);
        let own = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", self.port));
        (is_alone && is_named && own.contains(&host)).then_some(host)
    }

    /// Returns whether a request is for the first address, with its token.
    fn has_token(&self, uri: &Uri) -> bool {
        let once = self.once.lock().unwrap_or_else(PoisonError::into_inner);
        let is_own = |token: &str| {
            is_equal(token, &self.token) || (!once.is_empty() && is_equal(token, &once))
        };
        token_of(uri).is_some_and(is_own)
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie();
        let cookies = headers.get_all(header::COOKIE).iter();
        let mut cookies = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'));
        cookies.any(|cookie| {
            let own = cookie.trim().split_once('=');
            own.is_some_and(|(key, value)| key == name && is_equal(value, &self.session))
        })
    }

    /// Checks a request.
    ///
    /// # Errors
    /// When it is not answered.
    fn check(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Failure> {
        let foreign = |why: &str| Failure::new(StatusCode::FORBIDDEN, "foreign", why);
        let Some(host) = self.host(uri, headers) else {
            return Err(foreign("this server answers to 127.0.0.1 only"));
        };
        let origin = headers.get(header::ORIGIN);
        let is_own =
            origin.is_none_or(|origin| origin.as_bytes() == format!("http://{host}").as_bytes());
        // A browser sends the origin with everything that can change something.
        let is_socket = headers.contains_key(header::UPGRADE);
        let needs_origin = is_socket || !matches!(*method, Method::GET | Method::HEAD);
        if !is_own || (needs_origin && origin.is_none()) {
            return Err(foreign("this request comes from another page"));
        }
        let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        let is_same = matches!(site, None | Some(b"same-origin" | b"none"));
        if !is_same && !self.has_token(uri) {
            return Err(foreign("this request comes from another site"));
        }
        if !self.has_cookie(headers) && !self.has_token(uri) {
            let message = "this browser has no session";
            return Err(
                Failure::new(StatusCode::UNAUTHORIZED, "no-session", message)
                    .help("open the address that `cuebook studio` printed"),
            );
        }
        Ok(())
    }

    /// Returns the answer to the first address: the cookie, and the way to the page.
    fn welcome(&self, uri: &Uri) -> Response {
        let mut once = self.once.lock().unwrap_or_else(PoisonError::into_inner);
        if token_of(uri) == Some(once.as_str()) {
            once.clear();
        }
        let cookie = format!(
            "{}={}; HttpOnly; SameSite=Strict; Path=/",
            self.cookie(),
            self.session
        );
        let headers = [
            (header::SET_COOKIE, cookie),
            (header::LOCATION, "/".to_owned()),
        ];
        (StatusCode::SEE_OTHER, headers).into_response()
    }
}

/// Returns the token in the first address.
fn token_of(uri: &Uri) -> Option<&str> {
    let mut pairs = uri.query().unwrap_or_default().split('&');
    let token = pairs.find_map(|pair| pair.strip_prefix("token="));
    token.filter(|_| uri.path() == "/")
}

/// The nonce of an answer, which its page and its policy have in common.
#[derive(Clone)]
pub(super) struct Nonce(pub Arc<str>);

/// Lets a request pass, or refuses it. Every answer says what browsers may do with it.
pub(super) async fn guarded(
    State(guard): State<Arc<Guard>>,
    mut request: Request,
    next: Next,
) -> Response {
    let nonce = secret().unwrap_or_default();
    request
        .extensions_mut()
        .insert(Nonce(nonce.as_str().into()));
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    let checked = guard.check(method, uri, headers);
    if let (Ok(()), Some(known)) = (&checked, request.extensions().get::<Known>()) {
        known.set();
    }
    let mut response = match checked {
        Err(failure) => failure.into_response(),
        Ok(()) if guard.has_token(uri) => guard.welcome(uri),
        Ok(()) => next.run(request).await,
    };
    let own = response.headers_mut();
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in fixed {
        own.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        own.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    own.entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Draws 128 random bits, as hexadecimal digits.
fn secret() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// Compares secrets in a time that does not depend on where they differ.
fn is_equal(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    one.len() == other.len() && pairs.fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard {
            token: "11".to_owned(),
            once: Mutex::new("33".to_owned()),
            session: "22".to_owned(),
            port: 80,
        }
    }

    fn asked(method: &str, path: &str, headers: &[(&'static str, &str)]) -> u16 {
        let guard = guard();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let checked = guard.check(&method.parse().unwrap(), &path.parse().unwrap(), &map);
        checked.map_or_else(|failure| failure.status.as_u16(), |()| 200)
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:80");
    const COOKIE: (&str, &str) = ("cookie", "a=b; cuebook-80=22");
    const ORIGIN: (&str, &str) = ("origin", "http://127.0.0.1:80");

    #[test]
    fn only_the_first_address_and_the_cookie_open_a_session() {
        assert_eq!(asked("GET", "/", &[HOST]), 401);
        assert_eq!(asked("GET", "/?token=12", &[HOST]), 401);
        assert_eq!(asked("GET", "/?token=11", &[HOST]), 200);
        assert_eq!(asked("GET", "/api/show?token=11", &[HOST]), 401);
        assert_eq!(asked("GET", "/api/show", &[HOST, COOKIE]), 200);
        assert_eq!(asked("GET", "/", &[HOST, ("cookie", "cuebook-81=22")]), 401);
    }

    #[test]
    fn the_address_of_the_opened_browser_is_good_once() {
        let guard = guard();
        let (printed, opened) = (guard.address(), guard.address_for_once());
        assert_ne!(printed, opened);
        let has_token = |address: &str| guard.has_token(&address.parse().unwrap());
        for address in [&printed, &opened, &printed] {
            assert!(has_token(address), "{address}");
            guard.welcome(&address.parse().unwrap());
        }
        assert!(!has_token(&opened));
        assert!(!has_token("http://127.0.0.1:80/?token="));
    }

    #[test]
    fn another_host_is_refused() {
        for host in [
            "evil.example:80",
            "127.0.0.1",
            "127.0.0.1:81",
            "127.0.0.1.evil.example:80",
        ] {
            assert_eq!(asked("GET", "/", &[("host", host), COOKIE]), 403, "{host}");
        }
        assert_eq!(asked("GET", "/", &[("host", "localhost:80"), COOKIE]), 200);
        assert_eq!(asked("GET", "/", &[COOKIE]), 403, "no host");
        assert_eq!(asked("GET", "/", &[HOST, HOST, COOKIE]), 403, "two hosts");
        let other = "http://evil.example/";
        assert_eq!(asked("GET", other, &[HOST, COOKIE]), 403);
    }

    #[test]
    fn what_comes_from_another_page_is_refused() {
        for origin in [
            "http://evil.example",
            "null",
            "http://localhost:80",
            "https://127.0.0.1:80",
        ] {
            let origin = ("origin", origin);
            assert_eq!(asked("POST", "/api/edit", &[HOST, COOKIE, origin]), 403);
            assert_eq!(asked("GET", "/api/show", &[HOST, COOKIE, origin]), 403);
        }
        assert_eq!(
            asked("POST", "/api/edit", &[HOST, COOKIE]),
            403,
            "no origin"
        );
        assert_eq!(asked("POST", "/api/edit", &[HOST, COOKIE, ORIGIN]), 200);
        let socket = ("upgrade", "websocket");
        assert_eq!(asked("GET", "/api/socket", &[HOST, COOKIE, socket]), 403);
        assert_eq!(
            asked("GET", "/api/socket", &[HOST, COOKIE, socket, ORIGIN]),
            200
        );
        for site in ["cross-site", "same-site"] {
            let site = ("sec-fetch-site", site);
            assert_eq!(asked("GET", "/api/show", &[HOST, COOKIE, site]), 403);
            assert_eq!(asked("GET", "/?token=11", &[HOST, site]), 200);
        }
    }
}
