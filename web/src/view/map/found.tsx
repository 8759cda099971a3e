// What `check` finds about a thing of the map, with the ways to mend it.

import type { Problem } from "../../link/protocol.ts";
import { edit } from "../../state/document.ts";
import { Icon } from "../icons.tsx";

export function Found({ problems }: { problems: readonly Problem[] | undefined }) {
  if (!problems || problems.length === 0) return null;
  return (
    <ul class="found">
      {problems.map((problem) => (
        <li class={problem.severity}>
          <p>
            <Icon name="warning" />{" "}
            <span>
              <span class="away">{problem.severity}: </span>
              {problem.message}
              {problem.help.map((help) => (
                <small>{help}</small>
              ))}
            </span>
          </p>
          {problem.actions.length > 0 && (
            <div class="chips">
              {problem.actions.map((action) => (
                <button class="chip" onClick={() => void edit(action.gesture)}>
                  {action.title}
                </button>
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The messages in one row, for a sign with a title. */
export const foundWords = (problems: readonly Problem[]) => problems.map((problem) => problem.message).join("\n");
