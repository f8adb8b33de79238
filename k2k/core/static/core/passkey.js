// Passkeys: the browser's own answer goes into the form's hidden field, then the form is sent as any other.
import { bytes, words } from "./base64url.js";

const form = document.querySelector("form[data-passkey]");
const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

async function options() {
  const beside = document.getElementById("js_data");
  const data = beside
    ? JSON.parse(beside.textContent)
    : await (await fetch(form.action, { headers: { Accept: "application/json" }, cache: "no-store" })).json();
  return (data.creation_options || data.request_options).publicKey;
}

async function create(asked) {
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: known(asked.excludeCredentials),
      authenticatorSelection: { ...asked.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
}

async function get(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  return navigator.credentials.get({ publicKey });
}

function answer(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = words(made.response[name]);
  }
  const { id, type, authenticatorAttachment } = made;
  return { id, type, authenticatorAttachment, rawId: words(made.rawId), response, clientExtensionResults: made.getClientExtensionResults() };
}

if (form && window.PublicKeyCredential) {
  const button = document.querySelector("[data-passkey-go]");
  button.hidden = false;
  button.onclick = async () => {
    const failed = document.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const made = await (form.dataset.passkey === "create" ? create : get)(await options());
      form.elements.credential.value = JSON.stringify(answer(made));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  };
}
