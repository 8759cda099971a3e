// The story: where a listener is, what is offered, and what comes next. The same rules as in the
// program, which a test compares. Knows nothing of sound and of the page.
"use strict";
(function (root) {
  const MOST = 2n ** 63n - 1n;
  const within = (value) => (value > MOST ? MOST : value < -MOST - 1n ? -MOST - 1n : value);
  const flag = (value) => (value ? 1n : 0n);

  const FLAGS = {
    or: (a, b) => a || b,
    and: (a, b) => a && b,
    "==": (a, b) => a === b,
    "!=": (a, b) => a !== b,
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
  };
  const NUMBERS = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
  };

  // The value of an expression: numbers are whole and stay within 64 bits.
  function value(expression, values) {
    if (!Array.isArray(expression)) return BigInt(expression);
    const [operator, first, second] = expression;
    if (operator === "var") return values[first];
    const left = value(first, values);
    if (operator === "not") return flag(left === 0n);
    if (operator === "neg") return within(-left);
    const right = value(second, values);
    if (FLAGS[operator]) return flag(FLAGS[operator](left, right));
    return within(NUMBERS[operator](left, right));
  }

  // A walk through a story. `at` is { part: [node, part] }, { choice }, { end } or { stuck }.
  class Walk {
    // `drawn` has the values of the variables that chance decides, by their names.
    constructor(story, drawn = {}) {
      this.story = story;
      this.values = story.variables.map((own) => BigInt(own.chance === undefined ? own.start : drawn[own.name] ?? own.start));
      this.taken = new Set();
      this.visits = [];
      // The visits since the last choice, with the optional scenes that were passed over.
      this.met = [];
      this.heard = story.nodes.map(() => 0);
      this.decisions = [];
      this.since = new Set();
      this.arrive(this.enter(story.start, null));
    }

    holds(condition) {
      return condition == null || value(this.story.conditions[condition], this.values) !== 0n;
    }

    offers(choice, option) {
      const own = this.story.choices[choice].options[option];
      return this.holds(own.when) && !(own.once && this.taken.has(choice + "." + option));
    }

    // The options that the open choice offers.
    offered() {
      if (this.at.choice == null) return [];
      const options = this.story.choices[this.at.choice].options;
      return [...options.keys()].filter((option) => this.offers(this.at.choice, option));
    }

    // The offered options, and the default of a choice whose time can be over.
    possible() {
      const options = this.offered();
      if (this.at.choice == null) return options;
      const choice = this.story.choices[this.at.choice];
      const late = choice.wait != null && choice.default != null;
      if (late && !options.includes(choice.default)) options.push(choice.default);
      return options;
    }

    // Notes optional scenes that are not heard.
    pass(nodes) {
      for (const node of nodes) this.met.push({ node, part: 0, bits: "0".repeat(1 + this.story.nodes[node].heard[0].length) });
    }

    enter(to, last, passed = 0) {
      if (to == null) return { end: true, last };
      if (passed > this.story.nodes.length) return { stuck: "circle", node: to };
      const { when, optional } = this.story.nodes[to];
      if (this.holds(when)) return { part: [to, 0] };
      if (optional) this.pass([to]);
      return this.leave(to, last, passed + 1);
    }

    // Takes the first way out of a node that is open.
    leave(node, last, passed) {
      const way = this.story.nodes[node].ways.find((own) => this.holds(own.when));
      if (!way) return { stuck: "no-way", node };
      this.pass(way.passes);
      return this.enter(way.to, last, passed);
    }

    take([node, part], choice, option) {
      const own = this.story.choices[choice].options[option];
      for (const [variable, expression] of own.set || []) {
        const { from, to } = this.story.variables[variable];
        const next = value(expression, this.values);
        this.values[variable] = next < BigInt(from) ? BigInt(from) : next > BigInt(to) ? BigInt(to) : next;
      }
      if (own.once) this.taken.add(choice + "." + option);
      return own.to === undefined ? { part: [node, part + 1] } : this.enter(own.to, node);
    }

    // Goes on after the part that is heard now.
    goOn() {
      if (!this.at.part) return;
      const [node, part] = this.at.part;
      const own = this.story.nodes[node];
      if (part >= own.stops.length) {
        this.arrive(this.leave(node, node));
        return;
      }
      const choice = own.stops[part];
      const { options, default: usual } = this.story.choices[choice];
      const isOpen = options.some((_, option) => this.offers(choice, option));
      const next = isOpen ? { choice } : usual == null ? { stuck: "no-option", choice } : this.take([node, part], choice, usual);
      this.arrive(next);
    }

    // Goes on to the next choice or to the end. Returns the visits of the way.
    toChoice() {
      const from = this.pending;
      while (this.at.part) this.goOn();
      this.pending = this.visits.length;
      return this.visits.slice(from);
    }

    // Takes an option of the open choice. Returns false if it is not possible.
    choose(option, after) {
      if (!this.possible().includes(option)) return false;
      const last = this.visits[this.visits.length - 1];
      const choice = this.at.choice;
      const next = this.take([last.node, last.part], choice, option);
      this.decisions.push({ choice, option, after });
      this.since.clear();
      this.arrive(next);
      return true;
    }

    arrive(at) {
      this.at = at;
      if (this.pending === undefined) this.pending = 0;
      if (!at.part) return;
      const [node, part] = at.part;
      const state = [node, part, this.values, [...this.taken].sort()].join(" ");
      if (this.since.has(state)) {
        this.at = { stuck: "circle", node };
        return;
      }
      this.since.add(state);
      if (part === 0) this.heard[node]++;
      const again = this.heard[node] > 1;
      const { heard, layers, optional } = this.story.nodes[node];
      const bits = (optional ? "1" : "") + (heard[part] || []).map((own) => (this.holds(own) ? "1" : "0")).join("");
      const visit = { node, part, again, bits, on: layers[part].filter(this.holds, this) };
      this.visits.push(visit);
      this.met.push(visit);
    }

    // A copy that can go another way.
    copy() {
      const other = Object.create(Walk.prototype);
      return Object.assign(other, this, {
        values: [...this.values],
        taken: new Set(this.taken),
        visits: [...this.visits],
        met: [...this.met],
        heard: [...this.heard],
        decisions: [...this.decisions],
        since: new Set(this.since),
      });
    }
  }

  // The key of the part that is heard on some visits, up to the options that are offered, or of what a
  // layer does there: its cue if it goes on from before, else a `+` and its cue.
  function key(story, visits, offered, layer) {
    const heard = visits.map((own) => {
      const again = own.again && story.nodes[own.node].again ? "+" : "";
      return own.node + "." + own.part + again + (own.bits ? ":" + own.bits : "");
    });
    return heard.join(" ") + "|" + offered.join(",") + "|" + layer;
  }

  const own = { Walk, key, value };
  if (typeof module !== "undefined") module.exports = own;
  else root.CueStory = own;
})(typeof self !== "undefined" ? self : this);
