/** The beginning: signs in, connects, and opens the page that the address names. */

import { h, on } from "./dom.js";
import { connect, disconnect, liveState, startLive } from "./live.js";
import { noteEvent } from "./running.js";
import { currentIdentity, currentToken, signOut, startSession } from "./session.js";
import { onSystemTheme, toggleTheme } from "./theme.js";
import { startTicking } from "./time.js";
import { startActions } from "./parts/actions.js";
import { failed } from "./parts/states.js";
import { drawShell } from "./parts/shell.js";
import { openForm } from "./pages/form.js";
import { openJob } from "./pages/job.js";
import { openJobs } from "./pages/jobs.js";
import { openOverview } from "./pages/overview.js";
import { openSignIn } from "./pages/sign-in.js";

const PAGES = [
  [/^\/$/, openJobs],
  [/^\/overview$/, openOverview],
  [/^\/jobs\/new$/, openForm],
  [/^\/jobs\/(?<id>[\w-]+)\/edit$/, openForm],
  [/^\/jobs\/(?<id>[\w-]+)$/, openJob],
];

const main = document.getElementById("main");
let page = { close() {} };
let path = "/";

startSession((reason) => {
  disconnect();
  askForToken(reason);
});
startLive({ message: hear, state: connectionChanged });
startActions((change) => page.changed?.(change));
startTicking();
addEventListener("hashchange", () => navigate(true));
onSystemTheme(redrawShell);
on(document.body, "click", "[data-theme-toggle]", () => {
  toggleTheme();
  redrawShell();
});
on(document.body, "click", "[data-sign-out]", () => signOut());
on(document.body, "click", ".skip-link", (event) => {
  event.preventDefault();
  main.focus();
});
begin();

function begin() {
  if (currentToken()) {
    connect();
    navigate(false);
    endWithToken(currentIdentity().expires);
  } else {
    askForToken();
  }
}

function askForToken(reason) {
  page.close();
  page = openSignIn(main, { reason, done: begin });
  redrawShell();
}

/** @param moved whether somebody has followed a link: then the heading of the new page gets the focus, to be read out */
function navigate(moved) {
  const address = location.hash.replace(/^#/, "") || "/";
  if (!currentToken() || !address.startsWith("/")) {
    return;
  }
  const [name, query] = address.split("?");
  path = name;
  page.close();
  main.replaceChildren();
  const [pattern, open] = PAGES.find(([candidate]) => candidate.test(name)) ?? [/^/, openNothing];
  page = open(main, { ...pattern.exec(name).groups, query: new URLSearchParams(query) });
  redrawShell();
  scrollTo(0, 0);
  if (moved) {
    const heading = main.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    (heading ?? main).focus({ preventScroll: true });
  }
}

function openNothing(root) {
  document.title = "Not found · OpenClaw Cron";
  root.replaceChildren(h("h1", {}, "Not found"), failed({ status: 404, message: "There is no such page." }));
  return { close() {} };
}

function hear(message) {
  noteEvent(message);
  page.heard?.(message);
}

/** Back again: what could not be loaded meanwhile can be now. */
function connectionChanged(state) {
  redrawShell();
  if (state === "open") {
    page.changed?.({ action: "connect" });
  }
}

function redrawShell() {
  drawShell(path, liveState());
}

function endWithToken(expires) {
  const left = expires ? expires - Date.now() : Infinity;
  // A timer of more than 24 days would strike at once.
  if (left < 2 ** 31) {
    const token = currentToken();
    setTimeout(() => token === currentToken() && signOut("Your token has expired. Sign in with a new one."), left);
  }
}
