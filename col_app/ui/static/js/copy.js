// <button data-share="ADDRESS" data-done="TEXT">: the phone's share sheet, else the clipboard.
// <button data-copy="ADDRESS" data-done="TEXT">: the clipboard; what is refused is shown instead.
// <button data-print> prints the page.
const say = (button, text) => {
  const line = document.createElement("span");
  line.className = button.matches(".ib") ? "vh" : "small break";
  line.setAttribute("role", "status");
  button.after(line);
  line.textContent = text;
  button.title = text;
  setTimeout(() => line.remove(), 4000);
};

const copy = (button, url) =>
  navigator.clipboard.writeText(url).then(
    () => say(button, button.dataset.done),
    () => say(button, url),
  );

const share = async (button) => {
  const url = new URL(button.dataset.share, location.href).href;
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => {}); // closed by the reader
    return;
  }
  copy(button, url);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-share], [data-copy]");
  if (button?.dataset.copy) copy(button, button.dataset.copy);
  else if (button) share(button);
  if (event.target.closest("[data-print]")) print();
});
