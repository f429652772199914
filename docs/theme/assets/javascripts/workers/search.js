// Stands before the theme's search worker, whose name is this address's query. The theme
// asks for worker and index at once; here they load at the first question. And it looks
// for a word's beginning only: so ask for the stem, and "entropies" finds "entropy".
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const answer = postMessage.bind(self);
let setup, loading;

const hand = (data) => dispatchEvent(new MessageEvent("message", { data }));

async function load() {
  const index = await fetch("../../../search/index.json");
  setup.data.docs = (await index.json()).docs;
  importScripts(location.search.slice(1)); // from here on it hears what is handed on
  const ready = new Promise((resolve) => { self.postMessage = resolve; });
  hand(setup);
  await ready;
  self.postMessage = answer;
}

/** What a word and its stem begin with, but for an i that was a y. */
function stemmed(word) {
  const stem = lunr.stemmer(new lunr.Token(word.toLowerCase())).str.replace(/i$/, "");
  let end = 0;
  while (end < stem.length && stem[end] === word[end].toLowerCase()) end += 1;
  return word.slice(0, end);
}

/** Asks for a name as one word too, as the index has it among a page's tags. */
function asked(text) {
  const names = new Set(setup.data.docs.flatMap((page) => page.tags));
  const whole = `${text.trim().toLowerCase().replace(/[\s-]+/g, "_")}__`;
  return (names.has(whole) ? `${whole} ` : "") + text.replace(/[a-z]+(-[a-z]+)+/gi, (name) => `${name} ${name.replaceAll("-", "_")}`)
    .replace(/(?<![\w(])[a-z]{4,}(?![\w(])/gi, stemmed)
    // The theme never takes all of a run of Han characters for one word: let one follow.
    .replace(/\p{sc=Han}+/gu, (run) => (names.has(run) ? `${run}〇 ${run}` : run));
}

addEventListener("message", async (event) => {
  if (!event.isTrusted) return; // handed on
  event.stopImmediatePropagation();
  const { type, data } = event.data;
  if (type === SETUP) {
    setup = event.data;
    answer({ type: READY });
  } else if (!data.trim()) {
    answer({ type: RESULT, data: { items: [] } });
  } else {
    loading ??= load();
    await loading.catch(() => { loading = undefined; });
    if (loading) hand({ type: QUERY, data: asked(data) });
  }
});
