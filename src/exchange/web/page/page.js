// The page: starts and pauses, asks and decides, remembers places, and shows the map.
"use strict";
(function (root) {
  const { Score, NEVER } = root.CueScore;
  const { Store, Desk, Missing, Undecoded, record, RATE } = root.CueSound;
  const { Text, make, behavior } = root.CueText;
  const $ = (id) => document.getElementById(id);
  // Sounds are scheduled this long ahead, so that the page plays on while its timers sleep.
  const AHEAD = 150 * RATE;
  // A decision is heard this long after it was made.
  const REACTION = 0.03 * RATE;
  const SLOTS = ["last", "1", "2", "3"];

  // What the browser remembers of a show. Without storage it remembers nothing.
  class Memory {
    constructor(show) {
      this.name = "cuebook " + show.title + " " + location.pathname;
    }
    get(key, usual) {
      try {
        return JSON.parse(localStorage.getItem(this.name + " " + key)) ?? usual;
      } catch {
        return usual;
      }
    }
    set(key, value) {
      try {
        localStorage.setItem(this.name + " " + key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    }
  }

  const clock = (frame) => {
    const seconds = Math.max(Math.floor(frame / RATE), 0);
    return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  };

  class Player {
    constructor(store, show) {
      Object.assign(this, { store, show });
      this.memory = new Memory(show);
      this.settings = this.memory.get("settings", { volume: 1, text: true, scroll: true, clock: true, voice: false });
      this.seen = new Set(this.memory.get("seen", []));
      this.text = new Text($("text"), show, (frame) => this.seek(frame));
      this.loading = new Set();
      this.isPaused = false;
      this.front();
      this.listen();
    }

    front() {
      const { show, memory } = this;
      document.body.classList.add("front");
      if (!show.story.choices.length) $("kind").textContent = "An audio drama";
      if (show.author) Object.assign($("by"), { hidden: false, textContent: show.author });
      $("begin").textContent = "Begin";
      $("begin").disabled = false;
      $("resume").hidden = !memory.get("last", null);
      $("begin").focus({ preventScroll: true });
      this.apply();
    }

    // Sets what the settings say.
    apply() {
      const { settings } = this;
      $("volume").value = settings.volume;
      for (const [id, key] of [["with-text", "text"], ["with-scroll", "scroll"], ["with-clock", "clock"], ["with-voice", "voice"]]) $(id).checked = settings[key];
      this.text.follows = settings.scroll;
      $("text").hidden = !settings.text || !this.score;
      if (this.desk) this.desk.volume.gain.setTargetAtTime(settings.volume ** 2, this.context.currentTime, 0.02);
      this.memory.set("settings", settings);
    }

    listen() {
      const click = (id, act) => $(id).addEventListener("click", () => this.guard(act));
      click("begin", () => this.play([], 0));
      click("resume", () => this.restore("last"));
      click("again", () => this.play([], 0));
      click("pause", () => this.pause(!this.isPaused));
      click("back", () => this.back());
      click("back-from-end", () => this.back());
      click("show-map", () => this.map());
      click("show-saves", () => this.saves());
      click("show-settings", () => $("settings").showModal());
      for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
      for (const dialog of document.querySelectorAll("dialog")) {
        dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      }
      const change = (id, key, read) => $(id).addEventListener("input", ({ target }) => {
        this.settings[key] = read(target);
        this.apply();
        if (key === "voice") this.hear();
      });
      change("volume", "volume", (input) => Number(input.value));
      for (const key of ["text", "scroll", "clock", "voice"]) change("with-" + key, key, (input) => input.checked);
      document.addEventListener("keydown", (event) => this.guard(() => this.key(event)));
      // The space bar pauses, also while an option has the focus.
      document.addEventListener("keyup", (event) => event.key === " " && this.score && pauses(event.target.closest("button")) && event.preventDefault());
      addEventListener("pagehide", () => this.remember());
      document.addEventListener("visibilitychange", () => {
        if (document.hidden) this.remember();
        else this.state();
      });
      $("voice-row").hidden = !(root.SpeechRecognition || root.webkitSpeechRecognition);
    }

    async guard(act) {
      try {
        await act();
      } catch (error) {
        trouble(error);
      }
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      const name = event.key;
      const inField = event.target.closest("input");
      const onButton = event.target.closest("button");
      if (inField || !this.score) return;
      const buttons = [...$("options").querySelectorAll("button")];
      const used = () => event.preventDefault();
      if (name === " " && pauses(onButton)) {
        used();
        this.pause(!this.isPaused);
      } else if (!$("choice").hidden && name >= "1" && name <= "9" && buttons[name - 1]) {
        used();
        buttons[name - 1].click();
      } else if (!$("choice").hidden && (name === "ArrowDown" || name === "ArrowUp")) {
        used();
        const now = buttons.indexOf(document.activeElement);
        const next = name === "ArrowDown" ? now + 1 : Math.max(now, 0) - 1 + buttons.length;
        buttons[next % buttons.length].focus();
      } else if (name === "ArrowLeft") {
        used();
        this.lineBack();
      } else if (name === "b") this.back();
      else if (name === "m") this.map();
      else if (name === "t") {
        this.settings.text = !this.settings.text;
        this.apply();
      }
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
      this.session();
      setInterval(() => this.tick(), 200);
      const frame = () => {
        this.paint();
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }

    // Plays a path from a frame on.
    async play(decisions, frame, drawn = this.draw()) {
      await this.device();
      this.score = Score.of(this.show, decisions, drawn);
      document.body.classList.remove("front");
      $("start").hidden = true;
      $("deck").hidden = false;
      this.text.clear();
      this.text.take(this.score);
      this.note();
      this.isPaused = false;
      this.ended(false);
      this.seek(frame);
      this.apply();
      $("story").focus({ preventScroll: true });
      if (!frame) scrollTo(0, 0);
    }

    // Draws the variables that chance decides.
    draw() {
      const drawn = this.show.story.variables.filter(({ chance }) => chance !== undefined);
      return Object.fromEntries(drawn.map(({ name, chance }) => [name, Number(Math.random() * 100 < chance)]));
    }

    seek(frame) {
      if (!this.score) return;
      this.ended(false);
      this.hideChoice();
      this.text.settled = 0;
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
        trouble(error, () => this.pause(false));
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
      document.body.classList.toggle("held", starved && !this.isPaused);
      this.isHeld = starved && !this.isPaused;
    }

    pause(pauses) {
      if (!this.score || this.isOver) return;
      this.isPaused = pauses;
      $("pause").setAttribute("aria-pressed", pauses);
      $("pause-name").textContent = pauses ? "Go on" : "Pause";
      this.state();
      if (!pauses) this.pump();
      if (pauses) this.remember();
      if (this.silence) pauses ? this.silence.pause() : this.silence.play().catch(() => {});
      if (navigator.mediaSession) navigator.mediaSession.playbackState = pauses ? "paused" : "playing";
    }

    // A sound without samples that ends when the choice is over wakes the page, also where timers sleep.
    wake() {
      const { late } = this.score.open || {};
      if (this.alarm) this.alarm.onended = null;
      if (late == null) return;
      const alarm = this.context.createConstantSource();
      const mute = this.context.createGain();
      mute.gain.value = 0;
      alarm.connect(mute).connect(this.context.destination);
      alarm.onended = () => this.guard(() => this.tick());
      alarm.start();
      alarm.stop(Math.max(this.desk.time(late), this.context.currentTime));
      this.alarm = alarm;
    }

    tick() {
      const { score, desk } = this;
      if (!score || this.isPaused || this.isOver) return;
      const now = desk.now();
      this.pump();
      const { open } = score;
      if (open && now >= open.begins && $("choice").hidden) this.ask(open);
      if (open && now >= score.reminds - 0.5 * RATE && !score.isReminded) {
        score.remind();
        desk.turn(score, score.reminds);
      }
      if (open && open.late != null && this.settings.clock && now >= open.late) this.decide(open.choice.default, true);
      if (score.frames != null && now >= score.frames) this.ended(true);
      if (now - (this.kept || 0) > 5 * RATE || now < this.kept) {
        this.remember();
        this.forget();
      }
    }

    ask(open) {
      const { choice, offered } = open;
      const last = this.score.lines.filter((said) => said.node !== undefined).pop();
      const words = last ? last.line.words.map(([text]) => text).join("").trim() : "";
      $("ask").textContent = choice.ask || words || "What do you do?";
      $("options").replaceChildren(...offered.map((option, n) => {
        const number = make("span", { className: "n", textContent: n + 1, ariaHidden: "true" });
        const button = make("button", { onclick: () => this.guard(() => this.decide(option)) }, number, choice.options[option].words);
        button.dataset.option = option;
        return make("li", {}, button);
      }));
      $("choice").hidden = false;
      $("choice").scrollIntoView({ block: "nearest", behavior: behavior() });
      $("live").textContent = $("ask").textContent + " " + offered.map((option, n) => n + 1 + ": " + choice.options[option].words).join(" ");
      if (!document.querySelector("dialog[open]")) $("options").querySelector("button").focus({ preventScroll: true });
      this.prepare();
      this.hear();
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

    hideChoice() {
      $("choice").hidden = true;
      $("live").textContent = "";
      this.quiet();
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
      this.hideChoice();
      this.pump();
      this.text.take(score);
      this.note();
      this.wake();
      this.forget();
      this.remember();
      $("back").disabled = false;
      $("live").textContent = open.choice.options[option].words;
      $("story").focus({ preventScroll: true });
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
      if (isOver && !this.isOver) {
        const { node } = this.score.walk.visits[this.score.walk.visits.length - 1];
        const ends = new Set(this.memory.get("ends", []));
        ends.add(node);
        this.memory.set("ends", [...ends]);
        this.memory.set("last", null);
        const { title } = this.show.story.nodes[node];
        const all = endings(this.show.story).size;
        $("ending").textContent = (title ? title + ". " : "") + (all > 1 ? ends.size + " of " + all + " endings found." : "");
        $("back-from-end").hidden = !this.score.walk.decisions.length;
      }
      this.isOver = isOver;
      $("ended").hidden = !isOver;
      if (!isOver) return;
      this.state();
      if (this.silence) this.silence.pause();
      $("the-end").focus();
      $("ended").scrollIntoView({ block: "center" });
    }

    // Notes which scenes were heard.
    note() {
      for (const { node } of this.score.walk.visits) this.seen.add(node);
      this.memory.set("seen", [...this.seen]);
      $("back").disabled = !this.score.walk.decisions.length;
    }

    // The place now, by names, so that it is found in another version of the show.
    place() {
      const { choices } = this.show.story;
      const path = this.score.walk.decisions.map(({ choice, option, after }) => [choices[choice].id, choices[choice].options[option].id, after]);
      const now = this.desk.now();
      const lines = this.score.lines.filter((said) => said.node !== undefined && said.at <= now);
      const last = lines.pop();
      const { title, id } = this.show.story.nodes[last ? last.node : 0];
      return { path, drawn: this.score.drawn, frame: now, scene: title || id, time: Date.now() };
    }

    remember() {
      if (!this.score || this.isOver || this.desk.now() < RATE) return;
      this.kept = this.desk.now();
      this.memory.set("last", this.place());
    }

    async restore(slot) {
      const place = this.memory.get(slot, null);
      if (!place) return;
      const { choices } = this.show.story;
      const kept = [];
      for (const [choice, option, after] of place.path) {
        const own = choices.find(({ id }) => id === choice);
        const number = own ? own.options.findIndex(({ id }) => id === option) : -1;
        if (number < 0) break;
        kept.push({ option: number, after });
      }
      const whole = kept.length === place.path.length;
      const score = Score.of(this.show, kept, place.drawn);
      const last = score.frames ?? score.open.asked;
      await this.play(kept, whole ? Math.max(0, Math.min(place.frame - 2 * RATE, last - RATE)) : score.turn, place.drawn);
    }

    saves() {
      const item = (slot) => {
        const place = this.memory.get(slot, null);
        const name = slot === "last" ? "Last place" : "Place " + slot;
        const when = place ? place.scene + ", " + new Date(place.time).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }) : "empty";
        const line = make("li", {}, make("div", { className: "slot" }, name, make("small", { textContent: when })));
        const button = (textContent, act, disabled) =>
          line.append(make("button", { textContent, disabled, ariaLabel: textContent + ": " + name, onclick: () => this.guard(act) }));
        if (slot !== "last") button("Save", () => {
          if (!this.memory.set(slot, this.place())) throw new Error("This browser keeps nothing for this page.");
          this.saves();
        }, !this.score || this.isOver);
        button("Go there", () => { $("saves").close(); return this.restore(slot); }, !place);
        return line;
      };
      $("slots").replaceChildren(...SLOTS.map(item));
      if (!$("saves").open) $("saves").showModal();
    }

    map() {
      const { story } = this.show;
      const heard = this.score ? this.score.stretches.flatMap(({ visits }) => visits.map(({ node }) => node)) : [];
      root.CueMap.draw({ story, seen: this.seen, heard, ends: endings(story), picture: $("map-picture"), list: $("map-list"), count: $("map-count") });
      $("map").showModal();
    }

    paint() {
      const { score, desk } = this;
      if (!score) return;
      const delay = (this.context.outputLatency || 0) * RATE + desk.latency;
      const now = desk.now() - delay;
      if (this.settings.text) this.text.follow(now);
      $("where").textContent = this.isHeld ? "Loading …" : clock(now);
      const { open } = score;
      if (!open || $("choice").hidden) return;
      const said = score.asking(score.stretches.length - 1).find((own) => own.option !== undefined && own.at <= now && now < own.at + own.line.words[own.line.words.length - 1][2]);
      for (const button of $("options").querySelectorAll("button")) button.classList.toggle("said", Boolean(said) && said.option === Number(button.dataset.option));
      const runs = open.late != null && this.settings.clock;
      $("clock").hidden = !runs;
      if (!runs) {
        $("hint").textContent = open.late != null ? "The time limit is switched off." : "";
        return;
      }
      const left = Math.min((open.late - now) / (open.late - open.asked), 1);
      $("hand").style.transform = `scaleX(${Math.max(left, 0)})`;
      const seconds = Math.max(Math.ceil(Math.min(open.late - now, open.late - open.asked) / RATE), 0);
      $("hint").textContent = seconds + " s, then: " + open.choice.options[open.choice.default].words;
    }

    // Tells the system what plays, so that its keys and a locked screen can pause it. Telephones
    // need a media element for that: one without a sound.
    session() {
      const head = ["RIFF", 80036, "WAVEfmt ", 16, 65537, 8000, 8000, 524289, "data", 80000];
      const parts = head.map((own) => (typeof own === "string" ? own : Uint32Array.of(own)));
      this.silence = new Audio(URL.createObjectURL(new Blob([...parts, new Uint8Array(80000).fill(128)], { type: "audio/wav" })));
      this.silence.loop = true;
      this.silence.play().catch(() => {});
      const session = navigator.mediaSession;
      if (!session) return;
      session.metadata = new MediaMetadata({ title: this.show.title, artist: this.show.author || "" });
      const on = (action, act) => {
        try {
          session.setActionHandler(action, () => this.guard(act));
        } catch { /* This browser does not know the action. */ }
      };
      on("play", () => this.pause(false));
      on("pause", () => this.pause(true));
      on("previoustrack", () => this.back());
      on("seekbackward", () => this.lineBack());
    }

    // Listens for the words or the number of an option.
    hear() {
      const Recognition = root.SpeechRecognition || root.webkitSpeechRecognition;
      this.quiet();
      if (!Recognition || !this.settings.voice || $("choice").hidden) return;
      const ear = new Recognition();
      Object.assign(ear, { lang: this.show.language, continuous: true, interimResults: false, maxAlternatives: 3 });
      ear.onresult = ({ results }) => {
        for (const { transcript } of results[results.length - 1]) {
          const option = heardOption(transcript, this.score.open);
          if (option !== null) return void this.guard(() => this.decide(option));
        }
      };
      ear.onerror = ({ error }) => {
        if (error === "not-allowed" || error === "service-not-allowed") {
          this.settings.voice = false;
          this.apply();
          trouble(new Error("The page may not use the microphone."));
        }
      };
      this.ear = ear;
      try {
        ear.start();
      } catch { /* It is listening already. */ }
    }

    quiet() {
      if (this.ear) this.ear.abort();
      this.ear = null;
    }
  }

  // Whether the space bar pauses while this button has the focus.
  const pauses = (button) => !button || button.id === "pause" || $("options").contains(button);

  // Which option was spoken: the one with most of its words, or its number.
  function heardOption(transcript, open) {
    const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
    const spoken = new Set(words(transcript));
    const shares = open.offered.map((option, n) => {
      if (spoken.size <= 2 && spoken.has(String(n + 1))) return 1;
      const own = words(open.choice.options[option].words);
      return own.filter((word) => spoken.has(word)).length / Math.max(own.length, 1);
    });
    const best = Math.max(...shares);
    const isClear = best >= 0.5 && shares.filter((share) => share === best).length === 1;
    return isClear ? open.offered[shares.indexOf(best)] : null;
  }

  // The scenes with which the story can end.
  function endings(story) {
    const ends = new Set();
    story.nodes.forEach((node, n) => {
      const leaves = node.stops.some((stop) => story.choices[stop].options.some((option) => option.to === null));
      if (leaves || node.ways.some((way) => way.to === null)) ends.add(n);
    });
    return ends;
  }

  // Shows what went wrong, in plain words.
  function trouble(error, again) {
    let text = error.message || String(error);
    if (error instanceof Missing) text = `${error.message} could not be loaded. Check the connection, and that the whole folder is there.`;
    if (error instanceof Undecoded) text = "This browser cannot decode the sounds of the show. They are Opus: Chrome, Edge, Firefox, and Safari from 17 play them.";
    const box = $("trouble");
    const onclick = () => { box.hidden = true; if (again) again(); };
    box.replaceChildren(make("p", { textContent: text }), make("button", { textContent: again ? "Try again" : "Close", onclick }));
    box.hidden = false;
    if (!(error instanceof Missing || error instanceof Undecoded)) console.error(error);
  }

  async function open() {
    try {
      const store = new Store();
      const show = await store.show();
      if (!show || show.format !== 1) throw new Error("This page does not read the format of show.json. Export the show again.");
      const player = new Player(store, show);
      // For tests and other programs: the same score as samples, and the player itself.
      root.cuebook = { show, player, record: (score, from, to) => record(show, store, score, from, to), Score };
    } catch (error) {
      $("begin").textContent = "The show cannot be played";
      trouble(error);
    }
  }

  open();
})(self);
