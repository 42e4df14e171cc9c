// The moving map weighs as much as all the rest of Explore: it is fetched once the page is there
// and the map is seen. Until then the drawn map stands in its place.
const box = document.querySelector("[data-map]");

const loaded = new Promise((done) => {
  if (document.readyState === "complete") done();
  else addEventListener("load", done, { once: true });
});

const seen = new ResizeObserver(async () => {
  if (box.clientWidth === 0) return;
  seen.disconnect();
  await loaded;
  const { start } = await import("../map/map.js");
  start(box);
});
seen.observe(box);
