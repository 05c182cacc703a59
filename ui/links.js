// Addresses of views.

export const hrefTo = (...parts) =>
  "#/" + parts.filter(Boolean).map(encodeURIComponent).join("/");

export function goTo(...parts) {
  location.hash = hrefTo(...parts);
}
