// Small helps where JavaScript runs; every page works without them.
(() => {
  "use strict";

  const busyAgain = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[data-busy]").forEach((button) => delete button.dataset.busy);
  };

  // a second press on a form that is on its way does nothing
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    // the language, pressed outside the draft that it takes along, must not stand in the way of the draft's own button
    if (event.submitter?.matches("[form][name]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.dataset.busy = "1";
    window.setTimeout(() => busyAgain(form), 8000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(busyAgain));

  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector("span") || button;
    const before = label.textContent;
    label.textContent = button.dataset.done;
    window.setTimeout(() => { label.textContent = before; }, 2500);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (button?.dataset.copy) copy(button);
    else if (button) window.print();
    // an open menu closes when one presses elsewhere
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // buttons that need JavaScript show themselves
  if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach((b) => { b.hidden = false; });
  document.querySelectorAll("[data-print]").forEach((b) => { b.hidden = false; });

  // a security key that cannot be read is said in words, not in the console
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.querySelectorAll("[data-webauthn-wrong]").forEach((words) => { words.hidden = false; });
  });

  // after a refused form, reading goes on at the summary of what is wrong
  document.querySelector("[data-focus]")?.focus();
})();
