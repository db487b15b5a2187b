// The note's page: highlights and source side by side, each leading to the other.
import { bring, lineFor, sentencesOf } from "./note_card.js";
import { showMark } from "./marks.js";
import { call, trying } from "./talk.js";

const MORE = 100;
const note = document.querySelector(".note");
const source = note.querySelector(".source");
const others = note.querySelector(".others");
const more = note.querySelector(".more-left");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let kept = note.querySelectorAll(".highlights > li").length;
let shown = Math.max(30, others.children.length);

bring(note, {
  onCut(sentences, count) {
    kept = count;
    for (const sentence of sentences) mark(sentence.index, sentence.rank < count);
    showLeftOut(sentences);
  },
  onDelete: () => location.assign("/history?deleted=1#said"),
  onMark: (index, verdict) => document.getElementById(`s${index}`)?.classList.toggle("mine", Boolean(verdict) && verdict !== "drop"),
});

/** Marks a sentence of the source, or takes its mark away. */
function mark(index, wanted) {
  const there = document.getElementById(`s${index}`);
  if (!there || (there.localName === "mark") === wanted) return;
  const other = document.createElement(wanted ? "mark" : "span");
  other.id = there.id;
  other.dataset.heat = there.dataset.heat;
  other.className = there.className;
  if (wanted) other.append(Object.assign(document.createElement("a"), { href: `#h${index}`, textContent: there.textContent }));
  else other.textContent = there.textContent;
  there.replaceWith(other);
}

function showLeftOut(sentences) {
  const left = sentences.filter((sentence) => sentence.rank >= kept).sort((a, b) => a.rank - b.rank);
  others.closest("details").hidden = !left.length;
  others.replaceChildren(...left.slice(0, shown).map((sentence) => lineFor(note, sentence, "o")));
  more.hidden = left.length <= shown;
}

more.addEventListener("click", async () => {
  shown += MORE;
  const sentences = await trying(() => sentencesOf(note.dataset.note));
  if (sentences) showLeftOut(sentences);
});

document.getElementById("kind")?.addEventListener("change", (event) => {
  note.querySelector(".highlights").dataset.show = event.target.value;
});

// --- a sentence of the source that matters: chosen by click or key, marked by its button or Enter ---

const matters = note.querySelector(".of-source");
let chosen = null;
source.tabIndex = 0;

function choose(sentence) {
  chosen?.classList.remove("chosen-sentence");
  chosen = sentence;
  matters.hidden = !sentence || sentence.localName === "mark"; // a highlight has buttons of its own
  if (!sentence) return;
  sentence.classList.add("chosen-sentence");
  matters.dataset.index = sentence.id.slice(1);
  matters.querySelector("button").setAttribute("aria-describedby", sentence.id);
  showMark(matters, sentence.classList.contains("mine") ? "matters" : null);
  const pane = matters.offsetParent.getBoundingClientRect();
  const end = [...sentence.getClientRects()].at(-1);
  matters.style.top = `${end.bottom - pane.top}px`;
  matters.style.left = `${Math.max(0, Math.min(end.right - pane.left, pane.width - 150) - 20)}px`;
}

source.addEventListener("click", (event) => {
  if (getSelection().isCollapsed) choose(event.target.closest(".source span[id]"));
});
source.addEventListener("keydown", (event) => {
  if (event.target !== source) return;
  const all = [...source.querySelectorAll("[id^=s]")];
  if (event.key === "Escape") choose(null);
  else if (event.key === "Enter" && !matters.hidden) matters.querySelector("button").click();
  else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
    const next = all[chosen?.isConnected ? all.indexOf(chosen) + (event.key === "ArrowDown" ? 1 : -1) : 0];
    if (next) {
      next.scrollIntoView({ block: "nearest" });
      choose(next);
      document.getElementById("source-chosen").textContent = next.textContent; // what is only outlined is not heard
    }
  } else return;
  event.preventDefault();
});

document.getElementById("heat").addEventListener("change", (event) => source.classList.toggle("heat", event.target.checked));

// --- which sections of a long note were looked at: told once the page has stood still for a while ---

const REST_MS = 2500;
const begins = source.dataset.sections?.split(" ").map(Number) ?? []; // the first sentence of each
const told = new Set(); // sections
let resting = 0;

function lookedAt() {
  const { top, bottom, left, width } = source.getBoundingClientRect();
  const first = Math.max(top, 60);
  const last = Math.min(bottom, innerHeight);
  if (document.visibilityState !== "visible" || last - first < 80) return;
  const at = [0.1, 0.5, 0.9].flatMap((part) => document.elementsFromPoint(left + width / 2, first + part * (last - first)));
  const seen = at.map((element) => element.closest(".source [id^=s]")?.id.slice(1)).filter(Boolean).map(Number);
  if (!seen.length) return;
  const from = Math.min(...seen);
  const to = Math.max(...seen);
  const fresh = begins.flatMap((begin, number) => {
    const isSeen = begin <= to && (begins[number + 1] ?? Infinity) > from;
    return isSeen && !told.has(number) ? [number] : [];
  });
  if (!fresh.length) return;
  fresh.forEach((number) => told.add(number));
  call("POST", `/notes/${note.dataset.note}/looks`, { first: from, last: to }).catch(() => {});
}

function rest() {
  clearTimeout(resting);
  resting = setTimeout(lookedAt, REST_MS);
}

if (begins.length) {
  addEventListener("scroll", rest, { passive: true });
  rest();
}

/** Brings an element into sight and makes it glow. */
function lead(target) {
  if (!target) return;
  target.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
  target.classList.remove("flash");
  void target.offsetWidth; // starts the glow anew when it is asked for twice
  target.classList.add("flash");
  (target.querySelector("a") ?? target).focus({ preventScroll: true });
}

note.addEventListener("click", (event) => {
  const link = event.target.closest(".said, mark a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", link.hash);
  lead(document.querySelector(link.hash));
});

if (/^#[sh]\d+$/.test(location.hash)) lead(document.querySelector(location.hash));
