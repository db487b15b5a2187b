// "To cards": a sentence made into a card, its words changed before it is kept.
import { call, say, toast, trying } from "./talk.js";

const dialog = document.getElementById("card-dialog");
const [kind, front, back] = ["card-kind", "card-front", "card-back"].map((id) => document.getElementById(id));
const problem = document.getElementById("card-problem"); // a toast would lie under the dialog
let note;
let index;
let proposed; // the question as Pith put it
let rewriting = Promise.resolve(true); // whether the question fits the hidden words, once that is known

const draft = (asked) => call("GET", `/notes/${note}/cards/draft?${new URLSearchParams({ index, ...asked })}`);

const accept = () => {
  problem.textContent = "";
  for (const field of [front, back]) field.removeAttribute("aria-invalid");
};
const typed = () => front.value !== proposed;

/** Says why not, and which field it is about: the hidden words, unless the question was emptied. */
function refuse(words) {
  problem.textContent = words;
  (front.value.trim() ? back : front).setAttribute("aria-invalid", "true");
}

function fill(made) {
  dialog.dataset.kind = kind.value = made.kind;
  if (!typed()) {
    front.value = made.front;
    proposed = front.value;
  }
  back.value = made.back;
}

/** Opens the dialog for one sentence, with the card that Pith proposes. */
export async function toCards(noteId, sentenceIndex) {
  [note, index] = [noteId, sentenceIndex];
  const made = await trying(() => draft({}));
  if (!made) return;
  proposed = front.value; // what stands there is of another sentence
  fill(made);
  rewriting = Promise.resolve(true);
  accept();
  dialog.showModal();
  back.focus();
}

async function refill(asked) {
  accept();
  const made = await trying(() => draft(asked), refuse);
  if (made) fill(made);
  return Boolean(made);
}

kind?.addEventListener("change", async () => {
  rewriting = refill({ kind: kind.value });
  if (await rewriting) return;
  dialog.dataset.kind = kind.value; // no word stands out: one's own are asked for
  back.value = "";
});

// a cloze follows the words that are to be hidden, unless somebody wrote its question
back?.addEventListener("change", () => {
  rewriting = kind.value === "cloze" && back.value.trim() && !typed() ? refill({ kind: "cloze", hidden: back.value }) : Promise.resolve(true);
});

document.getElementById("card-cancel")?.addEventListener("click", () => dialog.close());

dialog?.addEventListener("submit", async (event) => {
  event.preventDefault(); // it closes once the card is kept
  if (!(await rewriting)) {
    rewriting = Promise.resolve(true);
    return back.focus();
  }
  accept();
  const asked = `${note}:${index}`;
  const button = dialog.querySelector("[value=keep]");
  button.disabled = true;
  const wish = { index: Number(index), kind: kind.value, front: front.value, back: back.value };
  const kept = await trying(() => call("POST", `/notes/${note}/cards`, wish, { offline: "offline_text" }), refuse);
  button.disabled = false;
  if (!kept) return dialog.querySelector("[aria-invalid]").focus();
  if (asked === `${note}:${index}`) dialog.close(); // not one opened for another sentence meanwhile
  return toast(say("card_kept"));
});
