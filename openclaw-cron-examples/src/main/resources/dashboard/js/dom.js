/** Elements made from data. Text is only ever set as text, so that no name of a job can become markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element; attributes that are null or false are left out, as are such children. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Listens on a root for what happens to anything in it that fits a selector, whenever that was made. */
export function on(root, type, selector, listener) {
  root.addEventListener(type, (event) => {
    const target = event.target instanceof Element ? event.target.closest(selector) : null;
    if (target && root.contains(target)) {
      listener(event, target);
    }
  });
}

/** Calls at most once in a while: soon after the first demand, and again afterwards if there were more. */
export function throttled(action, soon, pause) {
  let timer = null;
  let last = 0;
  const run = () => {
    timer = null;
    last = Date.now();
    action();
  };
  const demand = () => {
    timer ??= setTimeout(run, Math.max(soon, last + pause - Date.now()));
  };
  demand.cancel = () => clearTimeout(timer);
  return demand;
}

/** Calls once nobody has demanded it for a while. */
export function debounced(action, quiet) {
  let timer = null;
  const demand = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), quiet);
  };
  demand.cancel = () => clearTimeout(timer);
  return demand;
}
