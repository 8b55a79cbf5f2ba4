// A picture over the whole page.

import { byId } from "./dom.js";

export function enlarge(address) {
  byId("viewer-image").src = address;
  byId("viewer").showModal();
}

export function readyViewer() {
  const viewer = byId("viewer");
  viewer.addEventListener("click", (event) => {
    if (event.target === viewer || event.target === byId("viewer-image")) viewer.close();
  });
  viewer.addEventListener("close", () => byId("viewer-image").removeAttribute("src"));
}
