// Explore's map: one result set with the list, from the GeoJSON of the same query.
import { Answers, isActivity } from "./answers.js";
import { breath } from "./breath.js";
import { Card } from "./card.js";
import { drawn, element } from "./elements.js";
import { Frame } from "./frame.js";
import { corners } from "./geography.js";
import { Ground } from "./ground.js";
import { MovingMap, toLatLng } from "./leaflet.js";
import { Pins } from "./pins.js";
import { Spot } from "./spot.js";

const CLOSEST = 18;
const PAUSE_MILLISECONDS = 300;

class ActivityMap {
  constructor(box) {
    this.box = box;
    this.texts = JSON.parse(box.dataset.texts);
    this.plural = new Intl.PluralRules(document.documentElement.lang);
    this.follows = box.querySelector("[data-map-follow]");
    this.again = box.querySelector("[data-map-again]");
    this.note = box.querySelector("[data-map-note]");
    const pane = element("div", "");
    box.querySelector("svg.map__svg")?.remove();
    box.prepend(pane);
    // a drawing is sharp at any size, tiles are not
    const zoomSnap = box.dataset.tiles ? 1 : 0.25;
    this.map = new MovingMap(pane, { trackResize: false, maxZoom: CLOSEST, zoomSnap });
    this.quietly(() => (this.frame = new Frame(this.map, box)));
    this.ground = new Ground(this.map, box);
    const say = (...words) => this.say(...words);
    this.card = new Card(box, say);
    this.pins = new Pins(this.map, box.dataset.icons, say, (pin) => this.card.open(pin));
    this.answers = new Answers();
    this.listen();
    this.load();
  }

  say(name, number, values = {}) {
    const forms = this.texts[name];
    const text = typeof forms === "string" ? forms : (forms[this.plural.select(number)] ?? forms.other);
    return text.replace("{n}", number).replace("{name}", values.name);
  }

  // what the map does by itself is no wish of the reader: the list stays as it is
  quietly(move) {
    this.quiet = true;
    move();
    this.quiet = false;
  }

  resize() {
    this.quietly(() => this.map.invalidateSize({ animate: false, pan: true }));
  }

  listen() {
    this.map.on("moveend", () => {
      this.pins.draw();
      this.ground.follow(this.pins.elements);
      if (!this.quiet) this.moved();
    });
    this.map.on("pinfocus", ({ place, size }) =>
      this.quietly(() => this.frame.keepInSight(place, size)),
    );
    this.map.on("click", () => this.card.close());
    for (const button of this.box.querySelectorAll("[data-map-zoom]")) {
      button.addEventListener("click", () => this.map.zoomIn(Number(button.dataset.mapZoom)));
    }
    for (const layer of this.box.querySelectorAll("[data-map-layer]")) {
      layer.addEventListener("change", () => this.show());
    }
    this.follows.addEventListener("change", () => this.follows.checked && this.search());
    this.again.addEventListener("click", () => this.search());
    this.box.querySelector("[data-map-locate]").addEventListener("click", () => this.locate());
    for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
      document.addEventListener(enter, ({ target }) => this.light(target));
      document.addEventListener(leave, () => this.light(null));
    }
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.card.close());
    document.addEventListener("htmx:after:swap", () => this.load());
  }

  async load() {
    const { geojson, near } = document.getElementById("results").dataset;
    const answer = await this.answers.find(geojson);
    if (!answer) return;
    const { features, box, isCut, isNew } = answer;
    this.features = features;
    this.inside = box;
    this.note.hidden = !isCut;
    this.note.textContent = isCut ? this.texts.cut : "";
    await breath();
    const points = () => features.filter(isActivity).map(({ geometry }) => geometry.coordinates);
    this.quietly(() => {
      if (isNew && !box) this.frame.fit(points(), near);
      else if (!this.isLoaded) this.map.fitBounds(corners(box), { animate: false });
    });
    this.isLoaded = true;
    this.card.close();
    await breath();
    await this.show();
  }

  async show() {
    const layers = [...this.box.querySelectorAll("[data-map-layer]:checked")];
    const chosen = new Set(layers.map((layer) => layer.dataset.mapLayer));
    const isChosen = ({ properties }) => chosen.has(properties.layer ?? "activity");
    await this.pins.show(this.features.filter(isChosen), this.inside);
    await breath();
    this.ground.follow(this.pins.elements);
  }

  // the pin of the row that the reader points at
  light(target) {
    this.lit?.classList.remove("is-lit");
    const row = target?.closest?.("#results [data-pin]");
    this.lit = row && this.pins.holder(Number(row.dataset.pin));
    this.lit?.classList.add("is-lit");
  }

  locate() {
    navigator.geolocation.getCurrentPosition(({ coords: { latitude, longitude } }) => {
      const here = toLatLng(latitude, longitude);
      // The point stays here. The view may be sent as a box: it knows no more than a kilometre.
      const about = [latitude, longitude].map((degrees) => Number(degrees.toFixed(2)));
      this.map.setView(about, 14);
      this.here ??= this.mark(here);
      this.here.move(here);
    });
  }

  mark(place) {
    const dot = drawn("circle", { class: "map-me", r: 8 });
    const look = { viewBox: "-10 -10 20 20", width: 20, height: 20, role: "img" };
    const picture = drawn("svg", { ...look, "aria-label": this.texts.here }, dot);
    picture.style.margin = "-10px 0 0 -10px";
    return new Spot(place, picture, { pane: "overlayPane" }).addTo(this.map);
  }

  moved() {
    clearTimeout(this.pause);
    if (this.follows.checked) this.pause = setTimeout(() => this.search(), PAUSE_MILLISECONDS);
    else this.again.hidden = false;
  }

  // the part that is seen becomes a filter of the list
  search() {
    this.again.hidden = true;
    const form = document.getElementById("filters");
    let field = form.elements.namedItem("bbox");
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "bbox" });
      form.append(field);
    }
    field.value = this.map.getBounds().toBBoxString();
    form.requestSubmit();
  }
}

// phones hide the map in the list view: it starts when it is first seen
export const start = (box) => {
  let shown = null;
  new ResizeObserver(() => {
    if (box.clientWidth === 0) return;
    shown ??= new ActivityMap(box);
    shown.resize();
  }).observe(box);
};
