import { expect, test } from "vitest";
import { AFTER_SEEK, chunkOf, Feed, HEADER, STILL } from "../../src/sound/feed.ts";

function chunk(at: number, value: number, frames = 4, flags = 0) {
  return { frames, edition: 1, at, flags, samples: new Float32Array(2 * frames).fill(value) };
}

function pull(feed: Feed, frames: number): number[] {
  const left = new Float32Array(frames);
  feed.pull(left, new Float32Array(frames));
  return [...left];
}

test("a message is read as the protocol says", () => {
  const message = new ArrayBuffer(HEADER + 16);
  const view = new DataView(message);
  view.setUint32(0, 2, true);
  view.setUint32(4, 7, true);
  view.setFloat64(8, 480_000, true);
  view.setUint32(16, 5, true);
  view.setFloat32(HEADER + 4, 0.5, true);
  expect(chunkOf(message)).toEqual({
    frames: 2,
    edition: 7,
    at: 480_000,
    flags: 5,
    samples: new Float32Array([0, 0.5, 0, 0]),
  });
});

test("the channels are separate, and the place follows the sound", () => {
  const feed = new Feed(100, 8);
  expect(feed.at).toBeNull();
  feed.push({ ...chunk(1000, 0), samples: new Float32Array([1, -1, 2, -2, 3, -3, 4, -4]) });
  feed.push(chunk(9000, 9));
  const [left, right] = [new Float32Array(3), new Float32Array(3)];
  feed.pull(left, right);
  expect([...left, ...right]).toEqual([1, 2, 3, -1, -2, -3]);
  expect(feed.at).toBe(1003);
  pull(feed, 3);
  expect(feed.at).toBe(9002);
});

test("the place stands still in a chunk that does not advance", () => {
  const feed = new Feed(100, 8);
  feed.push(chunk(500, 0, 4, STILL));
  pull(feed, 3);
  expect(feed.at).toBe(500);
});

test("after a seek nothing of the old place is heard", () => {
  const feed = new Feed(100, 8);
  feed.push(chunk(0, 1));
  pull(feed, 1);
  expect(feed.seek()).toBe(3);
  expect(feed.push(chunk(4, 2))).toBe(4);
  expect(feed.push(chunk(5000, 3, 4, AFTER_SEEK))).toBe(0);
  expect(pull(feed, 4)).toEqual([3, 3, 3, 3]);
  expect(feed.at).toBe(5004);
});

test("a seek without an answer does not silence the show for good", () => {
  const feed = new Feed(100_000, 8);
  feed.seek();
  expect(feed.push(chunk(0, 1, 24_000))).toBe(24_000);
  expect(feed.push(chunk(24_000, 2))).toBe(0);
});

test("frames for which there is no room are given back", () => {
  const feed = new Feed(6, 8);
  expect(feed.push(chunk(0, 1))).toBe(0);
  expect(feed.push(chunk(4, 2))).toBe(2);
});
