// Which part of the earth the map shows by itself.
import { corners, numbers, ring } from "./geography.js";
import { toLatLng, toLatLngBounds } from "./leaflet.js";

export const PHONE = "(max-width: 63.99rem)";
const EDGE = 48;
// pixels at the lower edge of a phone's map, where its switch lies
const BELOW = matchMedia(PHONE).matches ? 48 : 0;
// pixels at the side of the map where its buttons lie
const BESIDE = document.documentElement.dir === "rtl" ? -64 : 64;

const middle = (places, axis) => {
  const sorted = places.map((place) => place[axis]).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
};

export class Frame {
  constructor(map, box) {
    this.map = map;
    this.box = box;
    const { bounds, centre } = box.dataset;
    if (bounds) map.fitBounds(corners(numbers(bounds)));
    else map.setView(numbers(centre), 13);
  }

  // how much of the map lies under the search field of a phone, in pixels
  get covered() {
    const box = this.box.getBoundingClientRect();
    const bar = document.getElementById("filters").getBoundingClientRect();
    return bar.left < box.right && bar.right > box.left ? Math.max(0, bar.bottom - box.top) : 0;
  }

  // a pin of this size, in pixels
  keepInSight(place, size) {
    const [width, height] = size.map((pixels) => pixels + 8);
    this.map.panInside(place, {
      paddingTopLeft: [width, height + this.covered],
      paddingBottomRight: [width, height],
      animate: false,
    });
  }

  // Around a point that was asked for, else where most places are, as close as all of them allow.
  fit(points, near) {
    const { covered } = this;
    const paddingTopLeft = [EDGE, EDGE + covered];
    const paddingBottomRight = [EDGE, EDGE + BELOW];
    const still = { animate: false, paddingTopLeft, paddingBottomRight };
    this.ring?.remove();
    if (near) this.fitRing(numbers(near), still);
    else this.fitPlaces(points.map(([east, north]) => toLatLng(north, east)), still, covered);
  }

  fitRing([latitude, longitude, kilometres], still) {
    this.ring = ring([latitude, longitude], kilometres * 1000).addTo(this.map);
    this.map.fitBounds(this.ring.bounds, still);
  }

  // A place far outside must not shrink a drawn city to a stamp: its drawing fills the box.
  fitPlaces(places, still, covered) {
    const { drawingBounds } = this.box.dataset;
    const drawn = drawingBounds && toLatLngBounds(corners(numbers(drawingBounds)));
    if (places.length === 0) {
      if (drawn) this.map.setView(drawn.getCenter(), this.map.getBoundsZoom(drawn, true), still);
      return;
    }
    this.map.fitBounds(toLatLngBounds(places), { ...still, maxZoom: 15 });
    const inDrawing = places.filter((place) => drawn && drawn.contains(place));
    if (inDrawing.length === 0) return;
    const closeness = Math.max(this.map.getZoom(), this.map.getBoundsZoom(drawn, true));
    this.map.setView([middle(inDrawing, "lat"), middle(inDrawing, "lng")], closeness, still);
    this.map.panBy([BESIDE / 2, (BELOW - covered) / 2], still);
  }
}
