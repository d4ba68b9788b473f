/** Fields of a form: label, hint, error, tied together for screen readers. */

import { h } from "../dom.js";

export function field(name, label, control, hint) {
  return h(
    "div",
    { class: "field", "data-field": name },
    h("label", { for: name }, label),
    control,
    hint && h("p", { class: "hint", id: `${name}-hint` }, hint),
    h("p", { class: "field-error", id: `${name}-error` }),
  );
}

export function text(name, value, more) {
  return h("input", {
    id: name,
    name,
    class: "input",
    type: "text",
    value: value ?? "",
    autocomplete: "off",
    ...described(name),
    ...more,
  });
}

export function number(name, value, more) {
  return text(name, value, { type: "number", step: 1, ...more });
}

export function area(name, value, more) {
  return h("textarea", { id: name, name, class: "input", ...described(name), ...more }, value ?? "");
}

/** @param options value → word */
export function choice(name, options, value) {
  return h(
    "select",
    { id: name, name, class: "input", ...described(name) },
    Object.entries(options).map(([key, word]) => h("option", { value: key, selected: key === value }, word)),
  );
}

export function checkbox(name, label, checked) {
  return h(
    "div",
    { class: "check", "data-field": name },
    h("input", { id: name, name, type: "checkbox", checked }),
    h("label", { for: name }, label),
    h("p", { class: "field-error", id: `${name}-error` }),
  );
}

function described(name) {
  return { "aria-describedby": `${name}-hint ${name}-error` };
}

/** Shows an error at its field, or takes it away. @returns whether there is such a field */
export function showError(form, name, message) {
  const control = form.elements[name];
  const place = form.querySelector(`#${CSS.escape(name)}-error`);
  if (!control || !place) {
    return false;
  }
  place.textContent = message;
  if (message) {
    control.setAttribute("aria-invalid", "true");
  } else {
    control.removeAttribute("aria-invalid");
  }
  return true;
}

export function clearErrors(form) {
  for (const control of form.elements) {
    if (control.name) {
      showError(form, control.name, "");
    }
  }
}
