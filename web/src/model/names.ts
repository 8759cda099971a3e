// Names that the script accepts.

/** A name for a sound from the name of its file: letters, digits, `_`, `-` and `.`, at most 64 signs. */
export function soundName(file: string): string {
  const stem = file.replace(/\.[^.]+$/, "").toLowerCase();
  const name = stem.replace(/[^\p{L}\p{N}_.-]+/gu, "-").replace(/^[^\p{L}\p{N}]+|-+$/gu, "");
  return name.slice(0, 64) || "sound";
}
