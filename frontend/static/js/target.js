// A link to a contribution opens the folds that contain it.
export function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    fold.open = true;
  }
  target.scrollIntoView();
}
