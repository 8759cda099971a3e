// The map: the scenes in the order of the text, with an arc for every way between them. Scenes that
// nobody has heard yet have no names.
"use strict";
(function (root) {
  const { make } = root.CueDom;
  // The height of a row, as in the style sheet, and the most steps that widen an arc.
  const ROW = 34;
  const WIDEST = 12;
  const NAME = "http://www.w3.org/2000/svg";

  const drawn = (name, attributes, ...children) => {
    const element = document.createElementNS(NAME, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // The ways of a story: pairs of scenes.
  function ways(story) {
    const pairs = new Map();
    const add = (from, to) => from !== to && to != null && pairs.set(from + " " + to, [from, to]);
    story.nodes.forEach((node, n) => {
      const options = node.stops.flatMap((stop) => story.choices[stop].options);
      for (const { to } of options) add(n, to);
      // A last choice whose options all lead elsewhere hides the ways after it.
      const last = node.stops.length ? story.choices[node.stops[node.stops.length - 1]].options : [];
      if (!last.length || last.some(({ to }) => to === undefined)) for (const { to } of node.ways) add(n, to);
    });
    return [...pairs.values()];
  }

  // Whether a way leads to the end, maybe past scenes that are not heard.
  function leaves(story, to, passed = []) {
    if (to == null) return to === null;
    const { when, ways } = story.nodes[to];
    return when != null && !passed.includes(to) && passed.push(to) && ways.some((way) => leaves(story, way.to, passed));
  }

  // The name of an ending: that of its scene, with the choice if an option leads to the end.
  const name = (story, node, choice) => story.nodes[node].id + (choice === undefined ? "" : " at " + story.choices[choice].id);

  // The endings that the story has, each with its scene.
  function endings(story) {
    const ends = new Map();
    story.nodes.forEach(({ stops, ways }, n) => {
      const all = stops.map((stop) => [stop, story.choices[stop].options]);
      if (all.every(([, options]) => options.some(({ to }) => to === undefined))) all.push([, ways]);
      for (const [stop, tos] of all) if (tos.some(({ to }) => leaves(story, to))) ends.set(name(story, n, stop), n);
    });
    return ends;
  }

  // The ending that a walk has met.
  function ending(story, { visits }) {
    const { node, part } = visits[visits.length - 1];
    return name(story, node, story.nodes[node].stops[part]);
  }

  // Draws the map beside the rows of a list. `seen` are the scenes that were ever heard, `found` the
  // endings that were ever met, and `heard` the scenes of this path.
  function draw(story, { seen, found, heard, list, count }) {
    const path = new Set(heard);
    const taken = new Set(heard.slice(1).map((node, n) => heard[n] + " " + node));
    const here = heard[heard.length - 1];
    const all = endings(story);
    const ends = new Set(all.values());
    const met = new Set([...found].map((own) => all.get(own)));
    const pairs = ways(story);
    const step = root.innerWidth < 480 ? 5 : 9;
    const far = ([from, to]) => Math.min(Math.abs(to - from), WIDEST);
    const left = 16 + Math.max(...pairs.map(far), 1) * step;
    const y = (node) => (node + 0.5) * ROW;
    const rank = ([from, to]) => (taken.has(from + " " + to) ? 2 : seen.has(from) && seen.has(to) ? 1 : 0);
    const arcs = [...pairs].sort((a, b) => rank(a) - rank(b)).map((pair) => {
      const [from, to] = pair.map(y);
      const x = left - (far(pair) * step + 6) * 1.3;
      return drawn("path", { d: `M${left} ${from} C${x} ${from} ${x} ${to} ${left} ${to}`, class: ["", "known", "path"][rank(pair)] });
    });
    const dots = [...story.nodes.keys()].map((n) => {
      const dot = (r, kind) => drawn("circle", { cx: left, cy: y(n), r, class: kind });
      const own = dot(4.5, path.has(n) ? "path" : seen.has(n) ? "known" : "");
      return drawn("g", {}, ...(ends.has(n) ? [dot(8, "ring")] : []), own);
    });
    const rows = story.nodes.map((node, n) => {
      if (!seen.has(n)) return make("li", { textContent: "· · ·", ariaHidden: "true" });
      const title = node.title || node.id;
      const row = make("li", { title }, make("bdi", { textContent: title }), met.has(n) ? " — an ending" : "");
      if (path.has(n)) row.append(make("span", { className: "away", textContent: ", on this path" }));
      if (n === here) row.ariaCurrent = "location";
      row.className = "known";
      return row;
    });
    const height = story.nodes.length * ROW;
    const picture = drawn("svg", { width: left + 10, height, "aria-hidden": "true" }, ...arcs, ...dots);
    list.style.paddingLeft = left + 20 + "px";
    list.replaceChildren(...rows);
    list.parentElement.replaceChildren(picture, list);
    count.textContent = `${seen.size} of ${story.nodes.length} scenes, ${found.size} of ${all.size} endings.`;
  }

  root.CueMap = { draw, ending, endings };
})(self);
