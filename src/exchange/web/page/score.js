// The score: what is heard on a path, with the frame of every sound, and the gains over time.
// Takes the manifest and the decisions; knows nothing of devices and of the page.
"use strict";
(function (root) {
  const { CueStory: story } = root;
  const { Curve, DECIBEL, POWER } = root.CueCurve;
  const NEVER = 2 ** 50;
  // How long words are heard after a turn that cuts them short.
  const RING = 1440;

  const decibels = (gain) => 10 ** (gain / 20);

  const latest = (layers, cue) => layers.filter((layer) => layer.cue === cue).pop();

  // The usual loudness of takes: the median, weighted by their lengths.
  function median(takes) {
    const sorted = [...takes].sort((a, b) => a[0] - b[0]);
    const half = sorted.reduce((sum, take) => sum + take[1], 0) / 2;
    let length = 0;
    for (const take of sorted) {
      length += take[1];
      if (length >= half) return take[0];
    }
    return 0;
  }

  // The part whose key has `*` for some conditions: its pieces for the values that they have now, each
  // later by the shifts of those before it.
  function composed(parts, key, visits) {
    const open = (own) => own.length === key.length && [...own].every((c, n) => c === "*" || c === key[n]);
    const part = [...parts.values()].find((own) => own.pieces && open(own.key));
    if (!part) return part;
    const all = { ...part };
    const bits = visits.map((own) => own.bits).join("");
    let shift = 0;
    const point = ([at, ...rest]) => [at + shift, ...rest];
    const later = (key, own) => {
      if (key === "lanes") return own.map((lane) => lane.map(point));
      if (/points|lane$/.test(key)) return own.map(point);
      return /^(at|asked|spoken|end)$/.test(key) ? own + shift : own;
    };
    for (const { bits: own, cases } of part.pieces) {
      const { shift: more, ducks, ...now } = JSON.parse(JSON.stringify(cases[own.map((n) => bits[n]).join("")]), later);
      for (const name in now) all[name] = now[name].map ? [...all[name], ...now[name]] : now[name];
      for (const duck of ducks) {
        const known = all.ducks.find((own) => own.number === duck.number && own.cues[0] === duck.cues[0]);
        if (known) known.points.push(...duck.points);
        else all.ducks = [...all.ducks, duck];
      }
      shift += more;
    }
    return all;
  }

  // A part with what its layers do.
  function sum(main, layers) {
    const all = { ...main };
    for (const name of ["layers", "moves", "ends", "ducks", "running"]) all[name] = layers.flatMap((own) => own[name]);
    if (main.end !== undefined) all.end = Math.max(main.end, ...layers.map((own) => own.end ?? 0));
    return all;
  }

  class Score {
    constructor(show, drawn = {}) {
      this.show = show;
      this.drawn = drawn;
      this.parts = new Map(show.parts.map((part) => [part.key, part]));
      this.walk = new story.Walk(show.story, drawn);
      this.tracks = [];
      this.layers = [];
      this.lines = [];
      this.usual = new Map();
      this.running = [];
      this.turn = 0;
      this.stretches = [];
      this.duckings = 0;
      this.play(0, -NEVER);
    }

    // The part that is heard after the walk's last decision.
    static find(show, parts, walk, running) {
      const visits = walk.toChoice();
      const met = walk.met.splice(0);
      const of = (layer) => {
        const key = story.key(show.story, met, walk.offered(), layer);
        const part = parts.get(key) || composed(parts, key, met);
        if (!part) throw new Error("No sound for the part " + key);
        return part;
      };
      const main = of("");
      const begins = (main.begins || []).filter(({ cue, when }) =>
        !running.includes(cue) && visits.some(({ on }) => when === undefined || on.includes(when)));
      return { part: sum(main, [...running, ...begins.map(({ cue }) => "+" + cue)].map(of)), visits };
    }

    // Adds the part that begins at a turn. `spoken` is the end of the words before it.
    play(turn, spoken) {
      const { part, visits } = Score.find(this.show, this.parts, this.walk, this.running);
      const lead = part.lead;
      const extra = Math.max(part.pause - (turn - spoken), lead) - lead;
      const at = (frame) => turn + Math.max(frame + extra, 0);
      const moved = (points) => points.map(([frame, gain, curve]) => [turn + frame + extra, gain, curve]);
      const from = this.tracks.length;
      this.isReminded = false;
      this.duckings++;
      const asked = turn + part.asked + extra;
      this.reminds = part.remind === undefined ? NEVER : this.grid(asked + part.remind);
      this.learn(part, false);
      for (const said of part.lines) this.say(said, said.remind ? this.reminds + said.at : at(said.at));
      for (const spot of part.spots) {
        this.tracks.push({ sound: spot.sound, at: at(spot.at), gain: spot.gain, curves: [], end: NEVER });
      }
      const before = [...this.layers];
      for (const layer of part.layers) this.begin(layer, at(layer.at), moved);
      for (const move of part.moves) this.move(move.own ? this.layers : before, move, moved);
      for (const duck of part.ducks.filter((duck) => !duck.remind)) this.duck(duck, turn, moved);
      for (const { cue, at, earliest, own, last } of part.ends) {
        // One that ends because of the decision has no time.
        const due = Math.max((last ? part.end : at) + extra || earliest, earliest);
        this.end(own ? this.layers : before, cue, turn + due);
      }
      this.running = part.running;
      this.turn = turn;
      this.part = part;
      const choice = part.choice === undefined ? null : this.show.story.choices[part.choice];
      this.open = choice && {
        number: part.choice,
        choice,
        offered: part.offered,
        asked,
        // Where the question begins, and where its words end.
        begins: Math.min(asked, ...this.asking(this.stretches.length).map((said) => said.at)),
        spoken: turn + part.spoken + extra,
        late: choice.wait == null || choice.default == null ? null : asked + choice.wait,
      };
      this.frames = part.end === undefined ? null : turn + part.end + extra;
      this.stretches.push({ turn, part, visits, open: this.open });
      return this.tracks.slice(from);
    }

    // Notes the loudness of the takes of a part, or of its reminder.
    learn(part, remind) {
      const lines = part.lines.filter((said) => Boolean(said.remind) === remind);
      for (const { level, again } of lines.flatMap((said) => this.show.lines[said.line].takes)) {
        if (!level || again) continue;
        const known = this.usual.get(level.manner) || [];
        known.push([level.loudness, level.length]);
        this.usual.set(level.manner, known);
      }
    }

    // The linear gain by which a take has the loudness of its role.
    levelled(take) {
      if (!take.level) return decibels(take.gain);
      const { speech, half, farthest, most } = this.show.levels;
      const { manner, loudness, length, gain } = take.level;
      const away = (half / (length + half)) * (median(this.usual.get(manner)) - loudness);
      const even = speech - (loudness + Math.min(Math.max(away, -farthest), farthest));
      return decibels(Math.min(Math.max(even, -most), most) + gain);
    }

    say(said, at) {
      const line = this.show.lines[said.line];
      const tracks = line.takes.map((take) => ({
        sound: take.sound,
        at: at + take.at,
        gain: this.levelled(take),
        curves: [],
        end: NEVER,
      }));
      this.tracks.push(...tracks);
      this.lines.push({ ...said, at, line, tracks, stretch: this.stretches.length });
    }

    begin(layer, at, moved) {
      const [rise, fall] = layer.fade;
      const fades = new Curve(rise > 0 ? [[at, 0, POWER], [at + rise, 1, POWER]] : []);
      const own = { cue: layer.cue, at, end: NEVER, fall, fades, falls: new Curve([]), ducks: [new Curve([]), new Curve([])], hush: new Curve([]), strands: [] };
      for (const strand of layer.strands) this.strand(own, strand, moved);
      this.layers.push(own);
    }

    strand(layer, strand, moved) {
      const lanes = strand.lanes.map((lane) => new Curve(moved(lane)));
      const track = {
        sound: strand.sound,
        key: strand.key,
        at: layer.at,
        gain: strand.gain,
        lanes,
        curves: [layer.fades, layer.falls, ...layer.ducks, layer.hush, ...lanes],
        sends: [],
        end: NEVER,
      };
      this.send(track, strand, moved);
      layer.strands.push(track);
      this.tracks.push(track);
    }

    // Opens and moves the shares of a strand that are heard from rooms.
    send(track, strand, moved) {
      for (const { room, gain, lane } of strand.sends || []) {
        const known = track.sends.find((own) => own.room === room);
        if (known) known.lane.add(moved(lane));
        else track.sends.push({ room, gain, lane: new Curve(moved(lane)) });
      }
    }

    move(layers, { cue, strands }, moved) {
      const layer = latest(layers, cue);
      for (const strand of layer ? strands : []) {
        const known = layer.strands.find((own) => own.key === strand.key);
        if (!known) this.strand(layer, strand, moved);
        else {
          strand.lanes.forEach((lane, n) => known.lanes[n] && known.lanes[n].add(moved(lane)));
          this.send(known, strand, moved);
        }
      }
    }

    duck({ cues, points }, turn, moved) {
      for (const layer of this.layers.filter((layer) => cues.includes(layer.cue) && layer.end > turn)) {
        // Two curves take turns, so that the one that changes is at rest.
        const [own, other] = this.duckings % 2 ? layer.ducks : [layer.ducks[1], layer.ducks[0]];
        const last = points.length - 1;
        layer.release = points[last][0] - points[Math.max(last - 1, 0)][0];
        if (points[0][2] === DECIBEL) own.lower(other, moved(points), turn);
        else layer.hush.add(moved(points));
      }
    }

    // Ends a layer: its fade-out is over at a frame.
    end(layers, cue, at) {
      const layer = latest(layers, cue);
      if (!layer) return;
      layer.end = at;
      if (layer.fall > 0) layer.falls.add([[at - layer.fall, 1, POWER], [at, 0, POWER]]);
      for (const track of layer.strands) track.end = at;
    }

    grid(frame) {
      const { step } = this.show;
      return Math.ceil(Math.max(frame, 0) / step) * step;
    }

    // The words of the choice at the end of a stretch. Words of an earlier choice that was decided
    // before they were said may have a later time.
    asking(stretch) {
      return this.lines.filter((said) => said.node === undefined && said.stretch === stretch);
    }

    // The words of the open choice that are said at a frame: its question, an option, or none.
    said(frame) {
      return this.asking(this.stretches.length - 1).find(({ at, line: { words } }) => at <= frame && frame < at + words[words.length - 1][2]);
    }

    // The reminder begins: from now on it counts.
    remind() {
      if (this.isReminded || this.reminds >= NEVER) return;
      this.isReminded = true;
      this.learn(this.part, true);
      const from = this.reminds;
      const moved = (points) => points.map(([frame, gain, curve]) => [from + frame, gain, curve]);
      this.duckings++;
      for (const duck of this.part.ducks.filter((duck) => duck.remind)) this.duck(duck, from, moved);
    }

    // Takes an option of the open choice. `after` is the time from the end of the question; a
    // negative one cuts the question short. Returns the turn, or null if it is not possible.
    choose(option, after) {
      const { open, walk } = this;
      if (!open || !walk.choose(option, after)) return null;
      const { wait, default: usual } = open.choice;
      const decided = open.asked + after;
      let [from, spoken] = [Math.max(decided, after < 0 ? open.begins : open.spoken), open.spoken];
      const reminded = this.reminds < NEVER && after > this.part.remind;
      const ends = (said) => said.at + Math.max(...said.line.words.map((word) => word[2]), 0);
      const own = this.asking(this.stretches.length - 1);
      if (reminded) {
        this.remind();
        const last = Math.max(...own.filter((said) => said.remind).map(ends));
        // One who decides cuts the reminder short; when the time is over it is heard to its end.
        const byTime = option === usual && after === wait;
        from = Math.max(decided, this.reminds + 1, byTime ? last : 0);
        spoken = last;
      }
      const turn = this.grid(from);
      for (const said of own.filter((said) => !reminded || said.remind)) {
        for (const track of said.tracks) {
          if (said.remind && !reminded) track.end = track.at;
          else if (turn < ends(said)) Object.assign(track, { end: Math.max(turn + RING, track.at), fall: RING });
        }
      }
      if (turn < spoken) this.release(turn);
      this.play(turn, Math.min(spoken, turn));
      return turn;
    }

    // Raises the layers that are low for words which a turn cuts short.
    release(turn) {
      for (const layer of this.layers) {
        for (const curve of layer.ducks) {
          const last = curve.points[curve.points.length - 1];
          if (last && last[0] > turn) curve.add([[turn, curve.at(turn), DECIBEL], [turn + layer.release, 1, DECIBEL]]);
        }
      }
    }

    // The parts that may come next, by option.
    next() {
      return this.walk.possible().map((option) => {
        const walk = this.walk.copy();
        walk.choose(option, 0);
        return Score.find(this.show, this.parts, walk, this.running).part;
      });
    }

    // Replays decisions on a new score.
    static of(show, decisions, drawn) {
      const score = new Score(show, drawn);
      for (const { option, after } of decisions) if (score.choose(option, after) === null) break;
      return score;
    }
  }

  root.CueScore = { Score, NEVER };
})(self);
