// A button that plays a line of a role in a voice, with the role's size, age, tone and pace.

import type { Role } from "../../link/protocol.ts";
import { audition, heardAlone, silence } from "../../sound/sample.ts";
import { show } from "../../state/document.ts";
import { tell } from "../../state/notices.ts";
import { Icon } from "../icons.tsx";

interface HearProps {
  readonly role: Role;
  readonly number: number;
  readonly voice: string | null;
}

export function HearVoice({ role, number, voice }: HearProps) {
  const name = `${role.name}/${voice}`;
  const on = heardAlone.value === name;
  const start = () => {
    const line =
      show.value!.lines.find((each) => each.role === number && each.words[1] - each.words[0] > 3) ??
      show.value!.lines.find((each) => each.role === number);
    const how = { voice, role: role.name, pace: role.pace, ...(role.tone && { tone: role.tone }) };
    const what = line ? { ...how, line: line.id } : { ...how, words: "This is how I sound." };
    void audition(name, what).catch((error: Error) => tell(error.message, { alarm: true }));
  };
  return (
    <button
      class="plain sign"
      disabled={!voice}
      aria-label={on ? "Stop" : `Hear ${voice} speak ${role.name}`}
      onClick={on ? silence : start}
    >
      <Icon name={on ? "pause" : "play"} />
    </button>
  );
}
