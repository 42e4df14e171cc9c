// <button data-near-me>: asks where the reader is, and only then; the filter learns it to a kilometre.
const form = document.getElementById("filters");

const set = (name, value) => {
  let field = form.elements.namedItem(name);
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(field);
  }
  field.value = value;
};

// a box of the map may lie elsewhere: who asks for a place leaves it
const leaveBox = () => form.elements.namedItem("bbox")?.remove();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-near-me]");
  if (!button) return;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      leaveBox();
      set("where", "");
      // two digits are about a kilometre, and no more than that leaves the browser
      set("near", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
      form.requestSubmit();
    },
    () => {
      const line = document.querySelector("[data-near-failed]");
      line.textContent = button.dataset.failed;
      line.hidden = false;
    },
  );
});

form.addEventListener(
  "change",
  ({ target }) => {
    if (target.name === "where") form.elements.namedItem("near")?.remove();
    if (target.name === "where" || target.name === "km") leaveBox();
  },
  { capture: true },
);
