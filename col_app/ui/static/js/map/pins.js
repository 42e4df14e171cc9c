// The pins of Explore's map: gathered into clusters, only those in sight in the page, as buttons.
import { breath } from "./breath.js";
import { Clusters } from "./clusters.js";
import { drawn, element } from "./elements.js";
import { isIn } from "./geography.js";
import { toLatLng } from "./leaflet.js";
import { Spot } from "./spot.js";

const LARGE = 12;

const glyph = (href) =>
  drawn(
    "svg",
    { class: "i", width: 18, height: 18, "aria-hidden": "true" },
    drawn("use", { href }),
  );

const key = ({ geometry, properties: { cluster, layer, id, activities, places } }) =>
  cluster
    ? `cluster ${geometry.coordinates} ${activities} ${places}`
    : `${layer ?? "activity"} ${id}`;

export class Pins {
  // icons: address of the symbols; say(name, number, values): a sentence;
  // choose(chosen): what to do with a pin that is pressed
  constructor(map, icons, say, choose) {
    this.map = map;
    this.icons = icons;
    this.say = say;
    this.choose = choose;
    this.shown = new Map();
  }

  // features of GeoJSON; with a box (W, S, E, N in degrees) only those inside
  async show(features, box) {
    this.asked = features;
    const inside = box ? features.filter((each) => isIn(box, each.geometry.coordinates)) : features;
    await breath();
    const index = await new Clusters(this.map.getMaxZoom()).fill(inside);
    await breath();
    // others may have been asked for meanwhile
    if (this.asked !== features) return;
    this.index = index;
    this.draw();
  }

  draw() {
    if (!this.index) return;
    const bounds = this.map.getBounds();
    const sight = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const found = this.index.getClusters(sight, Math.round(this.map.getZoom()));
    const wanted = new Map(found.map((feature) => [key(feature), feature]));
    const lost = this.removeAllBut(wanted);
    for (const [name, feature] of wanted) {
      if (!this.shown.has(name)) this.shown.set(name, this.add(name, feature));
      this.shown.get(name).feature = feature;
    }
    this.holders = null;
    if (lost) this.focusNear(lost);
  }

  // the place of the pin that had the focus and is gone, if there was one
  removeAllBut(wanted) {
    let lost = null;
    for (const [name, { spot }] of this.shown) {
      if (wanted.has(name)) continue;
      if (spot.element === document.activeElement) lost = spot.place;
      spot.remove();
      this.shown.delete(name);
    }
    return lost;
  }

  focusNear(place) {
    const away = ({ spot }) => spot.place.distanceTo(place);
    const all = [...this.shown.values()];
    if (all.length === 0) return;
    const next = all.reduce((one, other) => (away(other) < away(one) ? other : one));
    next.spot.element.focus({ preventScroll: true });
  }

  add(name, feature) {
    const [longitude, latitude] = feature.geometry.coordinates;
    const place = toLatLng(latitude, longitude);
    const { look, label, lang, size, anchor } = this.face(feature.properties);
    const button = element("button", "", look);
    button.type = "button";
    button.setAttribute("aria-label", label);
    if (lang) button.lang = lang;
    const [across, down] = anchor.map((pixels) => `${-pixels}px`);
    const [width, height] = size.map((pixels) => `${pixels}px`);
    Object.assign(button.style, { width, height, marginLeft: across, marginTop: down });
    button.addEventListener("focus", () => this.map.fire("pinfocus", { place, size }));
    const spot = new Spot(place, button, { press: () => this.press(name) }).addTo(this.map);
    return { spot, feature };
  }

  face(properties) {
    const { cluster, activities, places, layer } = properties;
    if (layer) return this.placeFace(properties);
    if (!cluster) return this.activityFace(properties);
    if (this.isSpot(properties) && places === 1) return this.placeFace(this.held(properties)[0]);
    const square = { size: [36, 36], anchor: [18, 18] };
    if (!activities) {
      const look = element("span", "pin pin--place", String(places));
      return { look, label: this.say("places", places), ...square };
    }
    const look = element("span", activities < LARGE ? "cluster" : "cluster cluster--l", String(activities));
    const side = activities < LARGE ? 50 : 61;
    const label = this.say(this.isSpot(properties) ? "spot" : "zoom", activities);
    return { look, label, size: [side, side], anchor: [side / 2, side / 2] };
  }

  placeFace({ title, count }) {
    const look = element("span", "pin pin--place", glyph(`${this.icons}#building`));
    if (count) look.append(element("span", "pin__n", String(count)));
    else look.classList.add("pin--none");
    const label = this.say(count ? "place" : "empty", count, { name: title });
    return { look, label, size: [36, 36], anchor: [18, 18] };
  }

  activityFace({ title, lang, look }) {
    const [token, icon] = look.split(".");
    const pin = element("span", `pin t-${token}`, glyph(`${this.icons}#${icon}`));
    return { look: pin, label: title, lang, size: [44, 50], anchor: [22, 50] };
  }

  // whether coming closer cannot part what lies on one spot
  isSpot({ cluster_id: number }) {
    return this.index.getClusterExpansionZoom(number) > this.map.getMaxZoom();
  }

  // what a pin stands for, places first
  held(properties) {
    if (!properties.cluster) return [properties];
    const leaves = this.index.getLeaves(properties.cluster_id, Infinity);
    const held = leaves.map((leaf) => leaf.properties);
    return held.sort((one, other) => (one.layer ? 0 : 1) - (other.layer ? 0 : 1));
  }

  press(name) {
    const { feature, spot } = this.shown.get(name);
    const { cluster, cluster_id: number } = feature.properties;
    if (cluster && !this.isSpot(feature.properties)) {
      this.map.setView(spot.place, this.index.getClusterExpansionZoom(number));
      return;
    }
    this.choose({ element: spot.element, found: this.held(feature.properties) });
  }

  // the button that stands for an activity, alone or in a cluster
  holder(id) {
    this.holders ??= new Map(
      [...this.shown.values()].flatMap(({ feature, spot }) =>
        this.held(feature.properties)
          .filter(({ layer }) => !layer)
          .map((activity) => [activity.id, spot.element]),
      ),
    );
    return this.holders.get(id);
  }

  get elements() {
    return [...this.shown.values()].map(({ spot }) => spot.element);
  }
}
