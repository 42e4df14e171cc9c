/*! Leaflet 1.9.4, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause */
// What the map takes of Leaflet: moving by hand, wheel and keys. Its controls, popups and vectors
// weigh as much again, and stay away.
import "leaflet/src/map/handler/Map.BoxZoom.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.Keyboard.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";

export { Layer } from "leaflet/src/layer/Layer.js";
export { Map as MovingMap } from "leaflet/src/map/Map.js";
export { toLatLng } from "leaflet/src/geo/LatLng.js";
export { toLatLngBounds } from "leaflet/src/geo/LatLngBounds.js";
export { toPoint } from "leaflet/src/geometry/Point.js";
