// <input data-suggest="ADDRESS">: a combo box (ARIA 1.2) that offers names while one types.
// Without it the box is an ordinary search field.
const PAUSE = 150;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("div");
    Object.assign(this.list, { className: "sg", id: `${input.id}-suggestions`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    this.status = document.createElement("span");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    input.closest(".searchbox").append(this.list, this.status);
    const facts = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(facts)) input.setAttribute(name, value);
    this.close();
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // before the field loses focus, which would close the list
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[data-href]")));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const asked = this.input.value.trim();
    if (asked.length < 2) return this.close();
    const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(asked)}`;
    const answer = await fetch(address).catch(() => null); // without a network nothing is offered
    if (!answer?.ok || asked !== this.input.value.trim()) return;
    if (document.activeElement !== this.input) return;
    this.list.innerHTML = await answer.text();
    const count = this.list.querySelector("[data-count]").innerHTML;
    this.active = null;
    this.input.removeAttribute("aria-activedescendant");
    this.show(count !== "");
    this.status.textContent = count;
  }

  show(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.active = null;
    this.input.removeAttribute("aria-activedescendant");
    this.show(false);
  }

  press(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (this.list.hidden) return;
    if (event.key in steps) this.move(steps[event.key]);
    else if (event.key === "Enter" && this.active) this.go(this.active);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  move(step) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    const last = options.length - 1;
    const next = this.active ? options.indexOf(this.active) + step : step > 0 ? 0 : last;
    this.active?.setAttribute("aria-selected", "false");
    this.active = options[next] ?? null;
    if (!this.active) return this.input.removeAttribute("aria-activedescendant");
    this.active.setAttribute("aria-selected", "true");
    this.active.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.active.id);
  }

  go(option) {
    if (option) location.assign(option.dataset.href);
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggestions(input);
