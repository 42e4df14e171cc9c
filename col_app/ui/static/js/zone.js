// <p hidden data-zone="Europe/Vilnius" data-starts="ISO" data-ends="ISO" data-words="… {times}">:
// the hours on the reader's own clock, where it shows others than the city's.
const span = ({ starts, ends }, timeZone) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone,
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatRange(new Date(starts), new Date(ends));

for (const line of document.querySelectorAll("[data-zone]")) {
  const own = span(line.dataset);
  if (own === span(line.dataset, line.dataset.zone)) continue;
  line.textContent = line.dataset.words.replace("{times}", own);
  line.hidden = false;
}
