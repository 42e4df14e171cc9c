// Menus are <details>: they open without a script. Here they close again on Escape and outside.
const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Words in a .tip come by pointing or focus; Escape puts them away until one comes anew.
for (const tip of document.querySelectorAll(".tip")) {
  const again = () => tip.classList.remove("is-closed");
  tip.addEventListener("mouseenter", again);
  tip.addEventListener("focusin", again);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && tip.classList.add("is-closed"));
}

// <button data-toggle="ID" aria-expanded> shows and hides an element by its class is-open
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-toggle]");
  if (!button) return;
  const open = document.getElementById(button.dataset.toggle).classList.toggle("is-open");
  button.setAttribute("aria-expanded", String(open));
});
