// The text that runs along: lines appear when they are spoken, and their words are marked. A word
// that was heard can be tapped to hear it again.
"use strict";
(function (root) {
  const { make, behavior } = root.CueDom;

  class Text {
    // `seek` takes the frame of a tapped word.
    constructor(place, show, seek) {
      this.place = place;
      this.show = show;
      this.follows = true;
      this.quiet = 0;
      place.addEventListener("click", ({ target }) => {
        const word = target.closest(".w");
        if (word && word.heardAt !== undefined) seek(word.heardAt);
      });
      const free = () => (this.quiet = performance.now() + 6000);
      for (const event of ["wheel", "touchmove"]) root.addEventListener(event, free, { passive: true });
      this.clear();
    }

    clear() {
      this.place.replaceChildren();
      this.rows = [];
      this.shown = 0;
      this.settled = 0;
      this.node = null;
      this.paragraph = null;
      this.stretches = 0;
    }

    // Takes the lines of a score that are not there yet.
    take(score) {
      for (; this.stretches < score.stretches.length; this.stretches++) {
        const before = score.stretches[this.stretches - 1];
        if (before) this.rows.push({ at: score.stretches[this.stretches].turn, decided: this.decision(score, this.stretches - 1) });
        const { turn } = score.stretches[this.stretches];
        const next = score.stretches[this.stretches + 1];
        const own = score.lines.filter((said) => said.node !== undefined && said.at >= turn && (!next || said.at < next.turn));
        for (const said of own.sort((a, b) => a.at - b.at)) this.rows.push({ at: said.at, said });
      }
    }

    decision(score, number) {
      const { choice, option } = score.walk.decisions[number];
      const own = score.show.story.choices[choice];
      return [own.ask || "", own.options[option].words];
    }

    // Shows what is heard up to a frame, and marks the word of the frame.
    follow(frame) {
      while (this.shown < this.rows.length && this.rows[this.shown].at <= frame) this.add(this.rows[this.shown++]);
      while (this.shown > 0 && this.rows[this.shown - 1].at > frame) this.hide(this.rows[--this.shown]);
      let current = null;
      this.settled = Math.min(this.settled, this.shown);
      for (let n = this.settled; n < this.shown; n++) current = this.mark(this.rows[n], frame) || current;
      // Lines that were heard long ago do not change until another place is sought.
      while (this.settled < this.shown - 8) this.settled++;
      this.scroll(current);
    }

    add(row) {
      if (row.parts) {
        for (const part of row.parts) part.hidden = false;
        return;
      }
      row.parts = [];
      const put = (element, into) => {
        row.parts.push(element);
        into.append(element);
        return element;
      };
      const made = (name, className, textContent = "") => make(name, { className, textContent, dir: name === "span" ? "" : "auto" });
      if (row.decided) {
        const [ask, words] = row.decided;
        const p = put(made("p", "decided"), this.place);
        if (ask) p.append(made("span", "asked", ask + " "));
        p.append(made("span", "taken", words));
        this.paragraph = null;
        return;
      }
      const { said } = row;
      if (said.node !== this.node) {
        this.node = said.node;
        const title = this.show.story.nodes[said.node].title;
        if (title) put(made("h3", "scene", title), this.place);
        this.paragraph = null;
      }
      if (said.paragraph || !this.paragraph) this.paragraph = put(made("p", "words"), this.place);
      const line = made("span", "line");
      line.dataset.role = this.show.roles[said.line.role];
      row.words = said.line.words.map(([text, start, end]) => {
        const word = made("span", "w");
        const bare = text.trimEnd();
        word.textContent = bare;
        line.append(word, text.slice(bare.length));
        return { word, start: said.at + start, end: said.at + end, is: "" };
      });
      put(line, this.paragraph);
    }

    hide(row) {
      for (const part of row.parts || []) part.hidden = true;
      if (row.words) this.mark(row, -1);
    }

    mark(row, frame) {
      if (!row.words) return null;
      let current = null;
      row.words.forEach((own, n) => {
        const next = row.words[n + 1];
        const end = Math.max(own.end, next ? Math.min(next.start, own.end + 24000) : own.end);
        const is = frame < own.start ? "" : frame < end ? "now" : "heard";
        if (is === "now") current = own.word;
        if (is === own.is) return;
        own.is = is;
        own.word.classList.toggle("now", is === "now");
        own.word.classList.toggle("heard", is !== "");
        if (is !== "") own.word.heardAt = own.start;
      });
      return current;
    }

    scroll(word) {
      if (!word || !this.follows || performance.now() < this.quiet || this.place.hidden) return;
      const top = word.getBoundingClientRect().top;
      const height = root.innerHeight;
      if (top > height * 0.25 && top < height * 0.62) return;
      const target = root.scrollY + top - height * 0.4;
      if (Math.abs(target - (this.target ?? -1e9)) < 24 && performance.now() < this.moving) return;
      this.target = target;
      this.moving = performance.now() + 700;
      root.scrollTo({ top: target, behavior: behavior() });
    }
  }

  root.CueText = { Text };
})(self);
