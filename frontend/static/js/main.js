// Everything here adds to pages that already work; each behaviour is found by its data attribute
// and may run twice on the same element.
import { countCharacters } from "./count.js";
import { start as startLive } from "./live.js";
import { shareLinks } from "./share.js";
import { openTarget } from "./target.js";

document.documentElement.classList.add("js");

function enhance(root) {
  countCharacters(root);
  shareLinks(root);
}

enhance(document);
openTarget();
startLive();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
window.addEventListener("hashchange", openTarget);
