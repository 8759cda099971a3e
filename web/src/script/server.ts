// The language server over its socket.

import {
  formatKeymap,
  hoverTooltips,
  LSPClient,
  renameKeymap,
  serverCompletion,
  serverDiagnostics,
  type Transport,
} from "@codemirror/lsp-client";
import { keymap } from "@codemirror/view";
import { socketAddress } from "../link/socket.ts";
import { clean } from "./clean.ts";

const RETRY = 2_000;

let client: LSPClient | null = null;

/** The client of this page. It is connected while the server is there. */
export function languageServer(): LSPClient {
  if (client) return client;
  client = new LSPClient({
    timeout: 10_000,
    sanitizeHTML: clean,
    extensions: [
      serverCompletion(),
      hoverTooltips(),
      serverDiagnostics(),
      keymap.of([...formatKeymap, ...renameKeymap]),
    ],
  });
  connect(client);
  return client;
}

function connect(client: LSPClient): void {
  const socket = new WebSocket(socketAddress("/api/lsp"));
  const handlers = new Set<(message: string) => void>();
  const transport: Transport = {
    send: (message) => socket.send(message),
    subscribe: (handler) => handlers.add(handler),
    unsubscribe: (handler) => handlers.delete(handler),
  };
  socket.onopen = () => void client.connect(transport).initializing.catch(() => {});
  socket.onmessage = ({ data }: MessageEvent<string>) => handlers.forEach((handler) => handler(data));
  socket.onclose = () => {
    if (client.connected) client.disconnect();
    setTimeout(() => connect(client), RETRY);
  };
}
