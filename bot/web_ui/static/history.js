// History: search as you type, and more notes without leaving the page.
import { piece, say, trying } from "./talk.js";

const WAIT_MS = 200;
const form = document.getElementById("search");
const query = document.getElementById("query");
const results = document.getElementById("results");
const count = document.getElementById("found-count");
let timer;
let turn = 0;

const said = document.getElementById("said");
if (said) {
  said.focus(); // its place in the address goes before the browser looks for it
  history.replaceState(null, "", "/history"); // a reload does not tell it again
}

const wish = () => new URLSearchParams(new FormData(form));

async function find() {
  const mine = ++turn;
  const answer = await trying(() => piece(`/history/found?${wish()}`));
  if (!answer || mine !== turn) return;
  results.replaceChildren(answer);
  history.replaceState(null, "", query.value || form.elements.tag ? `/history?${wish()}` : "/history");
  tell();
}

function tell() {
  const shown = results.querySelectorAll(".listed").length;
  if (!query.value) count.textContent = "";
  else count.textContent = shown ? say("found_some", { count: results.querySelector("#more") ? `${shown}+` : shown }) : say("found_none");
}

query.addEventListener("input", (event) => {
  if (event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(find, WAIT_MS);
});
query.addEventListener("compositionend", find);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  find();
});

results.addEventListener("click", async (event) => {
  const more = event.target.closest("#more");
  if (!more) return;
  event.preventDefault();
  const answer = await trying(() => piece(`/history/found${new URL(more.href).search}`));
  if (!answer) return;
  const first = answer.querySelector(".listed-title");
  more.closest(".more").remove();
  results.append(answer);
  first?.focus();
  count.textContent = say("more_found", { count: results.querySelectorAll(".listed").length });
});

tell();
