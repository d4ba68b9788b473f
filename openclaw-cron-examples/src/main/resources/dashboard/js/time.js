/** Times and durations for people. All that tick on the page are driven from here. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ["d", DAY],
  ["h", HOUR],
  ["min", MINUTE],
  ["s", SECOND],
];

/** How far the server's clock is ahead; small differences may be the way of the answer. */
let ahead = 0;

export function noteServerTime(date) {
  const difference = date ? Date.parse(date) - Date.now() : 0;
  ahead = Math.abs(difference) > 2 * SECOND ? difference : 0;
}

/** The server's time in milliseconds. */
export function now() {
  return Date.now() + ahead;
}

/** 850 ms, 2.1 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) {
    return "–";
  }
  if (milliseconds < SECOND) {
    return `${Math.round(milliseconds)} ms`;
  }
  if (milliseconds < 10 * SECOND) {
    return `${(milliseconds / SECOND).toFixed(1)} s`;
  }
  return coarse(milliseconds);
}

function coarse(milliseconds, exact = true) {
  const first = UNITS.findIndex(([, size]) => milliseconds >= size);
  if (first < 0) {
    return "0 s";
  }
  const [unit, size] = UNITS[first];
  const [smallUnit, smallSize] = UNITS[first + 1] ?? ["", Infinity];
  const rest = Math.floor((milliseconds % size) / smallSize);
  return `${Math.floor(milliseconds / size)} ${unit}${exact && rest ? ` ${rest} ${smallUnit}` : ""}`;
}

/** "in 12 s", or "now" from the instant on. */
export function until(instant) {
  const left = Date.parse(instant) - now();
  return left > 0 ? `in ${coarse(Math.ceil(left / SECOND) * SECOND)}` : "now";
}

/** "12 s ago", in the largest unit alone. */
export function ago(instant) {
  const past = now() - Date.parse(instant);
  return past < SECOND ? "just now" : `${coarse(past, false)} ago`;
}

const formats = new Map();

function format(zone, options) {
  const key = `${zone}${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  }
  return formats.get(key);
}

/** A moment in a zone, with its weekday and the zone's name; in the browser's zone if none is given or it knows none such. */
export function moment(instant, zone) {
  const options = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  if (new Date(instant).getFullYear() !== new Date(now()).getFullYear()) {
    options.year = "numeric";
  }
  if (new Date(instant).getSeconds() !== 0) {
    options.second = "2-digit";
  }
  options.timeZoneName = "short";
  try {
    return format(zone, options).format(new Date(instant));
  } catch {
    return format(undefined, options).format(new Date(instant));
  }
}

/** The time of day only, or the day where the bars of a chart are days. */
export function tick(instant, days) {
  return days
    ? format("UTC", { day: "numeric", month: "short" }).format(new Date(instant))
    : format(undefined, { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
}

export function clock(instant) {
  return format(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(instant));
}

/** Counts everything down (and up) that has a data-until or a data-ago. */
export function startTicking() {
  setInterval(() => {
    for (const element of document.querySelectorAll("[data-until]")) {
      retell(element, until(element.dataset.until));
    }
    for (const element of document.querySelectorAll("[data-ago]")) {
      retell(element, ago(element.dataset.ago));
    }
  }, SECOND);
}

function retell(element, text) {
  if (element.textContent !== text) {
    element.firstChild.data = text;
  }
}
