// Settings: offers the browser's time zone, copies a new token, guards the erase button.
import "./push.js";
import { copy } from "./talk.js";

const field = document.getElementById("time_zone");
const use = document.getElementById("use-zone");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (here && here !== field.value) {
  use.textContent = use.dataset.words.replace("{zone}", here);
  use.hidden = false;
  use.addEventListener("click", () => {
    field.value = here;
    use.hidden = true;
    field.focus();
  });
}

document.getElementById("copy-token")?.addEventListener("click", () => copy(document.getElementById("new-token").textContent));
