/** What a page shows when it has nothing to show: not yet, not at all, or not this time. */

import { h } from "../dom.js";
import { icon } from "./icons.js";

export function loading(what) {
  return h(
    "div",
    { class: "placeholder", "data-key": "loading" },
    h("p", { class: "visually-hidden" }, `Loading ${what}…`),
    [1, 2, 3, 4].map(() => h("div", { class: "bone" })),
  );
}

export function empty(title, text, ...actions) {
  return h("div", { class: "empty", "data-key": "empty" }, icon("inbox", 40), h("h2", {}, title), h("p", {}, text), actions);
}

/** A failure with a way on. */
export function failed(failure, retry = true) {
  return h(
    "div",
    { class: "empty", role: "alert", "data-key": "failure" },
    icon("alert", 40),
    h("h2", {}, failure.status === 404 ? "It is not there" : "That did not work"),
    h("p", {}, failure.message),
    retry && failure.status !== 404
      ? h("button", { type: "button", class: "button", "data-retry": true }, icon("retry"), "Try again")
      : h("a", { class: "button", href: "#/" }, icon("back"), "All jobs"),
  );
}
