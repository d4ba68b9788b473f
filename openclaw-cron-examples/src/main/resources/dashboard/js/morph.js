/**
 * Makes what is on the page look like what was newly drawn, and touches nothing else: focus, selection, scrolling and
 * opened details stay. Pages draw all of themselves from their state and leave the rest to this.
 */

/** Shows a tree in a root instead of what is there. Elements with a data-key are recognized wherever they have moved. */
export function show(root, ...wanted) {
  const focused = document.activeElement;
  const frame = root.cloneNode(false);
  frame.append(...wanted.flat(Infinity).filter(Boolean));
  morphChildren(root, frame);
  if (focused !== document.activeElement && focused?.isConnected && root.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
}

function morph(old, wanted) {
  if (old.nodeType !== wanted.nodeType || old.nodeName !== wanted.nodeName || keyOf(old) !== keyOf(wanted)) {
    old.replaceWith(wanted);
  } else if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== wanted.data) {
      old.data = wanted.data;
    }
  } else if (old.nodeType === Node.ELEMENT_NODE) {
    morphAttributes(old, wanted);
    morphChildren(old, wanted);
  }
}

function morphAttributes(old, wanted) {
  for (const { name, value } of [...wanted.attributes]) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const { name } of [...old.attributes]) {
    // Whether details are open is for who reads them to decide.
    if (!wanted.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) {
      old.removeAttribute(name);
    }
  }
}

function morphChildren(old, wanted) {
  const known = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let next = old.firstChild;
  for (const child of [...wanted.childNodes]) {
    const same = keyOf(child) ? known.get(keyOf(child)) : keyOf(next) ? null : next;
    if (!same) {
      old.insertBefore(child, next);
      continue;
    }
    if (same === next) {
      next = next.nextSibling;
    } else {
      old.insertBefore(same, next);
    }
    morph(same, child);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

function keyOf(node) {
  return node?.dataset?.key;
}
