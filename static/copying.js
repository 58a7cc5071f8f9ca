// "Kopieer citaat": the citation that the page holds goes to the clipboard, as a clean line and,
// for where it is pasted with its looks, as HTML. Without scripts it can be selected by hand.
"use strict";

(() => {
  /** The citation as one line, with the address of its spot in the report. */
  function line(citation) {
    const link = citation.querySelector("a");
    const words = citation.textContent.replace(/\s+/g, " ").trim();
    // A headline may end in a full stop of its own.
    return `${words}${/[.!?…]$/.test(words) ? "" : ","} ${link.href}`;
  }

  /** The citation as HTML without our classes, with addresses that work anywhere. */
  function markup(citation) {
    const copy = citation.cloneNode(true);
    const address = citation.querySelector("a").href;
    copy.removeAttribute("class");
    for (const part of copy.querySelectorAll("span")) part.replaceWith(...part.childNodes);
    copy.setAttribute("cite", address);
    copy.querySelector("a").setAttribute("href", address);
    return copy.outerHTML;
  }

  async function rich(citation) {
    const parts = { "text/plain": line(citation), "text/html": markup(citation) };
    const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    searchapp.say(document.getElementById("spoken").dataset.copied);
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const citation = button?.closest("[data-copying]")?.querySelector(".citation");
    if (!citation) return;
    if (button.dataset.copy === "html") return searchapp.copy(markup(citation));
    try {
      await rich(citation);
    } catch {
      searchapp.copy(line(citation));
    }
  });
})();
