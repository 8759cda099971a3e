import { expect, test } from "vitest";
import type { Role } from "../../src/link/protocol.ts";
import {
  blendName,
  percents,
  sizeSetting,
  sizeWords,
  thereSettings,
  toneParts,
  toneSetting,
  voiceSettings,
  withoutScene,
} from "../../src/model/roles.ts";
import { show } from "./shows.ts";

const role = (there: Role["there"]): Role => ({ ...show("Go.").roles[1]!, there });

test("a blend of one voice is its name", () => {
  expect(voiceSettings([["af_heart", 0.3]])).toEqual({ voice: "af_heart" });
  const two = [
    ["af_heart", 0.6000000001],
    ["bf_emma", 0.2],
  ] as const;
  expect(voiceSettings(two)).toEqual({ voice: { af_heart: 0.6, bf_emma: 0.2 } });
  expect(percents(two)).toEqual([75, 25]);
  expect(blendName([["af_heart", 1]])).toBe("af_heart");
  expect(
    blendName([
      ["a", 0.6],
      ["b", 0.4],
    ]),
  ).toBe("a 0.6 + b 0.4");
});

test("a size has a word where the script has one, and the usual one is not written", () => {
  expect([0.88, 1, 1.14, 1.2].map(sizeWords)).toEqual(["small", "medium", "large", "1.20 ×"]);
  expect([0.88, 1, 1.14, 1.2].map(sizeSetting)).toEqual(["small", null, "large", "1.20"]);
});

test("what is left empty in a scene goes with its last difference", () => {
  const one = role([{ scene: "call", effect: "telephone" }]);
  expect(thereSettings(one, "call", "tone", "sad 0.5")).toEqual({ "in.call.tone": "sad 0.5" });
  expect(thereSettings(one, "call", "effect", null)).toEqual({ in: null });
  const two = role([
    { scene: "call", effect: "telephone", pace: 1.1 },
    { scene: "hall", tone: "cold" },
  ]);
  expect(thereSettings(two, "call", "effect", null)).toEqual({ "in.call.effect": null });
  expect(thereSettings(two, "hall", "tone", null)).toEqual({ "in.hall": null });
  expect(withoutScene(two, "call")).toEqual({ "in.call": null });
});

test("a tone has a strength", () => {
  expect(toneParts(null)).toEqual({ name: "", strength: 1 });
  expect(toneParts("out-of-breath 0.6")).toEqual({ name: "out-of-breath", strength: 0.6 });
  expect(toneSetting("angry", 1)).toBe("angry");
  expect(toneSetting("angry", 0.30000000000000004)).toBe("angry 0.3");
});
