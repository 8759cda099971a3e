// The short message at the bottom, and the words for screen readers.

import { step } from "../state/document.ts";
import { closeNotice, notice, spokenAloud } from "../state/notices.ts";
import { Icon } from "./icons.tsx";

export function Notices() {
  const shown = notice.value;
  return (
    <>
      <div class="notices" aria-live={shown?.alarm ? "assertive" : "polite"}>
        {shown && (
          <div class={shown.alarm ? "notice alarm" : "notice"}>
            <p>{shown.text}</p>
            {shown.undo && (
              <button class="plain" onClick={() => void step("undo").then(closeNotice)}>
                Undo
              </button>
            )}
            <button class="plain sign" aria-label="Close the message" onClick={closeNotice}>
              <Icon name="close" />
            </button>
          </div>
        )}
      </div>
      <p class="away" aria-live="polite">
        {spokenAloud.value}
      </p>
    </>
  );
}
