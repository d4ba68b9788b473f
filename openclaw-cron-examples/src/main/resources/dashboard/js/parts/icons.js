/** Small drawings beside words; they say nothing that the words do not. */

import { s } from "../dom.js";

const PATHS = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  clock: "M12 7v5l3.5 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  skip: "M6 6l7 6-7 6zM18 6v12",
  ban: "M6 6l12 12M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
  play: "M7.5 5.5l11 6.5-11 6.5z",
  resume: "M5.5 5.5v13M9.5 5.5l10 6.5-10 6.5z",
  pause: "M8.5 5.5v13M15.5 5.5v13",
  power: "M12 4v8M7 6.8a7.5 7.5 0 1 0 10 0",
  edit: "M5 19l1-4L16 5l3 3L9 18zM13.5 7.5l3 3",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  plus: "M12 5.5v13M5.5 12h13",
  search: "M10.5 5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM15 15l4.5 4.5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5z",
  out: "M10 4.5H5.5v15H10M14 8l4 4-4 4M18 12H9.5",
  up: "M12 18.5v-13M6.5 11L12 5.5l5.5 5.5",
  down: "M12 5.5v13M6.5 13l5.5 5.5 5.5-5.5",
  back: "M18.5 12h-13M11 6.5L5.5 12l5.5 5.5",
  retry: "M18.5 8A7.5 7.5 0 1 0 19.5 12M19 4v4.5h-4.5",
  alert: "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.3",
  calendar: "M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4",
  inbox: "M4 13.5l3-8h10l3 8v5H4zM4 13.5h5l1.2 2.5h3.6l1.2-2.5h5",
};

export function icon(name, size = 18) {
  return s(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", focusable: "false" },
    s("path", { d: PATHS[name] }),
  );
}
