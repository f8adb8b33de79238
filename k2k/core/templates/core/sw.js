// The service worker keeps public shells only: the offline page, the page of what is not sent yet, the files they need,
// and the report pages this phone has visited. Nothing of a signed-in person is ever kept.
const FILES = [  "{% static 'core/k2k.css' %}", "{% static 'core/k2k.js' %}", "{% static 'core/queue.js' %}", "{% static 'core/photo.js' %}",
  "{% static 'core/mark.svg' %}", "{% static 'core/icon-192.png' %}"{% for file in kept_files %}, "{% static file %}"{% endfor %}];
const OFFLINE = "{% url 'core:offline' %}";
const QUEUE = "{% url 'core:queue' %}";
const HELP = [{% for url in kept_pages %}"{{ url }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const REPORT = "/lapor/";
const SHELL = "shell " + FILES.join(" ");
const VISITED = "visited";
const MOST = 30;

// Shells are fetched without cookies, so that they are nobody's, and in the language the page asked for.
async function keepShells(language) {
  const cache = await caches.open(SHELL);
  const headers = language ? { "Accept-Language": language } : {};
  for (const url of [OFFLINE, QUEUE, ...HELP]) {
    const answer = await fetch(url, { credentials: "omit", headers, cache: "no-store" });
    if (answer.ok) await cache.put(url, await nobodys(answer));
  }
}

// A kept page does not say whose it was, and its form token is worthless; the script fetches a new one.
async function nobodys(answer) {
  const page = (await answer.text())
    .replace(/data-person="[^"]*"/, 'data-person=""')
    .replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

const isPublic = (answer) =>
  answer.ok && !answer.redirected && !/no-store|private/.test(answer.headers.get("Cache-Control") || "") &&
  /^text\/html/.test(answer.headers.get("Content-Type") || "");

async function install() {
  await (await caches.open(SHELL)).addAll(FILES);
  await keepShells();
}

async function keepVisit(request, answer) {
  const cache = await caches.open(VISITED);
  await cache.put(request.url, await nobodys(answer));
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map((old) => cache.delete(old)));
}

async function page(event) {
  try {
    const answer = await fetch(event.request);
    const path = new URL(event.request.url).pathname;
    if (path.startsWith(REPORT) && isPublic(answer)) event.waitUntil(keepVisit(event.request, answer.clone()));
    return answer;
  } catch {
    const kept = (await caches.match(event.request.url)) || (await caches.match(event.request.url, { ignoreSearch: true }));
    return kept || (await caches.match(OFFLINE)) || Response.error();
  }
}

addEventListener("install", (event) => event.waitUntil(install().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => ![SHELL, VISITED, "language"].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
})()));
addEventListener("message", (event) => event.waitUntil((async () => {
  const cache = await caches.open("language");
  const before = await (await cache.match("/language"))?.text();
  if (!event.data?.lang || event.data.lang === before) return;
  await keepShells(event.data.lang);
  await cache.put("/language", new Response(event.data.lang));
})().catch(() => {})));
addEventListener("push", (event) => {
  const { title = "K2K", body = "", url = "/" } = event.data?.json() ?? {};
  const icon = "{% static 'core/icon-192.png' %}";
  event.waitUntil(registration.showNotification(title, { body, icon, badge: icon, tag: "news", data: { url } }));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  const there = new URL(event.notification.data.url, location.origin);
  if (there.origin === location.origin) event.waitUntil(clients.openWindow(there.href));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(url.pathname)) event.respondWith(caches.match(url.pathname).then((kept) => kept || fetch(request)));
});
