/** One execution: a line, and behind it everything that is known. */

import { h } from "../dom.js";
import { duration, moment } from "../time.js";
import { badge } from "./badges.js";
import { jsonBlock, settingList, textBlock } from "./settings.js";

const TRIGGERS = { schedule: "on schedule", manual: "by hand", dependency: "after another job" };

export function executionItem(execution, job) {
  return h(
    "li",
    { "data-key": execution.executionId },
    h(
      "details",
      { class: "execution", "data-key": execution.executionId, "data-status": execution.status },
      h(
        "summary",
        {},
        badge(execution.status),
        h("time", { class: "execution-time", datetime: instantOf(execution) }, moment(instantOf(execution), job.timezone)),
        h("span", { class: "execution-duration" }, duration(execution.executionTimeMs)),
        h("span", { class: "muted small execution-how" }, how(execution, job)),
        execution.errorMessage && h("span", { class: "execution-error" }, execution.errorMessage),
      ),
      behind(execution),
    ),
  );
}

/** What it was for, if it was for an instant. */
function instantOf({ scheduledFor, startedAt, availableAt }) {
  return scheduledFor ?? startedAt ?? availableAt;
}

function how({ trigger, attempt, recoveries, skippedCount }, { maxRetries }) {
  const parts = [TRIGGERS[trigger]];
  if (attempt > 1) {
    parts.push(`attempt ${attempt} of ${Math.max(attempt, maxRetries + 1)}`);
  }
  if (recoveries > 0) {
    parts.push(`taken over ${recoveries}×`);
  }
  if (skippedCount > 1) {
    parts.push(`${skippedCount} fires`);
  }
  return parts.join(" · ");
}

function behind(execution) {
  const lines = [
    ["Scheduled", execution.scheduledFor && moment(execution.scheduledFor)],
    ["Started", execution.startedAt && `${moment(execution.startedAt)}${late(execution)}`],
    ["Ended", execution.completedAt && moment(execution.completedAt)],
    ["Attempts", execution.attempt > 0 && String(execution.attempt)],
    ["Node", execution.nodeName],
    ["Used", execution.tokensUsed > 0 && `${execution.tokensUsed} tokens, ${(execution.costCents / 100).toFixed(2)}`],
    ["Execution", h("code", {}, execution.executionId)],
  ];
  return h(
    "div",
    { class: "execution-more" },
    execution.errorMessage &&
      h(
        "div",
        { class: "error-box" },
        execution.errorCode && h("code", {}, execution.errorCode),
        h("p", {}, execution.errorMessage),
      ),
    settingList(lines),
    execution.errorStack && textBlock("Stack trace", execution.errorStack),
    jsonBlock("Parameters", execution.inputParams),
    execution.outputResult && jsonBlock("Result", execution.outputResult),
  );
}

function late({ scheduledFor, startedAt, attempt }) {
  return scheduledFor && attempt === 1
    ? ` (${duration(Math.max(0, Date.parse(startedAt) - Date.parse(scheduledFor)))} late)`
    : "";
}
