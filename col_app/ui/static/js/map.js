// Explore's map: one result set with the list, from the GeoJSON of the same query.
// Leaflet and supercluster are loaded before as classic scripts.
const CLOSEST = 18;
const PHONE = "(max-width: 63.99rem)";
const PAUSE_MILLISECONDS = 300;
// pixels at the lower edge of a phone's map, where its switch lies
const BELOW = matchMedia(PHONE).matches ? 48 : 0;

const numbers = (text) => text.split(",").map(Number);
const corners = ([west, south, east, north]) => [
  [south, west],
  [north, east],
];
const isActivity = ({ properties }) => !properties.layer;
const middle = (places, axis) => {
  const sorted = places.map((place) => place[axis]).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
};
const element = (name, className, ...children) => {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
};

class ActivityMap {
  constructor(box, { Pins }, { Ground }) {
    this.box = box;
    this.texts = JSON.parse(box.dataset.texts);
    this.plural = new Intl.PluralRules(document.documentElement.lang);
    this.card = document.querySelector("[data-map-card]");
    this.sheet = document.querySelector("[data-sheet]");
    this.follows = box.querySelector("[data-map-follow]");
    this.again = box.querySelector("[data-map-again]");
    this.note = box.querySelector("[data-map-note]");
    const pane = element("div", "");
    box.querySelector("svg.map__svg")?.remove();
    box.prepend(pane);
    // a drawing is sharp at any size, tiles are not
    const zoomSnap = box.dataset.tiles ? 1 : 0.25;
    const bare = { zoomControl: false, attributionControl: false, trackResize: false };
    this.map = L.map(pane, { ...bare, maxZoom: CLOSEST, zoomSnap });
    this.quietly(() => this.showHome());
    this.ground = new Ground(this.map, box);
    this.pins = new Pins(this.map, (...words) => this.say(...words), (pin) => this.choose(pin));
    this.listen();
    this.load();
  }

  say(name, number, values = {}) {
    const forms = this.texts[name];
    const text = typeof forms === "string" ? forms : (forms[this.plural.select(number)] ?? forms.other);
    return text.replace("{n}", number).replace("{name}", values.name);
  }

  showHome() {
    const { bounds, centre } = this.box.dataset;
    this.home = numbers(centre);
    if (bounds) this.map.fitBounds(corners(numbers(bounds)));
    else this.map.setView(this.home, 13);
  }

  // what the map does by itself is no wish of the reader: the list stays as it is
  quietly(move) {
    this.quiet = true;
    move();
    this.quiet = false;
  }

  // how much of the map lies under the search field of a phone, in pixels
  covered() {
    const box = this.box.getBoundingClientRect();
    const bar = document.getElementById("filters").getBoundingClientRect();
    return bar.left < box.right && bar.right > box.left ? Math.max(0, bar.bottom - box.top) : 0;
  }

  resize() {
    this.quietly(() => this.map.invalidateSize({ animate: false, pan: true }));
  }

  listen() {
    this.map.on("moveend", () => {
      this.pins.draw();
      this.ground.giveWay(this.pins.elements);
      if (!this.quiet) this.moved();
    });
    this.map.on("pinfocus", ({ place, size }) => {
      const padding = L.point(size).add([8, 8]);
      const top = padding.add([0, this.covered()]);
      const options = { paddingTopLeft: top, paddingBottomRight: padding, animate: false };
      this.quietly(() => this.map.panInside(place, options));
    });
    this.map.on("click", () => this.close());
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
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    document.addEventListener("htmx:after:swap", () => this.load());
  }

  // The map reads the query of the list without its box, which it cuts out by itself: moving asks
  // for nothing anew. Where that would be more than one answer holds, it asks for the box alone.
  async load() {
    const results = document.getElementById("results");
    const asked = new URL(results.dataset.geojson, location.href);
    const box = asked.searchParams.get("bbox");
    const whole = new URL(asked);
    whole.searchParams.delete("bbox");
    const isNew = whole.href !== this.query;
    const isPart = !isNew && this.isCut && box;
    let answer = await this.ask(isPart ? asked : whole);
    if (answer && !isPart) this.isCut = answer.isCut;
    if (answer?.isCut && box && !isPart) answer = await this.ask(asked);
    if (!answer) return;
    this.query = whole.href;
    this.features = answer.features;
    this.inside = box && numbers(box);
    this.note.hidden = !answer.isCut;
    this.note.textContent = answer.isCut ? this.texts.cut : "";
    this.quietly(() => {
      if (isNew && !box) this.fit(results.dataset.near);
      else if (!this.isLoaded) this.map.fitBounds(corners(this.inside), { animate: false });
    });
    this.isLoaded = true;
    this.show();
    this.close();
  }

