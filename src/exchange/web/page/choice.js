// The open choice on the page: its question, its options and its clock.
"use strict";
(function (root) {
  const { $, make, behavior } = root.CueDom;
  const { RATE } = root.CueStore;
  // The last words before a choice without a question stand in its place, if they are short.
  const SHORT = 120;

  class Asking {
    // `take` takes an option that was chosen.
    constructor(take) {
      this.take = take;
    }

    get isOpen() {
      return !$("choice").hidden;
    }

    get buttons() {
      return [...$("options").querySelectorAll("button")];
    }

    // Shows a choice; `last` are the words before it. Returns false if it is shown already.
    show({ choice, offered }, last) {
      if (this.isOpen) return false;
      const question = choice.ask || (last && last.length <= SHORT ? last : "What do you do?");
      const words = offered.map((option) => choice.options[option].words);
      $("ask").textContent = question;
      $("heard").textContent = "";
      $("options").replaceChildren(...offered.map((option, n) => {
        const number = make("span", { className: "n", textContent: n + 1, ariaHidden: "true" });
        const button = make("button", { dir: "auto", onclick: () => this.take(option) }, number, make("span", { textContent: words[n] }));
        button.dataset.option = option;
        return make("li", {}, button);
      }));
      $("choice").hidden = false;
      $("choice").scrollIntoView({ block: "nearest", behavior: behavior() });
      $("live").textContent = question + " " + words.map((own, n) => n + 1 + ": " + own).join(" ");
      if (!document.querySelector("dialog[open]")) this.buttons[0].focus({ preventScroll: true });
      return true;
    }

    hide() {
      $("choice").hidden = true;
      $("live").textContent = "";
    }

    // Takes a key: the number of an option, or an arrow. Returns whether it was one of these.
    key(name) {
      if (!this.isOpen) return false;
      const { buttons } = this;
      const numbered = /^\d$/.test(name) && buttons[(Number(name) || 10) - 1];
      const step = { ArrowDown: 1, ArrowUp: -1 }[name];
      if (numbered) numbered.click();
      else if (step) {
        const now = buttons.indexOf(document.activeElement);
        buttons[(Math.max(now, step < 0 ? 0 : -1) + step + buttons.length) % buttons.length].focus();
      }
      return Boolean(numbered || step);
    }

    // Marks the option that is said now, and moves the clock.
    paint(now, score, isTimed) {
      if (!this.isOpen) return;
      const { open } = score;
      const said = score.said(now);
      for (const button of this.buttons) button.classList.toggle("said", Boolean(said) && String(said.option) === button.dataset.option);
      const runs = open.late != null && isTimed;
      $("clock").hidden = !runs;
      let hint = open.late == null || isTimed ? "" : "The time limit is switched off.";
      if (runs) {
        const whole = open.late - open.asked;
        const left = Math.max(Math.min(open.late - now, whole), 0);
        $("hand").style.transform = `scaleX(${left / whole})`;
        hint = Math.ceil(left / RATE) + " s, then: " + open.choice.options[open.choice.default].words;
      }
      if ($("hint").textContent !== hint) $("hint").textContent = hint;
    }
  }

  root.CueChoice = { Asking };
})(self);
