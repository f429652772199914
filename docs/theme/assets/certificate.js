// Shows where a number comes from: point at it, tap it, or turn the switch on and
// press it. What the cards say, and in which language, stands in the page's template.
(() => {
  const template = document.querySelector("template.certificates");
  const control = document.querySelector(".certificates button");
  if (!template || !control) return;

  const NUMBER = "data.bound, mn[data-source]";
  const PLAIN = "h1, h2, h3, h4, h5, h6, a, summary, label";
  const DELAY = 250; // milliseconds, so that a passing pointer opens nothing
  const page = document.documentElement;
  const numbers = [...document.querySelectorAll(NUMBER)].filter((n) => !n.closest(PLAIN));
  const buttons = new Map(); // with the switch on: each number's, for the keyboard
  let card, owner, pinned, timer;

  const isOn = () => buttons.size > 0;
  const textOf = (number) => number.dataset.text ?? number.textContent;
  const labelOf = (number) =>
    template.dataset.label.replace(
      "{}", number.matches(".claim") ? number.dataset.name : textOf(number));

  function numberAt(element) {
    for (const [number, button] of buttons) if (button === element) return number;
    const number = element.closest(NUMBER);
    return number && !number.closest(PLAIN) ? number : null;
  }

  function write(number) {
    const { source, name } = number.dataset;
    const made = [...template.content.children].find((entry) =>
      entry.dataset.source === source &&
      entry.dataset.names.split(" ").includes(name.split("[")[0]));
    card = made.cloneNode(true);
    card.className = "certificate md-typeset";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", labelOf(number));
    const exact = number.getAttribute("value") ?? number.dataset.value;
    const unitOf = (text) => text.slice(text.lastIndexOf("\u00a0"));
    const unit = number.dataset.unit ? unitOf(number.dataset.own ?? textOf(number)) : "";
    const value = card.querySelector(".certificate-value");
    const strong = document.createElement("strong");
    strong.textContent = exact + unit;
    value.append(`${name} = `, strong);
    if (number.matches(".other"))
      value.append(` = ${number.dataset.otherValue}${unitOf(textOf(number))}`);
    if (number.matches(".claim")) {
      const holds = document.createElement("p");
      holds.className = "certificate-holds";
      holds.textContent = template.dataset.holds;
      value.after(holds);
    }
    if (number.dataset.from) {
      const computed = document.createElement("p");
      computed.className = "certificate-computed";
      computed.textContent = [number.dataset.from, number.dataset.executed].reduce(
        (words, word) => words.replace("{}", word), template.dataset.computed);
      value.after(computed);
    }
  }

  function place() {
    if (!card) return;
    const edge = 8;
    const spot = owner.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const middle = spot.left + spot.width / 2 - width / 2;
    const left = Math.max(edge, Math.min(middle, page.clientWidth - width - edge));
    const above = spot.bottom + edge + height > innerHeight && spot.top > height + edge;
    const top = above ? spot.top - height - edge : spot.bottom + edge;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  function open(number, pin) {
    close();
    owner = number;
    pinned = pin;
    write(number);
    document.body.append(card);
    place();
    buttons.get(owner)?.setAttribute("aria-expanded", "true");
    if (pin) card.focus({ preventScroll: true });
  }

  function close(back) {
    clearTimeout(timer);
    if (!card) return;
    card.remove();
    const button = buttons.get(owner);
    button?.setAttribute("aria-expanded", "false");
    if (back) {
      if (!button) owner.tabIndex = -1; // so that the focus can return to it
      (button ?? owner).focus({ preventScroll: true });
    }
    card = owner = pinned = null;
  }

  // A number in the text is its own button. Inside a formula nothing may be one, so
  // there an unseen button follows the formula and lights its number up.
  function buttonOf(number) {
    if (number.matches("data")) return number;
    const button = document.createElement("span");
    button.className = "certificate-button";
    button.textContent = textOf(number);
    for (const type of ["focus", "blur"])
      button.addEventListener(type, () =>
        number.classList.toggle("lit", button.matches(":focus-visible")));
    number.closest("[data-tex]").append(button);
    return button;
  }

  function turn(on) {
    control.setAttribute("aria-checked", on);
    page.classList.toggle("certified", on);
    const given = { role: "button", tabindex: 0, "aria-haspopup": "dialog", "aria-expanded": false };
    for (const number of numbers) {
      if (on) {
        const button = buttonOf(number);
        buttons.set(number, button);
        for (const name in given) button.setAttribute(name, given[name]);
        if (number.matches(".claim")) button.setAttribute("aria-label", labelOf(number));
      } else if (buttons.get(number) === number) {
        for (const name in given) number.removeAttribute(name);
        number.removeAttribute("aria-label");
      } else buttons.get(number)?.remove();
    }
    if (!on) buttons.clear();
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || event.buttons || pinned) return;
    const number = numberAt(event.target);
    clearTimeout(timer);
    if (number && number !== owner) timer = setTimeout(open, DELAY, number, false);
    else if (card && !number && !card.contains(event.target))
      timer = setTimeout(close, DELAY);
  });

  document.addEventListener("click", (event) => {
    const number = numberAt(event.target);
    if (number && getSelection().isCollapsed) {
      if (number === owner && pinned) close(true);
      else open(number, true);
    } else if (card && !(card.contains(event.target) && !event.target.closest("a"))) close();
  });

  document.addEventListener("keydown", (event) => {
    const { key, shiftKey, target } = event;
    if (key === "Escape" && card) close(pinned);
    else if ((key === "Enter" || key === " ") && target.ariaHasPopup === "dialog") {
      const number = numberAt(target);
      if (!number) return;
      event.preventDefault();
      open(number, true);
    } else if (key === "Tab" && card?.contains(target)) {
      // The card stands at the page's end, but is read where its number is.
      const links = card.querySelectorAll("a");
      if (shiftKey && (target === card || target === links[0])) event.preventDefault();
      else if (shiftKey || target !== links[links.length - 1]) return;
      close(true);
    }
  });

  control.addEventListener("click", () => {
    turn(!isOn());
    try {
      localStorage.setItem("certificates", isOn() ? "on" : "off");
    } catch {} // where nothing may be kept, the switch works all the same
  });

  addEventListener("resize", place);
  for (const titled of document.querySelectorAll("data.bound[title]"))
    titled.removeAttribute("title"); // the card says it better
  try {
    if (localStorage.getItem("certificates") === "on") turn(true);
  } catch {}
})();
