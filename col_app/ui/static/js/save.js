// <button form="saving" formaction="/saved/KIND/ID" aria-pressed>: saves or forgets without leaving
// the page, keeps the focus, and shows the same on every button of that thing.
const show = (address, isSaved) => {
  for (const button of document.querySelectorAll(`[formaction="${address}"]`)) {
    button.setAttribute("aria-pressed", isSaved);
    button.value = isSaved ? "DELETE" : "POST";
  }
};

const busy = new Set();

const send = async (form, button) => {
  const address = button.getAttribute("formaction");
  if (busy.has(address)) return;
  busy.add(address);
  const isWanted = button.value === "POST";
  const body = new FormData(form);
  body.append(button.name, button.value);
  show(address, isWanted);
  const headers = { Accept: "application/json" };
  const answer = await fetch(address, { method: "POST", body, headers }).catch(() => null);
  busy.delete(address);
  if (answer?.ok) return show(address, (await answer.json()).saved);
  show(address, !isWanted);
  if (answer) location.assign(address); // signed out meanwhile, or no more fits: the page says why
};

document.addEventListener("submit", (event) => {
  if (event.target.id !== "saving") return;
  event.preventDefault();
  send(event.target, event.submitter);
});
