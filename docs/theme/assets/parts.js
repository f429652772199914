// The top of a page is painted before its parts below are laid out. They follow in the
// moments in which nothing else is to do, one at a time; at once where the reader comes near.
// What needs to be laid out before it can begin listens for an event.
(() => {
  const WAITING = ".unhurried .part";
  const LISTENING = "pre > code, [data-model]"; // the theme's listings, our explorables
  const waiting = new Set(document.querySelectorAll(WAITING));

  function begin(boxes) {
    for (const box of boxes) box.dispatchEvent(new Event("laidout"));
  }

  function layOut(part) {
    waiting.delete(part);
    part.style.contentVisibility = "visible";
    // In a moment of its own, after the browser has done it.
    requestIdleCallback(() => {
      begin(part.querySelectorAll(LISTENING));
      next();
    });
  }

  function next() {
    for (const part of waiting) return layOut(part);
    document.documentElement.classList.remove("unhurried");
  }

  addEventListener("load", () => {
    begin([...document.querySelectorAll(LISTENING)].filter((box) => !box.closest(WAITING)));
    for (const part of waiting)
      part.addEventListener("contentvisibilityautostatechange", ({ skipped }) => {
        if (!skipped && waiting.has(part)) layOut(part);
      });
    if (waiting.size) requestIdleCallback(next);
    else next();
  });
})();
