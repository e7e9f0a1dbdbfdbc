// A thing on the page is fetched anew through the same door as the page, and changed in place.
const JITTER = 400;
const TRIES = 3;
const UNWRITTEN = new Set(["hidden", "submit", "button", "search"]);
const CHOSEN = new Set(["checkbox", "radio"]);
const KEEP_OPEN = new Set(["open", "data-open"]);

export class Fragments {
  constructor() {
    this.waiting = new Map();
    this.running = new Map();
    this.changed = () => {};
  }

  // Fetch what `id` shows again, once for all events that come meanwhile.
  refresh(id) {
    const address = document.getElementById(id)?.dataset.fragment;
    if (!address) return undefined;
    return this.once(address, async () => this.put(id, await get(address)));
  }

  // A thing that is not on the page yet: answers its element, or null when there is none to see.
  async fetch(address, id) {
    const { page } = await get(address);
    return page?.getElementById(id) ?? null;
  }

  // Read the whole page again; a removed one shows what stands at its address now, and one that
  // moved (the desk, to what it opened) is read from there from now on.
  refreshPage() {
    return this.once(location.href, async () => {
      const { page, moved } = await get(location.href);
      if (moved) history.replaceState(history.state, "", moved);
      const fresh = page?.getElementById("main");
      if (fresh) this.morph(document.getElementById("main"), fresh);
    });
  }

  put(id, { status, page }) {
    const old = document.getElementById(id);
    if (!old) return;
    const fresh = page?.getElementById(id);
    if (fresh) this.morph(old, fresh);
    else if (status === 404 || status === 410) this.take(old);
  }

  // Gone: whatever stands on the page of the removed thing itself must be read anew.
  take(old) {
    if (old.matches("header, section")) this.refreshPage();
    else old.remove();
  }

  morph(old, fresh) {
    const done = Idiomorph.morph(old, fresh, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: {
        beforeNodeMorphed: (node) => !isBeingWritten(node),
        beforeNodeRemoved: (node) => !holdsWriting(node),
        beforeAttributeUpdated: (name, node) => !(node.matches("details") && KEEP_OPEN.has(name)),
      },
    });
    for (const node of done ?? []) if (node.isConnected && node.nodeType === 1) htmx.process(node);
    this.changed();
  }

  // One fetch waits at most, and starts when the one before it is done, so none comes out of order.
  once(address, work) {
    if (!this.waiting.has(address)) this.waiting.set(address, this.turn(address, work));
    return this.waiting.get(address);
  }

  async turn(address, work) {
    await pause(Math.random() * JITTER);
    await this.running.get(address);
    this.waiting.delete(address);
    const run = work();
    this.running.set(address, run);
    return run.finally(() => this.running.get(address) === run && this.running.delete(address));
  }
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

// Words that somebody is writing are never touched, nor is a form that somebody has opened.
function isBeingWritten(node) {
  if (node.nodeType !== 1) return false;
  if (node.matches(".write-slot")) return node.querySelector("form") !== null;
  return node.matches("form, textarea, input") && holdsWriting(node);
}

function holdsWriting(node) {
  if (node.nodeType !== 1) return false;
  return isTouched(node) || [...node.querySelectorAll("textarea, input")].some(isTouched);
}

function isTouched(field) {
  if (!field.matches("textarea, input") || UNWRITTEN.has(field.type)) return false;
  if (CHOSEN.has(field.type)) return field.checked !== field.defaultChecked;
  return field === document.activeElement || field.value !== field.defaultValue;
}

async function get(address) {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (answer.status < 500) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return { status: answer.status, page, moved: answer.redirected ? answer.url : "" };
      }
    } catch {
      // The network is away for a moment; what was missed comes again by number in any case.
    }
    await pause(tries * 1500 * Math.random());
  }
  return { status: 0, page: null, moved: "" };
}
