// What Explore's map lies on: tiles when they are configured, else a drawing or outlines.
const SVG = "http://www.w3.org/2000/svg";
const RINGS = [1, 2, 5, 10, 20, 50];
// below this zoom the ground shows sea and land; above it the outlines are too coarse
const STREETS = 10;
// below this zoom a drawn city is too small for the names of its districts
const NAMES = 12;
// where a district's name may stand, in pixels below its point
const SHIFTS = [0, 34, -34, 62, -62];

const numbers = (text) => text.split(",").map(Number);
const corners = ([west, south, east, north]) => [
  [south, west],
  [north, east],
];
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
    this.names = [];
    const { tiles, drawing, land } = box.dataset;
    if (tiles) {
      L.tileLayer(tiles, { maxZoom: map.getMaxZoom() }).addTo(map);
      return;
    }
    const tone = () => box.classList.toggle("map--sea", map.getZoom() < STREETS);
    map.on("zoomend", tone);
    tone();
    if (land) this.addLand(land);
    if (drawing) this.addDrawing(box.dataset);
    else this.addRings(numbers(box.dataset.centre));
  }

  async addLand(href) {
    const answer = await fetch(href);
    if (!answer.ok) return;
    this.map.createPane("land").style.zIndex = 250; // under the drawing, which is an overlay
    L.geoJSON(await answer.json(), {
      pane: "land",
      interactive: false,
      style: { className: "base-land", stroke: true, weight: 1 },
    }).addTo(this.map);
  }

  addDrawing({ drawing, drawingBounds, drawingSize, labels }) {
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("viewBox", `0 0 ${drawingSize}`);
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", drawing);
    picture.append(use);
    L.svgOverlay(picture, corners(numbers(drawingBounds))).addTo(this.map);
    this.names = JSON.parse(labels).map(([name, latitude, longitude]) =>
      this.addText([latitude, longitude], name, "map-name"),
    );
  }

  // rings of distance where there is neither a drawing nor tiles
  addRings(centre) {
    for (const kilometres of RINGS) {
      const ring = L.circle(centre, {
        radius: kilometres * 1000,
        interactive: false,
        className: "map-ring",
        fill: false,
      }).addTo(this.map);
      const north = [ring.getLatLng().lat + kilometres / 111.3, centre[1]];
      this.addText(north, `${kilometres} km`, "ring-label");
    }
  }

  addText(place, text, className) {
    const span = document.createElement("span");
    span.textContent = text;
    const icon = L.divIcon({ className, html: span, iconSize: [0, 0] });
    const options = { icon, interactive: false, keyboard: false, pane: "overlayPane" };
    L.marker(place, options).addTo(this.map);
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
