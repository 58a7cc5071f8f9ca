// What the other scripts share. Every page works without any of them; they add the keyboard,
// suggestions, results without a page load, dragging over the timeline and saved searches.
"use strict";

window.searchapp = {
  /** The site's prefix behind a proxy; usually "". */
  root: document.documentElement.dataset.root,

  /** A value kept in this browser; `otherwise` where there is none or storage is closed. */
  read(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(`searchapp.${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },

  /** Keep a value in this browser, where it lets us. */
  write(name, value) {
    try {
      localStorage.setItem(`searchapp.${name}`, JSON.stringify(value));
    } catch {
      // Storage is full or closed: the page works on without memory.
    }
  },

  /** Tell something in the live region, for screen readers and, unless `unseen`, for eyes too. */
  say(words, { unseen = false } = {}) {
    const region = document.getElementById("spoken");
    region.classList.toggle("unseen", unseen);
    region.textContent = words;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => (region.textContent = ""), 4000);
  },

  /** Put text on the clipboard and say so; also where pages come without https. */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      const before = document.activeElement;
      field.value = text;
      field.className = "unseen";
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      before?.focus({ preventScroll: true });
    }
    this.say(document.getElementById("spoken").dataset.copied);
  },

  /** Go somewhere; the results page replaces this by something quicker. */
  visit(url) {
    location.assign(url);
  },
};
