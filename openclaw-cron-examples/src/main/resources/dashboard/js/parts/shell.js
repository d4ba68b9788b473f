/** The bar at the top: where one can go, whether the page is live, and who is signed in. */

import { h } from "../dom.js";
import { show } from "../morph.js";
import { currentIdentity } from "../session.js";
import { isDark } from "../theme.js";
import { icon } from "./icons.js";

const LIVE = {
  open: ["good", "Live"],
  connecting: ["warn", "Connecting…"],
  waiting: ["bad", "Offline, retrying"],
  off: ["quiet", "Not connected"],
};

export function drawShell(path, live) {
  const identity = currentIdentity();
  show(
    document.getElementById("top"),
    h(
      "a",
      { class: "brand", href: "#/", "aria-label": "OpenClaw Cron" },
      h("img", { src: "icon.svg", alt: "", width: 28, height: 28 }),
      h("span", {}, "OpenClaw Cron"),
    ),
    identity && navigation(path),
    h(
      "div",
      { class: "top-end" },
      identity && liveBadge(live),
      identity &&
        h(
          "span",
          { class: "who" },
          h("strong", {}, identity.user),
          h("span", {}, `${identity.organization} · ${identity.role}`),
        ),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "data-theme-toggle": true,
          "aria-label": isDark() ? "Use light colours" : "Use dark colours",
        },
        icon(isDark() ? "sun" : "moon"),
      ),
      identity &&
        h("button", { type: "button", class: "icon-button", "data-sign-out": true, "aria-label": "Sign out" }, icon("out")),
    ),
  );
}

function navigation(path) {
  const link = (href, word, here) => h("a", { href, "aria-current": here ? "page" : null }, word);
  return h(
    "nav",
    { "aria-label": "Main" },
    link("#/", "Jobs", path === "/" || path.startsWith("/jobs")),
    link("#/overview", "Overview", path === "/overview"),
  );
}

function liveBadge(live) {
  const [tone, word] = LIVE[live];
  return h(
    "span",
    { class: `live live-${tone}`, role: "status" },
    h("span", { class: "dot" }),
    h("span", { class: "live-word" }, word),
  );
}
