// The pins of Explore's map: gathered into clusters, only those in sight in the page, as buttons.
// Leaflet and supercluster are loaded before as classic scripts (window.L, window.Supercluster).
const RADIUS = 56;
const LARGE = 12;

const svg = (symbol) => {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("class", "i");
  picture.setAttribute("width", 18);
  picture.setAttribute("height", 18);
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(picture.namespaceURI, "use");
  use.setAttribute("href", `#${symbol}`);
  picture.append(use);
  return picture;
};

const span = (className, ...children) => {
  const element = document.createElement("span");
  element.className = className;
  element.append(...children);
  return element;
};

const isIn = ([west, south, east, north], [longitude, latitude]) =>
  west <= longitude && longitude <= east && south <= latitude && latitude <= north;

const key = ({ geometry, properties }) => {
  if (!properties.cluster) return `${properties.layer ?? "activity"} ${properties.id}`;
  const sort = properties.place ? "places" : "activities";
  return `${sort} ${geometry.coordinates} ${properties.point_count}`;
};

export class Pins {
  // say(name, number, values): a sentence; choose(chosen): what to do with a pin that is pressed
  constructor(map, say, choose) {
    this.map = map;
    this.say = say;
    this.choose = choose;
    this.shown = new Map();
    this.indexes = [];
    this.Icon = L.Icon.extend({
      createIcon() {
        this._setIconStyles(this.options.element, "icon");
        return this.options.element;
      },
      createShadow: () => null,
    });
  }

  // features of GeoJSON; with a box (W, S, E, N in degrees) only those inside
  show(features, box) {
    const inside = box ? features.filter((each) => isIn(box, each.geometry.coordinates)) : features;
    const maxZoom = this.map.getMaxZoom();
    this.indexes = [false, true].map((place) => {
      const points = inside.filter(({ properties }) => (properties.layer === "place") === place);
      const map = () => ({ place });
      const options = { radius: RADIUS, extent: 256, maxZoom, map, reduce: () => {} };
      return new Supercluster(options).load(points);
    });
    this.draw();
  }

  draw() {
    const bounds = this.map.getBounds();
    const sight = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const zoom = Math.round(this.map.getZoom());
    const wanted = new Map();
    for (const index of this.indexes) {
      for (const feature of index.getClusters(sight, zoom)) {
        wanted.set(key(feature), { index, feature });
      }
    }
    const lost = this.removeAllBut(wanted);
    for (const [name, { index, feature }] of wanted) {
      if (!this.shown.has(name)) this.shown.set(name, this.add(index, feature));
      Object.assign(this.shown.get(name), { index, feature });
    }
    this.holders = null;
    if (lost) this.focusNear(lost);
  }

  // the place of the pin that had the focus and is gone, if there was one
  removeAllBut(wanted) {
    let lost = null;
    for (const [name, { marker, element }] of this.shown) {
      if (wanted.has(name)) continue;
      if (element === document.activeElement) lost = marker.getLatLng();
      marker.remove();
      this.shown.delete(name);
    }
    return lost;
  }

  focusNear(place) {
    const away = ({ marker }) => marker.getLatLng().distanceTo(place);
    const all = [...this.shown.values()];
    if (all.length === 0) return;
    const next = all.reduce((one, other) => (away(other) < away(one) ? other : one));
    next.element.focus({ preventScroll: true });
  }

  add(index, feature) {
    const [longitude, latitude] = feature.geometry.coordinates;
    const place = L.latLng(latitude, longitude);
    const face = this.face(index, feature.properties);
    const element = document.createElement("button");
    element.type = "button";
    element.setAttribute("aria-label", face.label);
    if (feature.properties.lang) element.lang = feature.properties.lang;
    element.append(face.look);
    const { size, anchor } = face;
    const icon = new this.Icon({ element, iconSize: size, iconAnchor: anchor, className: "" });
    const zIndexOffset = feature.properties.place || feature.properties.layer ? -1000 : 0;
    const options = { icon, keyboard: false, autoPanOnFocus: false, zIndexOffset };
    const marker = L.marker(place, options).addTo(this.map);
    marker.on("click", () => this.press(key(feature)));
    element.addEventListener("focus", () => this.map.fire("pinfocus", { place, size }));
    return { marker, element };
  }

  face(index, properties) {
    const count = properties.point_count;
    if (properties.place) {
      const look = span("pin pin--place", String(count));
      return { look, label: this.say("places", count), size: [36, 36], anchor: [18, -22] };
    }
    if (properties.layer === "place") {
      const look = span("pin pin--place", svg("map-place"));
      if (properties.count) look.append(span("pin__n", String(properties.count)));
      else look.classList.add("pin--none");
      const label = this.say(properties.count ? "place" : "empty", properties.count, {
        name: properties.title,
      });
      return { look, label, size: [36, 36], anchor: [18, -22] };
    }
    if (properties.cluster) {
      const look = span(count < LARGE ? "cluster" : "cluster cluster--l", String(count));
      const side = count < LARGE ? 50 : 61;
      const label = this.say(this.isSpot(index, properties) ? "spot" : "zoom", count);
      return { look, label, size: [side, side], anchor: [side / 2, side / 2] };
    }
    const symbol = document.getElementById(`topic-${properties.topic}`);
    const glyph = svg(`topic-${symbol ? properties.topic : "coding"}`);
    const look = span(`pin t-${symbol?.dataset.token ?? "civic"}`, glyph);
    return { look, label: properties.title, size: [44, 50], anchor: [22, 50] };
  }

  // whether coming closer cannot part what lies on one spot
  isSpot(index, { cluster_id: number }) {
    return index.getClusterExpansionZoom(number) > this.map.getMaxZoom();
  }

  press(name) {
    const { index, feature, marker, element } = this.shown.get(name);
    const { cluster, cluster_id: number } = feature.properties;
    if (cluster && !this.isSpot(index, feature.properties)) {
      this.map.setView(marker.getLatLng(), index.getClusterExpansionZoom(number));
      return;
    }
    const found = cluster ? index.getLeaves(number, Infinity) : [feature];
    this.choose({ element, found: found.map(({ properties }) => properties) });
  }

  // the button that stands for an activity, alone or in a cluster
  holder(id) {
    this.holders ??= new Map(
      [...this.shown.values()].flatMap(({ index, feature, element }) => {
        const { cluster, cluster_id: number, place, layer } = feature.properties;
        if (place || layer) return [];
        const held = cluster ? index.getLeaves(number, Infinity) : [feature];
        return held.map(({ properties }) => [properties.id, element]);
      }),
    );
    return this.holders.get(id);
  }

  get elements() {
    return [...this.shown.values()].map(({ element }) => element);
  }
}
