// New ideas and contributions find their list. What would push aside the lines somebody reads
// waits for a press: ideas while the head of their list is on the screen or above it, newest
// comments while it is above. Everything else is put in its place at once.
export class Lists {
  constructor(fragments, news) {
    this.fragments = fragments;
    this.news = news;
    this.waiting = new Map();
  }

  idea({ idea }) {
    const list = document.querySelector("[data-live-list][id^='ideas-']");
    if (!list || document.getElementById(`idea-${idea}`)) return;
    this.offer(list, "ideas", `idea-${idea}`, () => this.fragments.fetch(`/ideas/${idea}/card`, `idea-${idea}`));
  }

  async comment({ comment, kind }) {
    if (document.getElementById(`comment-${comment}`)) {
      return this.fragments.refresh(`comment-${comment}`);
    }
    if (!/published|restored/.test(kind)) return undefined;
    return this.fragments.once(`/comments/${comment}/fragment`, () => this.arrive(comment));
  }

  async arrive(comment) {
    const node = await this.fragments.fetch(`/comments/${comment}/fragment`, `node-${comment}`);
    const home = node?.querySelector(`#comment-${comment}`)?.dataset.list;
    if (!home || document.getElementById(`comment-${comment}`)) return;
    const list = document.getElementById(home);
    const isOpen = list && (!home.startsWith("comments-") || list.hasAttribute("data-live-list"));
    if (!isOpen) this.news.count("comments");
    else if (list.dataset.insert === "start") this.offer(list, "comments", node.id, async () => node);
    else {
      this.insert(list, node);
      this.news.count("comments");
    }
  }

  offer(list, what, id, fetch) {
    const waiting = this.waiting.get(list.id) ?? new Map();
    this.waiting.set(list.id, waiting.set(id, fetch));
    const { top } = list.getBoundingClientRect();
    const isFree = what === "ideas" ? top > innerHeight : top > 0;
    if (isFree || !list.children.length) {
      this.news.count(what);
      this.show(list.id);
    } else this.news.offer(what, waiting.size, () => this.show(list.id, true));
  }

  async show(listId, pressed = false) {
    const waiting = [...(this.waiting.get(listId) ?? [])];
    this.waiting.delete(listId);
    let first = null;
    for (const [id, fetch] of waiting) {
      const element = document.getElementById(id) ? null : await fetch();
      const list = document.getElementById(listId);
      if (element && list) first = this.insert(list, element);
    }
    if (pressed) focus(first);
  }

  insert(list, element) {
    element.classList.add("is-new");
    document.querySelector(`[data-empty-of="${list.id}"]`)?.remove();
    list.insertAdjacentElement(list.dataset.insert === "start" ? "afterbegin" : "beforeend", element);
    htmx.process(element);
    this.fragments.changed();
    return element;
  }
}

function focus(element) {
  if (!element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}
