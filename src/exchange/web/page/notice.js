// What the page has to say, with a button that closes it.
"use strict";
(function (root) {
  const { $, make } = root.CueDom;
  const { Missing, Undecoded } = root.CueStore;

  // Shows a text with a button that closes it.
  function notice(text, again) {
    const box = $("trouble");
    const onclick = () => { box.hidden = true; if (again) again(); };
    box.replaceChildren(make("p", { textContent: text }), make("button", { textContent: again ? "Try again" : "Close", onclick }));
    box.hidden = false;
  }

  // Shows what went wrong, in plain words.
  function trouble(error, again) {
    let text = error.message || String(error);
    if (error instanceof Missing) text = `${error.message} could not be loaded. Check the connection, and that the whole folder is there.`;
    else if (error instanceof Undecoded) text = "This browser cannot decode the sounds of the show. They are Opus: Chrome, Edge, Firefox, and Safari from 17 play them.";
    else console.error(error);
    notice(text, again);
  }

  root.CueNotice = { notice, trouble };
})(self);
