// Everything here is a kindness: each page works without it.
// Words come from the page (data-…), never from the script, so that every language has them.

const all = (selector, root = document) => root.querySelectorAll(selector);

export function wake(root = document) {
  for (const button of all("[data-print]", root)) {
    button.hidden = false;
    button.onclick = () => print();
  }
  for (const link of all("[data-share]", root)) {
    if (!navigator.share) continue; // a link keeps its own address (wa.me), a button stays hidden
    link.hidden = false;
    link.onclick = (event) => {
      event.preventDefault();
      const { shareText: text, shareUrl: url = location.href } = link.dataset;
      navigator.share({ title: document.title, text, url }).catch(() => {});
    };
  }
  for (const button of all("[data-copy]", root)) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.onclick = async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied || button.textContent;
    };
  }
  for (const button of all("[data-read]", root)) readAloud(button);
  for (const switches of all("details.size", root)) {
    document.addEventListener("click", (event) => switches.contains(event.target) || (switches.open = false));
  }
  root.querySelector("[data-errors]")?.focus();
  for (const button of all("[data-listen]", root)) import("./listen.js").then((voices) => voices.listen(button));
  if (root.querySelector("input[type=file][data-photo]")) import("./photo.js").then((photo) => photo.wake(root));
}

// Read the page to me: only where the phone has a voice for the page's language.
function readAloud(button) {
  const speech = window.speechSynthesis;
  if (!speech) return;
  const tongue = document.documentElement.lang.slice(0, 2);
  const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().startsWith(tongue));
  const show = () => (button.hidden = !voice());
  show();
  speech.addEventListener?.("voiceschanged", show);
  button.onclick = () => {
    if (speech.speaking) return speech.cancel();
    const words = new SpeechSynthesisUtterance(document.querySelector(button.dataset.read).innerText);
    words.voice = voice();
    words.lang = words.voice.lang;
    speech.speak(words);
  };
}

wake();
import("./queue.js").then((queue) => queue.start(wake)).catch(() => {});

// The worker waits until the page is read: what it keeps must not delay what was asked for.
const worker = navigator.serviceWorker;
if (worker && document.body.dataset.sw) {
  const register = () => {
    worker.register(document.body.dataset.sw).catch(() => {});
    worker.ready.then((ready) => ready.active.postMessage({ lang: document.documentElement.lang }));
  };
  addEventListener("load", () => setTimeout(register, 1500));
}
