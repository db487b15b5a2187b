"""Being notified in a real Chromium, which without a head has no push service: the page's PushManager is stood in for,
and what the stand-in for a push service has opened is handed to the worker as the browser would."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from playwright.async_api import Page, expect

from tests.e2e.browsing import Desk
from tests.fakes.push_service import PushService

STAND_IN = """(given) => {
  let made = null;
  PushManager.prototype.getSubscription = async () => made;
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("refused");
    const unsubscribe = async () => ((made = null), true);
    const options = { applicationServerKey: applicationServerKey.buffer };
    return (made = { endpoint: given.endpoint, options, toJSON: () => given, unsubscribe });
  };
}"""
HAPPENS = """async ([kind, given]) => {
  const [notification] = await self.registration.getNotifications();
  let done;
  const more = { notification, ...given, waitUntil: (promise) => (done = promise) };
  const event = new Event(kind);
  for (const [name, value] of Object.entries(more)) Object.defineProperty(event, name, { value });
  self.dispatchEvent(event);
  await done;
}"""
SHOWN = """() => navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((all) => all.map((each) => [each.title, each.body, each.tag, each.lang]))"""


async def ask_to_be_notified(page: Page, service: PushService) -> None:
    """Off and on again, as who tries it out does."""
    await page.evaluate(STAND_IN, service.subscription)
    switch = page.get_by_label("Also notify this browser")
    for press, told in (
        (switch.check, "This browser is notified, too."),
        (switch.uncheck, "This browser is not notified any more."),
        (switch.check, "This browser is notified, too."),
    ):
        await press()
        await expect(page.get_by_text(told)).to_be_visible()
        await expect(switch).to_be_enabled()


async def sees(desk: Desk, page: Page, service: PushService) -> list[list[str]]:
    """What the system shows once the browser has what waits for it: title, text, tag and language."""
    devtools = await desk.context.new_cdp_session(page)
    known = asyncio.get_running_loop().create_future()

    def heard(event: dict[str, Any]) -> None:
        if event["registrations"] and not known.done():
            known.set_result(event["registrations"][0]["registrationId"])

    devtools.on("ServiceWorker.workerRegistrationUpdated", heard)
    await devtools.send("ServiceWorker.enable")
    message = {"origin": desk.url, "registrationId": await known}
    for each in service.waiting.values():
        await devtools.send("ServiceWorker.deliverPushMessage", message | {"data": json.dumps(each.content)})
    await page.wait_for_function(f"async () => (await ({SHOWN})()).length")
    shown: list[list[str]] = await page.evaluate(SHOWN)
    return shown


async def press_it(page: Page) -> None:
    """The notification, while the page it opens is open, as it was before."""
    before = await page.evaluate("() => (self.wasOpen = location.pathname)")
    assert before == "/today"
    (worker,) = page.context.service_workers
    await worker.evaluate(HAPPENS, ["notificationclick", {}])
    await page.wait_for_function("() => !self.wasOpen && location.pathname === '/today'")


async def is_renewed(page: Page, service: PushService) -> None:
    """The browser's push service gives it another address."""
    (worker,) = page.context.service_workers
    new = service.subscription | {"endpoint": service.endpoint.replace("/7", "/8")}
    change = {"oldSubscription": service.subscription, "newSubscription": new}
    await worker.evaluate(HAPPENS, ["pushsubscriptionchange", change])
