// What every page can do beyond links and forms. Everything but live progress works without it.

/**
 * Puts fragments where they belong: each root element replaces the one with its id, or goes to the front of the list that its
 * `data-into` names; one that says `data-gone` takes the element that its selector finds away. What has no place of its own is a
 * word about the form that was sent.
 * @param {string} html
 * @param {Element | null} [form]
 */
function place(html, form = null) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const root of Array.from(template.content.children)) {
    const gone = root.getAttribute("data-gone");
    const standing = root.id ? document.getElementById(root.id) : null;
    const list = document.getElementById(root.getAttribute("data-into") ?? "");
    if (gone) document.querySelector(gone)?.closest("li")?.remove();
    else if (standing) replace(standing, root);
    else if (list) list.prepend(root);
    else if (root.matches(".notice")) warn(form, root);
    const said = root.getAttribute("data-say");
    if (said) say(said);
  }
}

/** @param {Element} standing @param {Element} root */
function replace(standing, root) {
  const focused = standing.contains(document.activeElement);
  standing.replaceWith(root);
  if (focused) root.querySelector("a,button")?.focus();
}

/** @param {Element | null} form @param {Element} notice */
function warn(form, notice) {
  form?.querySelector(":scope > .notice")?.remove();
  form?.prepend(notice);
}

/** @param {string} text */
function say(text) {
  const announcer = document.getElementById("announcer");
  if (announcer && announcer.textContent !== text) announcer.textContent = text;
}

/**
 * Sends a form without leaving the page.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  const fields = new FormData(form, button);
  const body = form.enctype === "multipart/form-data" ? fields : words(fields);
  const action = button?.getAttribute("formaction") ?? form.action;
  const answer = await fetch(action, { method: "POST", body, headers: { "x-fragment": "1" } });
  if (answer.status === 401) location.reload();
  else if (answer.redirected) location.assign(answer.url);
  else place(await answer.text(), form);
  form.dispatchEvent(new CustomEvent("sent", { bubbles: true, detail: { ok: answer.ok } }));
}

/** @param {FormData} fields */
function words(fields) {
  const body = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === "string") body.append(name, value);
  return body;
}

/**
 * Says in the button that its work is under way, until the answer is there.
 * @param {HTMLElement | null} button
 * @returns {() => void}
 */
function busy(button) {
  const words = button?.getAttribute("data-busy");
  if (!button || !words) return () => {};
  const before = Array.from(button.childNodes);
  button.style.minWidth = `${button.offsetWidth}px`;
  button.replaceChildren(words);
  button.setAttribute("aria-disabled", "true");
  return () => {
    button.replaceChildren(...before);
    button.removeAttribute("aria-disabled");
  };
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement)) return;
  // What opens in a tab of its own leaves this page as it is.
  if (submitter?.hasAttribute("formtarget")) return;
  const button = submitter instanceof HTMLElement ? submitter : form.querySelector("[data-busy]");
  if (button?.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  const rest = busy(button);
  window.addEventListener("pagehide", rest, { once: true });
  const needs = form.getAttribute("data-enhance");
  if (needs === null || (needs && !document.getElementById(needs))) return;
  event.preventDefault();
  send(form, submitter instanceof HTMLElement ? submitter : null).catch(() => form.submit()).finally(rest);
});

/** Shows what happens elsewhere as it happens; the browser reconnects by itself, and the server then sends what was missed. */
function live() {
  const address = document.body.getAttribute("data-live");
  if (!address) return;
  const source = new EventSource(address);
  source.addEventListener("fragment", (event) => place(event.data));
  window.addEventListener("pagehide", () => source.close());
}

live();
