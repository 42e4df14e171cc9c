// A drawing that covers its part of the earth at every zoom.
import { Layer, toLatLngBounds } from "./leaflet.js";

export const Overlay = Layer.extend({
  // picture: an <svg>; corners: two of its corners
  initialize(picture, corners, pane = "overlayPane") {
    this.options = { ...this.options, pane };
    this.picture = picture;
    this.bounds = toLatLngBounds(corners);
  },

  onAdd() {
    this.picture.classList.add("leaflet-image-layer");
    this.picture.classList.add(this._zoomAnimated ? "leaflet-zoom-animated" : "leaflet-zoom-hide");
    this.getPane().append(this.picture);
    this.lie();
  },

  onRemove() {
    this.picture.remove();
  },

  getEvents() {
    const lie = () => this.lie();
    // Leaflet's own layers fly by the same functions
    const fly = ({ zoom, center }) => {
      const { min } = this._map._latLngBoundsToNewLayerBounds(this.bounds, zoom, center);
      this.transform(min, this._map.getZoomScale(zoom));
    };
    return { zoom: lie, viewreset: lie, ...(this._zoomAnimated && { zoomanim: fly }) };
  },

  lie() {
    const start = this._map.latLngToLayerPoint(this.bounds.getNorthWest());
    const size = this._map.latLngToLayerPoint(this.bounds.getSouthEast()).subtract(start);
    this.transform(start);
    Object.assign(this.picture.style, { width: `${size.x}px`, height: `${size.y}px` });
  },

  transform({ x, y }, scale = 1) {
    this.picture.style.transform = `translate3d(${x}px, ${y}px, 0) scale(${scale})`;
  },
});
