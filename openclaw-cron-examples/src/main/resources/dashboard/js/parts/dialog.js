/** Asks before something is done. The browser's own modal dialog keeps the focus in, and Escape is a no. */

import { h } from "../dom.js";

/**
 * @param question {title, text, yes, danger, reason} where reason is the label of a field for one, if one is wanted
 * @returns a promise of {reason}, or of null for a no
 */
export function ask({ title, text, yes, danger, reason }) {
  const field = reason && h("input", { id: "dialog-reason", class: "input", type: "text", maxlength: 500 });
  const no = h("button", { type: "button", class: "button" }, "Cancel");
  const ok = h("button", { type: "button", class: `button ${danger ? "button-danger" : "button-primary"}` }, yes);
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "dialog-title", "aria-describedby": "dialog-text" },
    h("h2", { id: "dialog-title" }, title),
    h("p", { id: "dialog-text" }, text),
    field && h("div", { class: "field" }, h("label", { for: "dialog-reason" }, reason), field),
    h("div", { class: "dialog-actions" }, no, ok),
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer = null;
    const agree = () => {
      answer = { reason: field?.value.trim() || undefined };
      dialog.close();
    };
    ok.addEventListener("click", agree);
    no.addEventListener("click", () => dialog.close());
    field?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        // Or it would press the button that gets the focus back.
        event.preventDefault();
        agree();
      }
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
    (field ?? (danger ? no : ok)).focus();
  });
}
