// Counts the minutes down, and shows the next round or break, or the end, when it has come. Also after the tab slept.

const running = document.querySelector("[data-left]");
const heading = document.getElementById("running");
const words = running?.dataset.words;
const endsAt = Date.now() + 1000 * (running?.dataset.left ?? 0);

function look() {
  const left = endsAt - Date.now();
  if (left <= 0) location.replace(location.pathname);
  else if (words) heading.textContent = words.replace("{minutes}", Math.ceil(left / 60000));
}

if (running) {
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
}
