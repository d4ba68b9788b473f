/** Figures with a name. */

import { h } from "../dom.js";

export function tile(name, value, note) {
  return h(
    "div",
    { class: "tile" },
    h("dt", {}, name),
    h("dd", { class: "tile-value" }, value),
    note && h("dd", { class: "tile-note" }, note),
  );
}

/** The share of runs that went well; one that has failed never makes it 100. */
export function percent({ totalRuns, successRate }) {
  if (!totalRuns) {
    return "–";
  }
  const share = successRate * 100;
  return `${share === 100 ? "100" : Math.min(99.9, share).toFixed(1)} %`;
}
