/** Short messages about what somebody has just done; read out politely. */

import { h } from "../dom.js";
import { icon } from "./icons.js";

const GOOD_MS = 5_000;
const BAD_MS = 12_000;

export function tell(text) {
  add("good", "check", text, GOOD_MS);
}

export function complain(text) {
  add("bad", "alert", text, BAD_MS);
}

function add(tone, drawing, text, stays) {
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Close message" }, icon("cross", 16));
  const toast = h("div", { class: `toast toast-${tone}` }, icon(drawing), h("p", {}, text), close);
  close.addEventListener("click", () => toast.remove());
  setTimeout(() => toast.remove(), stays);
  document.getElementById("toasts").append(toast);
}
