// Keys for those who like them, off until somebody turns them on. Each presses what stands on the page already.
const bar = document.querySelector("[data-keys]");
const KEPT = "k2k-desk-keys";
const on = () => localStorage.getItem(KEPT) === "1";

function show() {
  const button = bar.querySelector("[data-keys-switch]");
  button.textContent = on() ? button.dataset.on : button.dataset.off;
  bar.querySelector("[data-keys-help]").hidden = !on();
}

function press(key) {
  const open = document.querySelector("details[data-key=r][open]");
  const found = (/^[1-9]$/.test(key) ? open : document)?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return false;
  if (found.tagName === "DETAILS") {
    found.open = !found.open;
    found.querySelector("summary").focus();
  } else found.click();
  return true;
}

if (bar) {
  bar.hidden = false;
  bar.querySelector("[data-keys-switch]").onclick = () => {
    localStorage.setItem(KEPT, on() ? "0" : "1");
    show();
  };
  show();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (!bar || !on() || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "x") {
    const box = document.querySelector("tr.now input[type=checkbox]");
    if (box) box.checked = !box.checked;
  } else if (event.key === "?") bar.scrollIntoView();
  else if (!press(event.key)) return;
  event.preventDefault();
});
