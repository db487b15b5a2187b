// A session by keys: space shows the answer, 1 to 4 grade it, u takes the last grade back; without single-key shortcuts
// space shows it where the button has the focus.
import { singleKeys } from "./page.js";

const session = document.getElementById("session");
const show = session.querySelector(".show-answer");

function reveal() {
  session.classList.add("shown");
  document.getElementById("answer").focus({ preventScroll: true });
}

show?.addEventListener("click", (event) => {
  event.preventDefault();
  reveal();
});

let sent = false;
session.addEventListener("submit", (event) => {
  if (sent) event.preventDefault(); // a key held down grades one card
  sent = true;
});
addEventListener("pageshow", () => { sent = false; });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, summary, dialog[open]") || document.querySelector("dialog[open]")) return;
  const shown = session.classList.contains("shown");
  if (event.key === " " && show && !shown && (event.target === show || (singleKeys && !event.target.closest("button, a")))) {
    event.preventDefault();
    reveal();
    return;
  }
  if (!singleKeys) return;
  const button = session.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (!button || (button.closest(".grades") && !shown)) return;
  event.preventDefault();
  session.requestSubmit(button);
});
