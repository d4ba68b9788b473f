/** How the organization is doing: figures, outcomes day by day, what needs a look, what comes next, and what happens now. */

import { get } from "../api.js";
import { h, on, throttled } from "../dom.js";
import { show } from "../morph.js";
import { duration, until } from "../time.js";
import { badge } from "../parts/badges.js";
import { chart } from "../parts/chart.js";
import { feedLine } from "../parts/feed.js";
import { failed, loading } from "../parts/states.js";
import { percent, tile } from "../parts/tiles.js";

const SPANS = { 7: "7 days", 30: "30 days", 90: "90 days" };
const LOOKED_AT = 200;
const FEED_LENGTH = 12;
const LISTED = 6;

export function openOverview(root, { query }) {
  const state = { days: Number(query.get("days")) || 30, analytics: null, jobs: null, failure: null, feed: [] };
  let closed = false;

  async function load() {
    try {
      const [analytics, jobs] = await Promise.all([
        get("/analytics", { days: state.days }),
        get("", { sortBy: "nextRun", enabled: true, limit: LOOKED_AT }),
      ]);
      Object.assign(state, { analytics, jobs, failure: null });
    } catch (failure) {
      state.failure = failure;
    }
    draw();
  }

  function draw() {
    if (!closed) {
      show(
        frame,
        heading(state),
        state.failure ? failed(state.failure) : state.analytics ? body(state, frame.clientWidth) : loading("figures"),
      );
    }
  }

  const frame = h("div", { class: "stack" });
  root.append(frame);
  const reload = throttled(load, 300, 3_000);
  const redraw = throttled(draw, 100, 300);
  const sizes = new ResizeObserver(redraw);
  sizes.observe(frame);
  on(frame, "click", "[data-retry]", load);
  on(frame, "click", "[data-days]", (_, button) => {
    state.days = Number(button.dataset.days);
    history.replaceState(null, "", `#/overview?days=${state.days}`);
    load();
  });

  document.title = "Overview · OpenClaw Cron";
  draw();
  load();
  return {
    heard(message) {
      if (message.type.startsWith("cron.")) {
        state.feed = [message, ...state.feed].slice(0, FEED_LENGTH);
        redraw();
        reload();
      } else if (message.type === "gap") {
        reload();
      }
    },
    changed: reload,
    close() {
      closed = true;
      sizes.disconnect();
      [reload, redraw].forEach((timer) => timer.cancel());
    },
  };
}

function heading({ days }) {
  return h(
    "div",
    { class: "page-head", "data-key": "head" },
    h("h1", {}, "Overview"),
    h(
      "div",
      { class: "segments", role: "group", "aria-label": "How far back" },
      Object.entries(SPANS).map(([value, word]) =>
        h("button", { type: "button", "data-days": value, "aria-pressed": String(Number(value) === days) }, word),
      ),
    ),
  );
}

function body({ analytics, jobs, feed }, width) {
  const { summary } = analytics;
  return [
    h(
      "dl",
      { class: "tiles", "data-key": "tiles" },
      tile("Jobs", String(analytics.jobs), `${analytics.enabledJobs} enabled`),
      tile(
        "Runs",
        summary.totalRuns.toLocaleString("en"),
        `${summary.outcomes.failed + summary.outcomes.timeout} failed or timed out`,
      ),
      tile("Success", percent(summary), summary.outcomes.skipped ? `${summary.outcomes.skipped} skipped` : "none skipped"),
      tile("Duration", duration(summary.durations.p95Ms), "95 of 100 runs are quicker"),
      tile("Lateness", duration(summary.averageLatenessMs), `${duration(summary.maxLatenessMs)} at most`),
      summary.tokensUsed > 0 &&
        tile("Tokens", summary.tokensUsed.toLocaleString("en"), `${(summary.costCents / 100).toFixed(2)} spent`),
    ),
    h(
      "section",
      { class: "card", "data-key": "chart" },
      h("h2", {}, "Outcomes by day"),
      chart(analytics.days, { width: Math.max(280, width - 42), days: true, title: "Outcomes by day" }),
    ),
    h("div", { class: "columns", "data-key": "columns" }, attention(jobs), upcoming(jobs), activity(feed)),
  ];
}

function attention({ jobs, pagination }) {
  const bad = jobs
    .filter(({ failureStreak }) => failureStreak > 0)
    .sort((one, other) => other.failureStreak - one.failureStreak);
  const line = (job) =>
    h(
      "li",
      { "data-key": job.jobId },
      h("a", { href: `#/jobs/${job.jobId}` }, job.jobName),
      badge(job.lastStatus),
      h("span", { class: "muted small" }, `${job.failureStreak} in a row`),
    );
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Needs a look"),
    bad.length
      ? h("ul", { class: "lines" }, bad.slice(0, LISTED).map(line))
      : h("p", { class: "muted" }, "Nothing: the last run of every job went well."),
    pagination.hasMore && h("p", { class: "hint" }, `Of the ${LOOKED_AT} jobs that run next.`),
  );
}

function upcoming({ jobs }) {
  const line = (job) =>
    h(
      "li",
      { "data-key": job.jobId },
      h("a", { href: `#/jobs/${job.jobId}` }, job.jobName),
      h("span", { class: "countdown small", "data-until": job.nextRun }, until(job.nextRun)),
    );
  const next = jobs.filter(({ nextRun }) => nextRun).slice(0, LISTED);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Coming up"),
    next.length ? h("ul", { class: "lines" }, next.map(line)) : h("p", { class: "muted" }, "No job is going to run."),
  );
}

function activity(feed) {
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Happening now"),
    feed.length
      ? h("ol", { class: "lines" }, feed.map(feedLine))
      : h("p", { class: "muted" }, "What happens while you look is listed here."),
  );
}
