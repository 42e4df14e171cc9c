// <input type="file" data-largest="MB" data-large="…" data-most="N" data-many="…">: says what is
// too large or too many before it is sent, in the reader's words; the rest of the form stays.
const MEGABYTE = 1024 * 1024;

const fault = ({ dataset, files }) => {
  if ([...files].some((file) => file.size > Number(dataset.largest) * MEGABYTE)) {
    return dataset.large;
  }
  return files.length > Number(dataset.most ?? files.length) ? dataset.many : "";
};

for (const field of document.querySelectorAll("input[type=file][data-largest]")) {
  field.addEventListener("change", () => {
    field.setCustomValidity(fault(field));
    field.reportValidity();
  });
}
