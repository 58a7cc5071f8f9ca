// One letter each: / search, j and k through the results, Enter opens (it is a link), c copies,
// ? helps. They can be switched off (WCAG 2.1.4) and never interfere with typing.
"use strict";

(() => {
  const help = document.getElementById("keys");
  const enabled = document.getElementById("keys-enabled");
  enabled.checked = searchapp.read("keys", true);
  enabled.addEventListener("change", () => searchapp.write("keys", enabled.checked));

  const primary = (hit) => hit.querySelector("[data-primary]") ?? hit.querySelector("h3 a, a");
  const hits = () => [...document.querySelectorAll(".hits > li, [data-hits] > li")];
  const current = () => hits().find((hit) => hit.contains(document.activeElement));

  function move(step) {
    const all = hits();
    if (!all.length) return;
    const here = all.indexOf(current());
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
    const target = all[Math.min(Math.max(next, 0), all.length - 1)];
    primary(target)?.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }

  function copy() {
    const hit = current() ?? document.querySelector("[data-copying]:target") ?? hits()[0];
    const button = (hit ?? document).querySelector("[data-copy]");
    if (button) return button.click();
    const link = hit && primary(hit);
    searchapp.copy(link ? link.href : location.href);
  }

  const actions = {
    "/": () => {
      const box = document.getElementById("q");
      box?.focus();
      box?.select();
    },
    j: () => move(1),
    k: () => move(-1),
    c: copy,
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const action = enabled.checked && Object.hasOwn(actions, event.key) && actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
  });

  // The box that narrows a long list of facet values.
  document.addEventListener("input", (event) => {
    const box = event.target.closest(".narrow input");
    if (!box) return;
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const wanted = plain(box.value.trim());
    for (const item of box.closest("details").querySelectorAll("li")) {
      item.hidden = !plain(item.querySelector(".value").textContent).includes(wanted);
    }
  });
})();
