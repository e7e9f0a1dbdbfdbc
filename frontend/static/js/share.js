// One press hands the address of a thing to the system's own sharing, or copies it.
export function shareLinks(root) {
  for (const button of root.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.onclick = () => window.print();
  }
  for (const button of root.querySelectorAll("button[data-share-url]")) {
    button.hidden = false;
    button.onclick = () => share(button);
  }
}

async function share(button) {
  const url = new URL(button.dataset.shareUrl, location.href).href;
  try {
    if (navigator.share) await navigator.share({ title: document.title, url });
    else {
      await navigator.clipboard.writeText(url);
      button.querySelector("[data-done]")?.removeAttribute("hidden");
    }
  } catch (error) {
    if (error.name !== "AbortError") location.hash = new URL(url).hash;
  }
}
