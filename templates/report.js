"use strict";
// The page reads without scripts; this only opens what a link leads into.
function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  for (let el = place; el; el = el.parentElement) if (el.matches("details")) el.open = true;
  place.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();
