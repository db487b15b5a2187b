// A group's page, and that of a round it marks, stays true while it is looked at: what others share, take back, vote and ask comes in by itself.
// What is being typed is left alone; its part is made anew once it is sent or left. Nobody looks: nothing is listened to.
import { toast } from "./talk.js";

const { group, version, news, over, focusBegun, focusOver, page: address = `/groups/${group}` } = document.querySelector("[data-group]").dataset;
const LATER_MS = 15000;
const shown = new Map(); // what the server gave, by id
let known = version, latest = version, events = null, later = 0, turn = 0, waits = false, ended = false;

const live = () => [...document.querySelectorAll("[data-live]")];
const posts = () => [...document.querySelectorAll("#posts .post, [data-told]")].map((post) => post.id).sort().join();
const remember = (part) => [part, ...part.querySelectorAll("li[id]")].forEach((one) => shown.set(one.id, one.outerHTML));
const focusing = () => document.getElementById("focus-in") !== null;
const typing = (part) =>
  [...part.querySelectorAll("textarea")].some((field) => field === document.activeElement || field.value) ||
  (part.contains(document.activeElement) && document.activeElement.matches("input[type=number]"));

function put(part, fresh) {
  const held = part.contains(document.activeElement) ? document.activeElement : null;
  const open = [...part.querySelectorAll("details[open]")].map((one) => one.id);
  const same = [...fresh.querySelectorAll("li[id]")].filter((one) => shown.get(one.id) === one.outerHTML && part.querySelector(`#${CSS.escape(one.id)}`));
  remember(fresh);
  document.adoptNode(fresh);
  for (const one of same) one.replaceWith(part.querySelector(`#${CSS.escape(one.id)}`));
  part.replaceWith(fresh);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (held && held !== document.activeElement) hold([held, document.getElementById(held.id)].find((one) => one?.isConnected) ?? fresh.querySelector("summary, h2, h3") ?? fresh);
}

function hold(one) { // the keyboard goes on from where it was, though what it was on is gone
  if (one.tabIndex < 0) one.setAttribute("tabindex", "-1");
  one.focus({ preventScroll: true });
}

async function showAnew() {
  const mine = ++turn, wanted = latest;
  const answer = await fetch(`${address}${location.search}`).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html") : null;
  if (mine !== turn || ended) return;
  if ([401, 403, 404].includes(answer?.status)) return end();
  if (!page?.querySelector("[data-live]")) return tryLater();
  const before = posts(), focused = focusing();
  waits = false;
  for (const part of live()) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.outerHTML === shown.get(part.id)) continue;
    if (typing(part)) waits = true;
    else put(part, fresh);
  }
  if (!waits) known = wanted;
  if (focusing() !== focused) toast(focused ? focusOver : focusBegun);
  else if (posts() !== before) toast(news);
}

function listen() {
  if (events || ended || document.hidden) return;
  events = new EventSource(`/api/v1/groups/${group}/events?known=${known}`);
  events.addEventListener("changed", ({ data }) => {
    latest = data;
    showAnew();
  });
  events.addEventListener("over", end);
  events.addEventListener("error", () => {
    if (events?.readyState !== EventSource.CLOSED) return; // else the browser tries again by itself
    rest();
    showAnew().then(tryLater);
  });
}

function rest() {
  clearTimeout(later);
  events?.close();
  events = null;
}

function tryLater() {
  clearTimeout(later);
  if (!ended) later = setTimeout(() => (events ? showAnew() : listen()), LATER_MS);
}

function end() {
  ended = true;
  rest();
  const line = Object.assign(document.createElement("p"), { className: "notice", textContent: over });
  document.title = "Pith";
  document.getElementById("main").replaceChildren(line);
  toast(over);
}

live().forEach(remember);
listen();
document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
document.addEventListener("focusout", () => waits && setTimeout(showAnew));
addEventListener("pageshow", (event) => event.persisted && listen());
addEventListener("pagehide", rest);
