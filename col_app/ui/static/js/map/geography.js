// Numbers on the page become points, boxes and circles on the map.
import { drawn } from "./elements.js";
import { toLatLng } from "./leaflet.js";
import { Overlay } from "./overlay.js";

export const numbers = (text) => text.split(",").map(Number);

export const corners = ([west, south, east, north]) => [
  [south, west],
  [north, east],
];

export const isIn = ([west, south, east, north], [longitude, latitude]) =>
  west <= longitude && longitude <= east && south <= latitude && latitude <= north;

// a drawn circle around a place
export const ring = (place, metres) => {
  const line = drawn("circle", { class: "map-ring", r: 1, "vector-effect": "non-scaling-stroke" });
  const box = { viewBox: "-1 -1 2 2", preserveAspectRatio: "none", overflow: "visible" };
  return new Overlay(drawn("svg", box, line), toLatLng(place).toBounds(2 * metres));
};