  async ask(href) {
    this.asking?.abort();
    this.asking = new AbortController();
    // without cookies the answer is everybody's, and told unchanged when it is
    const headers = { "Accept-Language": document.documentElement.lang };
    const options = { credentials: "omit", headers, signal: this.asking.signal };
    // a newer question may come while this one is asked, or while its answer is read
    const answer = await fetch(href, options).catch(() => null);
    if (!answer?.ok) return null;
    const tag = `${href} ${answer.headers.get("ETag")}`;
    if (tag !== this.answered?.tag) {
      const body = await answer.json().catch(() => null);
      if (!body) return null;
      const isCut = body.features.filter(isActivity).length < body.total;
      this.answered = { tag, features: body.features, isCut };
    }
    return this.answered;
  }

  show() {
    const layers = [...this.box.querySelectorAll("[data-map-layer]:checked")];
    const chosen = new Set(layers.map((layer) => layer.dataset.mapLayer));
    const isChosen = ({ properties }) => chosen.has(properties.layer ?? "activity");
    this.pins.show(this.features.filter(isChosen), this.inside);
    this.ground.giveWay(this.pins.elements);
  }

  // Around a point that was asked for, else where most places are, as close as all of them allow.
  // A place far outside must not shrink a drawn city to a stamp: its drawing fills the box.
  fit(near) {
    const top = [48, 48 + this.covered()];
    const still = { animate: false, paddingTopLeft: top, paddingBottomRight: [48, 48 + BELOW] };
    this.ring?.remove();
    if (near) {
      const [latitude, longitude, kilometres] = numbers(near);
      const radius = kilometres * 1000;
      const ring = { radius, interactive: false, className: "map-ring", fill: false };
      this.ring = L.circle([latitude, longitude], ring).addTo(this.map);
      this.map.fitBounds(this.ring.getBounds(), still);
      return;
    }
    const places = this.features
      .filter(isActivity)
      .map(({ geometry: { coordinates } }) => L.latLng(coordinates[1], coordinates[0]));
    const { drawingBounds } = this.box.dataset;
    const drawn = drawingBounds && L.latLngBounds(corners(numbers(drawingBounds)));
    if (places.length === 0) {
      if (drawn) this.map.setView(drawn.getCenter(), this.map.getBoundsZoom(drawn, true), still);
      return;
    }
    this.map.fitBounds(L.latLngBounds(places), { ...still, maxZoom: 15 });
    const inDrawing = places.filter((place) => drawn && drawn.contains(place));
    if (inDrawing.length === 0) return;
    const closeness = Math.max(this.map.getZoom(), this.map.getBoundsZoom(drawn, true));
    this.map.setView([middle(inDrawing, "lat"), middle(inDrawing, "lng")], closeness, still);
    this.map.panBy([0, (BELOW - this.covered()) / 2], still);
  }

  choose({ element: pin, found }) {
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

  // the pin of the row that the reader points at
  light(target) {
    this.lit?.classList.remove("is-lit");
    const row = target?.closest?.("#results [data-pin]");
    this.lit = row && this.pins.holder(Number(row.dataset.pin));
    this.lit?.classList.add("is-lit");
  }

  locate() {
    navigator.geolocation.getCurrentPosition(({ coords: { latitude, longitude } }) => {
      const here = [latitude, longitude];
      // The point stays here. The view may be sent as a box: it knows no more than a kilometre.
      const about = here.map((degrees) => Number(degrees.toFixed(2)));
      this.map.setView(about, 14);
      this.here ??= L.circleMarker(here, { radius: 8, className: "map-me" }).addTo(this.map);
      this.here.setLatLng(here);
      this.here.getElement()?.setAttribute("aria-label", this.texts.here);
    });
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

const start = async () => {
  const box = document.querySelector("[data-map]");
  if (!box || !window.L) return;
  const parts = Promise.all([import(box.dataset.pins), import(box.dataset.ground)]);
  let shown = null;
  // phones hide the map in the list view: it starts when it is first seen
  new ResizeObserver(async () => {
    const modules = await parts;
    if (box.clientWidth === 0) return;
    shown ??= new ActivityMap(box, ...modules);
    shown.resize();
  }).observe(box);
};

start();
