// The list over the map of a phone: a sheet in three snaps, moved by its button, or dragged by it.
// data-next-SNAP says what the button does when the sheet is at SNAP.
const SNAPS = ["peek", "half", "full"];
const DRAGGED_PIXELS = 24;

const start = () => {
  const sheet = document.querySelector("[data-sheet]");
  const grab = sheet?.querySelector("[data-grab]");
  if (!grab) return;
  let from = null;

  const snap = (name) => {
    sheet.dataset.snap = name;
    grab.setAttribute("aria-expanded", String(name !== "peek"));
    grab.setAttribute("aria-label", grab.dataset[`next${name[0].toUpperCase()}${name.slice(1)}`]);
    if (name === "peek") sheet.scrollTop = 0;
  };
  const at = () => SNAPS.indexOf(sheet.dataset.snap);

  grab.addEventListener("click", (event) => {
    if (event.detail > 0 && from?.isDragged) return; // the end of a drag; keys have no detail
    snap(SNAPS[(at() + 1) % SNAPS.length]);
  });
  grab.addEventListener("pointerdown", (event) => {
    from = { y: event.clientY, isDragged: false };
    grab.setPointerCapture(event.pointerId);
  });
  grab.addEventListener("pointermove", (event) => {
    if (!from || from.isDragged || !grab.hasPointerCapture(event.pointerId)) return;
    const up = from.y - event.clientY;
    if (Math.abs(up) < DRAGGED_PIXELS) return;
    from.isDragged = true;
    snap(SNAPS[Math.min(2, Math.max(0, at() + Math.sign(up)))]);
  });
  // a pin was chosen: what is said of it must be in sight
  sheet.addEventListener("chosen", () => sheet.dataset.snap === "peek" && snap("half"));
  snap(sheet.dataset.snap);
};

start();
