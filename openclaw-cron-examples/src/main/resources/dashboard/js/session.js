/** Who is signed in: a token, kept for this tab only, and what it says. The server alone decides whether it is good. */

const KEY = "openclaw.token";
const RANK = { viewer: 0, operator: 1, admin: 2 };

let token = null;
let identity = null;
let onEnd = () => {};

/** Takes the token of the address (as #token=…, which no server ever sees), or the one of before a reload. */
export function startSession(listener) {
  onEnd = listener;
  const inAddress = /^#token=(.+)$/.exec(location.hash);
  if (inAddress) {
    history.replaceState(null, "", `${location.pathname}#/`);
  }
  const found = inAddress ? decodeURIComponent(inAddress[1]) : stored();
  if (found) {
    try {
      signIn(found);
    } catch {
      forget();
    }
  }
}

/** @throws Error with a sentence for the person, if it is no token or has expired */
export function signIn(text) {
  const claims = read(text.trim().replace(/^Bearer\s+/i, ""));
  if (claims.expires && claims.expires <= Date.now()) {
    throw new Error("This token has expired. Ask for a new one.");
  }
  token = text.trim().replace(/^Bearer\s+/i, "");
  identity = claims;
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Then it lasts until a reload.
  }
}

/** @param reason what to tell the person, or nothing if it was their wish */
export function signOut(reason) {
  forget();
  onEnd(reason);
}

export function currentToken() {
  return token;
}

/** {organization, user, role, expires}, or null. */
export function currentIdentity() {
  return identity;
}

/** Whether the role suffices for what asks for at least another. */
export function may(role) {
  return identity !== null && RANK[identity.role] >= RANK[role];
}

function read(text) {
  try {
    const payload = text.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    if (claims.sub && claims.org && claims.role in RANK) {
      const expires = claims.exp ? claims.exp * 1000 : null;
      return { organization: claims.org, user: claims.sub, role: claims.role, expires };
    }
  } catch {
    // As below.
  }
  throw new Error("This is not a token of this server. It has three parts with dots between them.");
}

function stored() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function forget() {
  token = null;
  identity = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
