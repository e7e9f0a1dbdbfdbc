// "120 of 500 characters": told while writing, never stops the typing.
export function countCharacters(root) {
  for (const place of root.querySelectorAll("[data-count-of]")) {
    const control = document.getElementById(place.dataset.countOf);
    if (!control || control.dataset.counted) continue;
    control.dataset.counted = "yes";
    const show = () => {
      const length = [...control.value].length;
      place.textContent = `${length} / ${place.dataset.limit}`;
      place.toggleAttribute("data-over", length > Number(place.dataset.limit));
    };
    control.addEventListener("input", show);
    show();
  }
}
