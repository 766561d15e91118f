// Finds, while somebody writes, the number that proves a little work was done. Without JavaScript, or where the browser has no
// SHA-256 (plain http), the form is sent without it and falls under the small allowance for all.
(() => {
  "use strict";
  const form = document.querySelector("form[data-ticket]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const { ticket, zeros } = form.dataset;
  const encoder = new TextEncoder();
  const begins = (bytes) => {
    let left = Number(zeros);
    for (const byte of bytes) {
      if (left >= 8) {
        if (byte) return false;
        left -= 8;
      } else return left === 0 || byte >> (8 - left) === 0;
    }
    return true;
  };
  const batch = 512;
  const work = async (from) => {
    const numbers = Array.from({ length: batch }, (_, i) => from + i);
    const digests = await Promise.all(numbers.map((n) => crypto.subtle.digest("SHA-256", encoder.encode(`${ticket}:${n}`))));
    const at = digests.findIndex((digest) => begins(new Uint8Array(digest)));
    if (at >= 0) form.elements.proof.value = String(from + at);
    else setTimeout(work, 0, from + batch);
  };
  work(0);
})();
