// Addresses of views.

export const hrefTo = (...parts) =>
  "#/" + parts.filter(Boolean).map(encodeURIComponent).join("/");

export function goTo(...parts) {
  location.hash = hrefTo(...parts);
}

// Views that were opened and not left again.
let n = 0, isGoingBack = false;
addEventListener("hashchange", () => {
  n += isGoingBack ? -1 : 1;
  isGoingBack = false;
});

// To the view before, but never away from the page.
export function goBack() {
  isGoingBack = n > 0;
  if (isGoingBack) history.back();
  else goTo("queues");
}
