// Keeps the page of /quick/ and what it is made of, so that it opens in a stairwell without signal.
// Nothing else is kept and nothing is sent from here: the page itself sends what waited.
"use strict";
const STORE = "sihe-quick-1";
const PAGE = "/quick/";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name.startsWith("sihe-quick-") && name !== STORE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("message", (event) => {
  if (event.data.forget) event.waitUntil(caches.delete(STORE));
  else if (event.data.keep) event.waitUntil(keep(event.data.keep));
});

async function keep(addresses) {
  const store = await caches.open(STORE);
  await Promise.all(addresses.map(async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await store.put(address, answer);
  }));
}

async function pageFirstFromNet(request) {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await store.put(PAGE, answer.clone());
    else if (answer.redirected) await store.delete(PAGE); // signed out: the page is no longer theirs
    return answer;
  } catch (trouble) {
    const kept = await store.match(PAGE);
    if (kept) return kept;
    throw trouble;
  }
}

async function assetFromNet(request) {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await store.put(request.url, answer.clone());
    return answer;
  } catch (trouble) {
    const kept = await store.match(request.url);
    if (kept) return kept;
    throw trouble;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(pageFirstFromNet(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(assetFromNet(request));
});
