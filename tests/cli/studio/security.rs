//! What a stranger may try: each attempt is refused.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use super::client::Studio;
use crate::stage::Stage;

/// The code of a refusal.
fn code(answer: &super::client::Answer) -> String {
    answer.json()["error"]["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn without_the_token_nothing_is_answered() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    for path in [
        "/",
        "/api/show",
        "/api/socket",
        "/assets/a.js",
        "/?token=",
        "/?token=0123",
        "/api/show?token=",
    ] {
        let answer = studio.raw("GET", path, &[studio.host()], b"");
        assert_eq!(
            (answer.status, code(&answer)),
            (401, "no-session".into()),
            "{path}"
        );
    }
    let path = format!("/api/show?token={}", studio.token);
    assert_eq!(studio.raw("GET", &path, &[studio.host()], b"").status, 401);
    let forged = ("Cookie", studio.cookie.replace('0', "1"));
    if forged.1 != studio.cookie {
        assert_eq!(
            studio
                .raw("GET", "/api/show", &[studio.host(), forged], b"")
                .status,
            401
        );
    }
}

#[test]
fn a_wrong_host_is_refused_also_with_the_cookie() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    // The name of another site that is bound to this address: rebinding.
    let port = studio.port;
    for host in [
        format!("evil.example:{port}"),
        "evil.example".into(),
        "127.0.0.1".into(),
        format!("127.0.0.1:{}", port ^ 1),
        format!("0.0.0.0:{port}"),
    ] {
        let headers = [("Host", host.clone()), studio.session()];
        let answer = studio.raw("GET", "/api/show", &headers, b"");
        assert_eq!(
            (answer.status, code(&answer)),
            (403, "foreign".into()),
            "{host}"
        );
        let first = format!("/?token={}", studio.token);
        assert_eq!(studio.raw("GET", &first, &headers, b"").status, 403);
    }
    let nameless = studio.raw("GET", "/api/show", &[studio.session()], b"");
    assert!(matches!(nameless.status, 400 | 403));
}

#[test]
fn a_foreign_page_cannot_use_the_session_of_the_browser() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let revision = studio.show()["revision"].clone();
    let gesture = json!({ "revision": revision, "gesture": { "do": "unline", "lines": ["go"] } });
    let body = gesture.to_string();
    let kind = ("Content-Type", "application/json".to_owned());
    for origin in [
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "https://127.0.0.1",
    ] {
        let origin = ("Origin", origin.to_owned());
        let headers = [
            studio.host(),
            studio.session(),
            origin.clone(),
            kind.clone(),
        ];
        let answer = studio.raw("POST", "/api/edit", &headers, body.as_bytes());
        assert_eq!(
            (answer.status, code(&answer)),
            (403, "foreign".into()),
            "{origin:?}"
        );
        let upgrade = [
            ("Upgrade", "websocket".to_owned()),
            ("Connection", "Upgrade".to_owned()),
        ];
        let headers = [&[studio.host(), studio.session(), origin][..], &upgrade].concat();
        assert_eq!(studio.raw("GET", "/api/socket", &headers, b"").status, 403);
        assert_eq!(studio.raw("GET", "/api/lsp", &headers, b"").status, 403);
    }
    let headers = [studio.host(), studio.session(), kind];
    let answer = studio.raw("POST", "/api/edit", &headers, body.as_bytes());
    assert_eq!(answer.status, 403, "without an origin");
    let site = ("Sec-Fetch-Site", "cross-site".to_owned());
    let headers = [studio.host(), studio.session(), site];
    assert_eq!(studio.raw("GET", "/api/show", &headers, b"").status, 403);
    // A form of another page cannot send JSON.
    let form = ("Content-Type", "text/plain".to_owned());
    let headers = [studio.host(), studio.session(), studio.origin(), form];
    assert_eq!(
        studio
            .raw("POST", "/api/edit", &headers, body.as_bytes())
            .status,
        400
    );
    assert_eq!(stage.bytes("show.yaml"), crate::stage::SCRIPT.as_bytes());
}

