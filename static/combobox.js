// Suggestions while typing, as an ARIA combobox: arrows move, Enter opens, Escape closes.
// Without a typed word the arrow down lists what was searched before in this browser.
"use strict";

(() => {
  const PAUSE = 120; // milliseconds of rest before the archive is asked
  const MOST_RECENT = 8;
  const input = document.getElementById("q");
  const words = document.getElementById("spoken").dataset;
  if (!input) return;

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestions);
  list.hidden = true;
  input.after(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let timer = null;
  let running = null;
  let active = -1;
  let answers = true;

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    active = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const chosen = options()[index];
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  function open(found) {
    list.replaceChildren(...found.map(({ label, more, url }, at) => {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const count = document.createElement("span");
      option.id = `suggestion-${at}`;
      option.setAttribute("role", "option");
      option.dataset.url = url;
      name.textContent = label;
      count.textContent = more;
      count.className = "count";
      option.append(name, " ", count);
      return option;
    }));
    if (!found.length) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(-1);
    searchapp.say(words.suggestionCount.replace("{count}", found.length), { unseen: true });
  }

  function go(option) {
    const url = new URL(option.dataset.url, location.href);
    const lang = document.documentElement.lang;
    if (lang !== "nl") url.searchParams.set("lang", lang);
    close();
    location.assign(url);
  }

  const plain = (text) => text.toLowerCase();

  function recent(typed) {
    return searchapp.read("recent", [])
      .filter((each) => plain(each.q).startsWith(plain(typed)) && each.q !== typed)
      .map((each) => ({ label: each.q, more: words.recent, url: searchapp.root + each.path }));
  }

  async function ask() {
    const typed = input.value.trim();
    running?.abort();
    if (!typed) return close();
    const before = recent(typed).slice(0, 2);
    if (!answers) return open(before);
    running = new AbortController();
    try {
      const lang = document.documentElement.lang;
      const address = `${searchapp.root}/api/v1/suggest?q=${encodeURIComponent(typed)}&lang=${lang}`;
      const answer = await fetch(address, { signal: running.signal });
      answers = answer.ok || answer.status === 400;
      const [, labels, details, urls] = answer.ok ? await answer.json() : ["", [], [], []];
      if (input.value.trim() !== typed || document.activeElement !== input) return;
      open([...before, ...labels.map((label, at) => ({ label, more: details[at], url: urls[at] }))]);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return input.value.trim() ? ask() : open(recent(""));
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: the box itself.
      choose(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      go(options()[active]);
    }
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);

  function remember() {
    const q = new URLSearchParams(location.search).get("q")?.trim();
    if (!q || !document.querySelector("main.results-page")) return;
    const path = (location.pathname + location.search).slice(searchapp.root.length);
    const others = searchapp.read("recent", []).filter((each) => each.q !== q);
    searchapp.write("recent", [{ q, path }, ...others].slice(0, MOST_RECENT));
  }

  remember();
  document.addEventListener("searchapp:shown", remember);
})();
