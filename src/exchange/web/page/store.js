// The store: loads the show and its sounds, and decodes them.
"use strict";
(function (root) {
  const RATE = 48000;

  // A file of the folder could not be read.
  class Missing extends Error {}
  // The browser cannot decode a sound.
  class Undecoded extends Error {}

  // Loads the show and its sounds: over HTTP from their files, from a disk as scripts.
  class Store {
    constructor() {
      this.isDisk = root.location.protocol === "file:";
      this.packs = new Map();
      this.buffers = new Map();
      this.waiting = new Map();
      root.CueDisk = {
        show: (show) => (this.shown = show),
        pack: (number, sounds) => this.packs.set(number, sounds),
      };
    }

    script(name) {
      const known = this.waiting.get(name);
      if (known) return known;
      const loaded = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = name;
        script.onload = () => { script.remove(); resolve(); };
        script.onerror = () => { this.waiting.delete(name); script.remove(); reject(new Missing(name)); };
        document.head.append(script);
      });
      this.waiting.set(name, loaded);
      return loaded;
    }

    async fetched(name) {
      let answer = null;
      try {
        answer = await fetch(name);
      } catch { /* Told below. */ }
      if (!answer || !answer.ok) throw new Missing(name);
      return answer;
    }

    async show() {
      if (!this.isDisk) return (await this.fetched("show.json")).json();
      await this.script("disk/show.js");
      return this.shown;
    }

    async bytes(sound) {
      if (!this.isDisk) return (await this.fetched(sound.file)).arrayBuffer();
      const name = "disk/" + sound.pack + ".js";
      if (!this.packs.has(sound.pack)) await this.script(name);
      const text = (this.packs.get(sound.pack) || {})[sound.file];
      if (text === undefined) throw new Missing(name);
      return Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
    }

    // Returns a sound of the show as samples.
    buffer(context, sound) {
      let known = this.buffers.get(sound.file);
      if (!known) {
        known = this.bytes(sound).then((bytes) => this.decoded(context, bytes, sound));
        known.catch(() => this.buffers.delete(sound.file));
        this.buffers.set(sound.file, known);
      }
      return known;
    }

    // Some browsers decode Opus only in WebM.
    async decoded(context, bytes, { file, frames, seam = 0 }) {
      const isOpus = file.endsWith(".opus");
      try {
        if (!isOpus || !this.inWebM) return await context.decodeAudioData(bytes.slice(0));
      } catch {
        if (!isOpus) throw new Undecoded(file);
      }
      const buffer = await context.decodeAudioData(root.CueWebM.webm(bytes)).catch(() => { throw new Undecoded(file); });
      this.inWebM = true;
      // The times of WebM are rounded, so that some frames at the start may be missing or too many.
      const whole = context.createBuffer(buffer.numberOfChannels, frames + 2 * seam, RATE);
      const late = whole.length - buffer.length;
      for (let side = 0; side < whole.numberOfChannels; side++) {
        const samples = buffer.getChannelData(side).subarray(Math.max(-late, 0));
        whole.copyToChannel(samples, side, Math.max(late, 0));
      }
      return whole;
    }

    // Forgets all samples but these.
    keep(files) {
      for (const file of this.buffers.keys()) if (!files.has(file)) this.buffers.delete(file);
    }
  }

  root.CueStore = { Store, Missing, Undecoded, RATE };
})(self);
