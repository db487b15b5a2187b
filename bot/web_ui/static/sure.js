// Asks once more before what can't be brought back. A button says in its own words what it would do: data-sure, data-told.
const dialog = document.getElementById("sure");
let going = null; // the button that somebody is sure of
let answer = () => {}; // what the question that stands there is answered by

/** Whether the person is sure of what `button` does. */
export function sure(button) {
  answer(false);
  dialog.querySelector("h2").textContent = button.dataset.sure;
  dialog.querySelector("p").textContent = button.dataset.told;
  dialog.querySelector("[value=yes]").textContent = button.textContent.trim() || button.ariaLabel;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    answer = resolve;
  });
}

dialog?.addEventListener("close", () => {
  if (!dialog.open) answer(dialog.returnValue === "yes"); // else it was asked anew before this was told
});

document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.dataset.sure || button === going) return;
  event.preventDefault();
  if (!(await sure(button))) return;
  going = button.isConnected ? button : document.getElementById(button.id); // the page may have been made anew meanwhile
  going?.form.requestSubmit(going);
  going = null;
});
