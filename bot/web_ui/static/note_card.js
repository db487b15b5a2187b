// What can be done with a note wherever it is shown: re-cut, copy, rename, tag, delete.
import { bringMarks, showMark } from "./marks.js";
import { toCards } from "./card_dialog.js";
import { sure } from "./sure.js";
import { call, copy, say, toast, trying } from "./talk.js";

const SAVE_AFTER_MS = 500;
const STEPS = 120; // a slider with more stops can't be hit; long notes get wider steps
const LONG = 200; // lines; of a longer list only those in sight are laid out

/** The numbers of sentences that a slider offers for `total`: every one while it is few, then in growing steps. */
export function stops(total) {
  if (total <= STEPS) return Array.from({ length: total }, (_, i) => i + 1);
  const found = new Set();
  for (let i = 0; i <= STEPS; i += 1) found.add(Math.round(total ** (i / STEPS)));
  return [...found].sort((a, b) => a - b);
}

/** Makes one `.note` element work. `onCut(sentences, kept)` is told of every new cut, `onMark(index, verdict)` of marks. */
export function bring(note, { onCut = () => {}, onDelete = () => {}, onMark = () => {} } = {}) {
  const id = note.dataset.note;
  note.querySelectorAll(".highlights, .others").forEach((list) => list.addEventListener("click", (event) => useLine(event, id)));
  note.addEventListener("toggle", (event) => event.target.matches(".why") && event.target.open && explain(event.target, id), true);
  note.querySelector(".copy-all").addEventListener("click", () => copy(said(note).join("\n\n")));
  note.querySelector(".delete").addEventListener("click", () => remove(note, onDelete));
  note.querySelector(".rename").addEventListener("click", () => rename(note));
  bringTags(note.querySelector(".tags"), id);
  bringSlider(note, onCut);
  bringMarks(note, (index, verdict) => {
    asked.delete(id); // the next cut takes the mark into account
    for (const line of note.querySelectorAll(`[data-index="${index}"]`)) showMark(line, verdict);
    onMark(index, verdict);
  });
}

const said = (note) => [...note.querySelectorAll(".highlights .said")].map((line) => line.textContent);

/** The buttons of one line. */
function useLine(event, id) {
  const line = event.target.closest(".highlight");
  if (event.target.closest(".copy")) copy(line.querySelector(".said").textContent);
  if (event.target.closest(".to-card")) toCards(id, line.dataset.index);
}

/** Shows what each word of a sentence did for it; asked for when *Why* is first opened. */
async function explain(opened, id) {
  const box = opened.querySelector(".words");
  if (box.dataset.asked) return;
  box.dataset.asked = "yes";
  box.textContent = say("looking_at_words");
  const answer = await trying(() => call("GET", `/notes/${id}/highlights/${opened.closest(".highlight").dataset.index}/why`));
  if (!answer) {
    box.textContent = "";
    delete box.dataset.asked; // so that opening it again tries again
    return;
  }
  const letters = Array.from(answer.text); // offsets count code points
  const shown = Object.assign(document.createElement("p"), { className: "warm", dir: "auto", lang: opened.closest(".highlight").querySelector(".said").lang });
  let at = 0;
  for (const word of answer.words) {
    const piece = Object.assign(document.createElement("span"), { textContent: word.text });
    piece.dataset.warmth = word.warmth;
    shown.append(letters.slice(at, word.start - answer.start).join(""), piece);
    at = word.end - answer.start;
  }
  shown.append(letters.slice(at).join(""));
  const line = (text) => Object.assign(document.createElement("p"), { className: "soft", textContent: text });
  box.replaceChildren(shown, line(say("strongest", { words: answer.strongest.join(" · ") || "–" })), line(say("warm_words")));
}

/** Every sentence of a note, asked for once. */
const asked = new Map();
export function sentencesOf(id) {
  if (!asked.has(id)) asked.set(id, call("GET", `/notes/${id}/sentences`).then((answer) => answer.sentences));
  asked.get(id).catch(() => asked.delete(id));
  return asked.get(id);
}

/** Cuts that are kept once the slider rests, or the page is left. */
const unsaved = new Map();
addEventListener("pagehide", () => unsaved.forEach((_, id) => save(id)));

function save(id) {
  if (!unsaved.has(id)) return;
  const length = { sentences: unsaved.get(id) };
  unsaved.delete(id);
  trying(() => call("PATCH", `/notes/${id}`, { length }, { keepalive: true }));
}

function bringSlider(note, onCut) {
  const slider = note.querySelector(".slider");
  const output = note.querySelector(".kept");
  const { note: id, total } = note.dataset;
  const choices = stops(Number(total));
  const kept = Number(slider.value);
  let saving;
  let standing = kept; // sentences that are shown
  const tell = (count) => {
    output.value = say(total === "1" ? "kept_of_one" : "kept_of", { kept: count, total });
    slider.setAttribute("aria-valuetext", output.value);
  };
  slider.min = 0;
  slider.max = Math.max(1, choices.length - 1);
  const stay = () => {
    slider.value = Math.max(0, choices.findLastIndex((stop) => stop <= standing));
    tell(standing);
  };
  stay();
  for (const hint of ["pointerenter", "focus"]) slider.addEventListener(hint, () => trying(() => sentencesOf(id)));
  slider.addEventListener("input", async () => {
    const count = choices[slider.value];
    tell(count);
    unsaved.set(id, count);
    clearTimeout(saving);
    saving = setTimeout(() => save(id), SAVE_AFTER_MS);
    const sentences = await trying(() => sentencesOf(id));
    if (choices[slider.value] !== count) return;
    if (!sentences) {
      clearTimeout(saving);
      unsaved.delete(id);
      return stay();
    }
    standing = count;
    show(note, sentences.filter((sentence) => sentence.rank < count));
    onCut(sentences, count);
  });
}

