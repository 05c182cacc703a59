// Names of users, where the server knows them.

import { callIfServed } from "./api.js";
import { session } from "./session.js";
import { createStore, useStore } from "./store.js";

const names = createStore(null); // id → name; null: not asked for yet
session.subscribe(() => names.set(null));

async function read() {
  names.set(new Map());
  try {
    const found = await callIfServed("users.get_all",
      { only_fields: ["id", "name"] });
    names.set(new Map((found?.users ?? []).map((user) =>
      [user.id, user.name])));
  } catch {
    // their ids are shown instead
  }
}

export function useUserName() {
  const known = useStore(names);
  if (known === null) read();
  return (id) => known?.get(id) ?? id;
}
