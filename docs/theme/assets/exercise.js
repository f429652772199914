// Lets exercises be answered and remembers, in this browser only, which are solved; what
// it says stands in the page's template.
(() => {
  const words = document.querySelector("template.exercises")?.dataset;
  if (!words) return;

  const FORMAT = "cross-entropy-executed/progress";
  const VERSION = 1;
  const units = JSON.parse(words.units);
  const status = document.querySelector(".progress-tools [role=status]");
  const picker = document.querySelector(".progress-tools input");
  let solved = new Set();
  let kept = true;

  const areTexts = (list) => Array.isArray(list) && list.every((one) => typeof one === "string");

  function recall() {
    try {
      const found = JSON.parse(localStorage.getItem("exercises") ?? "[]");
      if (areTexts(found) && kept) solved = new Set(found);
    } catch {}
  }

  function remember(keys) {
    solved = new Set(keys);
    try {
      localStorage.setItem("exercises", JSON.stringify([...solved]));
    } catch {
      kept = false;
    }
    mark();
  }

  const done = (list = document) => list.querySelectorAll("a.solved").length;

  function count(line, list) {
    line.dataset.words ??= line.textContent;
    line.textContent = line.dataset.words.replace("0", done(list));
  }

  function mark() {
    for (const element of document.querySelectorAll("[data-key]")) {
      const has = solved.has(element.dataset.key);
      element.classList.toggle("solved", has);
      element.querySelector(".exercise-solved")?.remove();
      if (!has) continue;
      const sign = document.createElement("span");
      sign.className = "exercise-solved";
      sign.textContent = `✓ ${words.solved}`;
      (element.querySelector(".exercise-title") ?? element).append(sign);
    }
    const [all, ...lines] = document.querySelectorAll(".progress-count");
    if (!all) return;
    count(all, document);
    for (const line of lines) count(line, line.nextElementSibling);
  }

  const number = (text) => Number(text.replace("inf", "Infinity")); // Python's way

  function prepare(box) {
    const form = box.querySelector("form");
    const field = form.querySelector("input");
    const verdict = form.querySelector(".verdict");
    const { answer, tolerance, unit = "", wrong, key } = box.dataset;
    const exercise = {
      answer: number(answer),
      tolerance: Number(tolerance),
      unit,
      wrong: JSON.parse(wrong).map(({ value, hint }) => ({ value: number(value), hint })),
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = answers.judge(field.value, exercise);
      const right = ["right", "converted"].includes(found.verdict);
      const said = (found.hint ?? words[found.verdict])
        .replace("{asked}", units[unit]).replace("{given}", units[found.unit])
        .replace("{unit}", unit && words.orUnit);
      verdict.dataset.verdict = found.verdict;
      verdict.classList.toggle("right", right);
      field.setAttribute("aria-invalid", ["empty", "unread"].includes(found.verdict));
      if (right) {
        box.querySelector("details").open = true;
        recall();
        remember([...solved, key]);
      }
      verdict.textContent = right && !kept ? `${said} ${words.unkept}` : said;
    });
  }

  function save() {
    const text = JSON.stringify({ format: FORMAT, version: VERSION, solved: [...solved] }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "cross-entropy-progress.json";
    link.click();
  }

  function read(text, name) {
    const fault = (said) => words[said].replace("{}", name);
    let found;
    try {
      found = JSON.parse(text);
    } catch {
      return fault("noJson");
    }
    if (found?.format !== FORMAT || !areTexts(found.solved)) return fault("notOurs");
    if (found.version > VERSION) return fault("newer");
    const before = done();
    remember([...solved, ...found.solved]);
    return words.imported.replace("{}", done() - before);
  }

  const say = (text) => (status.textContent = kept ? text : `${text} ${words.unkept}`);
  const does = {
    export: save,
    import: () => picker.click(),
    erase() {
      if (!confirm(words.sure)) return;
      remember([]);
      say(words.erased);
    },
  };

  for (const box of document.querySelectorAll(".exercise[data-key]")) prepare(box);
  for (const button of document.querySelectorAll("[data-does]"))
    button.addEventListener("click", () => {
      recall();
      does[button.dataset.does]();
    });
  picker?.addEventListener("change", async () => {
    const [file] = picker.files;
    const text = await file.text();
    picker.value = ""; // the same file can be read again
    refresh();
    say(read(text, file.name));
  });
  function refresh() {
    recall();
    mark();
  }
  addEventListener("pageshow", refresh);
  addEventListener("storage", refresh); // from another tab
  refresh();
})();
