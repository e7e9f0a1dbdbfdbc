// Live pages: the log of what happened comes by a socket, the page fetches its own fragments.
// What the page offers to this is written in docs/live.md.
import { News } from "./live/news.js";
import { showNumbers, shownIdeas } from "./live/numbers.js";
import { Fragments } from "./live/fragments.js";
import { Lists } from "./live/lists.js";
import { Streams } from "./live/streams.js";

const REREAD_JITTER = 2000;
const WHOLE_PAGE = new Set(["group.filled", "group.changed", "phase.turned"]);
const ANSWERS = new Set(["idea.answered", "idea.status_changed", "phase.turned"]);

export function start() {
  const address = document.querySelector('meta[name="live"]')?.content;
  if (!address || !("WebSocket" in window)) return;
  const news = new News(document.getElementById("live-news"));
  const fragments = new Fragments();
  const lists = new Lists(fragments, news);
  const streams = new Streams(address, {
    event: (stream, event) => apply(stream, event, fragments, lists),
    numbers: (rows) => rows.forEach((row) => showNumbers(row, fragments)),
    reread: (stream) => reread(stream, fragments),
    state: (state) => (document.documentElement.dataset.live = state),
    ideas: shownIdeas,
  });
  for (const root of document.querySelectorAll("[data-live-stream]")) streams.follow(root.dataset);
  fragments.changed = () => streams.showNumbers();
  document.addEventListener("htmx:afterSettle", () => streams.showNumbers());
  if (streams.places.size || shownIdeas().length) streams.open();
}

// What one event touches on this page. Applying it twice is applying it once.
function apply(stream, event, fragments, lists) {
  const root = rootOf(stream);
  if (root?.dataset.liveTouches && !ANSWERS.has(event.kind)) {
    return fragments.refresh(root.dataset.liveTouches);
  }
  if (root?.dataset.liveTouches) return fragments.refreshPage();
  if (root?.dataset.fragment) return fragments.refresh(root.id);
  if (stream.startsWith("moderation:") || WHOLE_PAGE.has(event.kind)) return fragments.refreshPage();
  if (event.comment) return stream.startsWith("idea:") ? lists.comment(event) : undefined;
  if (event.idea) return idea(event, fragments, lists);
}

function idea(event, fragments, lists) {
  if (event.kind === "idea.published" || event.kind === "idea.restored") lists.idea(event);
  for (const part of ["idea", "stand", "answer", "timeline"]) {
    fragments.refresh(`${part}-${event.idea}`);
  }
  if (event.kind === "idea.edited" && rootOf(`idea:${event.idea}`)) fragments.refreshPage();
}

// The position of this page counts no more: read it anew, not all readers at once.
async function reread(stream, fragments) {
  await new Promise((done) => setTimeout(done, Math.random() * REREAD_JITTER));
  const root = rootOf(stream);
  if (root?.dataset.fragment) await fragments.refresh(root.id);
  else await fragments.refreshPage();
}

function rootOf(stream) {
  return document.querySelector(`[data-live-stream="${stream}"]`);
}
