// Stands before the theme's search worker, whose name is this address's query. The theme
// asks for both at once; here worker and index load at the first question.
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const answer = postMessage.bind(self);
const nothing = { type: RESULT, data: { items: [] } };
let setup, loading, asked;

async function load() {
  const index = await fetch("../../../search/index.json");
  setup.data.docs = (await index.json()).docs;
  importScripts(location.search.slice(1)); // from here on it hears each message too
  removeEventListener("message", first);
  const ready = new Promise((resolve) => {
    self.postMessage = ({ type }) => type === READY && resolve();
  });
  dispatchEvent(new MessageEvent("message", { data: setup }));
  await ready;
  self.postMessage = answer;
  dispatchEvent(new MessageEvent("message", { data: asked }));
}

function first({ data }) {
  if (data.type === SETUP) {
    setup = data;
    answer({ type: READY });
  } else if (!data.data.trim()) {
    answer(nothing);
  } else {
    asked = data;
    loading ??= load().catch(() => { loading = undefined; });
  }
}

addEventListener("message", first);
