// Which lines are hard to understand, what covers them, and what mends it: `check --mix`, measured by a press.

import type { Finding } from "../../link/protocol.ts";
import { over } from "../../model/selection.ts";
import { edit, show, words } from "../../state/document.ts";
import { isOld, measure, measuring, report } from "../../state/report.ts";
import { select } from "../../state/view.ts";
import { Icon } from "../icons.tsx";

/** So many findings are listed. */
const MOST = 200;

export function Clarity() {
  const last = report.value;
  return (
    <section class="clarity" aria-label="Are the words understood?">
      <p>
        <button class="chip" disabled={measuring.value} onClick={() => void measure()}>
          {measuring.value ? "Measuring …" : last ? "Measure the mix again" : "Measure the mix"}
        </button>
        <small>{summary()}</small>
      </p>
      {last && last.found.length > 0 && (
        <ul aria-label="Lines that are hard to understand">
          {last.found.slice(0, MOST).map((found) => (
            <Row key={found.line} found={found} />
          ))}
        </ul>
      )}
    </section>
  );
}

function summary(): string {
  const last = report.value;
  if (!last) return "How far every line is above the sounds around it";
  const count = last.found.length;
  const what =
    count === 0 ? `All ${last.lines} lines are clear` : `${count} of ${last.lines} lines are hard to understand`;
  return isOld.value ? `${what}. The script has changed since` : what;
}

function Row({ found }: { found: Finding }) {
  const line = show.value!.lines[found.line];
  if (!line) return null;
  const cover = found.cues.map((cue) => show.value!.cues[cue]?.sound ?? "").filter(Boolean);
  return (
    <li>
      <button class="problem" onClick={() => select(over(...line.words))}>
        <Icon name="warning" />
        <span>
          <q>{words.value!.text(line.words[0], Math.min(line.words[1], line.words[0] + 8))}</q>: {found.message}
          {cover.length > 0 && <small>{[...new Set(cover)].join(", ")}</small>}
          {found.help.map((help) => (
            <small>{help}</small>
          ))}
        </span>
      </button>
      {!isOld.value && found.actions.length > 0 && (
        <div class="chips">
          {found.actions.map((action) => (
            <button class="chip" onClick={() => void edit(action.gesture)}>
              {action.title}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}
