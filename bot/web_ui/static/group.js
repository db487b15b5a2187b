// A group's page stays true while it is looked at: what others share, take back and vote comes in by itself.
// What is being typed is left alone; the posts are made anew once it is sent or left.
import { toast } from "./talk.js";

const { group, version, news, over } = document.querySelector("[data-group]").dataset;
const events = new EventSource(`/api/v1/groups/${group}/events?known=${version}`);
let waits = false;

const posts = () => document.getElementById("posts");
const typing = () => [...posts().querySelectorAll("textarea")].some((field) => field === document.activeElement || field.value);

async function showAnew() {
  waits = typing();
  if (waits) return;
  const answer = await fetch(`/groups/${group}/posts${location.search}`).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("posts");
  if (!fresh || typing()) return;
  const at = document.activeElement?.id;
  const open = [...posts().querySelectorAll("details[open]")].map((one) => one.closest("li").id);
  posts().replaceWith(fresh);
  for (const id of open) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
  if (at) document.getElementById(at)?.focus({ preventScroll: true });
  toast(news);
}

events.addEventListener("changed", showAnew);
events.addEventListener("over", () => {
  events.close();
  posts().replaceChildren();
  toast(over);
});
document.addEventListener("focusout", () => waits && setTimeout(showAnew));
addEventListener("pagehide", () => events.close());
