/** What can be done with jobs and executions: the buttons, for those whose role allows it, and what they do. */

import { h, on } from "../dom.js";
import { post, remove } from "../api.js";
import { may } from "../session.js";
import { icon } from "./icons.js";
import { ask } from "./dialog.js";
import { complain, tell } from "./toasts.js";

const ACTIONS = {
  run: { role: "operator", word: "Run now", drawing: "play", done: (name) => `“${name}” is on its way.` },
  pause: {
    role: "operator",
    word: "Pause",
    drawing: "pause",
    done: (name) => `“${name}” is paused.`,
    question: (name) => ({
      title: `Pause “${name}”?`,
      text: "It does not start until it is resumed. What it misses is remembered.",
      yes: "Pause",
      reason: "Reason (optional)",
    }),
  },
  resume: { role: "operator", word: "Resume", drawing: "resume", done: (name) => `“${name}” goes on.` },
  enable: { role: "admin", word: "Enable", drawing: "power", done: (name) => `“${name}” is enabled.` },
  disable: {
    role: "admin",
    word: "Disable",
    drawing: "power",
    done: (name) => `“${name}” is disabled.`,
    question: (name) => ({
      title: `Disable “${name}”?`,
      text: "It no longer starts, what waits is cancelled, and nothing that it misses is remembered.",
      yes: "Disable",
      reason: "Reason (optional)",
    }),
  },
  delete: {
    role: "admin",
    word: "Delete",
    drawing: "trash",
    done: (name) => `“${name}” is deleted.`,
    question: (name) => ({
      title: `Delete “${name}”?`,
      text: "It never starts again. Its history can still be read for a while.",
      yes: "Delete job",
      danger: true,
    }),
  },
  cancel: {
    role: "operator",
    word: "Cancel run",
    drawing: "ban",
    done: (name) => `The run of “${name}” is told to stop.`,
    question: (name) => ({
      title: `Cancel this run of “${name}”?`,
      text: "Its skill is told to stop; what it has done so far stays done.",
      yes: "Cancel run",
      danger: true,
      reason: "Reason (optional)",
    }),
  },
};

/** A button, or nothing for those who may not. On small ones the word is for screen readers only. */
export function actionButton(action, { id, name, small, primary }) {
  const { role, word, drawing } = ACTIONS[action];
  if (!may(role)) {
    return null;
  }
  const look = small
    ? "icon-button"
    : `button ${primary ? "button-primary" : ""} ${action === "delete" ? "button-quiet-danger" : ""}`;
  const label = small || action === "cancel" ? `${word}: ${name}` : null;
  return h(
    "button",
    {
      type: "button",
      class: look,
      "data-action": action,
      "data-id": id,
      "data-name": name,
      "aria-label": label,
      title: small && word,
    },
    icon(drawing),
    !small && word,
  );
}

/** The action that stops a job from starting, or lets it start again. */
export function switchOf(job) {
  return { enabled: "pause", paused: "resume", disabled: "enable" }[job.status];
}

/** Does what buttons say, wherever they are. @param changed called with {action, id} after each */
export function startActions(changed) {
  on(document.body, "click", "[data-action]", async (_, button) => {
    const { action, id, name } = button.dataset;
    const { question, done } = ACTIONS[action];
    const answer = question ? await ask(question(name)) : {};
    if (!answer) {
      return;
    }
    button.disabled = true;
    try {
      await carryOut(action, id, answer.reason);
      tell(done(name));
      changed({ action, id });
    } catch (failure) {
      complain(failure.message);
    } finally {
      button.disabled = false;
    }
  });
}

function carryOut(action, id, reason) {
  if (action === "delete") {
    return remove(`/${id}`);
  }
  return post(action === "cancel" ? `/executions/${id}/cancel` : `/${id}/${action}`, reason && { reason });
}
