/** States in words, with a colour and a drawing. */

import { h } from "../dom.js";
import { icon } from "./icons.js";

const STATES = {
  enabled: ["good", "check", "Enabled"],
  paused: ["warn", "pause", "Paused"],
  disabled: ["quiet", "power", "Disabled"],
  deleted: ["quiet", "trash", "Deleted"],
  pending: ["info", "clock", "Waiting"],
  running: ["info", "play", "Running"],
  completed: ["good", "check", "Completed"],
  failed: ["bad", "cross", "Failed"],
  timeout: ["warn", "clock", "Timed out"],
  skipped: ["quiet", "skip", "Skipped"],
  cancelled: ["quiet", "ban", "Cancelled"],
  healthy: ["good", "check", "Healthy"],
  degraded: ["warn", "alert", "Degraded"],
  unhealthy: ["bad", "alert", "Unhealthy"],
  never_run: ["quiet", "clock", "Never run"],
};

export function badge(state) {
  const [tone, drawing, word] = STATES[state] ?? ["quiet", "clock", state];
  return h("span", { class: `badge badge-${tone}`, "data-state": state }, icon(drawing, 14), word);
}

export function stateWord(state) {
  return STATES[state]?.[2] ?? state;
}
