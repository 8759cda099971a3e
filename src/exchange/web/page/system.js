// The system around the browser: what it shows of the show, and its keys, also on a locked screen.
"use strict";
(function (root) {
  class System {
    // `keys` are the acts of the keys by the names of the system.
    constructor(show, keys) {
      this.show = show;
      // Telephones show the keys for a media element only: this one has no sound.
      const head = ["RIFF", 80036, "WAVEfmt ", 16, 65537, 8000, 8000, 524289, "data", 80000];
      const parts = head.map((own) => (typeof own === "string" ? own : Uint32Array.of(own)));
      this.silence = new Audio(URL.createObjectURL(new Blob([...parts, new Uint8Array(80000).fill(128)], { type: "audio/wav" })));
      this.silence.loop = true;
      this.tell(show.title);
      for (const [key, act] of Object.entries(keys)) {
        try {
          navigator.mediaSession.setActionHandler(key, act);
        } catch { /* This browser does not know the key. */ }
      }
    }

    // Says what is heard now: the show, or a question.
    tell(title) {
      const { show } = this;
      if (!navigator.mediaSession || this.title === title) return;
      this.title = title;
      const artist = [title !== show.title && show.title, show.author].filter(Boolean).join(", ");
      navigator.mediaSession.metadata = new MediaMetadata({ title, artist });
    }

    plays(plays) {
      if (plays) this.silence.play().catch(() => {});
      else this.silence.pause();
      if (navigator.mediaSession) navigator.mediaSession.playbackState = plays ? "playing" : "paused";
    }
  }

  root.CueSystem = { System };
})(self);
