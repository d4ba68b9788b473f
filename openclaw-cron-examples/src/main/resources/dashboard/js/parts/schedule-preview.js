/** What an expression means, in words and as its next runs, while somebody types it. */

import { post } from "../api.js";
import { debounced, h } from "../dom.js";
import { moment, until } from "../time.js";
import { icon } from "./icons.js";
import { showError } from "./fields.js";

const QUIET = 250;

/** @param place where to show it; @returns a function to call after each change */
export function previewSchedule(form, place) {
  // Only the words are read out; the runs below them count down.
  const words = h("div", { "aria-live": "polite" });
  const runs = h("div", {});
  place.append(words, runs);
  let asking = null;

  const ask = debounced(async () => {
    asking?.abort();
    asking = new AbortController();
    const schedule = form.elements.schedule.value.trim();
    const timezone = form.elements.timezone.value.trim();
    if (!schedule) {
      words.replaceChildren(
        h("p", { class: "muted" }, "What the expression means, and when it is going to run, is told here."),
      );
      runs.replaceChildren();
      return;
    }
    try {
      tell(await post("/validate", { schedule, ...(timezone && { timezone }) }, { signal: asking.signal }), timezone);
    } catch (failure) {
      if (failure.name !== "AbortError") {
        words.replaceChildren(h("p", { class: "bad" }, failure.message));
        runs.replaceChildren();
      }
    }
  }, QUIET);

  function tell({ valid, errors, description, nextRuns }, timezone) {
    const ofZone = ({ field, text }) => field === null && text === timezone;
    const aboutZone = errors.filter(ofZone).map(({ text, reason }) => `“${text}”: ${reason}.`);
    const aboutSchedule = errors.filter((error) => !ofZone(error)).map(({ message }) => `${sentence(message)}.`);
    showError(form, "schedule", aboutSchedule.join(" "));
    showError(form, "timezone", aboutZone.join(" "));
    words.replaceChildren(
      h(
        "p",
        { class: `preview-words${valid ? "" : " bad"}` },
        icon(valid ? "calendar" : "alert"),
        h("span", {}, valid ? sentence(description) : "Not a schedule yet"),
      ),
    );
    runs.replaceChildren(...(valid ? nextRunsOf(nextRuns, timezone || "UTC") : []));
  }
  return ask;
}

/** Descriptions begin with a small letter, as they stand within sentences too. */
export function sentence(description) {
  return description ? description[0].toUpperCase() + description.slice(1) : description;
}

function nextRunsOf(nextRuns, timezone) {
  const line = (run) =>
    h(
      "li",
      {},
      h("time", { datetime: run }, moment(run, timezone)),
      h("span", { class: "muted small", "data-until": run }, until(run)),
    );
  return nextRuns.length
    ? [h("h3", {}, "Next runs"), h("ol", { class: "preview-runs" }, nextRuns.map(line))]
    : [h("p", { class: "bad" }, "It never runs.")];
}
