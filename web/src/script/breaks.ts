// The editor knows breaks of one character; a script that has CR LF keeps them.

export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const BREAK = "\r\n";

/** The text as the editor holds it. */
export const shown = (text: string) => text.replaceAll(BREAK, "\n");

/** The offset in the editor of an offset in the script. */
export const shownAt = (text: string, offset: number) => shown(text.slice(0, offset)).length;

/** Changes in the editor as changes of the script. */
export function written(text: string, changes: readonly Change[]): readonly Change[] {
  if (!text.includes(BREAK)) return changes;
  const at = (offset: number) => {
    let found = offset;
    for (let next = text.indexOf(BREAK); next >= 0 && next < found; next = text.indexOf(BREAK, next + 2)) found++;
    return found;
  };
  return changes.map(({ from, to, insert }) => ({
    from: at(from),
    to: at(to),
    insert: insert.replaceAll("\n", BREAK),
  }));
}
