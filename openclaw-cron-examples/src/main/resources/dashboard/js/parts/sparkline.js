/** The latest outcomes of a job at a glance: one bar each, the newest at the right, higher for a longer run. */

import { h, s } from "../dom.js";
import { stateWord } from "./badges.js";

const BAR = 4;
const GAP = 2;
const HEIGHT = 24;
const SHORTEST = 6;

/** @param recent newest first, as the server sends them @param most how many there is room for */
export function sparkline(recent, most) {
  const ended = recent
    .filter(({ status }) => status !== "pending" && status !== "running")
    .slice(0, most)
    .reverse();
  if (!ended.length) {
    return h("span", { class: "muted" }, "No runs yet");
  }
  const longest = Math.max(1, ...ended.map((run) => run.executionTimeMs ?? 0));
  const width = most * (BAR + GAP);
  const places = Array.from({ length: most - ended.length }, (_, index) =>
    s("circle", { class: "spark-place", cx: index * (BAR + GAP) + BAR / 2, cy: HEIGHT - 1.5, r: 1 }),
  );
  const bars = ended.map((run, index) => {
    const height = SHORTEST + (HEIGHT - SHORTEST) * Math.sqrt((run.executionTimeMs ?? 0) / longest);
    const x = (most - ended.length + index) * (BAR + GAP);
    return s("rect", { class: `fill-${run.status}`, x, y: HEIGHT - height, width: BAR, height, rx: 1.5 });
  });
  return s(
    "svg",
    {
      class: "sparkline",
      viewBox: `0 0 ${width} ${HEIGHT}`,
      width,
      height: HEIGHT,
      role: "img",
      "aria-label": inWords(ended),
    },
    places,
    bars,
  );
}

function inWords(ended) {
  const counts = new Map();
  ended.forEach(({ status }) => counts.set(status, (counts.get(status) ?? 0) + 1));
  const parts = [...counts].map(([status, count]) => `${count} ${stateWord(status).toLowerCase()}`);
  return `Last ${ended.length} runs: ${parts.join(", ")}`;
}
