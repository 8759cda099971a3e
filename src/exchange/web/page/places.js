// Places: what the browser remembers of a show, and the way back to where a listener was. They have
// the names of scenes, choices and options, so that another version of the show finds them again.
"use strict";
(function (root) {
  const { $, make } = root.CueDom;
  const { Score } = root.CueScore;
  const { RATE } = root.CueStore;
  const SLOTS = ["last", "1", "2", "3"];

  // Without storage a browser remembers nothing.
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
    // A set of scenes: in the browser by their ids, here by their numbers.
    scenes(key, { nodes }) {
      const known = this.get(key, []);
      return new Set([...nodes.keys()].filter((node) => known.includes(nodes[node].id)));
    }
    note(key, { nodes }, scenes) {
      this.set(key, [...scenes].map((node) => nodes[node].id));
    }
  }

  // The place where a player is now.
  function here({ score, desk, show }) {
    const { choices, nodes } = show.story;
    const path = score.walk.decisions.map(({ choice, option, after }) => {
      const own = choices[choice].options[option];
      return [choices[choice].id, own.id, after, own.words];
    });
    const now = desk.now();
    const last = score.lines.filter((said) => said.node !== undefined && said.at <= now).pop();
    const { title, id } = nodes[last ? last.node : 0];
    return { path, drawn: score.drawn, frame: now, scene: title || id, time: Date.now() };
  }

  // Finds a place in a show: the decisions up to the last one that is still possible, the frame, and
  // what is different if there are others after it.
  function find(show, { path, drawn, frame }) {
    const score = new Score(show, drawn);
    const decisions = [];
    let lost = null;
    for (const [choice, id, after, words] of path) {
      const { open } = score;
      const option = open && open.choice.id === choice ? open.choice.options.findIndex((own) => own.id === id) : -1;
      if (option < 0 || score.choose(option, after) === null) {
        lost = `The show is not the same as when this place was saved: “${words || id}” cannot be chosen here any more. `;
        lost += open ? "Choose again." : "The story goes on without it.";
        break;
      }
      decisions.push({ option, after });
    }
    const { open } = score;
    if (lost) return { decisions, frame: open ? Math.max(open.begins - RATE, 0) : score.turn, lost };
    return { decisions, frame: Math.max(0, Math.min(frame - 2 * RATE, (score.frames ?? open.asked) - RATE)), lost };
  }

  // Fills the list of places. `save` and `go` take the name of one.
  function list(memory, canSave, { save, go }) {
    $("slots").replaceChildren(...SLOTS.map((slot) => {
      const place = memory.get(slot, null);
      const name = slot === "last" ? "Last place" : "Place " + slot;
      const when = place ? place.scene + ", " + new Date(place.time).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }) : "empty";
      const button = (textContent, act, disabled) => make("button", { textContent, disabled, ariaLabel: textContent + ": " + name, onclick: () => act(slot) });
      const buttons = [button("Go there", go, !place)];
      if (slot !== "last") buttons.unshift(button("Save", save, !canSave));
      return make("li", {}, make("div", { className: "slot" }, name, make("small", { textContent: when })), ...buttons);
    }));
  }

  root.CuePlaces = { Memory, here, find, list };
})(self);
