// Shows where a number comes from: point at it, tap it, or turn the switch on and
// press it. What the cards say, and in which language, stands in the page's template.
(() => {
  const template = document.querySelector("template.certificates");
  const control = document.querySelector(".certificates button");
  if (!template || !control) return;

  const NUMBER = "data.bound, mn[data-source]";
  const PLAIN = "h1, h2, h3, h4, h5, h6, a, summary";
  const DELAY = 250; // milliseconds, so that a passing pointer opens nothing
  const page = document.documentElement;
  const numbers = [...document.querySelectorAll(NUMBER)].filter((n) => !n.closest(PLAIN));
  let card, owner, pinned, timer;

  const numberAt = (element) => {
    const number = element.closest?.(NUMBER);
    return number && !number.closest(PLAIN) ? number : null;
  };
  const isOn = () => control.getAttribute("aria-checked") === "true";

  function write(number) {
    const { source, name } = number.dataset;
    const text = number.dataset.text ?? number.textContent;
    const made = [...template.content.children].find((entry) =>
      entry.dataset.source === source &&
      entry.dataset.names.split(" ").includes(name.split("[")[0]));
    card = made.cloneNode(true);
    card.className = "certificate md-typeset";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", template.dataset.label.replace("{}", text));
    const exact = number.getAttribute("value") ?? number.dataset.value;
    const unit = number.dataset.unit ? text.slice(text.lastIndexOf("\u00a0")) : "";
    const value = card.querySelector(".certificate-value");
    const strong = document.createElement("strong");
    strong.textContent = exact + unit;
    value.append(`${name} = `, strong);
    if (number.matches(".claim")) {
      const holds = document.createElement("p");
      holds.className = "certificate-holds";
      holds.textContent = template.dataset.holds;
      value.after(holds);
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
    if (isOn()) owner.setAttribute("aria-expanded", "true");
    if (pin) card.focus({ preventScroll: true });
  }

  function close(back) {
    clearTimeout(timer);
    if (!card) return;
    card.remove();
    if (isOn()) owner.setAttribute("aria-expanded", "false");
    else owner.tabIndex = -1; // so that the focus has a place to return to
    if (back) owner.focus({ preventScroll: true });
    card = owner = pinned = null;
  }

  function turn(on) {
    control.setAttribute("aria-checked", on);
    page.classList.toggle("certified", on);
    for (const number of numbers) {
      if (on) {
        number.tabIndex = 0;
        number.setAttribute("role", "button");
        number.setAttribute("aria-haspopup", "dialog");
        number.setAttribute("aria-expanded", "false");
      } else {
        for (const name of ["tabindex", "role", "aria-haspopup", "aria-expanded"])
          number.removeAttribute(name);
      }
    }
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
    else if ((key === "Enter" || key === " ") && isOn() && numbers.includes(target)) {
      event.preventDefault();
      open(target, true);
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
    turn(localStorage.getItem("certificates") === "on");
  } catch {}
})();
