/** A job's executions, newest first; each opens to its error, its stack and what went in and out. */

import { get } from "../api.js";
import { h, on } from "../dom.js";
import { now } from "../time.js";
import { complain } from "./toasts.js";
import { executionItem } from "./execution.js";

const PAGE_SIZE = 20;
const FILTERS = {
  "": "All outcomes",
  completed: "Completed",
  "failed,timeout": "Failed and timed out",
  skipped: "Skipped",
  cancelled: "Cancelled",
};

/** Keeps what was loaded. @param draw to be called when that has changed */
export function openHistory(jobId, root, draw) {
  const known = new Map();
  const whole = new Map();
  let filter = "";
  let cursor = null;
  let total = 0;

  async function load() {
    const asked = filter;
    const page = await get(`/${jobId}/history`, { status: asked, limit: PAGE_SIZE });
    if (asked === filter) {
      const older = known.size > page.executions.length;
      keep(page);
      cursor = older ? cursor : page.pagination.nextCursor;
    }
  }

  function keep({ executions, pagination }) {
    executions.forEach((execution) => known.set(execution.executionId, execution));
    total = pagination.total;
  }

  async function more() {
    const page = await get(`/${jobId}/history`, { status: filter, limit: PAGE_SIZE, cursor });
    keep(page);
    cursor = page.pagination.nextCursor;
    draw();
  }

  async function choose(status) {
    filter = status;
    known.clear();
    cursor = null;
    await load();
    draw();
  }

  /** Once for each that is opened: the stack trace, for those who may see it, comes only so. */
  async function open(executionId) {
    if (known.get(executionId)?.completedAt && !whole.has(executionId)) {
      whole.set(executionId, await get(`/executions/${executionId}`));
      draw();
    }
  }

  const orComplain = (action) => action.catch((failure) => complain(failure.message));
  on(root, "change", "#outcome", (_, field) => orComplain(choose(field.value)));
  on(root, "click", "[data-more]", () => orComplain(more()));
  // "toggle" does not bubble.
  root.addEventListener(
    "toggle",
    ({ target }) => target.open && target.dataset.key && orComplain(open(target.dataset.key)),
    true,
  );

  return {
    load,
    filter: () => filter,
    hasMore: () => Boolean(cursor),
    total: () => total,
    /** Ids are ordered by time. */
    executions: () =>
      [...known.values()]
        .sort((one, other) => (one.executionId < other.executionId ? 1 : -1))
        .map((execution) => whole.get(execution.executionId) ?? execution),
  };
}

export function historyOf(history, job) {
  const executions = history.executions().filter((execution) => !isAhead(execution));
  return h(
    "section",
    { class: "card", "data-key": "history" },
    h(
      "div",
      { class: "card-head" },
      h("h2", {}, "History"),
      h("label", { class: "visually-hidden", for: "outcome" }, "Outcome"),
      h(
        "select",
        { id: "outcome", class: "input" },
        Object.entries(FILTERS).map(([value, word]) => h("option", { value, selected: value === history.filter() }, word)),
      ),
    ),
    executions.length
      ? h(
          "ol",
          { class: "history" },
          executions.map((execution) => executionItem(execution, job)),
        )
      : h("p", { class: "muted" }, history.filter() ? "Nothing of this kind." : "It has not run yet."),
    history.hasMore() && h("button", { type: "button", class: "button", "data-more": true }, "Show older ones"),
  );
}

/** Reserved for an instant that is still to come: nothing has happened yet. */
function isAhead({ status, attempt, scheduledFor }) {
  return status === "pending" && attempt === 0 && scheduledFor && Date.parse(scheduledFor) > now() - 1_000;
}
