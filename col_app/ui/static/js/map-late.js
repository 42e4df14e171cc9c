// The moving map weighs as much as all the rest of Explore: it is fetched once the page is there
// and the map is seen. Until then the drawn map stands in its place.
// <script data-map-files="ADDRESS ADDRESS …">: scripts to run, one after the other.
const box = document.querySelector("[data-map]");
const files = document.querySelector("[data-map-files]").dataset.mapFiles.split(" ");

const add = (src) =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    script.type = src.includes("/vendor/") ? "text/javascript" : "module";
    Object.assign(script, { src, onload: done, onerror: failed });
    document.head.append(script);
  });

const start = async () => {
  // a filter may have changed the list meanwhile
  const results = document.getElementById("results");
  if (results) box.dataset.geojson = results.dataset.geojson;
  for (const file of files) await add(file);
};

const loaded = new Promise((done) => {
  if (document.readyState === "complete") done();
  else addEventListener("load", done, { once: true });
});

const seen = new ResizeObserver(async () => {
  if (box.clientWidth === 0) return;
  seen.disconnect();
  await loaded;
  start();
});
seen.observe(box);
