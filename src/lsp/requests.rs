//! The editor's requests and their answers. A request about a text that is not a
//! cue script gets an empty answer.

use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::{
    CodeAction, CodeActionOptions, CodeActionOrCommand, CompletionOptions, CompletionParams,
    DocumentFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, FileSystemWatcher,
    GlobPattern, GotoDefinitionParams, HoverParams, HoverProviderCapability, InitializeParams,
    OneOf, Position, PositionEncodingKind, PrepareRenameResponse, ReferenceParams, RenameOptions,
    RenameParams, SaveOptions, ServerCapabilities, TextDocumentPositionParams,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::changes::Offer;
use super::documents::Documents;
use super::page::Units;
use super::{actions, changes, complete, hover, layout, navigate, series, symbols};
use cuebook_core::sound_format::ENDINGS;

/// The reason why a request is refused.
pub(super) struct Refusal {
    pub code: ErrorCode,
    pub message: String,
}

type Answer = Result<Value, Refusal>;

/// Returns the capabilities of the server.
pub(super) fn initialized(units: Units) -> Value {
    let encoding = match units {
        Units::Utf8 => PositionEncodingKind::UTF8,
        Units::Utf16 => PositionEncodingKind::UTF16,
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(
            SaveOptions::default(),
        )),
        ..TextDocumentSyncOptions::default()
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", "\"", "'", "{", "[", ":"].map(String::from).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(
            CodeActionOptions {
                resolve_provider: Some(true),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        document_formatting_provider: Some(OneOf::Left(true)),
        ..ServerCapabilities::default()
    };
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "cuebook", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// Returns whether the editor can report changed files on request.
pub(super) fn may_watch(asked: &InitializeParams) -> bool {
    let workspace = asked.capabilities.workspace.as_ref();
    let watches = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
    watches
        .and_then(|watches| watches.dynamic_registration)
        .unwrap_or(false)
}

/// Returns the request to report changes of the files that a script may name.
pub(super) fn watching() -> Request {
    let glob = format!("**/*.{{txt,md,yaml,yml,{}}}", ENDINGS.join(","));
    let watcher = FileSystemWatcher {
        glob_pattern: GlobPattern::String(glob),
        kind: None,
    };
    let asked = json!({ "registrations": [{
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": { "watchers": [watcher] },
    }] });
    let method = "client/registerCapability".to_owned();
    Request::new(RequestId::from("files".to_owned()), method, asked)
}

/// Answers a request.
pub(super) fn answer(documents: &mut Documents, method: &str, params: Value) -> Answer {
    match method {
        "textDocument/completion" => completion(documents, read(params)?),
        "textDocument/hover" => hover(documents, read(params)?),
        "textDocument/definition" => definition(documents, read(params)?),
        "textDocument/references" => references(documents, read(params)?),
        "textDocument/prepareRename" => prepare(documents, read(params)?),
        "textDocument/rename" => rename(documents, read(params)?),
        "textDocument/documentSymbol" => outline(documents, read(params)?),
        "textDocument/codeAction" => actions(documents, read(params)?),
        "codeAction/resolve" => resolved(documents, read(params)?),
        "textDocument/formatting" => formatted(documents, read(params)?),
        _ => Err(Refusal {
            code: ErrorCode::MethodNotFound,
            message: format!("`{method}` is not supported"),
        }),
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal {
        code: ErrorCode::InvalidParams,
        message: error.to_string(),
    })
}

fn written(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| Refusal {
        code: ErrorCode::InternalError,
        message: error.to_string(),
    })
}

fn refused(message: String) -> Refusal {
    Refusal {
        code: ErrorCode::RequestFailed,
        message,
    }
}

/// Returns the URI of a text, and the byte in it.
fn spot(documents: &Documents, at: &TextDocumentPositionParams) -> Option<(String, usize)> {
    let uri = at.text_document.uri.as_str().to_owned();
    let position: Position = at.position;
    let byte = documents.page(&uri)?.byte(position);
    Some((uri, byte))
}

fn completion(documents: &mut Documents, asked: CompletionParams) -> Answer {
    let place = &asked.text_document_position;
    if let Some((path, page)) = documents.series(place.text_document.uri.as_str()) {
        let items = series::complete(path, page, page.byte(place.position));
        return written(json!({ "isIncomplete": true, "items": items }));
    }
    let Some((uri, byte)) = spot(documents, &asked.text_document_position) else {
        return Ok(Value::Null);
    };
    let (Some(good), Some(page)) = (documents.good(&uri), documents.page(&uri)) else {
        return Ok(Value::Null);
    };
    let world = documents.world(&uri);
    let items = complete::complete(page, byte, &good, &world);
    // The list depends on every letter, so the editor must ask again.
    written(json!({ "isIncomplete": true, "items": items }))
}

fn hover(documents: &mut Documents, asked: HoverParams) -> Answer {
    let Some((uri, byte)) = spot(documents, &asked.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let reading = documents.reading(&uri);
    written(reading.and_then(|reading| hover::hover(documents, &reading, byte)))
}

fn definition(documents: &mut Documents, asked: GotoDefinitionParams) -> Answer {
    let Some((uri, byte)) = spot(documents, &asked.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let reading = documents.reading(&uri);
    written(reading.and_then(|reading| navigate::definition(documents, &uri, &reading, byte)))
}

fn references(documents: &mut Documents, asked: ReferenceParams) -> Answer {
    let Some((uri, byte)) = spot(documents, &asked.text_document_position) else {
        return Ok(Value::Null);
    };
    let declared = asked.context.include_declaration;
    let reading = documents.reading(&uri);
    written(reading.map(|reading| {
        let around = documents.around(&uri, &reading);
        navigate::references((&uri, &reading), &around, (byte, declared))
    }))
}

fn prepare(documents: &mut Documents, asked: TextDocumentPositionParams) -> Answer {
    let Some((uri, byte)) = spot(documents, &asked) else {
        return Ok(Value::Null);
    };
    let Some(reading) = documents.reading(&uri) else {
        return Ok(Value::Null);
    };
    let name = navigate::renameable(&reading, byte).map_err(refused)?;
    let span = navigate::inner(&reading.page.text, name.span);
    written(PrepareRenameResponse::RangeWithPlaceholder {
        range: reading.page.range(span),
        placeholder: name.text.clone(),
    })
}

fn rename(documents: &mut Documents, asked: RenameParams) -> Answer {
    let Some((uri, byte)) = spot(documents, &asked.text_document_position) else {
        return Ok(Value::Null);
    };
    let Some(reading) = documents.reading(&uri) else {
        return Ok(Value::Null);
    };
    let to = (byte, asked.new_name.as_str());
    let around = documents.around(&uri, &reading);
    written(navigate::rename((&uri, &reading), &around, to).map_err(refused)?)
}

fn outline(documents: &mut Documents, asked: DocumentSymbolParams) -> Answer {
    let reading = documents.good(asked.text_document.uri.as_str());
    written(reading.map(|reading| DocumentSymbolResponse::Nested(symbols::symbols(&reading))))
}

fn actions(documents: &mut Documents, asked: lsp_types::CodeActionParams) -> Answer {
    let uri = asked.text_document.uri.as_str();
    let reading = documents.reading(uri);
    written(reading.map(|reading| {
        let mut all = actions::actions(uri, &reading, asked.range);
        let place = reading.page.span(asked.range);
        let changes = match documents.version(uri).filter(|_| documents.asks_for_edits) {
            Some(version) => changes::offers(uri, version, &reading, place),
            None => changes::whole(uri, &reading, place),
        };
        all.extend(changes.into_iter().map(CodeActionOrCommand::CodeAction));
        all
    }))
}

/// Adds the edit to an offered action. If the text has changed since, there is none.
fn resolved(documents: &mut Documents, mut action: CodeAction) -> Answer {
    let offer = action
        .data
        .clone()
        .and_then(|data| serde_json::from_value(data).ok());
    let offer: Offer = match offer {
        Some(offer) => offer,
        None => return written(action),
    };
    if documents.version(&offer.uri) != Some(offer.version) {
        return Err(refused("the script has changed in the meantime".to_owned()));
    }
    let reading = documents.reading(&offer.uri);
    action.edit = reading.and_then(|reading| changes::resolved(&reading, &offer));
    match action.edit {
        Some(_) => written(action),
        None => Err(refused("the script cannot be changed so".to_owned())),
    }
}

fn formatted(documents: &mut Documents, asked: DocumentFormattingParams) -> Answer {
    let Some(reading) = documents.reading(asked.text_document.uri.as_str()) else {
        return Ok(Value::Null);
    };
    let edits = layout::edits(&reading.page);
    written(edits.map_err(|why| refused(why[0].message.clone()))?)
}
