// Without a network: the pages that were read before, one's own passport, or a page that says so.
// Pages come from the network first. A page that was made for somebody is kept apart, only where
// it serves on the way (passport, tickets), and is forgotten as soon as nobody is signed in.
const OFFLINE = "/offline";
const FILES = "files";
const PAGES = "pages";
const PERSONAL = "personal";
const MOST = { [FILES]: 150, [PAGES]: 30, [PERSONAL]: 30 };
const WEEK = 7 * 24 * 3600 * 1000;

const isFile = (path) => /^\/(static\/|theme-|europe-|badges\/pictures\/)/.test(path);
const isPersonal = (path) => /^\/(passport|activities\/[^/]+$)/.test(path);
const isSignedOut = (path) => /^\/(sign-out|sign-in|session\/(arrive|left))$/.test(path);
// a link may end, and what it showed is not ours to keep
const isLent = (path) => path.startsWith("/collections/");
const isPage = (answer) => /^text\/html/.test(answer.headers.get("Content-Type") ?? "");
const policy = (answer) => answer.headers.get("Cache-Control") ?? "";

const keep = async (name, request, answer) => {
  const cache = await caches.open(name);
  await cache.put(request, answer);
  const tooMany = (await cache.keys()).slice(0, -MOST[name]);
  await Promise.all(tooMany.map((old) => cache.delete(old)));
};

const keepPage = async (request, answer) => {
  const { pathname } = new URL(request.url);
  if (answer.type === "opaqueredirect") {
    // who is sent away from the passport is not signed in
    if (isPersonal(pathname)) await caches.delete(PERSONAL);
  } else if (/\bpublic\b/.test(policy(answer))) {
    await caches.delete(PERSONAL);
    if (answer.ok && isPage(answer) && !isLent(pathname)) await keep(PAGES, request, answer);
  } else if (answer.ok && isPage(answer) && isPersonal(pathname)) {
    await keep(PERSONAL, request, answer);
  }
};

const fromBefore = async (request) => {
  const own = await (await caches.open(PERSONAL)).match(request, { ignoreVary: true });
  if (own && Date.now() - Date.parse(own.headers.get("Date")) < WEEK) return own;
  const page = await (await caches.open(PAGES)).match(request, { ignoreVary: true });
  return page ?? (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
};

const page = async (event) => {
  try {
    const answer = await fetch(event.request);
    // a file, which may be large, goes through untouched
    event.waitUntil(keepPage(event.request, isPage(answer) ? answer.clone() : answer));
    return answer;
  } catch {
    return fromBefore(event.request);
  }
};

const file = async (request) => {
  const known = await caches.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (/\bimmutable\b/.test(policy(answer))) {
    await keep(FILES, request, answer.clone());
  }
  return answer;
};

self.addEventListener("install", (event) => {
  const prepare = async () => {
    const answer = await fetch(OFFLINE, { credentials: "omit" });
    const text = await answer.clone().text();
    await keep(FILES, OFFLINE, answer);
    const sheets = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)];
    await Promise.all(sheets.map(([, href]) => file(new Request(href))));
    await self.skipWaiting();
  };
  event.waitUntil(prepare());
});

self.addEventListener("activate", (event) => {
  const takeOver = async () => {
    await self.clients.claim();
    // the page that brought us here was read before we could keep it
    for (const { url } of await self.clients.matchAll({ type: "window" })) {
      if (isPersonal(new URL(url).pathname)) await keepPage(new Request(url), await fetch(url));
    }
  };
  event.waitUntil(takeOver());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (isSignedOut(pathname)) event.waitUntil(caches.delete(PERSONAL));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (isFile(pathname)) event.respondWith(file(request));
});
