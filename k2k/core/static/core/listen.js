// Recordings of people who read the sentences of a page aloud: played one after the other, in the page's own order.
const plain = (text) => text.replace(/\s+/g, " ");

export function listen(button) {
  const page = plain(document.body.innerText);
  const heard = JSON.parse(button.dataset.listen)
    .map(([said, url]) => [page.indexOf(plain(said)), url])
    .filter(([place]) => place >= 0)
    .sort(([one], [other]) => one - other);
  if (!heard.length) return;
  const voice = new Audio();
  let next = 0;
  const stop = () => {
    voice.pause();
    next = 0;
    button.setAttribute("aria-pressed", "false");
  };
  const go = () => {
    if (next >= heard.length) return stop();
    voice.src = heard[next++][1];
    voice.play().catch(stop);
  };
  voice.onended = go;
  voice.onerror = () => (button.hidden = true);
  button.onclick = () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    button.setAttribute("aria-pressed", "true");
    go();
  };
  button.hidden = false;
}
