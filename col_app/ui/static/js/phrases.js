// <button data-insert="ID">: puts its text where the cursor stands in that field, and stays here.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  event.preventDefault();
  const field = document.getElementById(button.dataset.insert);
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(gap + button.textContent, field.selectionStart, field.selectionEnd, "end");
  field.focus();
});
