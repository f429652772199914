// The top of a page is painted before its parts below are laid out. They follow in the
// moments in which nothing else is to do, one at a time; at once where the reader comes near.
// What costs more, listings and explorables, begins only near the reader, one at a time,
// or with the first key, at once if it is Tab, which has to find what is in them.
(() => {
  const LISTENING = "pre > code, [data-model]"; // the theme's listings, our explorables
  const waiting = new Set(document.querySelectorAll(".unhurried .part"));

  function layOut(part) {
    waiting.delete(part);
    part.style.contentVisibility = "visible";
    requestIdleCallback(next); // in a moment of its own, after the browser has done it
  }

  function next() {
    for (const part of waiting) return layOut(part);
  }

  function begin(box) {
    box.dispatchEvent(new Event("near"));
  }

  function beginNear(boxes) {
    const far = new Set(boxes);
    const start = (box) => {
      watch.unobserve(box);
      if (far.delete(box)) begin(box);
    };
    const later = (box) => setTimeout(start, 0, box);
    const watch = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) later(target);
    }, { rootMargin: "100% 0px" });
    for (const box of far) watch.observe(box);
    addEventListener("keydown", ({ key }) => {
      for (const box of far) (key === "Tab" ? start : later)(box);
    }, { capture: true });
  }

  function listen() {
    const boxes = document.querySelectorAll(LISTENING);
    if (document.querySelector(".unhurried")) beginNear(boxes);
    else boxes.forEach(begin);
    for (const part of waiting)
      part.addEventListener("contentvisibilityautostatechange", ({ skipped }) => {
        if (!skipped && waiting.has(part)) layOut(part);
      });
    if (waiting.size) requestIdleCallback(next);
  }

  addEventListener("load", () => setTimeout(listen)); // after the theme, which listens then
})();
