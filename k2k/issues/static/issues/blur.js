// Draw over a face with a finger or the mouse: the cells under the rectangle are ticked. Without this, tick them one by one.

for (const picture of document.querySelectorAll("[data-blur]")) {
  const cells = [...picture.querySelectorAll("input")];
  let from = null;
  const under = ({ x, y }, other) => {
    const [left, right] = [Math.min(x, other.x), Math.max(x, other.x)];
    const [top, bottom] = [Math.min(y, other.y), Math.max(y, other.y)];
    return cells.filter((cell) => {
      const box = cell.parentElement.getBoundingClientRect();
      return box.left < right && box.right > left && box.top < bottom && box.bottom > top;
    });
  };
  picture.addEventListener("pointerdown", (event) => (from = { x: event.clientX, y: event.clientY }));
  picture.addEventListener("pointerup", (event) => {
    const to = { x: event.clientX, y: event.clientY };
    const drawn = from ? under(from, to) : [];
    if (drawn.length > 1) for (const cell of drawn) cell.checked = true; // within one cell it is a press like any other
    from = null;
  });
}
