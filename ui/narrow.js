// Whether the window is narrow, as a phone's is; style.css has the same limit.

import { createStore, useStore } from "./store.js";

const query = matchMedia("(max-width: 700px)");
const narrow = createStore(query.matches);
query.addEventListener("change", () => narrow.set(query.matches));

export const useNarrow = () => useStore(narrow);
