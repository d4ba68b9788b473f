/** An event in a line. */

import { h } from "../dom.js";
import { clock } from "../time.js";

const WORDS = {
  "cron.created": ["quiet", "created"],
  "cron.updated": ["quiet", "changed"],
  "cron.deleted": ["quiet", "deleted"],
  "cron.triggered": ["info", "started"],
  "cron.completed": ["good", "completed"],
  "cron.retrying": ["warn", "tries again"],
  "cron.failed": ["bad", "failed"],
  "cron.timeout": ["warn", "timed out"],
  "cron.skipped": ["quiet", "skipped"],
  "cron.cancelled": ["quiet", "cancelled"],
};

export function feedLine({ type, id, time, jobId, data }) {
  const [tone, word] = WORDS[type] ?? ["quiet", type];
  return h(
    "li",
    { "data-key": id },
    h("time", { class: "muted small", datetime: time }, clock(time)),
    h("a", { href: `#/jobs/${jobId}` }, data.jobName),
    h("span", { class: `small tone-${tone}` }, word),
  );
}
