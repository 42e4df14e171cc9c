// Explore's map: the same result set as the list, from the GeoJSON of the same query.
// Leaflet and markercluster are loaded before as classic scripts (window.L).
const SVG = "http://www.w3.org/2000/svg";
const CLOSEST = 18;
// below this zoom the ground shows sea and land; above it the outlines are too coarse
const STREETS = 10;

const svg = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const div = (className, ...children) => {
  const element = document.createElement("div");
  element.className = className;
  element.append(...children);
  return element;
};

const numbers = (text) => text.split(",").map(Number);
const corners = ([west, south, east, north]) => [
  [south, west],
  [north, east],
];

const middle = (places, axis) => {
  const sorted = places.map((place) => place[axis]).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
};

class ActivityMap {
  constructor(box) {
    this.box = box;
    this.LabelledIcon = L.DivIcon.extend({
      createIcon(old) {
        const element = L.DivIcon.prototype.createIcon.call(this, old);
        element.setAttribute("aria-label", this.options.label);
        return element;
      },
    });
    const pane = div("");
    box.querySelector("svg")?.remove();
    box.prepend(pane);
    // a drawing is sharp at any size, tiles are not
    const zoomSnap = box.dataset.tiles ? 1 : 0.25;
    const bare = { zoomControl: false, attributionControl: false };
    this.map = L.map(pane, { ...bare, maxZoom: CLOSEST, zoomSnap });
    this.map.setMaxZoom(CLOSEST);
    this.showHome();
    this.addGround();
    this.clusters = L.markerClusterGroup({
      showCoverageOnHover: false,
      maxClusterRadius: 52,
      iconCreateFunction: (cluster) => this.clusterIcon(cluster.getChildCount()),
      spiderLegPolylineOptions: { weight: 1.5, className: "map-ring" },
    }).addTo(this.map);
    this.addControls();
    this.load(box.dataset.geojson, true);
  }

  showHome() {
    const { bounds, centre } = this.box.dataset;
    this.home = numbers(centre);
    if (bounds) this.map.fitBounds(corners(numbers(bounds)));
    else this.map.setView(this.home, 13);
  }

