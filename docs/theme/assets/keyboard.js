// What the theme lets only a pointer do. Its menus are checkboxes that nobody sees, with
// labels to click, and a label takes no focus: here each becomes a button.
(() => {
  const wide = matchMedia("(min-width: 76.25em)"); // there the menu's sections stand open
  const drawer = document.getElementById("__drawer");
  const nameIn = (selector) => document.querySelector(selector)?.getAttribute("aria-label");
  const names = { __drawer: nameIn(".md-nav--primary"), __search: nameIn(".md-search__options") };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

  function buttonOf(label) {
    const { control } = label;
    const button = document.createElement("button");
    // Styles go by the class and by what it is for.
    for (const { name, value } of label.attributes) button.setAttribute(name, value);
    button.type = "button";
    button.innerHTML = label.innerHTML;
    if (names[control.id]) button.setAttribute("aria-label", names[control.id]);
    if (control.type === "checkbox") {
      const tell = () => button.setAttribute("aria-expanded", control.checked);
      control.addEventListener("change", tell);
      tell();
    }
    // The theme would take it for the radio button and switch before the click does.
    button.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.stopPropagation();
    });
    button.addEventListener("click", () => {
      control.click();
      follow(control, button);
    });
    return button;
  }

  /** Take the focus along to what was opened, or back to what opened it. */
  function follow(control, pressed) {
    const radio = control.type === "radio";
    const panel = control === drawer ? document.querySelector(".md-nav--primary")
      : control.parentElement.querySelector(":scope > nav, .md-search__form");
    const around = radio ? control.form : control.checked ? panel : document;
    const wanted = radio ? "button" : control.checked ? "input, button, a" : `button[for="${control.id}"]`;
    focusOn(() => [...around.querySelectorAll(wanted)]
      .find((found) => isShown(found) && (!radio || found !== pressed)), 60);
  }

  /** The theme shows some things only frames later. */
  function focusOn(find, frames) {
    const found = find();
    if (found) found.focus();
    else if (frames) requestAnimationFrame(() => focusOn(find, frames - 1));
  }

  for (const label of document.querySelectorAll(".md-header label.md-header__button"))
    if (label.control) label.replaceWith(buttonOf(label));

  const pairs = [...document.querySelectorAll(".md-nav--primary label:not([for=__drawer])")]
    .filter((label) => label.control)
    .map((label) => [label, buttonOf(label)]);
  function turn() {
    for (const [label, button] of pairs)
      if (wide.matches) button.replaceWith(label);
      else label.replaceWith(button);
  }
  wide.addEventListener("change", turn);
  turn();

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    follow(drawer);
  });

  // What scrolls sideways is a place to stop at, and nothing else is. What is not shown
  // yet has no width; it is observed, since asking for it would lay out the whole page.
  const BOX = ".formula-display, .md-typeset__scrollwrap";
  const widths = new ResizeObserver((changes) => {
    const boxes = new Set(changes.map(({ target }) => target.closest(BOX)));
    const found = [...boxes].map((box) => [box, box.scrollWidth > box.clientWidth]);
    for (const [box, scrolls] of found)
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
  });

  // The theme makes these once a listing is laid out: a landmark of one button, which is none,
  // and a note whose number only style writes.
  function name(listing) {
    for (const copy of listing.querySelectorAll(".md-code__nav")) copy.role = "presentation";
    for (const note of listing.querySelectorAll(".md-annotation")) {
      note.role = "note";
      const number = note.querySelector("[data-md-annotation-id]");
      number?.parentElement.setAttribute("aria-label", `(${number.dataset.mdAnnotationId})`);
    }
  }
  const made = new MutationObserver((changes) => {
    for (const { target } of changes) name(target);
  });

  function listen() {
    for (const box of document.querySelectorAll(BOX))
      for (const observed of [box, ...box.children]) widths.observe(observed);
    for (const listing of document.querySelectorAll(".highlight")) {
      made.observe(listing, { childList: true, subtree: true });
      name(listing);
    }
  }

  addEventListener("load", () => setTimeout(listen)); // the theme's tables are in boxes then
})();
