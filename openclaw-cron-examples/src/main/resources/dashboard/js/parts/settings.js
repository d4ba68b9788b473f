/** Names with their values, and JSON as it is. */

import { h } from "../dom.js";

export function settingList(lines) {
  return h(
    "dl",
    { class: "settings" },
    lines.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

export function jsonBlock(name, value) {
  return textBlock(name, JSON.stringify(value, null, 2));
}

/** It may scroll, so that those without a mouse must be able to get into it. */
export function textBlock(name, text) {
  return h(
    "div",
    { class: "block" },
    h("h3", {}, name),
    h("pre", { class: "json", tabindex: 0, role: "group", "aria-label": name }, text),
  );
}
