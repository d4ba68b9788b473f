/** One job: how it is doing, what runs now, its outcomes over time, its history. */

import { get, post } from "../api.js";
import { h, on, throttled } from "../dom.js";
import { show } from "../morph.js";
import { noteExecutions, runningOf } from "../running.js";
import { historyOf, openHistory } from "../parts/history.js";
import { facts, heading, settings } from "../parts/job-parts.js";
import { actionButton } from "../parts/actions.js";
import { chart } from "../parts/chart.js";
import { progressBar } from "../parts/progress.js";
import { failed, loading } from "../parts/states.js";
import { ago } from "../time.js";

const SPANS = { 24: "24 hours", 48: "48 hours", 168: "7 days" };

export function openJob(root, { id, query }) {
  const state = {
    hours: Number(query.get("hours")) || 24,
    job: null,
    stats: null,
    words: null,
    timeline: null,
    failure: null,
  };
  const frame = h("div", { class: "stack" });
  root.append(frame);
  const history = openHistory(id, frame, draw);
  let closed = false;
  let deleted = false;

  async function load() {
    if (deleted) {
      return;
    }
    try {
      const [job, { stats }, { timeline }] = await Promise.all([
        get(`/${id}`),
        get(`/${id}/stats`),
        get(`/${id}/timeline`, { hours: state.hours }),
        history.load(),
      ]);
      noteExecutions(history.executions());
      if (state.job?.schedule !== job.schedule || state.job?.timezone !== job.timezone) {
        state.words = await post("/validate", { schedule: job.schedule, timezone: job.timezone });
      }
      Object.assign(state, { job, stats, timeline, failure: null });
      document.title = `${job.jobName} · OpenClaw Cron`;
    } catch (failure) {
      state.failure = failure;
    }
    draw();
  }

  function draw() {
    if (closed) {
      return;
    }
    if (deleted) {
      show(frame, h("h1", {}, state.job?.jobName ?? "Job"), failed({ status: 404, message: "This job has been deleted." }));
    } else if (state.failure) {
      show(frame, h("h1", {}, "Job"), failed(state.failure));
    } else if (!state.job) {
      show(frame, h("h1", {}, "Job"), loading("job"));
    } else {
      const { job, stats, words, timeline } = state;
      show(
        frame,
        heading(job, stats),
        facts(job, stats, words),
        running(job),
        outcomes(timeline, state.hours, frame.clientWidth),
        historyOf(history, job),
        settings(job),
      );
    }
  }

  const reload = throttled(load, 150, 1_500);
  const redraw = throttled(draw, 50, 150);
  const sizes = new ResizeObserver(redraw);
  sizes.observe(frame);
  on(frame, "click", "[data-retry]", load);
  on(frame, "click", "[data-hours]", (_, button) => {
    state.hours = Number(button.dataset.hours);
    window.history.replaceState(null, "", `#/jobs/${id}?hours=${state.hours}`);
    load();
  });

  document.title = "Job · OpenClaw Cron";
  draw();
  load();
  return {
    heard(message) {
      if (message.jobId === id && message.type === "cron.deleted") {
        deleted = true;
        draw();
      } else if (message.type === "gap" || (message.jobId === id && message.type !== "skill.progress")) {
        redraw();
        reload();
      } else if (message.jobId === id) {
        redraw();
      }
    },
    changed({ action, id: changed }) {
      if (action === "delete" && changed === id) {
        location.hash = "#/";
      } else {
        reload();
      }
    },
    close() {
      closed = true;
      sizes.disconnect();
      [reload, redraw].forEach((timer) => timer.cancel());
    },
  };
}

function running(job) {
  const executions = runningOf(job.jobId);
  const line = (execution) =>
    h(
      "li",
      { "data-key": execution.executionId },
      h(
        "div",
        { class: "running-words" },
        h("strong", {}, execution.retryAt ? `Attempt ${execution.attempt} failed` : "Running"),
        execution.startedAt &&
          h(
            "span",
            { class: "muted small" },
            "started ",
            h("span", { "data-ago": execution.startedAt }, ago(execution.startedAt)),
          ),
        execution.retryAt && execution.text && h("span", { class: "bad small" }, execution.text),
      ),
      progressBar(execution, job.jobName),
      actionButton("cancel", { id: execution.executionId, name: job.jobName }),
    );
  return (
    executions.length > 0 &&
    h("section", { class: "card running", "data-key": "running" }, h("h2", {}, "Now"), h("ul", {}, executions.map(line)))
  );
}

function outcomes(timeline, hours, width) {
  return h(
    "section",
    { class: "card", "data-key": "timeline" },
    h(
      "div",
      { class: "card-head" },
      h("h2", {}, "Outcomes by hour"),
      h(
        "div",
        { class: "segments", role: "group", "aria-label": "How far back" },
        Object.entries(SPANS).map(([value, word]) =>
          h("button", { type: "button", "data-hours": value, "aria-pressed": String(Number(value) === hours) }, word),
        ),
      ),
    ),
    chart(timeline, { width: Math.max(280, width - 42), days: false, title: "Outcomes by hour" }),
  );
}
