// What a pin that is pressed stands for: its row of the list, or a card above the map.
import { element } from "./elements.js";
import { PHONE } from "./frame.js";

export class Card {
  // say(name, number, values): a sentence
  constructor(box, say) {
    this.box = box;
    this.say = say;
    this.card = document.querySelector("[data-map-card]");
    this.sheet = document.querySelector("[data-sheet]");
  }

  open({ element: pin, found }) {
    this.close();
    this.pin = pin;
    pin.classList.add("is-on");
    const [first] = found;
    const row = first.layer ? null : document.querySelector(`#results [data-pin="${first.id}"]`);
    row?.classList.add("is-on");
    row?.scrollIntoView({ block: "nearest" });
    this.sheet.dispatchEvent(new Event("chosen"));
    const onPhone = matchMedia(PHONE).matches;
    const isAlone = found.length === 1 && row;
    if (isAlone && onPhone) {
      row.querySelector("a").focus({ preventScroll: true });
      return;
    }
    this.card.replaceChildren(isAlone ? row.cloneNode(true) : this.listOf(found));
    // on a phone the list is in sight: what is chosen stands on top of it
    if (onPhone) document.getElementById("results").before(this.card);
    else this.box.append(this.card);
    this.card.hidden = false;
    if (onPhone) this.sheet.scrollTop = 0;
    this.card.querySelector("a").focus({ preventScroll: true });
  }

  listOf(found) {
    const lines = found.map((each) => element("li", "", this.link(each)));
    const list = element("ul", "stack stack--s", ...lines);
    const heading = element("p", "strong", this.say("spot", found.length));
    const parts = found.some(({ layer }) => layer) || found.length === 1 ? [list] : [heading, list];
    return element("div", "card card--lift pad stack stack--s", ...parts);
  }

  link({ title, href, lang, layer, count }) {
    const link = element("a", "strong", title);
    link.href = href;
    link.dir = "auto";
    if (lang) link.lang = lang;
    if (layer) link.textContent = this.say(count ? "place" : "empty", count, { name: title });
    return link;
  }

  close() {
    const hadFocus = this.card.contains(document.activeElement);
    for (const chosen of document.querySelectorAll(".is-on")) chosen.classList.remove("is-on");
    this.card.hidden = true;
    if (hadFocus && this.pin?.isConnected) this.pin.focus({ preventScroll: true });
    this.pin = null;
  }
}
