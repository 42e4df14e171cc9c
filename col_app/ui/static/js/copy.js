// <button data-share="ADDRESS" data-done="TEXT">: the phone's share sheet, else the clipboard.
// <button data-print> prints the page.
const say = (button, text) => {
  const line = document.createElement("span");
  line.className = "vh";
  line.setAttribute("role", "status");
  button.after(line);
  line.textContent = text;
  button.title = text;
  setTimeout(() => line.remove(), 4000);
};

const share = async (button) => {
  const url = new URL(button.dataset.share, location.href).href;
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => {}); // closed by the reader
    return;
  }
  await navigator.clipboard.writeText(url);
  say(button, button.dataset.done);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-share]");
  if (button) share(button);
  if (event.target.closest("[data-print]")) print();
});
