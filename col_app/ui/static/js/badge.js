// The badge designer: the picture follows the choices. Without a script it shows what was saved.
const form = document.querySelector("[data-badge-form]");
const preview = form.querySelector("[data-badge-preview]");
const name = form.querySelector("[data-badge-name]");

const draw = () => {
  const choice = new FormData(form);
  const url = new URL(preview.dataset.badgePreview, location.href);
  for (const part of ["shape", "palette", "icon", "pattern"]) {
    url.searchParams.set(part, choice.get(part));
  }
  const image = document.createElement("img");
  image.className = "badge-art";
  image.alt = preview.dataset.alt;
  image.src = url;
  image.addEventListener("load", () => preview.replaceChildren(image));
};

form.addEventListener("change", (event) => {
  if (event.target.type === "radio" && preview.dataset.badgePreview) draw();
});
form.addEventListener("input", (event) => {
  if (event.target.name === "name" && event.target.value) name.textContent = event.target.value;
});
