// Writes a show of ten hours: 9,000 sentences of prose, in which eight roles speak, and 20,000 cues.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderWith, openPage, Program, type Studio } from "./program.ts";

const SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo zu".split(" ");
const ROLES = "ANA TOM RUTH OLAF MINA PETER VERA JOHN".split(" ");
const PLACES = "gate river bridge tower market stair garden mill harbour window road cellar".split(" ");
const WEATHER = "wind rain fog snow thunder moonlight frost dusk".split(" ");
const SPOTS = "door-strike door-open door-slam window bell-toll rope".split(" ");
const BEDS = "wind rain river fire".split(" ");
/** A scene begins with every so many sentences; a bed lasts for some, and music for a few. */
const SCENE = 250;
const BED = 45;

/** A name that no other number has. */
function name(number: number): string {
  let word = "";
  for (let left = number + 4_000; left > 0; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length]!;
  return word;
}

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!;
const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);

function sentence(number: number): string {
  const [here, there] = [pick(PLACES, number), pick(PLACES, number * 7 + 3)];
  const said = `The ${name(number)} ${here} is behind the ${there}, and the ${pick(WEATHER, number)} comes from there`;
  if (number % 3 !== 1) return `${said}.`;
  return `“${said},” said ${capital(pick(ROLES, number).toLowerCase())}.`;
}

function script(sentences: number, cues: number): string {
  const words = (number: number) => `The ${name(number)}`;
  const rows = ["show: Ten Hours", "text: ten-hours.txt", "cast:"];
  for (const role of ROLES) rows.push(`  ${role}: { voice: af_heart }`);
  rows.push("scenes:");
  for (let at = 0; at < sentences; at += SCENE) {
    const from = at === 0 ? "start" : `"${words(at)}"`;
    rows.push(`  - { id: s${at / SCENE}, from: ${from}, title: "Part ${at / SCENE + 1}" }`);
  }
  rows.push("lines:");
  for (let at = 1; at < sentences; at += 3) rows.push(`  - { quote: "${words(at)}", by: ${pick(ROLES, at)} }`);
  rows.push("cues:");
  for (let cue = 0; cue < cues; cue++) {
    const at = Math.floor((cue * sentences) / cues);
    const long = cue % BED === 0 ? (cue % (4 * BED) === 0 ? "music" : "bed") : null;
    const end = Math.min(sentences - 1, at + 12);
    rows.push(
      long
        ? `  - { id: c${cue}, ${long}: ${pick(BEDS, cue / BED)}, from: "${words(at)}", until: { after: "${words(end)}" }, gain: -12dB, fade: 1s, ride: [ { at: "${words(Math.min(at + 5, end))}", gain: -18dB, over: 2s } ] }`
        : `  - { id: c${cue}, spot: ${pick(SPOTS, cue)}, at: { quote: "${words(at)}", offset: ${((cue % 7) * 0.3 + 0.1).toFixed(1)}s } }`,
    );
  }
  return `${rows.join("\n")}\n`;
}

/** Writes `ten-hours.yaml` and its text into a folder. */
export async function writeLong(folder: string, sentences = 9_000, cues = 20_000): Promise<void> {
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences; at += 3)
    paragraphs.push(
      [at, at + 1, at + 2]
        .filter((each) => each < sentences)
        .map(sentence)
        .join(" "),
    );
  await writeFile(join(folder, "ten-hours.txt"), `${paragraphs.join("\n\n")}\n`);
  await writeFile(join(folder, "ten-hours.yaml"), script(sentences, cues));
}

/** Opens the page of such a show. */
export async function openLong(): Promise<Studio> {
  const folder = await folderWith();
  await writeLong(folder);
  return openPage(await Program.start(folder, "ten-hours.yaml"));
}
