// Drives a headless Chromium through the DevTools protocol, over a pipe.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, extname } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json" };

/** Serves a folder on this machine; further files are given with their paths. */
export async function serve(folder, more = {}) {
  const server = createServer(async (request, answer) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    try {
      const path = more[name] || join(folder, name === "/" ? "index.html" : name);
      const bytes = await readFile(path);
      answer.writeHead(200, { "content-type": TYPES[extname(path)] || "application/octet-stream" });
      answer.end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** A browser with one page. */
export class Browser {
  static async start(chromium = process.env.CHROMIUM || "chromium") {
    const own = new Browser();
    own.profile = await mkdtemp(join(tmpdir(), "cuebook-browser-"));
    own.process = spawn(chromium, [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--mute-audio",
      "--autoplay-policy=no-user-gesture-required", "--remote-debugging-pipe", `--user-data-dir=${own.profile}`,
    ], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    own.calls = new Map();
    own.events = [];
    own.number = 0;
    let rest = Buffer.alloc(0);
    own.process.stdio[4].on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        own.receive(JSON.parse(rest.subarray(0, end).toString()));
        rest = rest.subarray(end + 1);
      }
    });
    const { targetId } = await own.call("Target.createTarget", { url: "about:blank" });
    own.session = (await own.call("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    for (const part of ["Page", "Runtime", "Log", "Network"]) await own.call(part + ".enable");
    return own;
  }

  receive(message) {
    const call = this.calls.get(message.id);
    if (!call) return void this.events.push(message);
    this.calls.delete(message.id);
    if (message.error) call.reject(new Error(call.method + ": " + message.error.message));
    else call.resolve(message.result);
  }

  call(method, params = {}) {
    const id = ++this.number;
    const text = JSON.stringify({ id, method, params, sessionId: this.session });
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject, method });
      this.process.stdio[3].write(text + "\0");
    });
  }

  async open(url) {
    this.events = [];
    await this.call("Page.navigate", { url });
    await this.until("document.readyState === 'complete'");
  }

  /** The value of an expression in the page. A promise is waited for. */
  async value(expression) {
    const { result, exceptionDetails } = await this.call("Runtime.evaluate", {
      expression, awaitPromise: true, returnByValue: true, userGesture: true,
    });
    if (exceptionDetails) {
      throw new Error((exceptionDetails.exception || {}).description || exceptionDetails.text);
    }
    return result.value;
  }

  async until(expression, seconds = 60) {
    for (let tries = 0; tries < seconds * 20; tries++) {
      if (await this.value(`Boolean(${expression})`).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("never true: " + expression);
  }

  async key(key, code = key, text) {
    const codes = { Enter: 13, " ": 32, ArrowDown: 40, ArrowUp: 38, Escape: 27 };
    const own = { key, code, text: text ?? (key.length === 1 ? key : key === "Enter" ? "\r" : undefined) };
    own.windowsVirtualKeyCode = codes[key] || key.toUpperCase().charCodeAt(0);
    await this.call("Input.dispatchKeyEvent", { type: "keyDown", ...own });
    await this.call("Input.dispatchKeyEvent", { type: "keyUp", ...own });
  }

  async picture(path, { width, height, scale = 1, dark = false }) {
    await this.call("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: width < 500 });
    await this.call("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { data } = await this.call("Page.captureScreenshot", { format: "png" });
    await writeFile(path, Buffer.from(data, "base64"));
  }

  /** The messages of the console and of the browser that are errors. */
  errors() {
    const texts = this.events.map(({ method, params }) => {
      if (method === "Runtime.exceptionThrown") return (params.exceptionDetails.exception || {}).description || params.exceptionDetails.text;
      if (method === "Log.entryAdded" && params.entry.level === "error") return params.entry.text + " " + (params.entry.url || "");
      if (method === "Runtime.consoleAPICalled" && params.type === "error") return params.args.map((arg) => arg.value).join(" ");
      return null;
    });
    return texts.filter((text) => text && !text.includes("favicon"));
  }

  async stop() {
    this.process.kill();
    await new Promise((resolve) => this.process.once("exit", resolve));
    await rm(this.profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
