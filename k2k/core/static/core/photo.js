// A photograph is made small before it leaves the phone: at most 1600 px, JPEG 0.8. Drawing it anew leaves behind
// where and when it was taken. What cannot be drawn here (an unknown format) goes as it is; the server does the same.

const LONGEST = 1600;
const QUALITY = 0.8;

/** Work in progress: a form waits for these before it is sent. */
export const pending = new Set();

export function wake(root) {
  for (const input of root.querySelectorAll("input[type=file][data-photo]")) {
    input.onchange = () => {
      const work = shrinkAll(input).finally(() => pending.delete(work));
      pending.add(work);
    };
  }
}

async function shrinkAll(input) {
  const files = await Promise.all([...input.files].map((file) => shrink(file).catch(() => file)));
  const bag = new DataTransfer();
  files.forEach((file) => bag.items.add(file));
  input.files = bag.files;
  preview(input, files);
}

async function shrink(file) {
  if (!file.type.startsWith("image/")) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

function preview(input, files) {
  const place = input.closest(".photo")?.querySelector("output");
  if (!place) return;
  for (const image of place.children) URL.revokeObjectURL(image.src);
  place.replaceChildren(
    ...files.map((file) => {
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      return image;
    }),
  );
}
