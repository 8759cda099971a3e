// What the settings of a role are in the script: blends of voices, sizes, and differences in scenes.

import type { Role, RoleThere, Settings } from "../link/protocol.ts";

export type Blend = readonly (readonly [string, number])[];

/** The setting of a voice: one voice alone is its name. */
export function voiceSettings(blend: Blend): Settings {
  if (blend.length === 1) return { voice: blend[0]![0] };
  return { voice: Object.fromEntries(blend.map(([voice, share]) => [voice, Number(share.toFixed(2))])) };
}

/** The name of a blend, as the program speaks it. */
export function blendName(blend: Blend): string {
  return blend.map(([voice, share]) => (blend.length === 1 ? voice : `${voice} ${share}`)).join(" + ");
}

/** The part of each voice in percent. */
export function percents(blend: Blend): number[] {
  const all = blend.reduce((sum, [, share]) => sum + share, 0);
  return blend.map(([, share]) => Math.round((100 * share) / all));
}

const SIZES: readonly (readonly [string, number])[] = [
  ["small", 0.88],
  ["medium", 1],
  ["large", 1.14],
];

/** A size in words, if it has a word. */
export function sizeWords(size: number): string {
  const word = SIZES.find(([, factor]) => Math.abs(factor - size) < 0.001);
  return word ? word[0] : `${size.toFixed(2)} ×`;
}

/** The size as the script writes it; the usual size is not written. */
export function sizeSetting(size: number): string | null {
  const words = sizeWords(size);
  return words === "medium" ? null : words.endsWith("×") ? size.toFixed(2) : words;
}

/** Sets or removes what differs in a scene. What is left empty goes with it. */
export function thereSettings(role: Role, scene: string, key: keyof RoleThere, value: string | null): Settings {
  if (value !== null) return { [`in.${scene}.${key}`]: value };
  const there = role.there.find((each) => each.scene === scene);
  const others = Object.keys(there ?? {}).filter((own) => own !== "scene" && own !== key);
  return others.length > 0 ? { [`in.${scene}.${key}`]: null } : withoutScene(role, scene);
}

/** Makes a role in a scene as it is everywhere. */
export function withoutScene(role: Role, scene: string): Settings {
  return role.there.length > 1 ? { [`in.${scene}`]: null } : { in: null };
}

/** A tone of the script: its name and its strength. */
export function toneParts(tone: string | null): { readonly name: string; readonly strength: number } {
  const found = /^(.*?)(?:\s+([\d.]+))?$/.exec(tone ?? "");
  return { name: found?.[1] ?? "", strength: Number(found?.[2] ?? 1) };
}

/** A tone as the script writes it; the usual strength is not written. */
export function toneSetting(name: string, strength: number): string {
  return strength === 1 ? name : `${name} ${Number(strength.toFixed(2))}`;
}
