// The sounds: plays a score on the clock of an audio context. Nothing is timed by a timer: every
// sound and every change of a gain is scheduled on that clock.
"use strict";
(function (root) {
  const { Curve, DECIBEL, POWER } = root.CueCurve;
  const { NEVER } = root.CueScore;
  const { RATE } = root.CueStore;
  // Straight pieces by which a quarter of a sine is drawn: within 0.1 % of it.
  const PIECES = 24;
  const FLOOR = 1e-5;
  // A sound that is cut fades within 5 ms, so that it does not click.
  const CUT = 240;

  // Schedules a curve on a parameter from a frame on. `time` gives the context's time of a frame.
  function follow(param, curve, from, time) {
    if (!curve.points.length) return;
    param.cancelScheduledValues(Math.max(time(from), 0));
    param.setValueAtTime(curve.at(from), Math.max(time(from), 0));
    const points = curve.points;
    for (let n = 0; n < points.length; n++) {
      const [to, high] = points[n];
      if (to <= from) continue;
      const [before, low, kind] = n ? points[n - 1] : [to, high, 0];
      const begin = Math.max(before, from);
      if (begin > from) param.setValueAtTime(curve.at(begin), time(begin));
      if (low === high) {
        param.setValueAtTime(high, time(to));
      } else if (kind === DECIBEL && low > FLOOR && high > FLOOR) {
        param.exponentialRampToValueAtTime(high, time(to));
      } else if (kind === POWER) {
        for (let piece = 1; piece <= PIECES; piece++) {
          const at = begin + ((to - begin) * piece) / PIECES;
          param.linearRampToValueAtTime(piece === PIECES ? high : curve.at(at), time(at));
        }
      } else {
        param.linearRampToValueAtTime(high, time(to));
      }
    }
  }

  // Plays a score on a context.
  class Desk {
    constructor(context, show, store) {
      this.context = context;
      this.show = show;
      this.store = store;
      this.playing = new Map();
      this.origin = 0;
      this.master = context.createGain();
      this.master.gain.value = show.master.gain;
      this.closing = context.createGain();
      this.volume = context.createGain();
      this.closing.connect(this.volume);
      this.rooms = new Map();
    }

    // The input of a room: its response is that of the program.
    room(number) {
      let known = this.rooms.get(number);
      if (!known) {
        const { context } = this;
        const { early, late } = this.show.rooms[number];
        const [input, output] = [context.createGain(), context.createGain()];
        // The late response is that to (L + R)/√2; a mix to one channel is (L + R)/2.
        const parts = [[early, 2, early.gain], [late, 1, late.gain * Math.SQRT2]];
        const loaded = parts.map(async ([file, channels, gain]) => {
          const convolver = context.createConvolver();
          convolver.normalize = false;
          convolver.buffer = await this.store.buffer(context, file);
          const share = context.createGain();
          share.gain.value = gain;
          share.channelCount = channels;
          share.channelCountMode = "explicit";
          input.connect(share).connect(convolver).connect(output);
        });
        output.connect(this.master);
        known = { input, output, loaded: Promise.all(loaded) };
        this.rooms.set(number, known);
      }
      return known;
    }

    // Connects the output, with the limiter where the browser has worklets.
    async connect() {
      const { context } = this;
      this.volume.connect(context.destination);
      try {
        const source = "(" + CueLimiterModule.toString() + ")()";
        // A page from a disk may not load a blob.
        await context.audioWorklet.addModule("data:text/javascript," + encodeURIComponent(source));
        const limiter = new AudioWorkletNode(context, "cue-limiter", {
          outputChannelCount: [2],
          processorOptions: { ceiling: this.show.master.ceiling },
        });
        this.master.connect(limiter).connect(this.closing);
        this.latency = CueLimiterModule.LATENCY;
      } catch {
        // A page without a secure context has no worklets. It is played without a limiter.
        this.master.connect(this.closing);
        this.latency = 0;
      }
    }

    // The context's time of a frame of the show.
    time(frame) {
      return this.origin + frame / RATE;
    }

    // The frame of the show now.
    now() {
      return Math.round((this.context.currentTime - this.origin) * RATE);
    }

    // Puts a frame of the show at a time of the context.
    place(frame, time) {
      this.origin = time - frame / RATE;
    }

    // The first frame that can still be scheduled.
    soon() {
      return this.context.startRendering ? -NEVER : this.now() + 64;
    }

    sound(track) {
      return this.show.sounds[track.sound];
    }

    // When a track is over.
    over(track) {
      const sound = this.sound(track);
      return Math.min(track.end, sound.seam === undefined ? track.at + sound.frames : NEVER);
    }

    async load(track) {
      const rooms = (track.sends || []).map(({ room }) => this.room(room).loaded);
      const [buffer] = await Promise.all([this.store.buffer(this.context, this.sound(track)), ...rooms]);
      return buffer;
    }

    // Starts a loaded track; `from` is the frame from which it is heard.
    start(track, buffer, from) {
      const { context } = this;
      const over = this.over(track);
      if (this.playing.has(track) || over <= Math.max(from, track.at)) return;
      const sound = this.sound(track);
      const source = context.createBufferSource();
      source.buffer = buffer;
      const gain = context.createGain();
      gain.gain.value = track.gain;
      let last = source.connect(gain);
      const begin = Math.max(from, track.at, this.soon());
      const followed = (curve) => {
        const node = context.createGain();
        follow(node.gain, curve, begin, (frame) => this.time(frame));
        return { curve, node, changes: curve.changes };
      };
      const curves = track.curves.map((curve) => {
        const own = followed(curve);
        last = last.connect(own.node);
        return own;
      });
      const cut = context.createGain();
      last.connect(cut).connect(this.master);
      let offset = begin - track.at;
      if (sound.seam !== undefined) {
        source.loop = true;
        source.loopStart = sound.seam / RATE;
        source.loopEnd = (sound.seam + sound.frames) / RATE;
        offset = sound.seam + (offset % sound.frames);
      }
      const inside = begin > track.at;
      if (inside && sound.seam === undefined) {
        cut.gain.setValueAtTime(0, this.time(begin));
        cut.gain.linearRampToValueAtTime(1, this.time(begin + CUT));
      }
      source.start(this.time(begin), offset / RATE);
      if (track.fall && track.end > begin + track.fall) {
        cut.gain.setValueAtTime(1, this.time(track.end - track.fall));
        cut.gain.linearRampToValueAtTime(0, this.time(track.end));
      }
      if (over < NEVER) source.stop(this.time(over));
      const voice = { source, curves, cut, followed, sent: 0, end: track.end };
      this.send(track, voice);
      this.playing.set(track, voice);
      source.onended = () => { cut.disconnect(); this.playing.delete(track); };
    }

    // Connects a track to the rooms in which it is heard.
    send(track, voice) {
      const sends = track.sends || [];
      for (; voice.sent < sends.length; voice.sent++) {
        const { room, gain, lane } = sends[voice.sent];
        const share = this.context.createGain();
        share.gain.value = gain;
        const own = voice.followed(lane);
        voice.curves.push(own);
        voice.cut.connect(share).connect(own.node).connect(this.room(room).input);
      }
    }

    // Follows the changes of a score from a frame on.
    turn(score, from) {
      const now = Math.max(this.soon(), 0);
      for (const [track, voice] of this.playing) {
        for (const own of voice.curves.filter(({ curve, changes }) => curve.changes !== changes)) {
          own.changes = own.curve.changes;
          follow(own.node.gain, own.curve, Math.max(from, now), (frame) => this.time(frame));
        }
        this.send(track, voice);
        if (track.end !== voice.end) this.stop(track, voice, now);
      }
      this.close(score);
    }

    // Ends a voice that plays. One that is cut short falls silent first.
    stop(track, voice, now) {
      voice.end = track.end;
      const fall = track.fall || 0;
      const end = Math.max(track.end, now + fall);
      if (fall) {
        voice.cut.gain.setValueAtTime(1, this.time(end - fall));
        voice.cut.gain.linearRampToValueAtTime(0, this.time(end));
      }
      voice.source.stop(this.time(end));
    }

    // Fades all out at the end of the show.
    close(score) {
      const { close } = this.show.master;
      this.closing.gain.cancelScheduledValues(0);
      this.closing.gain.setValueAtTime(1, 0);
      if (score.frames == null) return;
      const end = score.frames + this.latency;
      const curve = new Curve([[end - close, 1, POWER], [end, 0, POWER]]);
      follow(this.closing.gain, curve, Math.max(end - close - 1, this.soon()), (frame) => this.time(frame));
    }

    // Silences everything at once, without a click.
    clear() {
      const now = this.context.currentTime;
      for (const { source, cut } of this.playing.values()) {
        source.onended = () => cut.disconnect();
        cut.gain.cancelScheduledValues(now);
        cut.gain.setTargetAtTime(0, now, 0.004);
        source.stop(now + 0.03);
      }
      this.playing.clear();
      for (const { output } of this.rooms.values()) output.gain.setTargetAtTime(0, now, 0.004);
      this.rooms.clear();
    }
  }

  // Renders a score, or a part of it, as samples, faster than it is heard.
  async function record(show, store, score, from = 0, to = score.frames ?? score.open.asked) {
    const context = new OfflineAudioContext(2, to - from + CueLimiterModule.LATENCY, RATE);
    const desk = new Desk(context, show, store);
    await desk.connect();
    desk.place(from, 0);
    for (const track of score.tracks) {
      const heard = track.at < to && desk.over(track) > Math.max(track.at, from);
      if (heard) desk.start(track, await desk.load(track), from);
    }
    desk.close(score);
    return { buffer: await context.startRendering(), latency: desk.latency };
  }

  root.CueSound = { Desk, record };
})(self);
