// Puts the packets of an Ogg file with Opus into WebM, for browsers that decode Opus only there.
// The samples stay the same.
"use strict";
(function (root) {
  const CLUSTER = 1000;

  // Returns the packets of the pages of an Ogg file, and the frames up to its end.
  function packets(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const all = [];
    let [part, end] = [[], 0];
    for (let at = 0; at + 27 <= bytes.length; ) {
      const segments = bytes[at + 26];
      end = Math.max(end, view.getUint32(at + 6, true) + view.getInt32(at + 10, true) * 2 ** 32);
      let from = at + 27 + segments;
      for (let n = 0; n < segments; n++) {
        const length = bytes[at + 27 + n];
        part.push(bytes.subarray(from, from + length));
        from += length;
        if (length < 255) {
          all.push(joined(part));
          part = [];
        }
      }
      at = from;
    }
    return { all, end };
  }

  function joined(parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  const digits = (number, count) => Uint8Array.from({ length: count }, (_, n) => Math.floor(number / 256 ** (count - 1 - n)) % 256);
  const whole = (number) => digits(number, Math.max(1, Math.ceil(Math.log2(number + 1) / 8)));

  // An element of EBML: its id, the length of its content in eight bytes, and the content.
  function element(id, ...content) {
    const body = joined(content);
    return joined([whole(id), Uint8Array.of(1), digits(body.length, 7), body]);
  }

  function webm(ogg) {
    const { all, end } = packets(new Uint8Array(ogg));
    const [head, , ...sound] = all;
    const skip = head[10] + 256 * head[11];
    const text = (value) => new TextEncoder().encode(value);
    const rate = new Uint8Array(8);
    new DataView(rate.buffer).setFloat64(0, 48000);
    const nanoseconds = (frames) => Math.round((frames * 1e9) / 48000);
    const header = element(0x1a45dfa3,
      element(0x4286, whole(1)), element(0x42f7, whole(1)), element(0x42f2, whole(4)), element(0x42f3, whole(8)),
      element(0x4282, text("webm")), element(0x4287, whole(4)), element(0x4285, whole(2)));
    const track = element(0x1654ae6b, element(0xae,
      element(0xd7, whole(1)), element(0x73c5, whole(1)), element(0x83, whole(2)), element(0x86, text("A_OPUS")),
      element(0x56aa, whole(nanoseconds(skip))), element(0x56bb, whole(80000000)), element(0x63a2, head),
      element(0xe1, element(0xb5, rate), element(0x9f, whole(head[9])))));
    const clusters = [];
    for (let from = 0; from < sound.length; from += CLUSTER) {
      const blocks = sound.slice(from, from + CLUSTER).map((packet, n) => {
        const block = joined([Uint8Array.of(0x81), digits(n * 20, 2), Uint8Array.of(0x80), packet]);
        const padding = (from + n + 1) * 960 - end;
        if (from + n + 1 < sound.length || padding <= 0) return element(0xa3, block);
        block[3] = 0;
        return element(0xa0, element(0xa1, block), element(0x75a2, digits(nanoseconds(padding), 4)));
      });
      clusters.push(element(0x1f43b675, element(0xe7, whole(from * 20)), ...blocks));
    }
    const info = element(0x1549a966, element(0x2ad7b1, whole(1000000)), element(0x4d80, text("page")), element(0x5741, text("page")));
    return joined([header, element(0x18538067, info, track, ...clusters)]).buffer;
  }

  root.CueWebM = { webm };
})(self);
