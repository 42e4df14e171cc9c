// An element that stays at its place while the map moves below.
import { Layer } from "./leaflet.js";

export const Spot = Layer.extend({
  // place: LatLng; press: what a click does
  initialize(place, element, { pane = "markerPane", press = null } = {}) {
    this.options = { ...this.options, pane, bubblingMouseEvents: false };
    this.place = place;
    this.element = element;
    this.press = press;
  },

  onAdd(map) {
    const { classList } = this.element;
    classList.add("leaflet-marker-icon");
    classList.add(this._zoomAnimated ? "leaflet-zoom-animated" : "leaflet-zoom-hide");
    if (this.press) {
      classList.add("leaflet-interactive");
      this.addInteractiveTarget(this.element);
      this.on("click", this.press);
    }
    this.getPane().append(this.element);
    this.stand(map.latLngToLayerPoint(this.place));
  },

  onRemove() {
    this.element.remove();
    if (this.press) this.removeInteractiveTarget(this.element);
  },

  getEvents() {
    const stay = () => this.stand(this._map.latLngToLayerPoint(this.place));
    // Leaflet's own layers fly by the same functions
    const fly = ({ zoom, center }) =>
      this.stand(this._map._latLngToNewLayerPoint(this.place, zoom, center));
    return { zoom: stay, viewreset: stay, ...(this._zoomAnimated && { zoomanim: fly }) };
  },

  move(place) {
    this.place = place;
    this.stand(this._map.latLngToLayerPoint(place));
  },

  // what stands further down lies on top
  stand(point) {
    const { x, y } = point.round();
    this.element.style.transform = `translate3d(${x}px, ${y}px, 0)`;
    this.element.style.zIndex = y;
  },
});
