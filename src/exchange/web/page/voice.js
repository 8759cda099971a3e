// Choosing by voice, where the browser recognizes speech.
"use strict";
(function (root) {
  const NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
  const MESSAGES = {
    "not-allowed": "The page may not use the microphone. The settings of the browser can allow it.",
    "audio-capture": "No microphone was found.",
    network: "The browser recognizes speech only with a network.",
    "language-not-supported": "The browser does not recognize speech in the language of the show.",
  };
  MESSAGES["service-not-allowed"] = MESSAGES["not-allowed"];

  const Recognition = () => root.SpeechRecognition || root.webkitSpeechRecognition;

  // Small letters without accents.
  const wordsOf = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

  // Which of some options was spoken: the one with the same words, the one of which most words are
  // heard that no other option has, or the one with the spoken number. Returns its index or -1.
  function spoken(transcript, options) {
    const heard = wordsOf(transcript);
    const all = options.map(wordsOf);
    const same = all.findIndex((own) => own.join() === heard.join());
    if (same >= 0) return same;
    const shares = all.map((own, n) => {
      const numbers = [String(n + 1), NUMBERS[n]];
      if (heard.length <= 2 && heard.some((word) => numbers.includes(word))) return 1;
      const only = own.filter((word) => !all.some((other) => other !== own && other.includes(word)));
      return only.filter((word) => heard.includes(word)).length / Math.max(only.length, 1);
    });
    const best = Math.max(...shares);
    const isClear = best >= 0.5 && shares.filter((share) => share === best).length === 1;
    return isClear ? shares.indexOf(best) : -1;
  }

  class Ear {
    // `take` takes the option of the choice, `tell` the words that are none of them, and `refuse` why the browser
    // does not listen.
    constructor(language, { take, tell, refuse }) {
      Object.assign(this, { language, take, tell, refuse });
    }

    // Listens to a choice, or no more without one. A recognition that ended begins again at the
    // next call.
    listen(open) {
      if (open && !this.own) this.start(open);
      if (!open && this.own) this.stop();
    }

    stop() {
      const { own } = this;
      this.own = null;
      own.abort();
    }

    start({ choice, offered }) {
      const own = new (Recognition())();
      Object.assign(own, { lang: this.language, continuous: true, interimResults: false, maxAlternatives: 5 });
      own.onresult = ({ results, resultIndex = 0 }) => {
        for (const result of [...results].slice(resultIndex)) {
          const options = offered.map((option) => choice.options[option].words);
          const found = [...result].map(({ transcript }) => spoken(transcript, options)).find((n) => n >= 0);
          if (this.own !== own) return;
          if (found !== undefined) return void this.take(offered[found]);
          this.tell(result[0].transcript.trim());
        }
      };
      this.follow(own);
    }

    // Asks for the microphone now, so that no choice has to wait for the answer.
    ask() {
      if (this.own) return;
      const own = new (Recognition())();
      own.onstart = () => own.abort();
      this.follow(own);
    }

    follow(own) {
      this.own = own;
      own.onend = () => { if (this.own === own) this.own = null; };
      own.onerror = ({ error }) => MESSAGES[error] && this.refuse(MESSAGES[error]);
      try {
        own.start();
      } catch {
        this.own = null;
      }
    }
  }

  root.CueVoice = { Ear, isThere: () => Boolean(Recognition()) };
})(self);
