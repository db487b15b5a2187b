// Asks once more before what can't be brought back. A button says in its own words what it would do: data-sure, data-told.
const dialog = document.getElementById("sure");
let going = null; // the button that somebody is sure of

/** Whether the person is sure of what `button` does. */
export function sure(button) {
  dialog.querySelector("h2").textContent = button.dataset.sure;
  dialog.querySelector("p").textContent = button.dataset.told;
  dialog.querySelector("[value=yes]").textContent = button.textContent.trim() || button.ariaLabel;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.dataset.sure || button === going) return;
  event.preventDefault();
  if (!(await sure(button))) return;
  going = button.isConnected ? button : document.getElementById(button.id); // the page may have been made anew meanwhile
  going?.form.requestSubmit(going);
  going = null;
});
