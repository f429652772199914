// The top of a page is painted before its parts below are laid out. They follow in the
// moments in which nothing else is to do, one at a time; at once where the reader comes near.
// Whoever needs a part laid out first listens for its event.
(() => {
  const waiting = new Set(document.querySelectorAll(".unhurried .part"));

  function layOut(part) {
    if (!waiting.delete(part)) return;
    part.style.contentVisibility = "visible";
    part.dispatchEvent(new Event("laidout"));
  }

  function next() {
    const [part] = waiting;
    if (!part) return;
    layOut(part);
    requestIdleCallback(next);
  }

  addEventListener("load", () => {
    if (!waiting.size) return;
    for (const part of waiting)
      part.addEventListener("contentvisibilityautostatechange", ({ skipped }) => {
        if (!skipped) layOut(part);
      });
    requestIdleCallback(next);
  });
})();
