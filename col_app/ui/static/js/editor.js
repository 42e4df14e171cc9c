// <form data-autosave>: saves a pause after each change, and says so in [data-told].
// <form data-drawing="ID">: draws the badge anew in [data-drawn] when one of its radios changes.
const PAUSE = 1500;

class Autosave {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-told]");
    this.isBusy = false;
    this.isStale = false;
    form.addEventListener("input", (event) => event.target.type !== "file" && this.wait());
    // the page leaves: what is under way would only compete with what the form itself sends
    form.addEventListener("submit", () => this.stop());
  }

  stop() {
    clearTimeout(this.timer);
    this.isOver = true;
    this.request?.abort();
  }

  wait() {
    if (this.isOver) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (this.isBusy) {
      this.isStale = true;
      return;
    }
    this.isBusy = true;
    this.isStale = false;
    await this.send();
    this.isBusy = false;
    if (this.isStale) this.wait();
  }

  async send() {
    const body = new FormData(this.form);
    body.delete("file");
    body.set("do", "save");
    this.line.textContent = this.form.dataset.saving;
    this.request = new AbortController();
    const { signal } = this.request;
    const headers = { Accept: "application/json" };
    const options = { method: "POST", body, headers, signal };
    const answer = await fetch(this.form.action, options).catch(() => null);
    if (this.isOver) return;
    if (!answer?.headers.get("Content-Type")?.includes("json")) {
      this.line.textContent = this.form.dataset.failed;
      return;
    }
    const said = await answer.json();
    this.line.textContent = said.told;
    if (answer.ok) this.form.elements.revision.value = said.revision;
    if (answer.status === 409) this.stop();
  }
}

class Drawing {
  constructor(form) {
    this.form = form;
    this.place = form.querySelector("[data-drawn]");
    form.addEventListener("input", (event) => this.hear(event.target));
  }

  hear(field) {
    const { palette } = this.form.elements;
    if (field.name === "colour") palette.value = "own";
    const parts = ["shape", "palette", "icon", "pattern", "colour", "drawn"];
    if (parts.includes(field.name)) this.draw();
  }

  draw() {
    const { shape, palette, icon, pattern, colour, drawn } = this.form.elements;
    if (drawn?.value === "sent") return;
    const own = `own-${colour.value.slice(1).toLowerCase()}`;
    const colours = palette.value === "own" ? own : palette.value;
    const name = [shape.value, colours, icon.value, pattern.value, this.form.dataset.drawing];
    const picture = this.place.querySelector("img");
    picture.src = `/static/badges/${name.join(".")}.svg`;
  }
}

for (const form of document.querySelectorAll("[data-autosave]")) new Autosave(form);
for (const form of document.querySelectorAll("[data-drawing]")) new Drawing(form);
