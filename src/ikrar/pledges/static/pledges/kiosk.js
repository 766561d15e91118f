// A kiosk forgets: a page left alone goes back to the start, and a page from the back button is asked anew.
(() => {
  "use strict";

  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  const place = document.querySelector("[data-clear-after]");
  if (!place) return;
  let timer = 0;
  const restart = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => window.location.replace(place.dataset.clearTo), Number(place.dataset.clearAfter) * 1000);
  };
  ["pointerdown", "keydown", "scroll"].forEach((name) => document.addEventListener(name, restart, { passive: true }));
  restart();
})();