  addGround() {
    const { tiles, drawing, drawingBounds, drawingSize, land } = this.box.dataset;
    if (tiles) {
      L.tileLayer(tiles, { maxZoom: CLOSEST }).addTo(this.map);
      return;
    }
    const tone = () => this.box.classList.toggle("map--sea", this.map.getZoom() < STREETS);
    this.map.on("zoomend", tone);
    tone();
    if (land) this.addLand(land);
    if (drawing) {
      const picture = svg("svg", { viewBox: `0 0 ${drawingSize}` }, svg("use", { href: drawing }));
      L.svgOverlay(picture, corners(numbers(drawingBounds))).addTo(this.map);
    } else {
      this.addRings();
    }
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

  // rings of distance where there is neither a drawing nor tiles
  addRings() {
    for (const kilometres of [1, 2, 5, 10, 20, 50]) {
      const ring = L.circle(this.home, {
        radius: kilometres * 1000,
        interactive: false,
        className: "map-ring",
        fill: false,
      }).addTo(this.map);
      const label = L.divIcon({ className: "ring-label", html: div("", `${kilometres} km`) });
      const north = [ring.getLatLng().lat + kilometres / 111.3, this.home[1]];
      L.marker(north, { icon: label, interactive: false, keyboard: false }).addTo(this.map);
    }
  }

  pinIcon({ title, topic }) {
    const symbol = document.getElementById(`topic-${topic}`);
    const glyph = svg("svg", { class: "i", width: 18, height: 18, "aria-hidden": "true" });
    glyph.append(svg("use", { href: `#topic-${symbol ? topic : "coding"}` }));
    const pin = div(`pin t-${symbol?.dataset.token ?? "civic"}`, glyph);
    const size = { iconSize: [44, 50], iconAnchor: [22, 50] };
    return new this.LabelledIcon({ html: pin, label: title, className: "", ...size });
  }

  clusterIcon(count) {
    const bubble = div(count > 11 ? "cluster cluster--l" : "cluster", String(count));
    const side = count > 11 ? 61 : 50;
    const label = this.box.dataset.textCluster.replace("{n}", count);
    return new this.LabelledIcon({ html: bubble, label, className: "", iconSize: [side, side] });
  }

  async load(href, fit) {
    const answer = await fetch(href);
    if (!answer.ok) return;
    const { features } = await answer.json();
    const markers = features.map(({ geometry, properties }) => {
      const [longitude, latitude] = geometry.coordinates;
      const marker = L.marker([latitude, longitude], { icon: this.pinIcon(properties) });
      marker.on("click keypress", () => this.choose(marker, properties));
      return marker;
    });
    this.clusters.clearLayers();
    this.clusters.addLayers(markers);
    this.box.querySelector("[data-map-card]").hidden = true;
    if (fit && markers.length > 0) this.fit(markers.map((marker) => marker.getLatLng()));
  }

  // Where most places are, as close as all of them allow. A place far outside must not shrink
  // a drawn city to a stamp: its drawing fills the box.
  fit(places) {
    const { drawingBounds } = this.box.dataset;
    const drawn = drawingBounds && L.latLngBounds(corners(numbers(drawingBounds)));
    const still = { animate: false };
    this.map.fitBounds(L.latLngBounds(places), { ...still, padding: [48, 48], maxZoom: 15 });
    const near = places.filter((place) => drawn && drawn.contains(place));
    if (near.length > 0) {
      const closeness = Math.max(this.map.getZoom(), this.map.getBoundsZoom(drawn, true));
      this.map.setView([middle(near, "lat"), middle(near, "lng")], closeness, still);
    }
    this.map.panBy([0, this.covered() / 2], still);
  }

  // how much of the map lies under the sheet of a phone, in pixels
  covered() {
    const box = this.box.getBoundingClientRect();
    const sheet = document.querySelector("[data-sheet]")?.getBoundingClientRect();
    const overlaps = sheet && sheet.left < box.right && sheet.right > box.left;
    return overlaps ? Math.max(0, box.bottom - sheet.top) : 0;
  }

  choose(marker, { id, title, href }) {
    for (const chosen of document.querySelectorAll(".is-on")) chosen.classList.remove("is-on");
    marker.getElement()?.classList.add("is-on");
    const row = document.querySelector(`#results [data-pin="${Number(id)}"]`);
    row?.classList.add("is-on");
    row?.scrollIntoView({ block: "nearest" });
    const card = this.box.querySelector("[data-map-card]");
    card.replaceChildren(row ? row.cloneNode(true) : this.plainCard(title, href));
    card.hidden = false;
    // on phones the card has no room: the list is the card, and beyond it the page itself
    if (!row && getComputedStyle(card).display === "none") location.assign(href);
  }

  plainCard(title, href) {
    const link = document.createElement("a");
    link.className = "strong";
    link.dir = "auto";
    link.href = href;
    link.textContent = title;
    return div("card card--lift pad", link);
  }

  addControls() {
    for (const button of this.box.querySelectorAll("[data-map-zoom]")) {
      button.addEventListener("click", () => this.map.zoomIn(Number(button.dataset.mapZoom)));
    }
    this.box.querySelector("[data-map-locate]")?.addEventListener("click", () => this.locate());
    this.map.on("dragend", () => this.follow());
    this.box.addEventListener("wheel", () => this.map.once("moveend", () => this.follow()), {
      passive: true,
    });
  }

  locate() {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const here = [coords.latitude, coords.longitude];
      this.map.setView(here, 15);
      this.here ??= L.circleMarker(here, { radius: 8, className: "map-me" }).addTo(this.map);
      this.here.setLatLng(here);
      this.here.getElement()?.setAttribute("aria-label", this.box.dataset.textHere);
    });
  }

  // "search as I move the map": the part that is seen becomes a filter of the list
  follow() {
    if (!this.box.querySelector("[data-map-follow]")?.checked) return;
    const form = document.getElementById("filters");
    let field = form.elements.namedItem("bbox");
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "bbox";
      form.append(field);
    }
    field.value = this.map.getBounds().toBBoxString();
    form.requestSubmit();
  }
}

const startSheet = () => {
  const sheet = document.querySelector("[data-sheet]");
  const grab = sheet?.querySelector("[data-grab]");
  grab?.addEventListener("click", () => {
    const whole = sheet.dataset.snap !== "full";
    sheet.dataset.snap = whole ? "full" : "half";
    grab.setAttribute("aria-expanded", String(whole));
  });
};

const start = () => {
  startSheet();
  const box = document.querySelector("[data-map]");
  if (!box || !window.L) return;
  let shown = null;
  // phones hide the map in the list view: it starts when it is first seen
  new ResizeObserver(() => {
    if (box.clientWidth === 0) return;
    shown ??= new ActivityMap(box);
    shown.map.invalidateSize();
  }).observe(box);
  document.addEventListener("htmx:after:swap", () => {
    const results = document.getElementById("results");
    if (shown && results) shown.load(results.dataset.geojson, false);
  });
};

start();
