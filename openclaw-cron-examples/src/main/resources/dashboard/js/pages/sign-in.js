/** Asks for a token. */

import { h } from "../dom.js";
import { signIn } from "../session.js";
import { icon } from "../parts/icons.js";

export function openSignIn(root, { reason, done }) {
  const field = h("textarea", {
    id: "token",
    class: "input mono",
    rows: 4,
    required: true,
    spellcheck: "false",
    autocomplete: "off",
    "aria-describedby": "token-hint token-error",
  });
  const error = h("p", { id: "token-error", class: "field-error", role: "alert" }, reason ?? "");
  const form = h(
    "form",
    { class: "card sign-in" },
    h("h1", {}, "Sign in"),
    h(
      "p",
      { class: "muted" },
      "Jobs belong to an organization. A token says which one is yours, and what you may do in it.",
    ),
    h("div", { class: "field" }, h("label", { for: "token" }, "Token"), field, error),
    h(
      "p",
      { id: "token-hint", class: "hint" },
      "With --dev the server prints one when it starts. It is kept in this tab only.",
    ),
    h("button", { class: "button button-primary", type: "submit" }, icon("check"), "Sign in"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      signIn(field.value);
      done();
    } catch (failure) {
      error.textContent = failure.message;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }
  });
  document.title = "Sign in · OpenClaw Cron";
  root.replaceChildren(form);
  field.focus();
  return { close() {} };
}
