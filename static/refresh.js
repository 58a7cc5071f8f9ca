// Results without a page load: the same page is fetched and its parts are put in place. The
// address bar always holds the link to what is shown; back and forward fetch it again.
"use strict";

(() => {
  const PAGE = "main.results-page";
  const PARTS = [".total", ".narrowing", ".facets", ".results"];
  if (!document.querySelector(PAGE)) return;

  const key = (url) => url.pathname + url.search;
  let shown = key(location);
  let running = null;

  async function show(url, { push = true } = {}) {
    running?.abort();
    running = new AbortController();
    const main = document.querySelector(PAGE);
    main.setAttribute("aria-busy", "true");
    let page = null;
    try {
      const answer = await fetch(url, { signal: running.signal, headers: { Accept: "text/html" } });
      if (answer.ok) page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch (error) {
      if (error.name === "AbortError") return false;
    }
    if (!page?.querySelector(PAGE)) {
      location.assign(url);
      return false;
    }
    if (push) {
      history.replaceState({ y: scrollY }, "");
      history.pushState(null, "", url);
    }
    shown = key(location);
    put(page);
    main.removeAttribute("aria-busy");
    document.dispatchEvent(new Event("searchapp:shown"));
    return true;
  }

  function put(page) {
    const focused = focusKey(document.activeElement);
    const opened = new Map([...document.querySelectorAll("details[data-facet]")].map((d) => [d.dataset.facet, d.open]));
    const narrowed = new Map([...document.querySelectorAll(".narrow input")].map((box) => [box.id, box.value]));
    document.title = page.title;
    for (const part of PARTS) replace(`${PAGE} ${part}`, page);
    replace("nav.tabs", page);
    replace("[data-language]", page);
    for (const field of document.querySelectorAll(".box input[type=hidden]")) field.remove();
    document.querySelector(".box").append(...page.querySelectorAll(".box input[type=hidden]"));
    for (const group of document.querySelectorAll("details[data-facet]")) {
      if (opened.has(group.dataset.facet)) group.open = opened.get(group.dataset.facet);
    }
    for (const [id, value] of narrowed) {
      const box = value && document.getElementById(id);
      if (!box) continue;
      box.value = value;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    restore(focused);
  }

  function replace(selector, page) {
    const [here, there] = [document.querySelector(selector), page.querySelector(selector)];
    if (!here || !there) return;
    if (there.href) here.href = there.getAttribute("href");
    here.replaceChildren(...there.childNodes);
  }

  // What had the focus is found again by what it says, as its address has changed.
  function focusKey(element) {
    const part = PARTS.find((name) => element?.closest?.(`${PAGE} ${name}`));
    if (!part) return null;
    const facet = element.closest("[data-facet]")?.dataset.facet.replace(/-more$/, "");
    const value = element.closest("li")?.querySelector(".value")?.textContent;
    const period = element.dataset.period;
    return { part, facet, value, period, id: element.id, without: element.matches(".without"), text: element.textContent };
  }

  function restore(focused) {
    if (!focused) return;
    const links = [...document.querySelectorAll(`${PAGE} ${focused.part} :is(a, button, input)`)];
    const same = links.find((link) => {
      const now = focusKey(link);
      if (focused.id) return now.id === focused.id;
      if (focused.value) return now.facet === focused.facet && now.value === focused.value && now.without === focused.without;
      return focused.period ? now.period === focused.period : now.text === focused.text;
    });
    (same ?? document.getElementById("resultaten")).focus({ preventScroll: true });
  }

  function mayReplace(url) {
    return url.origin === location.origin && url.pathname === location.pathname;
  }

  searchapp.visit = (address) => {
    const url = new URL(address, location.href);
    if (mayReplace(url)) show(url);
    else location.assign(url);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(`${PAGE} a[href]`);
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (!mayReplace(url) || url.hash || link.target || link.hasAttribute("download")) return;
    event.preventDefault();
    const paging = link.closest(".paging");
    show(url).then((done) => {
      if (done && paging) {
        document.getElementById("resultaten").focus({ preventScroll: true });
        scrollTo(0, 0);
      }
    });
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const url = new URL(event.submitter?.getAttribute("formaction") ?? form.getAttribute("action"), location.href);
    if (form.method !== "get" || !form.matches(".box, .period") || !mayReplace(url)) return;
    event.preventDefault();
    for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
    show(url);
  });

  addEventListener("popstate", (event) => {
    if (key(location) === shown) return;
    const y = event.state?.y;
    show(location.href, { push: false }).then((done) => {
      if (!done) return;
      document.getElementById("q").value = new URLSearchParams(location.search).get("q") ?? "";
      if (y !== undefined) scrollTo(0, y);
    });
  });
})();
