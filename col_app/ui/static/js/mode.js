// Dark mode before the first paint: a small classic script in <head>, not a module.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem("mode");
    } catch {
      return null; // storage is off: follow the system
    }
  };
  const keep = (mode) => {
    try {
      localStorage.setItem("mode", mode);
    } catch {
      // storage is off: the choice lasts for this page
    }
  };
  const chosen = read();
  if (chosen === "dark" || chosen === "light") root.dataset.mode = chosen;
  const isDark = () => (root.dataset.mode ? root.dataset.mode === "dark" : dark.matches);
  const show = () => {
    for (const button of document.querySelectorAll("[data-mode-toggle]")) {
      button.setAttribute("aria-pressed", String(isDark()));
    }
  };
  document.addEventListener("DOMContentLoaded", show);
  dark.addEventListener("change", show);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-mode-toggle]")) return;
    root.dataset.mode = isDark() ? "light" : "dark";
    keep(root.dataset.mode);
    show();
  });
})();
