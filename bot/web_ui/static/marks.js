// What a person says of a sentence: keep, drop, star, this matters. The buttons are the page's own; here they act at once.
import { call, say, toast, trying } from "./talk.js";

/** Makes a note's buttons work. `onMark(index, verdict)` is told of what was said, null when it was taken back. */
export function bringMarks(note, onMark) {
  note.addEventListener("click", async (event) => {
    const button = event.target.closest(".mark-it");
    if (!button) return;
    event.preventDefault(); // without this script it is a form's button
    const index = Number(button.closest("[data-index]").dataset.index);
    const verdict = button.getAttribute("aria-pressed") === "true" ? null : button.dataset.verdict;
    if (await sayOf(note.dataset.note, index, verdict)) onMark(index, verdict);
  });
}

/** Tells the server; true once it is kept. */
async function sayOf(id, index, verdict) {
  const path = `/notes/${id}/marks/${index}`;
  const asking = verdict ? () => call("PUT", path, { verdict }) : () => call("DELETE", path);
  const answer = await trying(asking);
  if (answer === undefined) return false;
  toast([say(verdict ? `mark_${verdict}` : "mark_none"), answer.words].filter(Boolean).join(" "));
  return true;
}

/** Shows on a line of a list, or on the source's own button, what was said of its sentence. */
export function showMark(line, verdict) {
  for (const button of line.querySelectorAll(".mark-it")) {
    const pressed = button.dataset.verdict === verdict || (button.dataset.verdict === "matters" && ["keep", "star"].includes(verdict));
    button.setAttribute("aria-pressed", String(pressed));
    button.value = `${line.dataset.index}:${pressed ? "" : button.dataset.verdict}`;
  }
  line.classList.toggle("dropped", verdict === "drop");
}
