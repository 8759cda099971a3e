// The map: the scenes in the order of the text, with an arc for every way between them. Scenes that
// nobody has heard yet have no names.
"use strict";
(function (root) {
  const ROW = 34;
  const NAME = "http://www.w3.org/2000/svg";

  const made = (name, attributes, ...children) => {
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

  function draw({ story, seen, heard, ends, picture, list, count }) {
    const path = new Set(heard);
    const taken = new Set(heard.slice(1).map((node, n) => heard[n] + " " + node));
    const here = heard[heard.length - 1];
    const pairs = ways(story);
    const reach = Math.min(Math.max(...pairs.map(([a, b]) => Math.abs(a - b)), 1), 12);
    const left = 24 + reach * 9;
    const height = story.nodes.length * ROW + 8;
    const y = (node) => node * ROW + ROW / 2 + 4;
    const rank = ([from, to]) => (taken.has(from + " " + to) ? 2 : seen.has(from) && seen.has(to) ? 1 : 0);
    const arcs = [...pairs].sort((a, b) => rank(a) - rank(b)).map((pair) => {
      const [from, to] = pair;
      const width = Math.min(Math.abs(to - from), 12) * 9 + 6;
      const line = `M${left} ${y(from)} C${left - width * 1.3} ${y(from)} ${left - width * 1.3} ${y(to)} ${left} ${y(to)}`;
      return made("path", { d: line, class: ["", "known", "path"][rank(pair)] });
    });
    const rows = story.nodes.map((node, n) => {
      const kinds = [seen.has(n) ? "known" : "unknown", path.has(n) && "path", n === here && "here", ends.has(n) && "end"];
      const group = made("g", { class: kinds.filter(Boolean).join(" ") });
      if (ends.has(n)) group.append(made("circle", { cx: left, cy: y(n), r: 8, class: "ring" }));
      group.append(made("circle", { cx: left, cy: y(n), r: 4.5 }));
      const name = seen.has(n) ? node.title || node.id : "· · ·";
      group.append(made("text", { x: left + 20, y: y(n) + 5 }, name + (ends.has(n) && seen.has(n) ? "  — an ending" : "")));
      return group;
    });
    picture.replaceChildren(made("svg", { viewBox: `0 0 ${left + 260} ${height}`, "aria-hidden": "true" }, ...arcs, ...rows));
    list.replaceChildren(...story.nodes.flatMap((node, n) => {
      if (!seen.has(n)) return [];
      const where = n === here ? ", you are here" : path.has(n) ? ", on this path" : "";
      return [root.CueText.make("li", { textContent: (node.title || node.id) + where })];
    }));
    const found = [...ends].filter((end) => seen.has(end)).length;
    count.textContent = `${seen.size} of ${story.nodes.length} scenes, ${found} of ${ends.size} endings.`;
  }

  root.CueMap = { draw };
})(self);
