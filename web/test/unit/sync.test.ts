import { ChangeSet, Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { difference, Sync } from "../../src/script/sync.ts";

const text = (words: string) => Text.of(words.split("\n"));

test("a difference is the part between what both begin and end with", () => {
  expect(difference("gain: -3dB", "gain: -6dB")).toEqual({ from: 7, to: 8, insert: "6" });
  expect(difference("aa", "aaa")).toEqual({ from: 2, to: 2, insert: "a" });
  expect(difference("same", "same")).toBeNull();
});

test("what is typed is sent once, and confirmed by the script that has it", () => {
  const sync = new Sync("one two");
  sync.typed(ChangeSet.of({ from: 3, insert: "!" }, 7));
  expect(sync.take()).toEqual([{ from: 3, to: 3, insert: "!" }]);
  expect(sync.take()).toBeNull();
  expect(sync.arrived("one! two")).toBeNull();
  expect(sync.open).toBe(false);
});

test("a change from elsewhere comes into the editor beside what is typed meanwhile", () => {
  const sync = new Sync("one two");
  const editor = text("one two");
  const typed = ChangeSet.of({ from: 7, insert: " three" }, 7);
  sync.typed(typed);
  const changes = sync.arrived("ONE two")!;
  expect(changes.apply(typed.apply(editor)).toString()).toBe("ONE two three");
  expect(sync.take()).toEqual([{ from: 7, to: 7, insert: " three" }]);
});

test("a refused change is sent again with the next one", () => {
  const sync = new Sync("ab");
  sync.typed(ChangeSet.of({ from: 2, insert: "c" }, 2));
  sync.take();
  sync.refused();
  sync.typed(ChangeSet.of({ from: 3, insert: "d" }, 3));
  expect(sync.take()).toEqual([{ from: 2, to: 2, insert: "cd" }]);
});

test("typing while an answer is awaited is sent after it, with places in the new script", () => {
  const sync = new Sync("ab");
  sync.typed(ChangeSet.of({ from: 0, insert: "x" }, 2));
  sync.take();
  sync.typed(ChangeSet.of({ from: 3, insert: "y" }, 3));
  expect(sync.arrived("xab")).toBeNull();
  expect(sync.take()).toEqual([{ from: 3, to: 3, insert: "y" }]);
});

test("random changes on both sides end in the same script", () => {
  let seed = 7;
  const random = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
  for (let round = 0; round < 300; round++) {
    let server = "The rain fell on the pier.";
    const sync = new Sync(server);
    let editor = text(server);
    for (let step = 0; step < 8; step++) {
      if (random(2)) {
        const from = random(editor.length + 1);
        const changes = ChangeSet.of(
          { from, to: Math.min(editor.length, from + random(3)), insert: "abc".slice(0, random(4)) },
          editor.length,
        );
        editor = changes.apply(editor);
        sync.typed(changes);
      } else {
        const at = random(server.length + 1);
        server = server.slice(0, at) + "#" + server.slice(at + random(2));
        const changes = sync.arrived(server);
        if (changes) editor = changes.apply(editor);
      }
    }
    const sent = sync.take();
    if (sent) {
      server = ChangeSet.of([...sent], server.length)
        .apply(text(server))
        .toString();
      expect(sync.arrived(server)).toBeNull();
    }
    expect(editor.toString()).toBe(server);
  }
});
