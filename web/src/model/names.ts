// Names that the script accepts.

/** A name for a sound from the name of its file: letters, digits, `_`, `-` and `.`, at most 64 signs. */
export function soundName(file: string): string {
  const stem = file.replace(/\.[^.]+$/, "").toLowerCase();
  const name = stem.replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[^\p{L}\p{N}]+|-+$/gu, "");
  return name.slice(0, 64) || "sound";
}

/** A name like this one that no line of the script begins with: `rain-2`, `rain-3`. */
export function freshName(script: string, name: string): string {
  const taken = new Set([...script.matchAll(/^\s*([\p{L}\p{N}_.-]+):/gmu)].map((match) => match[1]));
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}
