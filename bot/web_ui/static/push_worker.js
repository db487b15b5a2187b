// The service worker: shows what Pith pushes, and opens it when pressed. Answers no requests and keeps nothing.

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const { title = "Pith", text: body = "", language: lang = "", tag = "pith", link = "/today" } = told;
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag, renotify: true, data: { link } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.link, self.location.origin)));
});

/** Shows the page in a window of Pith that is open already, else in a new one. */
async function open(address) {
  const there = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = there.find((each) => new URL(each.url).pathname === address.pathname);
  return same ? same.focus() : self.clients.openWindow(address.href);
}
