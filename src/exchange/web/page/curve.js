// Gains over time, and the shapes between their points.
"use strict";
(function (root) {
  // A gain changes in a straight line (0), in a straight line of decibels, or as a quarter of a sine.
  const [DECIBEL, POWER] = [1, 2];
  // The gain that stands for silence where a curve is straight in dB.
  const FLOOR = 1e-6;
  // A gain over time: points [frame, gain, curve to the next], constant before and after them.
  class Curve {
    constructor(points) {
      this.points = points;
      this.changes = 0;
    }

    at(frame) {
      const points = this.points;
      let after = 0;
      while (after < points.length && points[after][0] <= frame) after++;
      if (after === 0) return points.length ? points[0][1] : 1;
      const [from, low, curve] = points[after - 1];
      if (after === points.length) return low;
      const [to, high] = points[after];
      const share = (frame - from) / (to - from);
      if (curve === DECIBEL && low > 0 && high > 0) return low * (high / low) ** share;
      if (curve === POWER) {
        const angle = (gain) => Math.asin(Math.min(Math.max(gain, 0), 1));
        return Math.sin(angle(low) + (angle(high) - angle(low)) * share);
      }
      return low + (high - low) * share;
    }

    // Adds later points. What was to come after the first of them is forgotten.
    add(points) {
      if (!points.length) return;
      this.changes++;
      const from = points[0][0];
      const last = this.points[this.points.length - 1];
      if (last && last[0] > from) {
        const value = this.at(from);
        this.points = this.points.filter((point) => point[0] < from);
        this.points.push([from, value, points[0][2]]);
        points = points.filter((point) => point[0] > from);
      }
      this.points.push(...points);
    }

    // Becomes the gain that makes another one as low as these points, in dB, from a frame on. So
    // dips that meet over a turn are no deeper than each of them.
    lower(other, points, from) {
      const own = new Curve(points);
      const times = [...other.points, ...points].map((point) => point[0]).filter((at) => at > from);
      const sorted = [...new Set([from, ...times])].sort((a, b) => a - b);
      const ratio = (at) => Math.log(Math.max(own.at(at), FLOOR) / Math.max(other.at(at), FLOOR));
      const joined = [];
      sorted.forEach((at, n) => {
        const here = ratio(at);
        joined.push([at, Math.exp(Math.min(here, 0)), DECIBEL]);
        if (n + 1 === sorted.length) return;
        const next = ratio(sorted[n + 1]);
        const cross = Math.round(at + ((sorted[n + 1] - at) * here) / (here - next));
        if (here * next < 0 && cross > at && cross < sorted[n + 1]) joined.push([cross, 1, DECIBEL]);
      });
      this.add(joined);
    }
  }

  root.CueCurve = { Curve, DECIBEL, POWER };
})(self);
