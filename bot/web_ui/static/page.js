// What every page does: keys, the help dialog, menus that close, news read out, what was refused, the time zone of a newcomer.
import "./sure.js";
import { call, toast } from "./talk.js";

const help = document.getElementById("help");
export const singleKeys = "singleKeys" in document.body.dataset; // whether a letter or a digit alone acts
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

document.getElementById("help-button")?.addEventListener("click", () => help.showModal());
help?.querySelector("a").addEventListener("click", () => help.close()); // it may lead to a place of this page

document.addEventListener("keydown", (event) => {
  if (!singleKeys || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const act = {
    "?": () => help?.showModal(),
    "/": () => goTo("query", "/history#query"),
    n: () => goTo("text", "/#text"),
    j: () => step(1),
    k: () => step(-1),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

/** Focuses a field of this page, or opens the page that has it. */
function goTo(id, address) {
  const field = document.getElementById(id);
  if (field) field.focus();
  else if (help) location.assign(address);
}

/** Moves the focus to the next or previous highlight. */
function step(by) {
  const all = [...document.querySelectorAll(".highlights .said")].filter((link) => link.checkVisibility());
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Who is refused goes on in the field that it is about; what tells of it stands in sight, and is read with the field.
addEventListener("load", () => {
  const refused = document.querySelector("[aria-invalid=true]");
  refused?.focus();
  if (refused) document.getElementById(refused.getAttribute("aria-describedby").split(" ")[0])?.scrollIntoView({ block: "nearest" });
});

if (["#query", "#text"].includes(location.hash)) document.querySelector(location.hash)?.focus();

// What a page came to say is read out only when it changes while the page is there; and seen only where the page is.
addEventListener("load", () => setTimeout(() => {
  for (const notice of document.querySelectorAll(".notice[role=status]")) {
    const { top, bottom, height } = notice.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) {
      toast(notice.textContent.trim());
      continue;
    }
    notice.style.minHeight = `${height}px`;
    const inside = [...notice.childNodes];
    notice.replaceChildren();
    setTimeout(() => notice.append(...inside));
  }
}, 100));

const { signedIn, zone } = document.body.dataset;
const found = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (signedIn !== undefined && !zone && found && !sessionStorage.getItem("zone-told"))
  call("PATCH", "/person", { time_zone: found })
    .then(() => {
      sessionStorage.setItem("zone-told", "1"); // once stored: a page left too soon takes the request with it
      const field = document.getElementById("time_zone");
      if (field && !field.value) field.value = found;
    })
    .catch(() => {}); // a zone this server does not know stays unset
