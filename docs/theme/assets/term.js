// Where a term is a link that style explains: what style alone can't do. A finger's
// first tap shows what the term means and only the next follows the link; Escape hides
// it, until the pointer or the focus comes again.
(() => {
  const TERM = "a.term";
  let touched = false;
  let shown;

  function show(term) {
    shown?.classList.remove("shown");
    shown = term;
    shown?.classList.add("shown");
  }

  addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });

  addEventListener("click", (event) => {
    const term = event.target.closest(TERM);
    if (term && touched && term !== shown) {
      event.preventDefault();
      show(term);
    } else if (!term) show(null);
    touched = false;
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(null);
    for (const term of document.querySelectorAll(TERM)) term.classList.add("hushed");
  });

  for (const term of document.querySelectorAll(TERM))
    for (const type of ["pointerenter", "focus"])
      term.addEventListener(type, () => term.classList.remove("hushed"));
})();
