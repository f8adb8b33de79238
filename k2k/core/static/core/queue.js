// What could not be sent waits in this phone (IndexedDB), bound to the person who wrote it, its count always on screen.
// It is sent once: under the id it was given when it was submitted, which the server knows again.

// What was sent stays as a title and the path of its answer: a report without a name is found again by nothing else.

const STORE = "unsent";
const PATIENCE = 60_000;
const SENT_FOR = 30 * 24 * 3600_000;

let wake = () => {};

// A page from the worker's cache does not say whose it is: then it belongs to whoever was here last.
function person() {
  const here = document.body.dataset.person;
  if (here) localStorage.setItem("person", here);
  return here || localStorage.getItem("person") || "";
}

function store(mode, act) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("k2k", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const work = opening.result.transaction(STORE, mode);
      const request = act(work.objectStore(STORE));
      work.oncomplete = () => (opening.result.close(), done(request.result));
      work.onerror = work.onabort = () => fail(work.error);
    };
  });
}

const everything = () => store("readonly", (rows) => rows.getAll());
const keep = (record) => store("readwrite", (rows) => rows.put(record));
const forget = (id) => store("readwrite", (rows) => rows.delete(id));
const isWaiting = (record) => !record.sent;
const waiting = async () => (await everything()).filter(isWaiting);

export async function start(waker) {
  wake = waker;
  document.addEventListener("submit", submit);
  addEventListener("online", sendAll);
  await forgetOld().catch(() => {});
  await show();
  await sendAll();
}

// ── sending ──

const mayWait = (form) => form.matches?.("form[data-offline]") && !form.elements.namedItem("disclosure");

async function submit(event) {
  const { target: form, submitter: button } = event;
  if (!mayWait(form)) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  if (await met(form, () => form.requestSubmit(button)).catch(() => false)) return void delete form.dataset.busy;
  await import("./photo.js").then((photo) => Promise.all(photo.pending)).catch(() => {});
  const record = recordOf(form, button);
  const label = button?.innerHTML;
  if (button) button.textContent = document.body.dataset.sending;
  try {
    await follow(await answered(record), form);
  } catch {
    if (!(await mayBeKept(record, form).catch(() => false))) return location.assign(help);
    if (form.reportValidity()) await keep(record).then(() => kept(form), () => form.submit()); // no room: the browser's own way
  } finally {
    delete form.dataset.busy;
    if (button) button.innerHTML = label;
  }
}

// A check of the house, met before anything leaves or is kept. A page with a template of its own is shown it at once;
// elsewhere the server asks, and without a line nothing is kept: the page of help comes instead.
const { met: checkAt, help } = document.body.dataset;
const check = () => import(checkAt);

async function met(form, again) {
  const page = document.querySelector("template[data-met]");
  if (!page || !checkAt) return false;
  return (await check()).meet(form, page, again);
}

// The check is fetched while there still is a line: as soon as somebody begins to write.
const WORDS = "textarea, input[type=text], input:not([type])";
document.addEventListener("focusin", ({ target }) => checkAt && target.matches(WORDS) && check().catch(() => {}));

async function mayBeKept(record, form) {
  if (!checkAt || !form.querySelector(WORDS) || record.fields.some(([name]) => name === "met")) return true;
  const { isMet } = await check();
  return !record.fields.some(([, value]) => typeof value === "string" && isMet(value));
}

function recordOf(form, button) {
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  const id = newId();
  data.delete("csrfmiddlewaretoken");
  data.set("client_id", id);
  data.set("occurred_at", new Date().toISOString());
  const fields = [...data].filter(([, value]) => typeof value === "string" || value.size);
  const title = form.dataset.title || document.querySelector("h1")?.textContent.trim() || document.title;
  return { id, person: person(), url: new URL(form.action || location.href).pathname, title, at: Date.now(), fields };
}

// randomUUID is missing on a plain http address, such as an office's first trial on its own network.
const newId = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

// What comes next is shown at once; one line of a list makes room for its own word alone.
async function kept(form) {
  const next = document.getElementById(form.dataset.next);
  if (next) {
    form.hidden = true;
    next.hidden = false;
    return show();
  }
  const words = document.querySelector("template[data-kept]").content.cloneNode(true);
  if (form.closest(".rows")) form.replaceWith(words.querySelector("h1").textContent);
  else {
    document.querySelector("main .flow").replaceChildren(words);
    document.querySelector(".bar")?.replaceChildren();
    scrollTo(0, 0);
  }
  await show();
}

// Throws only when there is no line; any answer of the server is an answer.
async function post(record) {
  const options = { credentials: "same-origin", signal: AbortSignal.timeout?.(PATIENCE) };
  const { token } = await (await fetch(document.body.dataset.csrf, options)).json();
  const body = new FormData();
  for (const [name, value] of record.fields) body.append(name, value);
  body.set("csrfmiddlewaretoken", token);
  return fetch(record.url, { ...options, method: "POST", body });
}

// A server in trouble has kept nothing: its words wait in the phone as they do without a line.
async function answered(record) {
  const answer = await post(record);
  if (answer.status >= 500) throw new Error("in trouble");
  return answer;
}

