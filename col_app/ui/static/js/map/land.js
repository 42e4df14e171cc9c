// Land and sea below a far view: outlines from GeoJSON as one drawing of the whole earth.
import { drawn } from "./elements.js";
import { Overlay } from "./overlay.js";

// the drawing is measured in pixels of this zoom, where the earth is as wide as EARTH
const FINE = 8;
const EARTH = 2 ** FINE * 256;

const path = (map, { geometry: { type, coordinates } }) => {
  const rings = type === "Polygon" ? coordinates : coordinates.flat();
  const point = ([longitude, latitude]) => {
    const { x, y } = map.project([latitude, longitude], FINE);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const d = rings.map((ring) => `M${ring.map(point).join(" ")}Z`).join("");
  return drawn("path", { class: "base-land", d, "vector-effect": "non-scaling-stroke" });
};

export const addLand = async (map, href) => {
  const answer = await fetch(href);
  if (!answer.ok) return;
  const { features } = await answer.json();
  map.createPane("land").style.zIndex = 250; // under the drawing, which is an overlay
  const outlines = features.map((feature) => path(map, feature));
  const picture = drawn("svg", { viewBox: `0 0 ${EARTH} ${EARTH}` }, ...outlines);
  const corners = [map.unproject([0, EARTH], FINE), map.unproject([EARTH, 0], FINE)];
  new Overlay(picture, corners, "land").addTo(map);
};
