// Dragging over the timeline chooses a period. Without it the bars are links and the dates can be typed.
"use strict";

(() => {
  const MOVED = 5; // pixels from which a press becomes a drag
  let drag = null;

  const slots = (chart) => [...chart.querySelectorAll("[data-period]")];

  function slotAt(chart, x) {
    const box = chart.getBoundingClientRect();
    const all = slots(chart);
    const index = Math.floor(((x - box.left) / box.width) * all.length);
    return Math.min(Math.max(index, 0), all.length - 1);
  }

  function draw() {
    const { chart, from, to } = drag;
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const wide = chart.viewBox.baseVal.width / slots(chart).length;
    if (!drag.band) {
      drag.band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      drag.band.setAttribute("class", "band");
      drag.band.setAttribute("height", chart.viewBox.baseVal.height);
      chart.prepend(drag.band);
    }
    drag.band.setAttribute("x", first * wide);
    drag.band.setAttribute("width", (last - first + 1) * wide);
  }

  document.addEventListener("pointerdown", (event) => {
    const chart = event.target.closest?.(".timeline svg");
    if (!chart || event.button) return;
    const from = slotAt(chart, event.clientX);
    drag = { chart, from, to: from, x: event.clientX, moved: false };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || (!drag.moved && Math.abs(event.clientX - drag.x) < MOVED)) return;
    drag.moved = true;
    drag.to = slotAt(drag.chart, event.clientX);
    draw();
  });

  document.addEventListener("pointerup", () => {
    if (!drag) return;
    const { chart, moved, band } = drag;
    const [first, last] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    drag = null;
    band?.remove();
    if (!moved) return;
    // The click that ends a drag must not follow the bar beneath it.
    const stop = (click) => (click.preventDefault(), click.stopImmediatePropagation());
    document.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", stop, { capture: true }));
    const url = new URL(location.href);
    for (const name of ["year", "month", "page"]) url.searchParams.delete(name);
    url.searchParams.set("from", slots(chart)[first].dataset.period);
    url.searchParams.set("to", slots(chart)[last].dataset.period);
    url.hash = "";
    searchapp.visit(url);
  });

  document.addEventListener("pointercancel", () => {
    drag?.band?.remove();
    drag = null;
  });

  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".timeline svg")) event.preventDefault();
  });
})();
