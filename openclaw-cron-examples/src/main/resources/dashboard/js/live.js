/**
 * The live connection. It comes back by itself, with the id of the last event that arrived, so that the server can send what
 * was missed; if that is too much, listeners hear "gap" and load anew what they show.
 */

import { currentToken, signOut } from "./session.js";
import { get } from "./api.js";

const PROTOCOL = "openclaw.cron.v1";
const TOKEN_EXPIRED = 4401;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const MISSED_HEARTBEATS = 3;

let socket = null;
let lastEventId = null;
let newestEventId = null;
let failures = 0;
let timer = null;
let watchdog = null;
let heartbeatMs = 15_000;
let state = "off";
const listeners = { message: () => {}, state: () => {} };

export function liveState() {
  return state;
}

/** @param handlers message(message) and state(state), which is "connecting", "open", "waiting" or "off" */
export function startLive(handlers) {
  Object.assign(listeners, handlers);
  addEventListener("online", reconnectNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && reconnectNow());
}

export function connect() {
  clearTimeout(timer);
  const token = currentToken();
  if (socket || !token) {
    return;
  }
  enter("connecting");
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const resume = lastEventId ? `?lastEventId=${encodeURIComponent(lastEventId)}` : "";
  const opened = new WebSocket(`${scheme}://${location.host}/openclaw/ws${resume}`, [PROTOCOL, `bearer.${token}`]);
  socket = opened;
  opened.onmessage = (event) => opened === socket && receive(JSON.parse(event.data));
  opened.onclose = (event) => opened === socket && closed(event.code);
}

/** For good, as when somebody signs out; the next connection starts afresh. */
export function disconnect() {
  const open = socket;
  socket = null;
  lastEventId = null;
  clearTimeout(timer);
  clearTimeout(watchdog);
  open?.close();
  enter("off");
}

export function reconnectNow() {
  if (state === "waiting") {
    connect();
  }
}

function receive(message) {
  watch();
  if (message.type === "hello") {
    failures = 0;
    heartbeatMs = message.heartbeatMs;
    newestEventId = message.lastEventId;
    lastEventId ??= newestEventId;
    enter("open");
  }
  if (message.id) {
    lastEventId = message.id;
  }
  if (message.type === "gap") {
    lastEventId = newestEventId;
  }
  listeners.message(message);
}

/** A dead connection is not closed by itself. */
function watch() {
  clearTimeout(watchdog);
  watchdog = setTimeout(() => {
    const dead = socket;
    socket = null;
    dead?.close();
    closed(null);
  }, heartbeatMs * MISSED_HEARTBEATS);
}

function closed(code) {
  socket = null;
  clearTimeout(watchdog);
  if (code === TOKEN_EXPIRED) {
    signOut("Your token has expired. Sign in with a new one.");
    return;
  }
  failures++;
  enter("waiting");
  if (failures % 3 === 0) {
    // A browser does not say why a connection was refused; if it was the token, this signs out.
    get("", { limit: 1 }).catch(() => {});
  }
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
}

function enter(next) {
  if (state !== next) {
    state = next;
    listeners.state(next);
  }
}
