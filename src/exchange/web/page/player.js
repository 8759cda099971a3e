// The player: plays a path, takes decisions, and has the sounds ready in time. The page shows what
// it does. Sounds are on the clock of the device; a timer only looks at this clock.
"use strict";
(function (root) {
  const { Score } = root.CueScore;
  const { Desk } = root.CueSound;
  const { RATE } = root.CueStore;
  // Sounds are scheduled this long ahead, so that the page plays on while its timers sleep.
  const AHEAD = 150 * RATE;
  // A decision is heard this long after it was made.
  const REACTION = 0.03 * RATE;

  class Player {
    constructor(store, show, page) {
      Object.assign(this, { store, show, page, isPaused: false });
      this.loading = new Set();
    }

    // Opens the sound device. This must come from a tap or a key.
    async device() {
      if (this.context) return;
      const Context = root.AudioContext || root.webkitAudioContext;
      if (!Context) throw new Error("This browser cannot play the show: it has no Web Audio. A newer browser can.");
      if (navigator.audioSession) navigator.audioSession.type = "playback";
      this.context = new Context({ sampleRate: RATE, latencyHint: "playback" });
      this.desk = new Desk(this.context, this.show, this.store);
      await this.desk.connect();
      this.context.onstatechange = () => this.state();
      this.page.started();
      setInterval(() => this.tick(), 200);
    }

    // Plays a path from a frame on.
    async play(decisions, frame, drawn = this.draw()) {
      await this.device();
      this.score = Score.of(this.show, decisions, drawn);
      this.isPaused = false;
      this.page.plays(frame);
      this.seek(frame);
    }

    // Draws the variables that chance decides.
    draw() {
      const drawn = this.show.story.variables.filter(({ chance }) => chance !== undefined);
      return Object.fromEntries(drawn.map(({ name, chance }) => [name, Number(Math.random() * 100 < chance)]));
    }

    seek(frame) {
      if (!this.score) return;
      this.ended(false);
      this.page.sought();
      this.desk.clear();
      this.desk.place(Math.max(frame, 0), this.context.currentTime + 0.06);
      this.desk.close(this.score);
      this.from = Math.max(frame, 0);
      this.loading.clear();
      this.pump();
      this.wake();
    }

    lineBack() {
      const now = this.desk.now() - 0.7 * RATE;
      const before = this.score.lines.filter((said) => said.at < now).map((said) => said.at);
      this.seek(before.length ? Math.max(...before) : 0);
    }

    // Loads and schedules what comes next. The clock stands still while a sound is missing.
    pump() {
      const { desk, score } = this;
      const now = desk.now();
      const due = score.tracks.filter((track) =>
        !desk.playing.has(track) && !this.loading.has(track) && track.at < now + AHEAD && desk.over(track) > Math.max(now, track.at));
      for (const track of due.sort((a, b) => a.at - b.at)) this.load(track);
      this.state();
    }

    async load(track) {
      const { desk, from, score } = this;
      this.loading.add(track);
      try {
        const buffer = await desk.load(track);
        // Another place or path may be heard by now.
        if (this.from !== from || this.score !== score || !this.loading.has(track)) return;
        desk.start(track, buffer, from);
        this.loading.delete(track);
        this.state();
      } catch (error) {
        this.loading.delete(track);
        this.pause(true);
        this.page.fails(error, () => this.pause(false));
      }
    }

    // Stops and starts the clock of the device.
    state() {
      const { context, desk } = this;
      if (!context || !this.score) return;
      const now = desk.now();
      const starved = [...this.loading].some((track) => track.at < now + 0.15 * RATE && desk.over(track) > now);
      const runs = !this.isPaused && !starved && !this.isOver;
      if (runs && context.state !== "running") context.resume().catch(() => {});
      if (!runs && context.state === "running") context.suspend();
      this.isHeld = starved && !this.isPaused;
    }

    pause(pauses) {
      if (!this.score || this.isOver) return;
      this.isPaused = pauses;
      this.state();
      if (!pauses) this.pump();
      this.page.pauses(pauses);
    }

    // A sound without samples wakes the page when something is to be done, also where timers sleep.
    wake() {
      const { score, desk, context } = this;
      if (this.alarm) this.alarm.onended = null;
      const now = desk.now();
      const { begins, late } = score.open || {};
      const due = [begins, score.reminds - 0.5 * RATE, late, score.frames].filter((frame) => frame > now);
      const alarm = context.createConstantSource();
      const mute = context.createGain();
      mute.gain.value = 0;
      alarm.connect(mute).connect(context.destination);
      alarm.onended = () => this.page.guard(() => { this.tick(); this.wake(); });
      alarm.start();
      alarm.stop(Math.max(desk.time(Math.min(now + AHEAD / 5, ...due)), context.currentTime));
      this.alarm = alarm;
    }

    tick() {
      const { score, desk } = this;
      if (!score || this.isPaused || this.isOver) return;
      const now = desk.now();
      this.pump();
      const { open } = score;
      if (open && now >= open.begins && this.page.asks(open)) this.prepare();
      if (open && now >= score.reminds - 0.5 * RATE && !score.isReminded) {
        score.remind();
        desk.turn(score, score.reminds);
      }
      if (open && open.late != null && this.page.settings.clock && now >= open.late) this.decide(open.choice.default, true);
      if (score.frames != null && now >= score.frames) this.ended(true);
      if (now - (this.kept || 0) > 5 * RATE || now < this.kept) {
        this.kept = now;
        this.page.remember();
        this.forget();
      }
      this.page.listens();
    }

    // Loads the first sounds of every part that may come next.
    prepare() {
      for (const part of this.score.next()) {
        const first = part.lines.slice(0, 2).flatMap((said) => this.show.lines[said.line].takes);
        const strands = [...part.layers, ...part.moves].flatMap((layer) => layer.strands);
        for (const { sound } of [...first, ...part.spots.slice(0, 2), ...strands]) {
          this.store.buffer(this.context, this.show.sounds[sound]).catch(() => {});
        }
        for (const { room } of strands.flatMap(({ sends }) => sends || [])) this.desk.room(room).loaded.catch(() => {});
      }
    }

    // Takes an option now, or the default when the time is over.
    decide(option, isLate = false) {
      const { score, desk } = this;
      const { open } = score;
      if (!open) return;
      const now = desk.now();
      let after = Math.round(now + REACTION - open.asked);
      if (isLate && now < open.late + 0.05 * RATE) after = open.late - open.asked;
      const turn = score.choose(option, after);
      if (turn === null) return;
      desk.turn(score, turn);
      this.page.decides(open.choice.options[option]);
      if (this.isPaused) this.pause(false);
      this.pump();
      this.wake();
      this.forget();
    }

    // Frees the samples of sounds that are over.
    forget() {
      const now = this.desk.now();
      const kept = this.score.tracks.filter((track) => this.desk.over(track) > now - 60 * RATE);
      const files = new Set(kept.map((track) => this.show.sounds[track.sound].file));
      for (const { early, late } of this.show.rooms) files.add(early.file).add(late.file);
      for (const part of this.score.open ? this.score.next() : []) {
        for (const said of part.lines) for (const take of this.show.lines[said.line].takes) files.add(this.show.sounds[take.sound].file);
        for (const layer of part.layers) for (const strand of layer.strands) files.add(this.show.sounds[strand.sound].file);
      }
      this.store.keep(files);
    }

    async back() {
      if (!this.score) return;
      const { decisions } = this.score.walk;
      if (!decisions.length) return;
      const kept = decisions.slice(0, -1).map(({ option, after }) => ({ option, after }));
      const { drawn } = this.score;
      await this.play(kept, Score.of(this.show, kept, drawn).open.begins - RATE, drawn);
    }

    ended(isOver) {
      const changes = isOver !== this.isOver;
      this.isOver = isOver;
      if (changes) this.page.ends(isOver);
      if (isOver) this.state();
    }
  }

  root.CuePlayer = { Player };
})(self);
