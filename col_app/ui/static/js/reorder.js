// <form data-reorder>: the items of its list can be dragged, too. A drop presses the item's own
// button with the place where it fell; without a script the buttons do the same one by one.
const wire = (form) => {
  const list = form.querySelector("ol");
  let dragged = null;
  for (const item of list.children) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
  });
  list.addEventListener("dragover", (event) => {
    if (dragged) event.preventDefault();
  });
  list.addEventListener("drop", (event) => {
    const over = event.target.closest("li");
    event.preventDefault();
    if (!over || over === dragged) return;
    const button = dragged.querySelector("[name=place]");
    button.disabled = false;
    button.value = 1 + [...list.children].indexOf(over);
    form.requestSubmit(button);
  });
};

document.querySelectorAll("form[data-reorder]").forEach(wire);
