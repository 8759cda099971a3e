//! The editor's requests and their answers. A request about a text that is not a
//! cue script gets an empty answer.

use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::{
    CompletionOptions, CompletionParams, DocumentFormattingParams, DocumentSymbolParams,
    DocumentSymbolResponse, FileSystemWatcher, GlobPattern, GotoDefinitionParams, HoverParams,
    HoverProviderCapability, InitializeParams, OneOf, Position, PositionEncodingKind,
    PrepareRenameResponse, ReferenceParams, RenameOptions, RenameParams, SaveOptions,
    ServerCapabilities, TextDocumentPositionParams, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::desk::Desk;
use super::page::Units;
use super::{complete, hover, layout, mend, navigate, symbols};

/// The reason why a request is refused.
pub struct Refusal {
    pub code: ErrorCode,
    pub message: String,
}

type Answer = Result<Value, Refusal>;

/// Returns the capabilities of the server.
pub fn initialized(units: Units) -> Value {
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
        code_action_provider: Some(true.into()),
        document_formatting_provider: Some(OneOf::Left(true)),
        ..ServerCapabilities::default()
    };
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "cuebook", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// Returns whether the editor can report changed files on request.
pub fn may_watch(asked: &InitializeParams) -> bool {
    let workspace = asked.capabilities.workspace.as_ref();
    let watches = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
    watches
        .and_then(|watches| watches.dynamic_registration)
        .unwrap_or(false)
}

/// Returns the request to report changes of the files that a script may name.
pub fn watching() -> Request {
    let glob = "**/*.{txt,md,yaml,yml,wav,aiff,aif,flac,ogg,mp3,m4a}";
    let watcher = FileSystemWatcher {
        glob_pattern: GlobPattern::String(glob.to_owned()),
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
pub fn answer(desk: &mut Desk, method: &str, params: Value) -> Answer {
    match method {
        "textDocument/completion" => completion(desk, read(params)?),
        "textDocument/hover" => told(desk, read(params)?),
        "textDocument/definition" => definition(desk, read(params)?),
        "textDocument/references" => references(desk, read(params)?),
        "textDocument/prepareRename" => prepare(desk, read(params)?),
        "textDocument/rename" => rename(desk, read(params)?),
        "textDocument/documentSymbol" => outline(desk, read(params)?),
        "textDocument/codeAction" => actions(desk, read(params)?),
        "textDocument/formatting" => formatted(desk, read(params)?),
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
fn spot(desk: &Desk, at: &TextDocumentPositionParams) -> Option<(String, usize)> {
    let uri = at.text_document.uri.as_str().to_owned();
    let position: Position = at.position;
    let byte = desk.page(&uri)?.byte(position);
    Some((uri, byte))
}

fn completion(desk: &mut Desk, asked: CompletionParams) -> Answer {
    let Some((uri, byte)) = spot(desk, &asked.text_document_position) else {
        return Ok(Value::Null);
    };
    let (Some(good), Some(page)) = (desk.good(&uri), desk.page(&uri)) else {
        return Ok(Value::Null);
    };
    let world = desk.world(&uri);
    let items = complete::complete(page, byte, &good, &world);
    // The list depends on every letter, so the editor must ask again.
    written(json!({ "isIncomplete": true, "items": items }))
}

fn told(desk: &mut Desk, asked: HoverParams) -> Answer {
    let Some((uri, byte)) = spot(desk, &asked.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let reading = desk.reading(&uri);
    written(reading.and_then(|reading| hover::hover(desk, &reading, byte)))
}

fn definition(desk: &mut Desk, asked: GotoDefinitionParams) -> Answer {
    let Some((uri, byte)) = spot(desk, &asked.text_document_position_params) else {
        return Ok(Value::Null);
    };
    let reading = desk.reading(&uri);
    written(reading.and_then(|reading| navigate::definition(desk, &uri, &reading, byte)))
}

fn references(desk: &mut Desk, asked: ReferenceParams) -> Answer {
    let Some((uri, byte)) = spot(desk, &asked.text_document_position) else {
        return Ok(Value::Null);
    };
    let declared = asked.context.include_declaration;
    let reading = desk.reading(&uri);
    written(reading.map(|reading| navigate::references(&uri, &reading, byte, declared)))
}

fn prepare(desk: &mut Desk, asked: TextDocumentPositionParams) -> Answer {
    let Some((uri, byte)) = spot(desk, &asked) else {
        return Ok(Value::Null);
    };
    let Some(reading) = desk.reading(&uri) else {
        return Ok(Value::Null);
    };
    let name = navigate::renameable(&reading, byte).map_err(refused)?;
    let span = navigate::inner(&reading.page.text, name.span);
    written(PrepareRenameResponse::RangeWithPlaceholder {
        range: reading.page.range(span),
        placeholder: name.text.clone(),
    })
}

fn rename(desk: &mut Desk, asked: RenameParams) -> Answer {
    let Some((uri, byte)) = spot(desk, &asked.text_document_position) else {
        return Ok(Value::Null);
    };
    let Some(reading) = desk.reading(&uri) else {
        return Ok(Value::Null);
    };
    written(navigate::rename(&uri, &reading, byte, &asked.new_name).map_err(refused)?)
}

fn outline(desk: &mut Desk, asked: DocumentSymbolParams) -> Answer {
    let reading = desk.good(asked.text_document.uri.as_str());
    written(reading.map(|reading| DocumentSymbolResponse::Nested(symbols::symbols(&reading))))
}

fn actions(desk: &mut Desk, asked: lsp_types::CodeActionParams) -> Answer {
    let uri = asked.text_document.uri.as_str();
    let reading = desk.reading(uri);
    written(reading.map(|reading| mend::actions(uri, &reading, asked.range)))
}

fn formatted(desk: &mut Desk, asked: DocumentFormattingParams) -> Answer {
    let Some(reading) = desk.reading(asked.text_document.uri.as_str()) else {
        return Ok(Value::Null);
    };
    let edits = layout::edits(&reading.page);
    written(edits.map_err(|why| refused(why[0].message.clone()))?)
}
