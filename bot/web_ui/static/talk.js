// How scripts speak: to the server, and to the person. No page of its own.

const strings = JSON.parse(document.getElementById("words").textContent);
const csrf = document.querySelector("meta[name=csrf]").content;

export class Problem extends Error {}

/** A sentence in the reader's language, with its values put in. */
export function say(key, values = {}) {
  return strings[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Shows a sentence for a while; screen readers read it out. */
export function toast(text) {
  const line = Object.assign(document.createElement("p"), { className: "toast", textContent: text });
  document.getElementById("toasts").replaceChildren(line);
  setTimeout(() => line.remove(), 3000 + 50 * text.length);
}

/** Asks the JSON API; with `keepalive` also when the page is left meanwhile. Throws a Problem with a sentence for the
 * person: where no answer comes, the one called `offline`. */
export async function call(method, path, body, { keepalive = false, offline = "offline" } = {}) {
  const headers = { "X-Pith-CSRF": csrf };
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  const answer = await fetch(`/api/v1${path}`, { method, headers, body, keepalive }).catch(() => null);
  if (!answer) throw new Problem(say(offline));
  if (answer.status === 204) return null;
  const content = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem(content?.error?.message ?? say(offline));
  return content;
}

/** Sends a form with files, reporting the share that has left. */
export function upload(path, form, onShare) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", `/api/v1${path}`);
    sending.setRequestHeader("X-Pith-CSRF", csrf);
    sending.responseType = "json";
    sending.upload.onprogress = (step) => step.lengthComputable && onShare(step.loaded / step.total);
    sending.onerror = () => reject(new Problem(say("offline")));
    sending.onload = () => {
      if (sending.status < 300) resolve(sending.response);
      else reject(new Problem(sending.response?.error?.message ?? say("offline")));
    };
    sending.send(form);
  });
}

/** A piece of page from the server, as an element. Throws a Problem with a sentence for the person. */
export async function piece(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) throw new Problem((await answer?.json().catch(() => null))?.error?.message ?? say("offline"));
  return new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
}

/** Runs `act`; a Problem becomes a toast, or is told as `tell` does. */
export async function trying(act, tell = toast) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    tell(error.message);
    return undefined;
  }
}

/** Copies text, also where the page has no secure context. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) return toast(say("copy_failed"));
  }
  return toast(say("copied"));
}