#[test]
fn the_page_may_load_only_its_own_things() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let head = studio.asked("/").head;
    let policy = head.split("content-security-policy: ").nth(1).unwrap();
    let policy = policy.split("\r\n").next().unwrap();
    for part in [
        "default-src 'none'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'));
    for line in [
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(head.contains(line), "{head}");
    }
    assert_ne!(
        studio.asked("/").head.split("nonce-").nth(1),
        head.split("nonce-").nth(1)
    );
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let stage = Stage::new();
    fs::create_dir(stage.path("shows")).unwrap();
    stage.write("shows/own.yaml", "text: |\n  It rained.\n");
    stage.write("secret.yaml", "text: |\n  The swordfish.\n");
    stage.write("shows/secret.txt", "");
    #[cfg(unix)]
    {
        fs::remove_file(stage.path("shows/secret.txt")).unwrap();
        std::os::unix::fs::symlink(stage.path("secret.yaml"), stage.path("shows/link.yaml"))
            .unwrap();
    }
    let studio = Studio::open(&stage, &["shows/own.yaml"]);
    let absolute = stage.path("secret.yaml").display().to_string();
    for name in [
        "../secret.yaml",
        "./../secret.yaml",
        "x/../../secret.yaml",
        "link.yaml",
        absolute.as_str(),
        "..",
        "",
    ] {
        let (status, answer) = studio.post("/api/open", &json!({ "script": name }));
        assert_eq!(status, 404, "{name}: {answer}");
        let (status, _) = studio.post("/api/open", &json!({ "text": name }));
        assert_eq!(status, 404, "{name}");
    }
    for path in [
        "/../secret.yaml",
        "/%2e%2e/secret.yaml",
        "/..%2fsecret.yaml",
        "/assets/..%2f..%2fsecret.yaml",
        "/%2fetc%2fpasswd",
        "//etc/passwd",
        "/api/sounds/..%2Fsecret.yaml/sample",
        "/api/sounds/%2Fetc%2Fpasswd/sample",
        "/api/sounds/lib%2F..%2F..%2Fsecret.yaml/sample",
    ] {
        let answer = studio.asked(path);
        assert!(
            matches!(answer.status, 400 | 404),
            "{path}: {}",
            answer.status
        );
        assert!(
            !String::from_utf8_lossy(&answer.body).contains("swordfish"),
            "{path}"
        );
    }
}

#[test]
fn a_large_upload_is_refused_before_it_is_read() {
    let stage = Stage::new();
    let studio = Studio::open(&stage, &["show.yaml"]);
    let kind = ("Content-Type", "application/octet-stream".to_owned());
    for (path, size) in [
        ("/api/sound?name=a.wav", 2_u64 << 30),
        ("/api/text?name=a.txt", 33 << 20),
        ("/api/take?line=go", 2 << 30),
    ] {
        let length = ("Content-Length", size.to_string());
        let headers = [
            studio.host(),
            studio.session(),
            studio.origin(),
            kind.clone(),
            length,
        ];
        // Nothing of the body is sent.
        let answer = studio.raw("POST", path, &headers, b"");
        assert_eq!(
            (answer.status, code(&answer)),
            (413, "too-large".into()),
            "{path}"
        );
    }
    let before = stage.names();
    // A length that is not said is counted.
    let mut stream = TcpStream::connect(("127.0.0.1", studio.port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let head = format!(
        "POST /api/text?name=a.txt HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nOrigin: {}\r\nTransfer-Encoding: chunked\r\n\r\n",
        studio.host().1,
        studio.cookie,
        studio.origin().1
    );
    stream.write_all(head.as_bytes()).unwrap();
    let chunk = [b"100000\r\n".as_slice(), &vec![b'a'; 1 << 20], b"\r\n"].concat();
    for _ in 0..33 {
        stream.write_all(&chunk).unwrap();
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    assert_eq!(stage.names(), before, "no file is left");
}
