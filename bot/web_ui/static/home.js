// The home page: the composer, and the conversation above it.
import { follow, show } from "./conversation.js";
import { call, say, toast, trying, upload } from "./talk.js";

const composer = document.getElementById("composer");
const text = document.getElementById("text");
const picker = document.getElementById("file");
const chosen = document.getElementById("chosen-files");
const drop = document.getElementById("drop");
const send = composer.querySelector(".send");
const problem = document.getElementById("refused");
const largest = Number(composer.dataset.maxBytes);
const DRAFT = "draft";
const LONG = 50_000; // characters
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
let files = [];
let leaving = 0; // files that have not arrived yet

write(text.value || sessionStorage.getItem(DRAFT) || "");
text.addEventListener("beforeinput", (event) => event.data?.length > LONG && direct(event.data));
text.addEventListener("input", () => {
  direct(text.value);
  refuse("");
  keepDraft(text.value);
});
text.addEventListener("paste", (event) => take(event.clipboardData.files));
picker.addEventListener("change", () => {
  take(picker.files);
  picker.value = "";
});
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
composer.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.target.id === "focus") {
    event.preventDefault();
    submit();
  }
});

/** Which way the text runs. With dir=auto the browser looks at every paragraph, and anew for every line that comes: a
 * megabyte takes it many seconds. So in a long text, before it stands there, its first letter decides for all. */
function direct(written) {
  const way = RIGHT_TO_LEFT.test(written.slice(0, 1000).match(/\p{L}/u)?.[0]) ? "rtl" : "ltr";
  const dir = written.length > LONG ? way : "auto";
  if (text.dir !== dir) text.dir = dir;
}

function write(written) {
  direct(written);
  text.value = written;
}

/** Keeps what is being written over a reload; more than the browser takes is simply not kept. */
function keepDraft(draft) {
  try {
    sessionStorage.setItem(DRAFT, draft);
  } catch {
    sessionStorage.removeItem(DRAFT);
  }
}

/** Says why nothing can be sent; with no words that it can. */
function refuse(words) {
  problem.textContent = words;
  if (words) text.setAttribute("aria-invalid", "true");
  else text.removeAttribute("aria-invalid");
}

/** Adds files to what will be sent; those that are too large are refused before they travel. */
function take(list) {
  for (const file of list) {
    if (file.size > largest) toast(say("too_large", { name: file.name, limit: +Math.max(0.001, largest / 2 ** 20).toFixed(3) }));
    else files.push(file);
  }
  if (files.length) refuse("");
  showFiles();
}

function showFiles() {
  chosen.hidden = !files.length;
  chosen.replaceChildren(...files.map((file) => {
    const line = document.createElement("li");
    const off = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "×" });
    off.setAttribute("aria-label", say("remove_file", { name: file.name }));
    off.addEventListener("click", () => {
      files = files.filter((other) => other !== file);
      showFiles();
    });
    line.append(file.name, off);
    return line;
  }));
}

/** Sends the text as one note and each file as one; every one is a card at once. */
async function submit() {
  const written = text.value;
  if (send.disabled) return undefined; // pressed twice: it is on its way
  if (!written.trim() && !files.length) {
    refuse(say("nothing_to_condense"));
    return text.focus();
  }
  const asked = new FormData(composer);
  const wish = { focus: asked.get("focus"), length: asked.get("length") };
  send.disabled = true;
  if (written.trim()) {
    const [unit, amount] = wish.length.split(":");
    const body = { text: written, focus: wish.focus || null, ...(amount && { [unit]: Number(amount) }) };
    const answer = await trying(() => call("POST", "/jobs", body, { offline: "offline_text" }));
    if (!answer) {
      send.disabled = false;
      return undefined;
    }
    if (text.value.startsWith(written)) write(text.value.slice(written.length)); // typed on meanwhile
    keepDraft(text.value);
    answer.jobs.forEach((job) => show(job, { onStop: () => giveBack(written) }));
  }
  const going = files;
  files = [];
  showFiles();
  composer.elements.focus.value = "";
  send.disabled = false;
  settle();
  leaving += going.length;
  for (const file of going) await sendFile(file, wish).finally(() => (leaving -= 1));
  return follow();
}

/** Back to the text; but a phone's keyboard must not cover the answer. */
function settle() {
  if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
  else text.focus({ preventScroll: true });
}

/** What was stopped can be mended and sent again, unless something else is being written by now. */
function giveBack(written) {
  if (!text.value) write(written);
  keepDraft(text.value);
}

// What was sent before the page was loaded comes back with the answer.
document.addEventListener("pith:stopped", (event) => giveBack(event.detail ?? ""));

async function sendFile(file, wish) {
  const form = new FormData();
  for (const [name, value] of Object.entries(wish)) form.append(name, value);
  form.append("file", file);
  const card = show({ id: `sending-${crypto.randomUUID?.() ?? Math.random()}`, name: file.name, state: "sending", state_words: say("sending", { percent: 0 }), done: 0, total: 100 });
  try {
    const answer = await upload("/jobs", form, (share) => {
      const percent = Math.round(100 * share);
      card.querySelector(".state").textContent = say("sending", { percent });
      card.querySelector("progress").value = percent;
    });
    answer.jobs.forEach((job) => show(job, { instead: card }));
  } catch (error) {
    card.remove();
    take([file]); // to be sent again
    toast(say("failed", { name: file.name, reason: error.message }));
  }
}

// What has not arrived is lost with the page, so the browser asks first.
addEventListener("beforeunload", (event) => leaving && event.preventDefault());

// Files dropped anywhere on the page are taken.
let depth = 0;
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragenter", (event) => {
  if (!carriesFiles(event)) return;
  depth += 1;
  drop.hidden = false;
});
addEventListener("dragleave", (event) => {
  if (!carriesFiles(event)) return;
  depth -= 1;
  drop.hidden = depth > 0 ? drop.hidden : true;
});
addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  depth = 0;
  drop.hidden = true;
  take(event.dataTransfer.files);
  text.focus();
});

follow();
settle();
