// Pins that would lie upon each other become one, at every zoom.
import Supercluster from "supercluster";
import { breath } from "./breath.js";

const RADIUS = 56;

// what a cluster counts
const one = ({ layer }) => ({ activities: layer ? 0 : 1, places: layer ? 1 : 0 });
const add = (sum, { activities, places }) => {
  sum.activities += activities;
  sum.places += places;
};

export class Clusters extends Supercluster {
  constructor(maxZoom) {
    super({ radius: RADIUS, extent: 256, maxZoom, map: one, reduce: add });
  }

  // Supercluster's `load`, with a breath after each zoom: thousands of points take a while
  async fill(features) {
    const { minZoom, maxZoom } = this.options;
    this.options.minZoom = maxZoom + 1;
    this.load(features);
    this.options.minZoom = minZoom;
    for (let zoom = maxZoom; zoom >= minZoom; zoom--) {
      await breath();
      this.trees[zoom] = this._createTree(this._cluster(this.trees[zoom + 1], zoom));
    }
    return this;
  }
}