/** Puts exactly `chosen` into the note's list; lines that stay keep their place and their focus. */
function show(note, chosen) {
  const list = note.querySelector(".highlights");
  const there = new Map([...list.children].map((line) => [Number(line.dataset.index), line]));
  const wanted = new Set(chosen.map((sentence) => sentence.index));
  list.classList.toggle("long", wanted.size > LONG);
  for (const [index, line] of there) if (!wanted.has(index)) line.remove();
  let before = list.firstElementChild;
  for (const sentence of chosen) {
    const line = there.get(sentence.index);
    if (line) before = line.nextElementSibling;
    else list.insertBefore(lineFor(note, sentence, note.classList.contains("card") ? `n${note.dataset.note}-h` : "h"), before);
  }
}

/** A new line for one sentence, from the page's own template. */
export function lineFor(note, sentence, prefix) {
  const line = note.querySelector(".highlight-template").content.firstElementChild.cloneNode(true);
  const score = Math.round(100 * sentence.score);
  line.id = `${prefix}${sentence.index}`;
  line.dataset.index = sentence.index;
  const link = line.querySelector(".said");
  link.textContent = sentence.text;
  link.href = `/notes/${note.dataset.note}#s${sentence.index}`;
  link.id = `${line.id}-said`;
  for (const told of line.querySelectorAll("[aria-describedby]")) told.setAttribute("aria-describedby", link.id);
  line.dataset.kind = sentence.action ? "action" : sentence.kind;
  line.toggleAttribute("data-to-do", sentence.to_do);
  if (!sentence.closest) line.querySelector(".closest")?.remove();
  line.querySelector(".kind").textContent = sentence.label;
  line.querySelector(".due").append(...sentence.due.map((words) => Object.assign(document.createElement("span"), { textContent: words })));
  const place = line.querySelector(".place");
  place.textContent = sentence.place;
  if (Object.keys(sentence.location).join() === "heading") place.lang = link.lang;
  line.querySelector("meter").value = score;
  line.querySelector(".points").textContent = say("score", { score });
  showMark(line, sentence.verdict);
  line.querySelector(".reasons ul").append(...sentence.reasons.map((reason) => Object.assign(document.createElement("li"), { textContent: reason })));
  return line;
}

function rename(note) {
  const row = note.querySelector(".title-row");
  const title = row.querySelector(".title");
  const shown = title.querySelector("a") ?? title;
  const button = row.querySelector(".rename");
  const field = Object.assign(document.createElement("input"), { className: "title-edit", value: shown.textContent, maxLength: 200 });
  field.setAttribute("aria-label", button.getAttribute("aria-label"));
  let over = false;
  const end = async (keep, byKey) => {
    if (over) return;
    over = true;
    const wish = field.value.trim();
    field.replaceWith(title);
    if (byKey) button.focus(); // else the focus stays with what was chosen instead
    if (!keep || !wish || wish === shown.textContent) return;
    const answer = await trying(() => call("PATCH", `/notes/${note.dataset.note}`, { title: wish }));
    if (answer) {
      shown.textContent = answer.title;
      toast(say("saved"));
    }
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault(); // or the same key presses the button that gets the focus
    end(event.key === "Enter", true);
  });
  field.addEventListener("blur", () => end(true, false));
  title.replaceWith(field);
  field.focus();
  field.select();
}

function bringTags(box, id) {
  const list = box.querySelector("ul");
  const field = box.querySelector(".new-tag");
  const save = async (change) => {
    const answer = await trying(() => call("PATCH", `/notes/${id}`, change));
    if (answer) list.replaceChildren(...answer.tags.map(tagLine));
    return answer;
  };
  list.addEventListener("click", async (event) => {
    const button = event.target.closest(".untag");
    if (button && (await save({ remove_tags: [button.dataset.tag] }))) field.focus();
  });
  field.addEventListener("keydown", async (event) => {
    if (event.isComposing || !["Enter", ",", "，"].includes(event.key)) return;
    event.preventDefault();
    if (field.value.trim() && (await save({ add_tags: [field.value] }))) field.value = "";
  });
}

function tagLine(name) {
  const line = Object.assign(document.createElement("li"), { className: "tag" });
  const link = Object.assign(document.createElement("a"), { textContent: name, href: `/history?tag=${encodeURIComponent(name)}` });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "untag", textContent: "×" });
  button.dataset.tag = name;
  button.setAttribute("aria-label", say("remove_tag", { name }));
  line.append(link, button);
  return line;
}

async function remove(note, onDelete) {
  if (!(await sure(note.querySelector(".delete")))) return;
  if ((await trying(() => call("DELETE", `/notes/${note.dataset.note}`))) !== undefined) onDelete();
}
