// The service worker: shows what Pith pushes, opens it when pressed, and keeps the browser notified when its
// subscription is renewed. Answers no requests and keeps nothing.

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const { title = "Pith", text: body = "", language: lang = "", tag = "pith", link = "/today" } = told;
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag, renotify: true, data: { link } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.link, self.location.origin)));
});

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

/** Shows the page, as it is now, in a window of Pith that is open already, else in a new one. */
async function open(address) {
  const there = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = there.find((each) => new URL(each.url).pathname === address.pathname);
  if (!same) return self.clients.openWindow(address.href);
  await same.focus().catch(() => {}); // first: the press allows it for a moment only
  return same.navigate(address.href).catch(() => {});
}

/** The browser took its subscription back: Pith gets the next one, if it notifies this browser. */
async function renew({ oldSubscription: old, newSubscription: given }) {
  const answer = await fetch("/api/v1/push");
  if (!answer.ok) return; // nobody is signed in here
  const { key, browsers } = await answer.json();
  const oldId = old && (await idOf(old));
  if (!key || !browsers.some((each) => !oldId || each.id === oldId)) return;
  const wish = { userVisibleOnly: true, applicationServerKey: key };
  const made = given ?? (await self.registration.pushManager.subscribe(wish));
  const page = await (await fetch("/settings")).text();
  const headers = { "X-Pith-CSRF": page.match(/name="csrf" content="([^"]+)"/)[1] };
  const body = JSON.stringify(made);
  const json = { ...headers, "Content-Type": "application/json" };
  await fetch("/api/v1/push/browsers", { method: "POST", headers: json, body });
  if (oldId && oldId !== (await idOf(made))) {
    await fetch(`/api/v1/push/browsers/${oldId}`, { method: "DELETE", headers });
  }
}

/** What Pith knows a subscription by. */
async function idOf(subscription) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
