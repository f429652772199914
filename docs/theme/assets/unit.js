// Shows numbers in the other unit, as the build wrote them. A page with a remembered
// unit loads this twice, the first time before it is painted.
(() => {
  const control = document.querySelector(".unit-switch:not([data-ready])");
  if (!control) return;
  control.dataset.ready = "";
  const { own, other } = control.dataset;

  function turn(on) {
    control.setAttribute("aria-checked", on);
    for (const number of document.querySelectorAll("data[data-other]")) {
      const kept = (number.dataset.own ??= number.textContent);
      number.textContent = on ? number.dataset.other : kept;
      number.classList.toggle("other", on);
    }
  }

  control.addEventListener("click", () => {
    const on = control.getAttribute("aria-checked") !== "true";
    turn(on);
    try {
      localStorage.setItem("unit", on ? other : own);
    } catch {}
  });
  try {
    if (localStorage.getItem("unit") === other) turn(true);
  } catch {}
})();
