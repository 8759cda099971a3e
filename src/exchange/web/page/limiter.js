// The limiter of the program: two equal stages that look ahead, so that no true peak is above the
// ceiling. Samples under the ceiling are unchanged, 512 frames later.
"use strict";
function CueLimiterModule() {
  const BLOCK = 128;
  const TAPS = 32;
  const AHEAD = 16;
  const MEAN = 113;
  const SMOOTH = 2 * MEAN - 1;
  const HOLD = SMOOTH + TAPS;
  const LATENCY = SMOOTH + TAPS / 2 - 1 + AHEAD;
  const RELEASE = Math.exp(-1 / 7200);

  function bessel(x) {
    let term = 1;
    let sum = 1;
    for (let k = 1; k < 50; k++) {
      term *= (x * x) / 4 / (k * k);
      sum += term;
    }
    return sum;
  }

  // A sinc in a Kaiser window for the value a fraction of a frame after the middle tap.
  function phase(fraction) {
    const taps = Array.from({ length: TAPS }, (_, tap) => {
      const distance = tap - (TAPS - AHEAD - 1) - fraction;
      const across = (2 * distance) / TAPS;
      const window = bessel(9 * Math.sqrt(Math.max(1 - across * across, 0)));
      return (window * Math.sin(Math.PI * distance)) / (Math.PI * distance);
    });
    const sum = taps.reduce((a, b) => a + b, 0);
    return Float32Array.from(taps, (tap) => tap / sum);
  }
  const phases = [0.25, 0.5, 0.75].map(phase);
  const bound = Math.max(...phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)));

  class Mean {
    constructor() {
      this.last = new Float64Array(MEAN);
      this.at = 0;
      this.sum = 0;
    }
    add(number) {
      this.sum += number - this.last[this.at];
      this.last[this.at] = number;
      this.at = (this.at + 1) % MEAN;
      return this.sum;
    }
  }

  class Stage {
    constructor(ceiling) {
      this.ceiling = ceiling;
      this.near = [0, 1].map(() => new Float32Array(TAPS - 1 + BLOCK));
      this.late = [0, 1].map(() => new Float32Array(LATENCY + BLOCK));
      this.held = [];
      this.now = 0;
      this.release = 0;
      this.idle = 0;
      this.means = [new Mean(), new Mean()];
    }

    // The highest magnitude from each frame to the next, or null if all are under the ceiling.
    peaks() {
      let most = 0;
      for (const side of this.near) for (const sample of side) most = Math.max(most, Math.abs(sample));
      if (most * bound <= this.ceiling) return null;
      const peaks = new Float32Array(BLOCK);
      for (const side of this.near) {
        for (let n = 0; n < BLOCK; n++) {
          let peak = Math.max(peaks[n], Math.abs(side[n + TAPS - AHEAD - 1]));
          for (const taps of phases) {
            let value = 0;
            for (let tap = 0; tap < TAPS; tap++) value += taps[tap] * side[n + tap];
            peak = Math.max(peak, Math.abs(value));
          }
          peaks[n] = peak;
        }
      }
      return peaks;
    }

    hold(excess) {
      if (this.held.length && this.held[0][0] + HOLD <= this.now) this.held.shift();
      if (excess > 0) {
        while (this.held.length && this.held[this.held.length - 1][1] <= excess) this.held.pop();
        this.held.push([this.now, excess]);
      }
      this.now++;
      return this.held.length ? this.held[0][1] : 0;
    }

    process(sides) {
      sides.forEach((side, n) => {
        this.near[n].copyWithin(0, BLOCK);
        this.near[n].set(side, TAPS - 1);
        this.late[n].copyWithin(0, BLOCK);
        this.late[n].set(side, LATENCY);
        side.set(this.late[n].subarray(0, BLOCK));
      });
      const peaks = this.peaks();
      this.idle = peaks ? 0 : this.idle + BLOCK;
      if (this.idle > 250000) {
        this.now += BLOCK;
        return;
      }
      for (let n = 0; n < BLOCK; n++) {
        const peak = peaks ? peaks[n] : 0;
        const held = this.hold(peak > this.ceiling ? 1 - this.ceiling / peak : 0);
        this.release = Math.max(held, this.release * RELEASE);
        if (this.release < 1e-9) this.release = 0;
        const gain = 1 - this.means[1].add(this.means[0].add(this.release)) / (MEAN * MEAN);
        if (gain < 1) for (const side of sides) side[n] *= gain;
      }
    }
  }

  registerProcessor("cue-limiter", class extends AudioWorkletProcessor {
    constructor({ processorOptions }) {
      super();
      this.stages = [0, 1].map(() => new Stage(10 ** ((processorOptions.ceiling - 0.05) / 20)));
    }
    process([input], [output]) {
      const own = [0, 1].map((n) => {
        const side = new Float32Array(BLOCK);
        if (input.length) side.set(input[Math.min(n, input.length - 1)]);
        return side;
      });
      for (const stage of this.stages) stage.process(own);
      own.forEach((side, n) => output[n] && output[n].set(side));
      return true;
    }
  });
}
CueLimiterModule.LATENCY = 512;
