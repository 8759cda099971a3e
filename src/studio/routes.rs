//! The addresses of the server, each with what it answers.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{DefaultBodyLimit, Extension, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use super::answer::{Failure, apart, json, json_bytes, read};
use super::assets;
use super::desk::{Asked, Desk};
use super::guard::{Guard, Nonce, guarded};
use super::socket::{self, Sockets};
use super::sounds::{self, Audition, Search, Settings};
use super::times::LaidOut;
use super::uploads::{self, MOST_SOUND, MOST_TEXT};
use super::{language, paths, peaks, publishing};

/// The most bytes of a request that is no upload.
const MOST: usize = 16 << 20;

type Answer = Result<Response, Failure>;
type Shared = State<Arc<Desk>>;

/// Returns the addresses, with the guard before all of them.
pub(super) fn of(desk: Arc<Desk>, guard: Arc<Guard>) -> Router {
    let sockets = Arc::new(Sockets::default());
    Router::new()
        .route("/", get(page))
        .route("/api/show", get(show))
        .route("/api/timeline", get(timeline))
        .route("/api/paths", get(all_paths))
        .route("/api/edit", post(edit))
        .route("/api/undo", post(undo))
        .route("/api/redo", post(redo))
        .route("/api/folder", get(folder))
        .route("/api/open", post(open))
        .route("/api/text", post(text))
        .route("/api/sound", post(sound))
        .route("/api/take", post(take))
        .route("/api/sounds", get(search))
        .route("/api/sounds/{name}", get(one_sound))
        .route("/api/sounds/{name}/sample", get(sample))
        .route("/api/sounds/{name}/picture", get(picture))
        .route("/api/voices", get(voices))
        .route("/api/audition", post(audition))
        .route("/api/peaks", get(peaks_of))
        .route("/api/publish", post(publish))
        .route("/api/socket", get(open_socket))
        .route("/api/lsp", get(open_language))
        .fallback(file)
        .layer(DefaultBodyLimit::max(MOST))
        .layer(Extension(sockets))
        .layer(middleware::from_fn_with_state(guard, guarded))
        .with_state(desk)
}

async fn page(Extension(nonce): Extension<Nonce>) -> Response {
    assets::page(&nonce.0)
}

async fn file(uri: Uri) -> Answer {
    assets::file(uri.path())
}

async fn show(State(desk): Shared) -> Answer {
    document(desk).await
}

async fn document(desk: Arc<Desk>) -> Answer {
    let bytes = apart(move || desk.document()).await?;
    Ok(json_bytes(bytes))
}

async fn folder(State(desk): Shared) -> Answer {
    let files = apart(move || Ok(desk.files())).await?;
    Ok(json(
        &serde_json::json!({ "revision": null, "folder": files }),
    ))
}

async fn timeline(State(desk): Shared) -> Answer {
    let times = apart(move || Ok(LaidOut::of(&desk)?.times())).await?;
    Ok(json(&times))
}

async fn all_paths(State(desk): Shared) -> Answer {
    let told = apart(move || paths::of(&desk)).await?;
    Ok(json(&*told))
}

