// The patch from one mock show to the next, as the server makes it.

import type { Patch } from "../src/link/patch.ts";
import type { Model } from "./show.ts";

const LISTS = ["lines", "cues", "scenes", "choices", "state"] as const;

export function patchOf(before: Model, after: Model): Patch {
  const lists: Record<string, [number, number, unknown[]][]> = {};
  for (const name of LISTS) {
    const [old, now] = [before[name], after[name]] as [readonly unknown[], readonly unknown[]];
    const same = (a: number, b: number) => JSON.stringify(old[a]) === JSON.stringify(now[b]);
    let begin = 0;
    while (begin < Math.min(old.length, now.length) && same(begin, begin)) begin++;
    let end = 0;
    while (end < Math.min(old.length, now.length) - begin && same(old.length - 1 - end, now.length - 1 - end)) end++;
    if (begin < old.length - end || begin < now.length - end)
      lists[name] = [[begin, old.length - end - begin, now.slice(begin, now.length - end)]];
  }
  const { revision, title, roles, problems, history } = after;
  const set: Record<string, unknown> = { revision, title, roles, problems, history };
  if (before.script.text !== after.script.text) set["script.text"] = after.script.text;
  return { from: before.version, to: after.version, set, lists, numbers: {}, texts: {} };
}
