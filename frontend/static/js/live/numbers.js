// Tallies and counts: numbers go into the places that the page keeps for them, the latest wins.
const latest = new Map();
const FEW = 5;

export function shownIdeas() {
  const ids = [...document.querySelectorAll("[data-idea]")].map((place) => Number(place.dataset.idea));
  return [...new Set(ids)].filter(Boolean).slice(0, 100);
}

export function showNumbers(row, fragments) {
  if (row.version < (latest.get(row.idea)?.version ?? 0)) return;
  latest.set(row.idea, row);
  const tally = document.getElementById(`tally-${row.idea}`);
  if (tally) showTally(tally, row, fragments);
  for (const name of ["points_for", "points_against", "comments"]) {
    for (const slot of slots(row.idea, name)) write(slot, row[name]);
  }
}

function showTally(tally, row, fragments) {
  const total = (row.for ?? 0) + (row.against ?? 0) + (row.no_opinion ?? 0);
  const kind = row.stepped ? "stepped" : total === 0 ? "none" : total < FEW ? "few" : "many";
  if (kind !== tally.dataset.kind) return fragments.refresh(tally.id);
  const said = { ...row, total, share: total ? Math.round((100 * (row.for ?? 0)) / total) : 0 };
  if (kind === "many") {
    for (const slot of tally.querySelectorAll("[data-number]")) write(slot, said[slot.dataset.number]);
    return bar(tally, row, total);
  }
  const differs = [...tally.querySelectorAll("[data-number]")].some(
    (slot) => isNumber(slot) !== (said[slot.dataset.number] !== null) ||
      (isNumber(slot) && slot.textContent.trim() !== text(said[slot.dataset.number])),
  );
  if (differs) fragments.refresh(tally.id);
}

function bar(tally, row, total) {
  let from = 0;
  for (const name of ["for", "no_opinion", "against"]) {
    const width = (100 * row[name]) / total;
    const rect = tally.querySelector(`[data-share="${name}"]`);
    rect?.setAttribute("x", `${from}%`);
    rect?.setAttribute("width", `${width}%`);
    from += width;
  }
}

function slots(idea, name) {
  const found = document.querySelectorAll(`[data-idea="${idea}"] [data-number="${name}"]`);
  return [...found].filter((slot) => slot.closest("[data-idea]").dataset.idea === String(idea));
}

function write(slot, value) {
  if (slot.textContent.trim() !== text(value)) slot.textContent = text(value);
}

function isNumber(slot) {
  return /^\d/.test(slot.textContent.trim());
}

function text(value) {
  return String(value);
}