async fn edit(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Answer {
    let asked: Asked = read(&headers, &body)?;
    let done = apart(move || desk.edit(&asked)).await?;
    Ok(json_bytes(done.told()))
}

/// A request about a revision.
#[derive(Deserialize)]
struct Revision {
    revision: String,
}

async fn undo(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Answer {
    stepped(desk, &headers, &body, true).await
}

async fn redo(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Answer {
    stepped(desk, &headers, &body, false).await
}

async fn stepped(desk: Arc<Desk>, headers: &HeaderMap, body: &Bytes, is_undo: bool) -> Answer {
    let asked: Revision = read(headers, body)?;
    let done = apart(move || desk.step(&asked.revision, is_undo)).await?;
    Ok(json_bytes(done.told()))
}

/// A file of the folder: a script, or a text that gets one.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Opened {
    Script(String),
    Text(String),
}

async fn open(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Answer {
    let asked: Opened = read(&headers, &body)?;
    let opened = desk.clone();
    apart(move || match asked {
        Opened::Script(name) => opened.open(&name),
        Opened::Text(name) => uploads::of_folder(&opened, &name),
    })
    .await?;
    document(desk).await
}

/// The name of an upload.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct OfLine {
    line: String,
}

async fn text(
    State(desk): Shared,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let file = uploads::received(&headers, body, MOST_TEXT).await?;
    let made = apart(move || uploads::text(&desk, &named.name, file)).await?;
    Ok(json(&made))
}

async fn sound(
    State(desk): Shared,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let file = uploads::received(&headers, body, MOST_SOUND).await?;
    let made = apart(move || uploads::sound(&desk, &named.name, file)).await?;
    Ok(json(&made))
}

async fn take(
    State(desk): Shared,
    Query(of): Query<OfLine>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let file = uploads::received(&headers, body, MOST_SOUND).await?;
    let made = apart(move || uploads::take(&desk, &of.line, file)).await?;
    Ok(json(&made))
}

async fn search(State(desk): Shared, Query(search): Query<Search>) -> Answer {
    let found = apart(move || sounds::search(&desk, &search)).await?;
    Ok(json(&found))
}

async fn one_sound(State(desk): Shared, Path(name): Path<String>) -> Answer {
    let sheet = apart(move || sounds::one(&desk, &name)).await?;
    Ok(json(&sheet))
}

fn media(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}

async fn sample(
    State(desk): Shared,
    Path(name): Path<String>,
    Query(settings): Query<Settings>,
) -> Answer {
    let bytes = apart(move || sounds::sample(&desk, &name, &settings)).await?;
    Ok(media("audio/wav", bytes))
}

async fn picture(
    State(desk): Shared,
    Path(name): Path<String>,
    Query(settings): Query<Settings>,
) -> Answer {
    let bytes = apart(move || sounds::picture(&desk, &name, &settings)).await?;
    Ok(media("image/png", bytes))
}

async fn voices(State(desk): Shared) -> Response {
    json(&sounds::voices(&desk))
}

async fn audition(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Answer {
    let asked: Audition = read(&headers, &body)?;
    let bytes = apart(move || sounds::audition(&desk, &asked)).await?;
    Ok(media("audio/wav", bytes))
}

async fn peaks_of(State(desk): Shared, Query(asked): Query<peaks::Asked>) -> Answer {
    let found = apart(move || peaks::of(&desk, &asked)).await?;
    Ok(json(&found))
}

async fn publish(State(desk): Shared, headers: HeaderMap, body: Bytes) -> Answer {
    let asked: publishing::Asked = read(&headers, &body)?;
    let begun = apart(move || publishing::begin(&desk, &asked)).await?;
    Ok((StatusCode::ACCEPTED, json(&begun)).into_response())
}

fn busy() -> Failure {
    let message = "too many sockets are open";
    Failure::new(StatusCode::TOO_MANY_REQUESTS, "busy", message)
}

async fn open_socket(
    State(desk): Shared,
    Extension(sockets): Extension<Arc<Sockets>>,
    upgrade: WebSocketUpgrade,
) -> Answer {
    let counted = sockets.count().ok_or_else(busy)?;
    let upgrade = upgrade.max_message_size(socket::LONGEST);
    Ok(upgrade.on_upgrade(move |socket| socket::serve(socket, desk, counted)))
}

async fn open_language(
    State(desk): Shared,
    Extension(sockets): Extension<Arc<Sockets>>,
    upgrade: WebSocketUpgrade,
) -> Answer {
    let counted = sockets.count().ok_or_else(busy)?;
    let upgrade = upgrade
        .max_message_size(language::LONGEST)
        .max_frame_size(language::LONGEST);
    Ok(upgrade.on_upgrade(move |socket| language::serve(socket, desk, counted)))
}
