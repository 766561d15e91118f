// Keys of the review queue; every button works without them.
(() => {
  "use strict";

  const press = (key) => document.querySelector(`[data-review] [data-key="${key}"]`)?.click();
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const post = document.querySelector("[data-review] details[data-covered]");
    if (event.key === " " && post && !event.target.closest("summary, button, a")) {
      event.preventDefault();
      post.open = !post.open;
      return;
    }
    const key = event.key.toLowerCase();
    // a post that nobody opened is not judged by a slip of the finger
    if ((key === "b" || key === "k") && !post?.open) return;
    if (["b", "k", "t"].includes(key)) press(key);
  });
})();
