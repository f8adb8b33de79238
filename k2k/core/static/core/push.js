// Telling this phone when there is news: offered after something was done, never asked by itself.
import { bytes, words } from "./base64url.js";

const NOT_AGAIN = 90 * 24 * 3600 * 1000;
const box = document.querySelector("[data-push]");
const say = (what) => {
  box.hidden = true;
  document.querySelector(`[data-push-${what}]`).hidden = false;
};

async function subscription(manager) {
  const options = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.push) };
  try {
    return await manager.subscribe(options);
  } catch (error) {
    const old = error.name === "InvalidStateError" && (await manager.getSubscription());
    if (!old) throw error;
    await old.unsubscribe(); // made under a key that we no longer have
    return manager.subscribe(options);
  }
}

async function tell() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await subscription(pushManager);
  const { token } = await (await fetch(document.body.dataset.csrf, { cache: "no-store" })).json();
  const body = new URLSearchParams({
    csrfmiddlewaretoken: token,
    address: made.endpoint,
    p256dh: words(made.getKey("p256dh")),
    auth: words(made.getKey("auth")),
  });
  const answer = await fetch(box.dataset.pushTo, { method: "POST", body });
  if (answer.status === 204) return;
  await made.unsubscribe();
  throw new Error("refused");
}

const refused = () => localStorage.setItem("push-no", Date.now());
const isRefused = () => Date.now() - Number(localStorage.getItem("push-no") || 0) < NOT_AGAIN;

function offer() {
  box.hidden = false;
  box.querySelector("[data-push-no]").onclick = () => {
    refused();
    box.hidden = true;
  };
  box.querySelector("[data-push-yes]").onclick = async () => {
    if ((await Notification.requestPermission()) !== "granted") {
      refused();
      return say("failed");
    }
    await tell().then(() => say("done"), () => say("failed"));
  };
}

if (box && "PushManager" in window && "Notification" in window && navigator.serviceWorker) {
  if (Notification.permission === "granted" && "pushRenew" in box.dataset) tell().catch(() => {});
  else if (Notification.permission !== "denied" && ("pushAlways" in box.dataset || !isRefused())) offer();
}
