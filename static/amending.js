// The key (token) of an editor stays in this tab, and only when asked; closing the tab forgets it.
"use strict";

(() => {
  const KEPT = "searchapp.token";
  const token = document.getElementById("token");
  const keep = document.getElementById("token-keep");

  try {
    const kept = sessionStorage.getItem(KEPT);
    keep.checked = kept !== null;
    token.value = kept ?? "";
  } catch {
    keep.disabled = true; // storage is closed
  }

  token.form.addEventListener("submit", () => {
    if (keep.disabled) return;
    if (keep.checked) sessionStorage.setItem(KEPT, token.value);
    else sessionStorage.removeItem(KEPT);
  });

  keep.addEventListener("change", () => {
    if (!keep.checked && !keep.disabled) sessionStorage.removeItem(KEPT);
  });
})();
