// The reader's choice of light or dark. Runs before the page is drawn, so that nothing flashes;
// without scripts the system's own choice holds.
"use strict";

(() => {
  const KEPT = "searchapp.theme";
  const root = document.documentElement;

  function kept() {
    try {
      return localStorage.getItem(KEPT) ?? "system";
    } catch {
      return "system"; // storage is closed
    }
  }

  function wear(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  wear(kept());

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("theme");
    const show = () => (choice.value = root.dataset.theme ?? "system");
    show();
    choice.addEventListener("change", () => {
      wear(choice.value);
      try {
        localStorage.setItem(KEPT, choice.value);
      } catch {
        // The choice holds on this page only.
      }
    });
    // Other tabs follow; so does a page that the browser kept and shows again.
    const follow = () => (wear(kept()), show());
    addEventListener("storage", follow);
    addEventListener("pageshow", follow);
  });
})();
