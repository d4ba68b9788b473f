/** Jobs as a table; on a phone each row becomes a card, which is why the roles are spelled out. */

import { h } from "../dom.js";
import { runningOf } from "../running.js";
import { moment, until } from "../time.js";
import { actionButton, switchOf } from "./actions.js";
import { badge } from "./badges.js";
import { progressBar } from "./progress.js";
import { sparkline } from "./sparkline.js";

/** How many outcomes a row shows. */
export const RECENT = 20;

const COLUMNS = ["Job", "State", "Schedule", "Next run", "Recent runs", "Actions"];

export function jobTable(jobs) {
  return h(
    "table",
    { class: "jobs", role: "table", "data-key": "jobs" },
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        COLUMNS.map((word) =>
          h(
            "th",
            { role: "columnheader", scope: "col" },
            word === "Actions" ? h("span", { class: "visually-hidden" }, word) : word,
          ),
        ),
      ),
    ),
    h("tbody", { role: "rowgroup" }, jobs.map(row)),
  );
}

function row(job) {
  const cell = (name, ...content) => h("td", { role: "cell", class: `cell-${name}` }, ...content);
  const target = { id: job.jobId, name: job.jobName, small: true };
  return h(
    "tr",
    { role: "row", "data-key": job.jobId, "data-job": job.jobName },
    h(
      "th",
      { role: "rowheader", scope: "row", class: "cell-name" },
      h("a", { class: "job-link", href: `#/jobs/${job.jobId}` }, job.jobName),
      h("span", { class: "muted small" }, job.skillName),
    ),
    cell("state", badge(job.status), troubles(job)),
    cell("schedule", h("code", {}, job.schedule), h("span", { class: "muted small" }, job.timezone)),
    cell("next", next(job)),
    cell("recent", recent(job)),
    cell("actions", actionButton("run", target), actionButton(switchOf(job), target)),
  );
}

function troubles({ failureStreak }) {
  return failureStreak > 1 && h("span", { class: "bad small" }, `${failureStreak} failures in a row`);
}

function next({ status, nextRun, timezone }) {
  if (status !== "enabled" || !nextRun) {
    return h("span", { class: "muted" }, status === "paused" ? "when resumed" : "never");
  }
  return [
    h("span", { class: "countdown", "data-until": nextRun }, until(nextRun)),
    h("time", { class: "muted small", datetime: nextRun }, moment(nextRun, timezone)),
  ];
}

function recent(job) {
  const [first, ...others] = runningOf(job.jobId);
  return [
    (job.recent.length > 0 || !first) && sparkline(job.recent, RECENT),
    first && progressBar(first, job.jobName),
    others.length > 0 && h("span", { class: "muted small" }, `and ${others.length} more`),
  ];
}
