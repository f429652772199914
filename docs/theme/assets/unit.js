// Shows numbers in the other unit, as the build wrote them.
(() => {
  const control = document.querySelector(".unit-switch");
  if (!control) return;
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