// Where a plain form would have gone: the next page, or the same one with its sentences about what to mend.
async function follow(answer, form) {
  if (answer.redirected) return location.assign(answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const unread = page.querySelector("[data-unread]");
  if (unread) return keepForm(form, unread);
  document.title = page.title;
  form.ownerDocument.body.replaceWith(page.body);
  scrollTo(0, 0);
  wake(document);
  await show();
}

// What could not be read comes back without what was typed: the form stays, and says why above itself.
function keepForm(form, unread) {
  document.querySelector("[data-unread]")?.remove();
  unread.setAttribute("role", "alert");
  form.before(unread);
  unread.scrollIntoView();
}

const accepted = (answer) => answer.redirected && !new URL(answer.url).pathname.startsWith("/akaun/");

async function sendAll() {
  const send = async () => {
    for (const record of await mine()) {
      if (record.problem) continue;
      const answer = await post(record);
      if (accepted(answer)) await keep(sentOf(record, answer));
      else if (answer.status < 500 && answer.status !== 429) await keep({ ...record, problem: true });
      await show();
    }
  };
  if (!navigator.onLine || !(await mine().catch(() => [])).length) return;
  const once = navigator.locks ? (work) => navigator.locks.request("k2k-send", { ifAvailable: true }, (lock) => lock && work()) : (work) => work();
  await once(send).catch(() => {});
}

// In the order in which they were pressed: what came first may be what makes the next one possible.
const mine = async () => (await waiting()).filter((record) => record.person === person()).sort((one, other) => one.at - other.at);

const sentOf = ({ id, person, title }, answer) => ({ id, person, title, at: Date.now(), sent: new URL(answer.url).pathname });

async function forgetOld() {
  const old = (await everything()).filter((record) => record.sent && record.at < Date.now() - SENT_FOR);
  await Promise.all(old.map((record) => forget(record.id)));
}

// ── showing ──

async function show() {
  const all = await everything().catch(() => []);
  const records = all.filter(isWaiting);
  const sent = all.filter((record) => record.sent && record.person === person());
  strip("[data-queue]", records.length);
  strip("[data-queue-sent]", records.length ? 0 : sent.length);
  const list = document.querySelector("[data-unsent]");
  if (!list) return;
  const own = records.filter((record) => record.person === person());
  list.replaceChildren(...own.map(row));
  document.querySelector("[data-unsent-none]").hidden = records.length > 0;
  const others = document.querySelector("[data-unsent-others]");
  others.hidden = own.length === records.length;
  others.querySelector("b").textContent = records.length - own.length;
  offerHandIn(records.filter((record) => !own.includes(record)));
  showSent(sent);
}

// What somebody wrote whose access has ended goes to the lead, one parcel each; what is taken leaves the phone.
function offerHandIn(records) {
  const part = document.querySelector("[data-hand-in]");
  if (!part) return;
  part.hidden = !records.length;
  part.querySelector("button").onclick = async () => {
    for (const record of records) {
      const fields = [["parcel", JSON.stringify(await written(record))], ["writer", record.person], ["client_id", record.id]];
      const answer = await post({ url: part.dataset.handIn, fields }).catch(() => ({}));
      if (!answer.redirected) return (part.querySelector(".err").hidden = false);
      await forget(record.id);
    }
    await show();
  };
}

// One strip below the header at a time: what waits, else what was sent and is still on the list.
function strip(name, count) {
  const found = document.querySelector(name);
  if (!found) return;
  found.hidden = !count;
  found.querySelector("[data-queue-count]").textContent = count;
}

function showSent(records) {
  const part = document.querySelector("[data-sent]");
  if (!part) return;
  part.hidden = !records.length;
  part.querySelector("ul").replaceChildren(...records.sort((one, other) => other.at - one.at).map(sentRow));
}

const moment = (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

function sentRow(record) {
  const item = document.querySelector("template[data-sent-row]").content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  part("title").textContent = record.title;
  part("when").textContent = moment(record.at);
  part("open").href = record.sent;
  part("forget").onclick = () => forget(record.id).then(show);
  return item;
}

function row(record) {
  const item = document.querySelector("template[data-unsent-row]").content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  part("title").textContent = record.title;
  part("when").textContent = moment(record.at);
  part("words").textContent = record.fields
    .filter(([name, value]) => typeof value === "string" && !["client_id", "occurred_at"].includes(name))
    .map(([, value]) => value)
    .filter(Boolean)
    .join(" · ");
  part("problem").hidden = !record.problem;
  part("again").hidden = !record.problem;
  part("again").onclick = () => keep({ ...record, problem: false }).then(show).then(sendAll);
  part("save").onclick = () => save(record);
  part("forget").onclick = () => forget(record.id).then(show);
  return item;
}

async function written({ title, url, at, id, fields: given }) {
  const fields = await Promise.all(given.map(async ([name, value]) => [name, typeof value === "string" ? value : await asText(value)]));
  return { title, url, at: new Date(at), id, fields };
}

async function save(record) {
  const { id } = record;
  const file = new Blob([JSON.stringify(await written(record), null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `k2k-${id.slice(0, 8)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const asText = (file) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(file);
  });
