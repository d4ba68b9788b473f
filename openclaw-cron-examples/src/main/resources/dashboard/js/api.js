/** The REST interface. */

import { noteServerTime } from "./time.js";
import { currentToken, signOut } from "./session.js";

const PREFIX = "/openclaw/api/v1/cron";
const TRIES = 3;

/** The server said no, or nothing (then status is 0). */
export class ApiError extends Error {
  constructor(status, { error, code, field }) {
    super(error);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export const get = (path, query) => call("GET", path + queryString(query));
export const post = (path, body, options) => call("POST", path, { body, ...options });
export const put = (path, body, options) => call("PUT", path, { body, ...options });
export const remove = (path) => call("DELETE", path);

/** Names and values as in an address; what is empty is left out. */
export function queryString(query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

/** The data of an answer. Asking again does no harm for GET, and is done where the server asks for patience. */
async function call(method, path, options = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await callOnce(method, path, options);
    } catch (failure) {
      if (method !== "GET" || attempt === TRIES || !failure.retryAfter) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, failure.retryAfter));
    }
  }
}

async function callOnce(method, path, { body, version, signal }) {
  const headers = { Authorization: `Bearer ${currentToken()}` };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (version !== undefined) {
    headers["If-Match"] = `"${version}"`;
  }
  const response = await send(PREFIX + path, { method, headers, signal, body: body && JSON.stringify(body) });
  noteServerTime(response.headers.get("Date"));
  const answer = await response.json().catch(() => ({ error: `The server answered ${response.status} without a reason` }));
  if (response.ok) {
    return answer.data;
  }
  const failure = new ApiError(response.status, answer);
  failure.retryAfter = Math.min(Number(response.headers.get("Retry-After")) * 1000, 5000);
  if (response.status === 401) {
    signOut("Your token is no longer accepted. Sign in with a new one.");
  }
  throw failure;
}

async function send(address, request) {
  try {
    return await fetch(address, request);
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new ApiError(0, { error: "The server cannot be reached.", code: "unreachable" });
  }
}
