"use strict";
const form = document.querySelector("form");
const words = form.elements.namedItem("words");
const kind = form.elements.namedItem("kind");
const count = document.querySelector("output");

function holds(element, wanted) {
  const text = element.textContent.toLowerCase();
  return wanted.every((word) => text.includes(word));
}

function show(element, shown) {
  element.toggleAttribute("data-hidden", !shown);
  return shown;
}

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let requests = 0;
  for (const section of document.querySelectorAll("section[data-kind]")) {
    let entries = 0;
    const chosen = kind.value === "" || kind.value === section.dataset.kind;
    for (const entry of section.querySelectorAll(".entry")) {
      const own = holds(entry.querySelector("summary, .own"), wanted);
      let inside = 0;
      for (const request of entry.querySelectorAll(".request")) {
        inside += show(request, own || holds(request, wanted)) ? 1 : 0;
      }
      const shown = show(entry, chosen && (own || inside > 0));
      entries += shown ? 1 : 0;
      requests += shown ? inside : 0;
    }
    show(section, entries > 0);
  }
  count.value = requests === 1 ? "1 request shown" : requests + " requests shown";
}

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
});
filter();
