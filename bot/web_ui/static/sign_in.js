// Presses the button for a person who opened the link themselves; never for a preview or a prerendered page.
const form = document.getElementById("sign-in");
const press = () => document.visibilityState === "visible" && form.requestSubmit();

if (form.dataset.byItself !== undefined) {
  if (document.prerendering) document.addEventListener("prerenderingchange", press, { once: true });
  else press();
}
