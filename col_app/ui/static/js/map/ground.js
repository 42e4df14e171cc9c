// What Explore's map lies on: tiles when they are configured, else a drawing or outlines.
import { drawn, element } from "./elements.js";
import { corners, numbers, ring } from "./geography.js";
import { addLand } from "./land.js";
import { toLatLng } from "./leaflet.js";
import { Overlay } from "./overlay.js";
import { Spot } from "./spot.js";

const RINGS = [1, 2, 5, 10, 20, 50];
// below this zoom the ground shows sea and land; above it the outlines are too coarse
const STREETS = 10;
// below this zoom a drawn city is too small for the names of its districts
const NAMES = 12;
// where a district's name may stand, in pixels below its point
const SHIFTS = [0, 34, -34, 62, -62];

const moved = ({ left, right, top, bottom }, down) => ({
  left,
  right,
  top: top + down,
  bottom: bottom + down,
});
const overlap = (one, other) =>
  one.left < other.right &&
  one.right > other.left &&
  one.top < other.bottom &&
  one.bottom > other.top;

export class Ground {
  constructor(map, box) {
    this.map = map;
    this.box = box;
    this.names = [];
    const { tiles, drawing, land, centre } = box.dataset;
    if (tiles) {
      import("./tiles.js").then(({ addTiles }) => addTiles(map, tiles));
      return;
    }
    this.land = land;
    if (drawing) this.addDrawing(box.dataset);
    else this.addRings(toLatLng(numbers(centre)));
    map.on("zoomend", () => this.tone());
    this.tone();
  }

  get isFar() {
    return this.map.getZoom() < STREETS;
  }

  tone() {
    this.box.classList.toggle("map--sea", this.isFar);
  }

  // pins: their elements, as they lie now
  follow(pins) {
    if (this.isFar && this.land) {
      addLand(this.map, this.land);
      this.land = null;
    }
    this.giveWay(pins);
  }

  addDrawing({ drawing, drawingBounds, drawingSize, labels }) {
    const picture = drawn("svg", { viewBox: `0 0 ${drawingSize}` }, drawn("use", { href: drawing }));
    new Overlay(picture, corners(numbers(drawingBounds))).addTo(this.map);
    this.names = JSON.parse(labels).map(([name, latitude, longitude]) =>
      this.addText(toLatLng([latitude, longitude]), name, "map-name"),
    );
  }

  // rings of distance where there is neither a drawing nor tiles
  addRings(centre) {
    for (const kilometres of RINGS) {
      ring(centre, kilometres * 1000).addTo(this.map);
      const north = toLatLng([centre.lat + kilometres / 111.3, centre.lng]);
      this.addText(north, `${kilometres} km`, "ring-label");
    }
  }

  addText(place, text, className) {
    const span = element("span", "", text);
    new Spot(place, element("div", className, span), { pane: "overlayPane" }).addTo(this.map);
    return span;
  }

  // names of districts step aside for pins, and for each other; without room they are left out
  giveWay(pins) {
    const far = this.map.getZoom() < NAMES;
    for (const name of this.names) name.hidden = far;
    if (far) return;
    // all is measured before anything is moved: one layout, however many names there are
    const taken = pins.map((pin) => pin.getBoundingClientRect());
    const places = this.names.map((name) => {
      const box = name.getBoundingClientRect();
      const shift = Number(name.dataset.shift ?? 0);
      return { name, box: moved(box, -shift) };
    });
    for (const { name, box } of places) {
      const fits = (shift) => !taken.some((other) => overlap(moved(box, shift), other));
      const shift = SHIFTS.find(fits);
      name.classList.toggle("is-covered", shift === undefined);
      name.dataset.shift = shift ?? 0;
      name.style.translate = `-50% calc(-50% + ${shift ?? 0}px)`;
      if (shift !== undefined) taken.push(moved(box, shift));
    }
  }
}
