// Asking the simulator, and being told by it.

export class Refused extends Error {}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Refused(body.error ?? String(response.status));
  return body;
}

export async function get(path) {
  return answer(await fetch(path));
}

export async function post(path, values = {}) {
  const headers = { "Content-Type": "application/json" };
  return answer(await fetch(path, { method: "POST", headers, body: JSON.stringify(values) }));
}

/** As a form, for what carries files. */
export async function upload(path, form) {
  return answer(await fetch(path, { method: "POST", body: form }));
}

export async function remove(path) {
  return answer(await fetch(path, { method: "DELETE" }));
}

/** A file to keep, by way of the browser's downloads. */
export async function download(path, values, name) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(values) });
  if (!response.ok) throw new Refused(String(response.status));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
