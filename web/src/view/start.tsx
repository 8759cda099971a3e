// The first page: open a script of the folder, or drop or paste a text.

import { useSignal } from "@preact/signals";
import { api, type Drafted } from "../link/api.ts";
import type { Folder } from "../link/protocol.ts";
import { load, loadTimes, openScript } from "../state/document.ts";
import { tell } from "../state/notices.ts";

const FILES = ".txt,.md,.fountain,.epub,.docx,.html,.ink,.twee";

export function Start({ folder }: { folder: Folder }) {
  const busy = useSignal(false);
  const over = useSignal(false);
  const work = async (job: () => Promise<unknown>) => {
    busy.value = true;
    try {
      await job();
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error), { alarm: true });
    }
    busy.value = false;
  };
  const draft = (name: string, body: Blob) =>
    work(async () => {
      const made = await api.text(name, body);
      await load();
      void loadTimes();
      tell([drafted(made), ...made.problems.slice(0, 1)].join(" Note: "));
    });
  const dropped = (files: FileList | null | undefined) => files?.[0] && void draft(files[0].name, files[0]);
  return (
    <main
      class={over.value ? "start over" : "start"}
      aria-busy={busy.value}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        dropped(event.dataTransfer?.files);
      }}
    >
      <header>
        <p class="kind">cuebook studio</p>
        <h1>Make a text heard.</h1>
        <p>
          Drop a story anywhere on this page. You get a first draft: who speaks, in which voice, and where a sound
          belongs. Then you listen, and change it in the text.
        </p>
      </header>
      <div class="start-columns">
        <Paste
          busy={busy.value}
          draft={(text) => void draft(`${pastedName(text)}.txt`, new Blob([text]))}
          files={dropped}
        />
        <Scripts
          folder={folder}
          busy={busy.value}
          open={(script) => void work(() => openScript(script))}
          draft={(text) => void work(() => api.openText(text).then(load).then(loadTimes))}
        />
      </div>
    </main>
  );
}

/** A name for a pasted text: its title if it begins with one, else its first words. */
function pastedName(text: string): string {
  const first = text.trim().split("\n", 1)[0]!.trim();
  return first.length <= 60 ? first.replace(/[.!?…]+$/, "") : first.split(/\s+/).slice(0, 5).join(" ");
}

/** What the draft knows, and what to do next. */
function drafted({ script, lines, sure, others }: Drafted): string {
  if (others.length > 0) {
    const chapters = others.length === 1 ? "another chapter" : `${others.length} more chapters`;
    return `${script} is made, and a script of ${chapters}: the title above leads to all of them.`;
  }
  if (lines === 0) return `${script} is made. Nobody speaks in quotation marks: the narrator reads it all.`;
  if (sure === lines) return `${script} is made. Who speaks is sure for all ${lines} lines. Press Space to listen.`;
  return `${script} is made. Who speaks is sure for ${sure} of ${lines} lines; N goes through the others.`;
}

function Paste({
  busy,
  draft,
  files,
}: {
  busy: boolean;
  draft: (text: string) => void;
  files: (list: FileList | null) => void;
}) {
  const text = useSignal("");
  return (
    <section class="paste" aria-labelledby="new-show">
      <h2 id="new-show">A new show</h2>
      <label class="drop">
        <input type="file" accept={FILES} disabled={busy} onChange={(event) => files(event.currentTarget.files)} />
        <span>
          <b>Choose a file</b> or drop one: plain text, Markdown, Fountain, EPUB, DOCX, ink, Twine
        </span>
      </label>
      <label class="or" for="pasted">
        or paste the text
      </label>
      <textarea
        id="pasted"
        rows={7}
        value={text.value}
        placeholder="“Is anyone aboard?” called Ana. Nobody answered."
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      <button class="main" disabled={busy || text.value.trim() === ""} onClick={() => draft(text.value)}>
        {busy ? "One moment …" : "Make a draft"}
      </button>
    </section>
  );
}

interface ScriptsProps {
  readonly folder: Folder;
  readonly busy: boolean;
  readonly open: (script: string) => void;
  readonly draft: (text: string) => void;
}

function Scripts({ folder, busy, open, draft }: ScriptsProps) {
  return (
    <section class="scripts" aria-labelledby="folder-name">
      <h2 id="folder-name">In {folder.name}</h2>
      {folder.scripts.length === 0 && <p class="empty">No script is in this folder yet.</p>}
      <ul>
        {folder.scripts.map((script) => (
          <li key={script}>
            <button disabled={busy} onClick={() => open(script)}>
              {script.replace(/\.ya?ml$/, "")}
              <small>{script}</small>
            </button>
          </li>
        ))}
      </ul>
      {folder.texts.length > 0 && <h3>Texts, to make a draft of</h3>}
      <ul>
        {folder.texts.map((text) => (
          <li key={text}>
            <button disabled={busy} onClick={() => draft(text)}>
              {text}
              <small>draft</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
