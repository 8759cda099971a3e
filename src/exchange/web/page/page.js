// The page: its front, its settings and keys, and what it shows of the player.
"use strict";
(function (root) {
  const { $ } = root.CueDom;
  const { notice, trouble } = root.CueNotice;
  const { Store, RATE } = root.CueStore;
  const { Ear, isThere } = root.CueVoice;
  const places = root.CuePlaces;
  // The settings that are switched, with their elements.
  const SWITCHES = { "with-text": "text", "with-scroll": "scroll", "with-clock": "clock", "with-voice": "voice" };

  const clock = (frame) => {
    const seconds = Math.max(Math.floor(frame / RATE), 0);
    return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  };

  class Page {
    constructor(store, show) {
      this.show = show;
      this.memory = new places.Memory(show);
      this.settings = this.memory.get("settings", { volume: 1, text: true, scroll: true, clock: true, voice: false });
      this.seen = this.memory.scenes("seen", show.story);
      this.player = new root.CuePlayer.Player(store, show, this);
      this.text = new root.CueText.Text($("text"), show, (frame) => this.player.seek(frame));
      const take = (option) => this.guard(() => this.player.decide(option));
      this.choice = new root.CueChoice.Asking(take);
      const tell = (words) => ($("heard").textContent = `“${words}” is none of the options. Say the words of one, or its number.`);
      this.ear = new Ear(show.language, { take, tell, refuse: (why) => this.refuse(why) });
      this.front();
      this.listen();
    }

    front() {
      const { show, memory } = this;
      document.body.classList.add("front");
      if (!show.story.choices.length) $("kind").textContent = "An audio drama";
      $("title").classList.toggle("long", show.title.length > 40);
      if (show.author) Object.assign($("by"), { hidden: false, textContent: show.author });
      $("begin").textContent = "Begin";
      $("begin").disabled = false;
      $("resume").hidden = !memory.get("last", null);
      $("voice-row").hidden = !isThere();
      $("begin").focus({ preventScroll: true });
      this.apply();
    }

    // Sets what the settings say.
    apply() {
      const { settings, player } = this;
      $("volume").value = settings.volume;
      for (const [id, key] of Object.entries(SWITCHES)) $(id).checked = settings[key];
      this.text.follows = settings.scroll;
      $("text").hidden = !settings.text || !player.score;
      if (player.desk) player.desk.volume.gain.setTargetAtTime(settings.volume ** 2, player.context.currentTime, 0.02);
      this.memory.set("settings", settings);
    }

    listen() {
      const { player } = this;
      const click = (id, act) => $(id).addEventListener("click", () => this.guard(act));
      for (const id of ["begin", "again"]) click(id, () => player.play([], 0));
      click("resume", () => this.restore("last"));
      click("pause", () => player.pause(!player.isPaused));
      for (const id of ["back", "back-from-end"]) click(id, () => player.back());
      click("show-map", () => this.map());
      click("show-saves", () => this.places());
      click("show-settings", () => $("settings").showModal());
      for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
      for (const dialog of document.querySelectorAll("dialog")) {
        dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      }
      const change = (id, key, read) => $(id).addEventListener("input", ({ target }) => {
        this.settings[key] = read(target);
        this.apply();
      });
      change("volume", "volume", (input) => Number(input.value));
      for (const [id, key] of Object.entries(SWITCHES)) change(id, key, (input) => input.checked);
      $("with-voice").addEventListener("input", ({ target }) => (target.checked ? this.ear.ask() : this.ear.listen(null)));
      document.addEventListener("keydown", (event) => this.guard(() => this.key(event)));
      // The space bar pauses, also while an option has the focus.
      document.addEventListener("keyup", (event) => event.key === " " && player.score && pauses(event.target.closest("button")) && event.preventDefault());
      addEventListener("pagehide", () => this.remember());
      document.addEventListener("visibilitychange", () => {
        if (document.hidden) this.remember();
        else player.state();
      });
    }

    async guard(act) {
      try {
        await act();
      } catch (error) {
        this.fails(error);
      }
    }

    fails(error, again) {
      trouble(error, again);
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      const { player } = this;
      if (event.target.closest("input") || !player.score) return;
      const acts = {
        ArrowLeft: () => player.lineBack(),
        b: () => player.back(),
        m: () => this.map(),
        t: () => {
          this.settings.text = !this.settings.text;
          this.apply();
        },
      };
      if (pauses(event.target.closest("button"))) acts[" "] = () => player.pause(!player.isPaused);
      const act = acts[event.key];
      if (act || this.choice.key(event.key)) event.preventDefault();
      return act && act();
    }

    // The device is open: from now on the page moves with its clock.
    started() {
      const { player } = this;
      const keys = { play: () => player.pause(false), pause: () => player.pause(true), previoustrack: () => player.back(), seekbackward: () => player.lineBack() };
      const guarded = Object.entries(keys).map(([key, act]) => [key, () => this.guard(act)]);
      this.system = new root.CueSystem.System(this.show, Object.fromEntries(guarded));
      const frame = () => {
        this.paint();
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }

    plays(frame) {
      document.body.classList.remove("front");
      $("start").hidden = true;
      $("deck").hidden = false;
      this.text.clear();
      this.text.take(this.player.score);
      this.note();
      this.pauses(false);
      this.apply();
      $("story").focus({ preventScroll: true });
      if (!frame) scrollTo(0, 0);
    }

    sought() {
      this.text.settled = 0;
      this.closes();
    }

    // Asks, unless it was asked already. Returns whether it does.
    asks(open) {
      const last = this.player.score.lines.filter((said) => said.node !== undefined).pop();
      const words = last ? last.line.words.map(([text]) => text).join("").trim() : "";
      const asks = this.choice.show(open, words);
      if (asks) this.system.tell($("ask").textContent);
      return asks;
    }

    closes() {
      this.choice.hide();
      this.ear.listen(null);
      this.system.tell(this.show.title);
    }

    decides({ words }) {
      this.closes();
      this.text.take(this.player.score);
      this.note();
      this.remember();
      $("live").textContent = words;
      $("story").focus({ preventScroll: true });
    }

    // Listens for an option, but not to the show's own words.
    listens() {
      const { player, choice, settings } = this;
      const { score, desk } = player;
      const hears = settings.voice && isThere() && choice.isOpen && !score.said(desk.now() - desk.latency);
      // While nothing is open, the answer about the microphone may still be due.
      if (hears || choice.isOpen) this.ear.listen(hears ? score.open : null);
    }

    refuse(why) {
      this.settings.voice = false;
      this.apply();
      notice(why);
    }

    pauses(isPaused) {
      $("pause").setAttribute("aria-pressed", isPaused);
      $("pause-name").textContent = isPaused ? "Go on" : "Pause";
      this.system.plays(!isPaused);
      if (!isPaused) return;
      this.ear.listen(null);
      this.remember();
    }

    ends(isOver) {
      $("ended").hidden = !isOver;
      this.system.plays(!isOver);
      if (!isOver) return;
      const { memory, player, show: { story } } = this;
      const { walk } = player.score;
      const found = this.found().add(root.CueMap.ending(story, walk));
      memory.set("ends", [...found]);
      memory.set("last", null);
      const { title } = story.nodes[walk.visits[walk.visits.length - 1].node];
      const all = root.CueMap.endings(story).size;
      $("ending").textContent = (title ? title + ". " : "") + (all > 1 ? found.size + " of " + all + " endings found." : "");
      $("back-from-end").hidden = !player.score.walk.decisions.length;
      $("the-end").focus();
      $("ended").scrollIntoView({ block: "center" });
    }

    // The endings of the story that the listener has met so far.
    found() {
      const all = root.CueMap.endings(this.show.story);
      return new Set(this.memory.get("ends", []).filter((name) => all.has(name)));
    }

    // Notes which scenes were heard.
    note() {
      const { walk } = this.player.score;
      for (const { node } of walk.visits) this.seen.add(node);
      this.memory.note("seen", this.show.story, this.seen);
      $("back").disabled = !walk.decisions.length;
    }

    remember() {
      const { player } = this;
      if (player.score && !player.isOver && player.desk.now() >= RATE) this.memory.set("last", places.here(player));
    }

    async restore(slot) {
      const place = this.memory.get(slot, null);
      if (!place) return;
      const { decisions, frame, lost } = places.find(this.show, place);
      await this.player.play(decisions, frame, place.drawn);
      if (lost) notice(lost);
    }

    places() {
      const { player, memory } = this;
      const save = (slot) => this.guard(() => {
        if (!memory.set(slot, places.here(player))) throw new Error("This browser keeps nothing for this page.");
        this.places();
      });
      const go = (slot) => this.guard(() => {
        $("saves").close();
        return this.restore(slot);
      });
      places.list(memory, player.score && !player.isOver, { save, go });
      if (!$("saves").open) $("saves").showModal();
    }

    map() {
      const { score } = this.player;
      const heard = score ? score.stretches.flatMap(({ visits }) => visits.map(({ node }) => node)) : [];
      root.CueMap.draw(this.show.story, { seen: this.seen, found: this.found(), heard, list: $("map-list"), count: $("map-count") });
      $("map").showModal();
    }

    paint() {
      const { player, settings } = this;
      const { score, desk, context } = player;
      if (!score) return;
      const now = desk.now() - (context.outputLatency || 0) * RATE - desk.latency;
      if (settings.text) this.text.follow(now);
      document.body.classList.toggle("held", player.isHeld);
      $("where").textContent = player.isHeld ? "Loading …" : clock(now);
      this.choice.paint(now, score, settings.clock);
    }
  }

  // Whether the space bar pauses while this button has the focus.
  const pauses = (button) => !button || button.id === "pause" || $("options").contains(button);

  async function open() {
    try {
      const store = new Store();
      const show = await store.show();
      if (!show || show.format !== 4) throw new Error("This page does not read this show.json. Export the show again.");
      const page = new Page(store, show);
      // For tests and other programs: the same score as samples, and the player itself.
      root.cuebook = { show, page, player: page.player, record: (score, from, to) => root.CueSound.record(show, store, score, from, to), Score: root.CueScore.Score };
    } catch (error) {
      $("begin").textContent = "The show cannot be played";
      trouble(error);
    }
  }

  open();
})(self);
