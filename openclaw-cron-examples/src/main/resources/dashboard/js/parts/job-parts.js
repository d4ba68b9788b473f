/** The parts of a job's page that only show: its head, the figures, and how it is set. */

import { h } from "../dom.js";
import { may } from "../session.js";
import { ago, duration, moment, until } from "../time.js";
import { actionButton, switchOf } from "./actions.js";
import { badge, stateWord } from "./badges.js";
import { icon } from "./icons.js";
import { sentence } from "./schedule-preview.js";
import { jsonBlock, settingList } from "./settings.js";
import { percent, tile } from "./tiles.js";

export function heading(job, stats) {
  const target = { id: job.jobId, name: job.jobName };
  return h(
    "div",
    { class: "job-head", "data-key": "head" },
    h("a", { class: "back", href: "#/" }, icon("back", 16), "Jobs"),
    h(
      "div",
      { class: "page-head" },
      h("h1", { tabindex: -1 }, job.jobName),
      h(
        "div",
        { class: "actions" },
        actionButton("run", { ...target, primary: true }),
        actionButton(switchOf(job), target),
        may("admin") && h("a", { class: "button", href: `#/jobs/${job.jobId}/edit` }, icon("edit"), "Edit"),
        job.status !== "disabled" && actionButton("disable", target),
        actionButton("delete", target),
      ),
    ),
    h(
      "p",
      { class: "job-states" },
      badge(job.status),
      badge(stats.healthStatus),
      job.statusReason && h("span", { class: "muted" }, `“${job.statusReason}”`),
    ),
    job.description && h("p", { class: "description" }, job.description),
  );
}

export function facts(job, stats, words) {
  return h(
    "dl",
    { class: "tiles", "data-key": "facts" },
    h(
      "div",
      { class: "tile tile-wide" },
      h("dt", {}, "Schedule"),
      h("dd", { class: "tile-value" }, h("code", {}, job.schedule)),
      h(
        "dd",
        { class: "tile-note" },
        words?.description ? `${sentence(words.description)} (${job.timezone})` : job.timezone,
      ),
    ),
    nextRun(job),
    tile("Success, 30 days", percent(stats), `${stats.totalRuns.toLocaleString("en")} runs`),
    tile("Average duration", duration(stats.totalRuns ? stats.avgDurationMs : null), `${job.timeoutSeconds} s allowed`),
    h(
      "div",
      { class: "tile" },
      h("dt", {}, "Last run"),
      h("dd", { class: "tile-value" }, stats.lastRun ? h("span", { "data-ago": stats.lastRun }, ago(stats.lastRun)) : "–"),
      stats.lastStatus &&
        h(
          "dd",
          { class: "tile-note" },
          stateWord(stats.lastStatus),
          stats.failureStreak > 1 && `, ${stats.failureStreak} failures in a row`,
        ),
    ),
  );
}

function nextRun({ status, nextRun: next, timezone }) {
  const runs = status === "enabled" && next;
  return h(
    "div",
    { class: "tile" },
    h("dt", {}, "Next run"),
    h(
      "dd",
      { class: "tile-value" },
      runs
        ? h("span", { class: "countdown", "data-until": next }, until(next))
        : status === "paused"
          ? "when resumed"
          : "never",
    ),
    runs && h("dd", { class: "tile-note" }, h("time", { datetime: next }, moment(next, timezone))),
  );
}

export function settings(job) {
  const lines = [
    ["Skill", h("code", {}, job.skillName)],
    ["Key", job.jobKey ? h("code", {}, job.jobKey) : "–"],
    ["Priority", String(job.priority)],
    ["Retries", `${job.maxRetries} at most`],
    ["Timeout", `${job.timeoutSeconds} s`],
    ["When it was missed", job.misfirePolicy.replaceAll("_", " ")],
    ["When it still runs", job.overlapPolicy.replaceAll("_", " ")],
    ["When its node dies", job.recoveryPolicy.replaceAll("_", " ")],
    ["After a pause", job.catchUpAfterPause ? "catches up" : "goes on from then"],
    ["Created", `${moment(job.createdAt)} by ${job.userId}`],
    ["Changed", `${moment(job.updatedAt)}, version ${job.version}`],
  ];
  return h(
    "section",
    { class: "card", "data-key": "settings" },
    h("h2", {}, "Settings"),
    settingList(lines),
    jsonBlock("Parameters", job.skillParams),
  );
}
