// The page's small helpers. Everything but live progress works without them.

/**
 * Puts fragments where they belong: each root element replaces the one with its id, or goes to the front of the list that its
 * `data-into` names.
 * @param {string} html
 */
function place(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const root of Array.from(template.content.children)) {
    const standing = root.id ? document.getElementById(root.id) : null;
    const list = root.getAttribute("data-into");
    if (standing) {
      const focused = standing.contains(document.activeElement);
      standing.replaceWith(root);
      if (focused && root instanceof HTMLElement) root.querySelector("a,button")?.focus();
    } else if (list) {
      document.getElementById(list)?.prepend(root);
    }
    const said = root.getAttribute("data-say");
    if (said) say(said);
  }
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
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) if (typeof value === "string") body.append(name, value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "x-fragment": "1" } });
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  place(await answer.text());
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-enhance")) return;
  event.preventDefault();
  const button = event.submitter;
  send(form, button instanceof HTMLElement ? button : null).catch(() => form.submit());
});

document.addEventListener("keydown", (event) => {
  const area = document.querySelector(".bar textarea");
  if (!(area instanceof HTMLTextAreaElement)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && area.form?.contains(document.activeElement)) {
    event.preventDefault();
    area.form.requestSubmit();
  } else if (event.key === "/" && document.activeElement === document.body) {
    event.preventDefault();
    area.focus();
  }
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
