/** How far an execution is. */

import { h } from "../dom.js";
import { until } from "../time.js";

export function progressBar({ executionId, percent, text, retryAt }, name) {
  const waits = Boolean(retryAt);
  return h(
    "div",
    { class: "progress", "data-key": `progress-${executionId}` },
    h("progress", { max: 100, value: waits ? 0 : percent, "aria-label": `Progress of ${name}` }),
    h(
      "span",
      { class: "small progress-text" },
      waits
        ? ["next attempt ", h("span", { "data-until": retryAt }, until(retryAt))]
        : [`${percent} %`, text && ` · ${text}`],
    ),
  );
}
