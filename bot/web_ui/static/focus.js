// Counts the minutes down, and shows the next round or break, or the end, when it has come. Also after the tab slept.
// Where somebody is at a form that stays (the goal), only what stands above it is made anew, and nothing typed is lost.

const kept = document.getElementById("week").closest("section");
let running, heading, words, endsAt;
let changed = false;

function begin() {
  running = document.querySelector("[data-left]");
  heading = document.getElementById("running");
  words = running?.dataset.words;
  endsAt = Date.now() + 1000 * (running?.dataset.left ?? 0);
}

function look() {
  if (!running) return;
  const left = endsAt - Date.now();
  if (left > 0) {
    if (words) heading.textContent = words.replace("{minutes}", Math.ceil(left / 60000));
  } else if (changed || kept.querySelector("form")?.contains(document.activeElement)) showAnew();
  else location.replace(location.pathname);
}

async function showAnew() {
  running = null; // until it is there
  try {
    const answer = await fetch(location.pathname);
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("week").closest("section");
    const above = [...fresh.parentElement.children].slice(0, [...fresh.parentElement.children].indexOf(fresh));
    while (kept.previousElementSibling) kept.previousElementSibling.remove();
    kept.before(...above);
    begin();
  } catch {
    setTimeout(begin, 10000); // without a connection: once more
  }
}

kept.addEventListener("input", () => (changed = true));
begin();
if (running) {
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
}
