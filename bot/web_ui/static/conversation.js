// The conversation: a card for each job, followed until its answer stands there.
import { bring } from "./note_card.js";
import { call, piece, say, toast, trying } from "./talk.js";

const FIRST_LOOK_MS = 120;
const SLOWEST_LOOK_MS = 1000;
const ROOM = 0.7; // of the window, above the composer; an answer that needs more is shown from its beginning
const OVER = ["done", "failed", "cancelled"];
const NAME_CHARACTERS = 24; // of what is done: it stands on the page itself

const stream = document.getElementById("stream");
const template = document.getElementById("going-template");
const answers = document.getElementById("answers");
const tray = document.getElementById("tray");
const greeting = stream.querySelector(".greeting");
let looking = false;

const atEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
const toEnd = () => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });

/** Changes the stream, and stays at its end where the reader was there. */
function keepingEnd(change) {
  const stays = atEnd();
  change();
  greeting.hidden = Boolean(stream.querySelector(".exchange"));
  if (stays) toEnd();
}

/** Shows a job as a card that is on its way; `instead` is the card it takes the place of. */
export function show(job, { instead = null, onStop = () => {} } = {}) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.id = `job-${job.id}`;
  card.dataset.job = job.id;
  card.dataset.name = job.name;
  card.setAttribute("aria-label", job.name);
  card.querySelector(".bubble span").textContent = job.name;
  card.querySelector(".cancel").hidden = job.state === "sending";
  card.addEventListener("pith:stopped", onStop, { once: true });
  progress(card, job);
  keepingEnd(() => (instead ? instead.replaceWith(card) : tray.append(card)));
  if (!instead) toEnd();
  wake(card);
  follow();
  return card;
}

function progress(card, job) {
  const bar = card.querySelector("progress");
  card.dataset.state = job.state;
  card.querySelector(".state").textContent = job.state_words;
  if (job.total) {
    bar.max = job.total;
    bar.value = job.done;
  } else bar.removeAttribute("value");
}

/** Gives a card its buttons. */
function wake(card) {
  const note = card.querySelector(".note");
  if (note) bring(note, { onDelete: () => leave(card, say("deleted")) });
  card.querySelector(".cancel")?.addEventListener("click", () => stop(card));
  card.querySelector(".dismiss")?.addEventListener("click", () => dismiss(card));
}

/** Asks for the card's job to end; undefined where that did not work, and the card is looked after again. */
async function end(card, method, path) {
  const { state } = card.dataset;
  if (state === "ending") return undefined;
  card.dataset.state = "ending"; // not to be looked after meanwhile
  const answer = await trying(() => call(method, path));
  if (answer === undefined) {
    card.dataset.state = state;
    follow();
  }
  return answer;
}

async function stop(card) {
  const job = await end(card, "POST", `/jobs/${card.dataset.job}/stop`);
  if (!job) return undefined;
  if (job.state !== "cancelled") return finish(card, job); // it was done before it could be stopped
  card.dispatchEvent(new CustomEvent("pith:stopped", { bubbles: true, detail: job.text }));
  return leave(card, say("cancelled"));
}

async function dismiss(card) {
  if ((await end(card, "DELETE", `/jobs/${card.dataset.job}`)) !== undefined) leave(card);
}

function leave(card, words) {
  keepingEnd(() => card.remove());
  if (words) toast(words);
  document.getElementById("text").focus({ preventScroll: true });
}

const waiting = () => [...tray.children].filter((card) => ![...OVER, "sending", "ending"].includes(card.dataset.state));

/** Looks after the jobs under way until none is left: soon at first, then more seldom. */
export async function follow() {
  if (looking) return;
  looking = true;
  let pause = FIRST_LOOK_MS;
  while (waiting().length) {
    await new Promise((resolve) => setTimeout(resolve, document.hidden ? 4 * SLOWEST_LOOK_MS : pause));
    pause = Math.min(pause * 1.4, SLOWEST_LOOK_MS);
    const asked = waiting(); // of what is sent meanwhile the answer knows nothing
    const answer = await call("GET", "/jobs").catch(() => null);
    if (!answer) continue;
    const jobs = new Map(answer.jobs.map((job) => [job.id, job]));
    for (const card of waiting().filter((one) => asked.includes(one))) {
      if (card.dataset.state === "ending") continue; // stopped just now
      const job = jobs.get(card.dataset.job);
      if (!job) keepingEnd(() => card.remove());
      else if (OVER.includes(job.state)) await finish(card, job);
      else progress(card, job);
    }
  }
  looking = false;
}

/** Adds the answer to the others, and takes its card from the tray. */
async function finish(card, job) {
  card.dataset.state = "ending";
  const answer = await piece(`/jobs/${job.id}/card`).catch(() => null);
  if (!answer) return keepingEnd(() => card.remove());
  progress(card, job);
  point(card, answer);
  const stays = atEnd();
  keepingEnd(() => {
    answers.append(answer);
    sweep();
  });
  wake(answer);
  if (stays && !tray.children.length && answer.offsetHeight > innerHeight * ROOM) answer.scrollIntoView({ behavior: "instant" });
  return toast(job.state === "done" ? say("done", { name: brief(job.name) }) : say("failed", { name: job.name, reason: job.error ?? job.state_words }));
}

function brief(name) {
  const letters = [...name];
  return letters.length > NAME_CHARACTERS ? `${letters.slice(0, NAME_CHARACTERS).join("").trimEnd()}…` : name;
}

/** Makes the card a line that leads to its answer. */
function point(card, answer) {
  card.removeAttribute("id");
  card.classList.add("answered");
  const link = document.createElement("a");
  link.href = `#${answer.id}`;
  link.textContent = say("answer_above");
  card.querySelector(".state").replaceChildren(link);
  card.querySelector(".cancel").remove();
}

/** A card whose answer is there goes once none above it is under way: what is under way must not jump. */
function sweep() {
  while (OVER.includes(tray.firstElementChild?.dataset.state)) tray.firstElementChild.remove();
}

stream.querySelectorAll(".exchange").forEach(wake);
if (stream.querySelector(".exchange")) toEnd();
