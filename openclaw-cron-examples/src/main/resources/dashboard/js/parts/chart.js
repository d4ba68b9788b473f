/**
 * Outcomes over time as stacked bars, and below them, on the same axis of time, how long runs took. Drawn for the width that
 * there is, so that letters keep their size on a phone. The same figures are there as a table.
 */

import { h, s } from "../dom.js";
import { duration, moment, tick } from "../time.js";
import { stateWord } from "./badges.js";

const KINDS = ["completed", "failed", "timeout", "cancelled", "skipped"];
const LEFT = 44;
const RIGHT = 8;
const OUTCOMES = { top: 10, height: 120 };
const DURATIONS = { top: 172, height: 60 };
const HEIGHT = 260;
const ROOM_FOR_TIME = 62;

/** @param buckets {start, outcomes, durations}, oldest first @param days whether each is a day */
export function chart(buckets, { width, days, title }) {
  if (buckets.every(({ outcomes }) => KINDS.every((kind) => outcomes[kind] === 0))) {
    return h("p", { class: "muted chart-empty" }, "Nothing ran in this time.");
  }
  const step = (width - LEFT - RIGHT) / buckets.length;
  const x = (index) => LEFT + index * step;
  const sums = buckets.map(({ outcomes }) => KINDS.reduce((sum, kind) => sum + outcomes[kind], 0));
  const most = niceCeiling(Math.max(1, ...sums));
  const slowest = Math.max(1, ...buckets.map(({ durations }) => durations.p95Ms));
  return h(
    "figure",
    { class: "chart" },
    s(
      "svg",
      {
        width,
        height: HEIGHT,
        viewBox: `0 0 ${width} ${HEIGHT}`,
        role: "img",
        "aria-label": `${title}. ${inWords(buckets)}`,
      },
      axis(OUTCOMES, width, [0, most / 2, most].filter(Number.isInteger), most, String),
      buckets.map(({ outcomes }, index) => stack(outcomes, x(index), step, most)),
      axis(DURATIONS, width, [0, slowest], slowest, duration),
      buckets.map((bucket, index) => durationBar(bucket, x(index), step, slowest)),
      s("text", { class: "chart-label", x: LEFT, y: DURATIONS.top - 10 }, "Duration: bar p95, mark average"),
      timeLabels(buckets, x, step, width, days),
      buckets.map((bucket, index) => hover(bucket, x(index), step, days)),
    ),
    legend(buckets),
    table(buckets, title, days),
  );
}

function axis({ top, height }, width, values, most, word) {
  return values.map((value) => {
    const y = top + height - (height * value) / most;
    return [
      s("line", { class: value === 0 ? "chart-base" : "chart-grid", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }),
      s("text", { class: "chart-tick", x: LEFT - 8, y: y + 4, "text-anchor": "end" }, word(value)),
    ];
  });
}

function stack(outcomes, left, step, most) {
  const gap = Math.min(3, step * 0.25);
  let y = OUTCOMES.top + OUTCOMES.height;
  return KINDS.filter((kind) => outcomes[kind] > 0).map((kind) => {
    const height = (OUTCOMES.height * outcomes[kind]) / most;
    y -= height;
    return s("rect", {
      class: `fill-${kind}`,
      x: left + gap / 2,
      y,
      width: step - gap,
      height: Math.max(1, height - 0.5),
      rx: Math.min(2, step / 6),
    });
  });
}

function durationBar({ durations }, left, step, slowest) {
  if (durations.maxMs === 0 && durations.averageMs === 0) {
    return null;
  }
  const gap = Math.min(3, step * 0.25);
  const y = (value) => DURATIONS.top + DURATIONS.height * (1 - Math.min(1, value / slowest));
  const top = y(durations.p95Ms);
  const middle = y(durations.averageMs);
  return [
    s("rect", {
      class: "chart-duration",
      x: left + gap / 2,
      y: top,
      width: step - gap,
      height: Math.max(1, DURATIONS.top + DURATIONS.height - top),
      rx: Math.min(2, step / 6),
    }),
    s("line", { class: "chart-average", x1: left + gap / 2, x2: left + step - gap / 2, y1: middle, y2: middle }),
  ];
}

function timeLabels(buckets, x, step, width, days) {
  const every = Math.max(1, Math.ceil(ROOM_FOR_TIME / step));
  return buckets.map(({ start }, index) => {
    const middle = x(index) + (days ? step / 2 : 0);
    const shown = (buckets.length - 1 - index) % every === 0 && middle < width - 24 && middle > LEFT - 2;
    return shown && s("text", { class: "chart-tick", x: middle, y: HEIGHT - 8, "text-anchor": "middle" }, tick(start, days));
  });
}

function hover(bucket, left, step, days) {
  const place = { class: "chart-hover", x: left, y: 0, width: step, height: HEIGHT - 24 };
  return s("rect", place, s("title", {}, `${when(bucket, days)}\n${counts(bucket.outcomes)}\n${lengths(bucket.durations)}`));
}

function legend(buckets) {
  const used = KINDS.filter((kind) => buckets.some(({ outcomes }) => outcomes[kind] > 0));
  return h(
    "ul",
    { class: "legend", "aria-hidden": "true" },
    used.map((kind) =>
      h(
        "li",
        {},
        s("svg", { width: 10, height: 10 }, s("rect", { class: `fill-${kind}`, width: 10, height: 10, rx: 2 })),
        stateWord(kind),
      ),
    ),
  );
}

function table(buckets, title, days) {
  const busy = buckets.filter(({ outcomes }) => KINDS.some((kind) => outcomes[kind] > 0)).reverse();
  const row = (bucket) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, when(bucket, days)),
      KINDS.map((kind) => h("td", {}, String(bucket.outcomes[kind]))),
      h("td", {}, duration(bucket.durations.averageMs)),
      h("td", {}, duration(bucket.durations.p95Ms)),
    );
  const head = [days ? "Day (UTC)" : "Hour", ...KINDS.map(stateWord), "Average", "p95"];
  return h(
    "details",
    { class: "chart-table" },
    h("summary", {}, "Show as a table"),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": `${title}, as a table` },
      h(
        "table",
        { class: "plain" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            head.map((word) => h("th", { scope: "col" }, word)),
          ),
        ),
        h("tbody", {}, busy.map(row)),
      ),
    ),
  );
}

function when({ start }, days) {
  return days ? tick(start, true) : moment(start);
}

function counts(outcomes) {
  const parts = KINDS.filter((kind) => outcomes[kind] > 0).map(
    (kind) => `${outcomes[kind]} ${stateWord(kind).toLowerCase()}`,
  );
  return parts.join(", ") || "nothing ran";
}

function lengths({ averageMs, p95Ms }) {
  return averageMs || p95Ms ? `average ${duration(averageMs)}, p95 ${duration(p95Ms)}` : "";
}

function inWords(buckets) {
  const total = Object.fromEntries(
    KINDS.map((kind) => [kind, buckets.reduce((sum, { outcomes }) => sum + outcomes[kind], 0)]),
  );
  return `In all: ${counts(total)}.`;
}

function niceCeiling(value) {
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 6, 8, 10].map((factor) => factor * size).find((nice) => nice >= value);
}
