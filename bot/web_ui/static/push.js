// "Also notify this browser": asks the browser for permission when it is pressed, and never before.
import { call, Problem, say, toast } from "./talk.js";

const part = document.getElementById("push-part");
if (part) watch(document.getElementById("push-here"), document.getElementById("push-why"));

async function watch(box, why) {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    why.textContent = say("push_cannot");
    return;
  }
  const { key, browsers } = part.dataset;
  const subscription = await here();
  const isKnown = Boolean(subscription) && browsers.split(" ").includes(await idOf(subscription));
  box.checked = isKnown && isFor(subscription, key);
  if (isKnown && !box.checked) why.textContent = say("push_ended");
  if (Notification.permission === "denied") why.textContent = say("push_denied");
  box.disabled = false;
  box.addEventListener("change", async () => {
    box.disabled = true;
    try {
      if (box.checked) await begin(key);
      else await end();
      toast(say(box.checked ? "push_on" : "push_off"));
      why.textContent = "";
    } catch (error) {
      box.checked = !box.checked;
      why.textContent = error instanceof Problem ? error.message : say("push_cannot");
    }
    box.disabled = false;
    box.focus();
  });
}

/** This browser's subscription, if it has one. */
async function here() {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return (await worker?.pushManager.getSubscription()) ?? null;
}

async function begin(key) {
  if ((await Notification.requestPermission()) !== "granted") throw new Problem(say("push_denied"));
  await navigator.serviceWorker.register("/push_worker.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  if (old && !isFor(old, key)) await drop(old);
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  await call("POST", "/push/browsers", made.toJSON());
}

async function end() {
  const subscription = await here();
  if (subscription) await drop(subscription);
}

/** Ends a subscription. That Pith does not know it any more is no trouble. */
async function drop(subscription) {
  const { browsers } = await call("GET", "/push");
  const id = await idOf(subscription);
  if (browsers.some((each) => each.id === id)) await call("DELETE", `/push/browsers/${id}`);
  await subscription.unsubscribe();
}

/** Whether it takes what is signed with this key. */
function isFor(subscription, key) {
  const own = subscription.options?.applicationServerKey;
  return !own || new Uint8Array(own).join() === bytes(key).join();
}

/** What Pith knows a subscription by. */
async function idOf(subscription) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytes(base64url) {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
