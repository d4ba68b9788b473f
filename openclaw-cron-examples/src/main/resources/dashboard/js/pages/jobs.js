/** All jobs: searched, filtered, sorted, page by page, and kept up to date by events. */

import { get } from "../api.js";
import { debounced, h, on, throttled } from "../dom.js";
import { show } from "../morph.js";
import { noteExecutions } from "../running.js";
import { may } from "../session.js";
import { icon } from "../parts/icons.js";
import { empty, failed, loading } from "../parts/states.js";
import { jobTable, RECENT } from "../parts/job-table.js";

const PAGE_SIZE = 25;
const SORTS = { jobName: "Name", nextRun: "Next run", createdAt: "Created", updatedAt: "Changed", priority: "Priority" };
const STATUSES = { "": "All states", enabled: "Enabled", paused: "Paused", disabled: "Disabled" };

export function openJobs(root, { query }) {
  const state = {
    search: query.get("search") ?? "",
    status: query.get("status") ?? "",
    sortBy: query.get("sortBy") ?? "jobName",
    sortOrder: query.get("sortOrder") ?? "asc",
    cursors: [],
    answer: null,
    failure: null,
  };
  const frame = h("div", { class: "stack" });
  root.append(frame);
  let asked = 0;

  async function load() {
    const question = ++asked;
    try {
      const { search, status, sortBy, sortOrder } = state;
      const answer = await get("", {
        search,
        status,
        sortBy,
        sortOrder,
        limit: PAGE_SIZE,
        recent: RECENT,
        cursor: state.cursors.at(-1),
      });
      if (question !== asked) {
        return;
      }
      for (const job of answer.jobs) {
        noteExecutions(job.recent.map((run) => ({ ...run, jobId: job.jobId, attempt: 0 })));
      }
      Object.assign(state, { answer, failure: null });
    } catch (failure) {
      if (question !== asked) {
        return;
      }
      state.failure = failure;
    }
    draw();
  }

  function draw() {
    show(
      frame,
      heading(),
      toolbar(state),
      h("section", { class: "stack", "aria-label": "Jobs", "data-key": "list" }, list(state)),
    );
  }

  /** Another question: from its first page on, and in the address, so that it can be sent to somebody. */
  function ask(change) {
    Object.assign(state, change, { cursors: [] });
    const given = Object.entries({
      search: state.search,
      status: state.status,
      sortBy: state.sortBy,
      sortOrder: state.sortOrder,
    });
    const usual = { search: "", status: "", sortBy: "jobName", sortOrder: "asc" };
    const parameters = new URLSearchParams(given.filter(([name, value]) => value !== usual[name]));
    history.replaceState(null, "", `#/${parameters.size ? `?${parameters}` : ""}`);
    draw();
    load();
  }

  function turn(forward) {
    if (forward) {
      state.cursors.push(state.answer.pagination.nextCursor);
    } else {
      state.cursors.pop();
    }
    load().then(() => frame.querySelector("#list-position")?.focus());
  }

  const search = debounced((text) => ask({ search: text }), 250);
  const reload = throttled(load, 150, 1_500);
  const redraw = throttled(draw, 50, 200);
  on(frame, "input", "#search", (_, field) => search(field.value.trim()));
  on(frame, "change", "#status", (_, field) => ask({ status: field.value }));
  on(frame, "change", "#sort", (_, field) => ask({ sortBy: field.value }));
  on(frame, "click", "[data-order]", () => ask({ sortOrder: state.sortOrder === "asc" ? "desc" : "asc" }));
  on(frame, "click", "[data-page]", (_, button) => turn(button.dataset.page === "next"));
  on(frame, "click", "[data-retry]", load);
  on(frame, "click", "[data-clear]", () => {
    frame.querySelector("#search").value = "";
    ask({ search: "", status: "" });
  });

  document.title = "Jobs · OpenClaw Cron";
  draw();
  load();
  return {
    heard: ({ type }) =>
      type === "skill.progress" ? redraw() : type.startsWith("cron.") || type === "gap" ? reload() : null,
    changed: reload,
    close() {
      asked = -1;
      [search, reload, redraw].forEach((timer) => timer.cancel());
    },
  };
}

function heading() {
  return h(
    "div",
    { class: "page-head", "data-key": "head" },
    h("h1", {}, "Jobs"),
    may("admin") && h("a", { class: "button button-primary", href: "#/jobs/new" }, icon("plus"), "New job"),
  );
}

function toolbar({ search, status, sortBy, sortOrder }) {
  const options = (words, chosen) =>
    Object.entries(words).map(([value, word]) => h("option", { value, selected: value === chosen }, word));
  const descending = sortOrder === "desc";
  return h(
    "div",
    { class: "toolbar", role: "search", "data-key": "toolbar" },
    h(
      "div",
      { class: "search" },
      icon("search"),
      h("label", { class: "visually-hidden", for: "search" }, "Search by name"),
      h("input", { id: "search", class: "input", type: "search", placeholder: "Search by name", value: search }),
    ),
    h("label", { class: "visually-hidden", for: "status" }, "State"),
    h("select", { id: "status", class: "input" }, options(STATUSES, status)),
    h("label", { class: "visually-hidden", for: "sort" }, "Sort by"),
    h("select", { id: "sort", class: "input" }, options(SORTS, sortBy)),
    h(
      "button",
      {
        type: "button",
        class: "icon-button icon-button-framed",
        "data-order": true,
        "aria-label": descending ? "Sorted downwards; sort upwards" : "Sorted upwards; sort downwards",
      },
      icon(descending ? "down" : "up"),
    ),
  );
}

function list(state) {
  if (state.failure) {
    return failed(state.failure);
  }
  if (!state.answer) {
    return loading("jobs");
  }
  const { jobs, pagination } = state.answer;
  if (jobs.length) {
    return [jobTable(jobs), pager(pagination, jobs.length, state.cursors.length)];
  }
  if (state.search || state.status) {
    return empty(
      "No job fits",
      "Try another word, or look at all states.",
      h("button", { type: "button", class: "button", "data-clear": true }, "Show all jobs"),
    );
  }
  return empty(
    "No jobs yet",
    "A job runs a skill on a schedule. The first one takes a minute.",
    may("admin") && h("a", { class: "button button-primary", href: "#/jobs/new" }, icon("plus"), "Create the first job"),
  );
}

function pager({ total, totalCapped, hasMore }, shown, pages) {
  const from = pages * PAGE_SIZE + 1;
  return h(
    "nav",
    { class: "pager", "aria-label": "Pages", "data-key": "pager" },
    h(
      "p",
      { id: "list-position", tabindex: -1 },
      `${from}–${from + shown - 1} of ${totalCapped ? "more than " : ""}${total}`,
    ),
    (pages > 0 || hasMore) &&
      h("button", { type: "button", class: "button", "data-page": "previous", disabled: pages === 0 }, "Previous"),
    (pages > 0 || hasMore) &&
      h("button", { type: "button", class: "button", "data-page": "next", disabled: !hasMore }, "Next"),
  );
}
