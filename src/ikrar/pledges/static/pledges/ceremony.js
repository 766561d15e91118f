// Keys and taps of the ceremony's leader: they press the button that is on the page.
(() => {
  "use strict";

  const KEYS = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
  };

  const press = (which) => document.querySelector(`[data-key="${which}"]`)?.click();

  document.addEventListener("keydown", (event) => {
    const which = KEYS[event.key];
    const isText = event.target.closest?.("input, textarea, select");
    const isOwn = event.target.closest?.("a, button") && (event.key === " " || event.key === "Enter");
    if (!which || isText || isOwn || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    press(which);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-tap]") && !event.target.closest("a, button, summary")) press("next");
  });
})();
