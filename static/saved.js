// Searches kept under a name: in this browser only, to take along as a file or share as a link.
"use strict";

(() => {
  const dialog = document.getElementById("saved");
  const list = dialog.querySelector("ul");
  const none = dialog.querySelector(".none");
  const form = dialog.querySelector("form");
  const name = document.getElementById("saved-name");
  const row = document.getElementById("saved-row");
  const file = document.getElementById("saved-file");

  // Only searches of this site: nothing that was imported can lead elsewhere.
  const isSearch = (each) => typeof each?.name === "string" && /^\/(?:zoeken|citaten)(?:\?[^#]*)?$/.test(each?.path);
  const all = () => searchapp.read("saved", []).filter(isSearch);
  const here = () => (location.pathname + location.search).slice(searchapp.root.length);

  function keep(searches) {
    searchapp.write("saved", searches);
    show();
  }

  function show() {
    const searches = all();
    none.hidden = searches.length > 0;
    list.replaceChildren(...searches.map((each) => {
      const item = row.content.firstElementChild.cloneNode(true);
      const link = item.querySelector("[data-link]");
      const address = new URL(searchapp.root + each.path, location.href);
      link.textContent = each.name;
      link.href = address;
      const feed = new URL(`${searchapp.root}/feed.atom`, location.href);
      feed.search = address.search;
      for (const place of ["page", "per_page"]) feed.searchParams.delete(place);
      if (each.path.startsWith("/citaten")) feed.searchParams.set("kind", "quotes");
      item.querySelector("[data-feed]").href = feed;
      item.querySelector("[data-share]").addEventListener("click", () => searchapp.copy(address.href));
      item.querySelector("[data-remove]").addEventListener("click", () => {
        keep(all().filter((other) => other.name !== each.name));
        name.focus();
      });
      for (const part of item.querySelectorAll("[data-of]")) part.append(` ${each.name}`);
      return item;
    }));
    form.hidden = !isSearch({ name: "", path: here() });
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-opens=saved]")) return;
    show();
    name.value = document.querySelector("h1")?.dataset.name ?? "";
    if (event.target.closest("[data-saves]") && !form.hidden) name.select();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = name.value.trim();
    if (!wanted) return;
    keep([...all().filter((each) => each.name !== wanted), { name: wanted, path: here() }]);
    name.value = "";
  });

  dialog.querySelector("[data-export]").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(all(), null, 2)], { type: "application/json" }));
    link.download = "searchapp.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  dialog.querySelector("[data-import]").addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    let read = null;
    try {
      read = JSON.parse(await file.files[0].text());
    } catch {
      read = null;
    }
    file.value = "";
    if (!Array.isArray(read) || !read.every(isSearch)) return searchapp.say(dialog.dataset.bad);
    const names = new Set(read.map((each) => each.name));
    keep([...all().filter((each) => !names.has(each.name)), ...read.map(({ name, path }) => ({ name, path }))]);
  });
})();
