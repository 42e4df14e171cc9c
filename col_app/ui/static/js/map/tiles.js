// A street map made of tiles, for installations that have one.
import { TileLayer } from "leaflet/src/layer/tile/TileLayer.js";

export const addTiles = (map, address) =>
  new TileLayer(address, { maxZoom: map.getMaxZoom() }).addTo(map);
