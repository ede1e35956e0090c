// Opens a picture's page as a drawer beside the results that stand. Without it, the link leads to the page itself.

const list = document.querySelector(".results[data-drawer]");
const here = location.pathname + location.search;
const beside = window.matchMedia("(min-width: 1101px)");

const drawer = document.createElement("dialog");
drawer.id = "drawer";
drawer.className = "drawer";
drawer.setAttribute("aria-label", list?.getAttribute("data-drawer") ?? "");
document.body.append(drawer);

/** @param {string} path @returns {HTMLAnchorElement | null} */
const link = (path) => document.querySelector(`.results a[href="${CSS.escape(path).replaceAll("\\/", "/")}"]`);

const isPicture = (/** @type {string} */ path) => /^\/library\/[^/]+$/.test(path);

/** @param {string} path */
async function open(path) {
  const answer = await fetch(path, { headers: { "x-fragment": "1" } });
  if (!answer.ok) {
    location.assign(path);
    return;
  }
  drawer.innerHTML = await answer.text();
  mark(path);
  if (!drawer.open) beside.matches ? drawer.show() : drawer.showModal();
  drawer.scrollTop = 0;
  drawer.querySelector("h2")?.focus();
}

function shut() {
  if (!drawer.open) return;
  const opener = document.querySelector(".results [aria-expanded='true']") ?? document.querySelector("#prompt, .results a");
  drawer.close();
  drawer.replaceChildren();
  mark("");
  if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
}

/** @param {string} path */
function mark(path) {
  for (const marked of document.querySelectorAll(".results [aria-expanded]")) marked.removeAttribute("aria-expanded");
  if (path) link(path)?.setAttribute("aria-expanded", "true");
}

/** Back to the address without the drawer; the browser's own step back shuts it. */
function leave() {
  if (history.state?.drawer) history.back();
  else shut();
}

list?.addEventListener("click", (event) => {
  if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const found = event.target instanceof Element ? event.target.closest("a") : null;
  if (!found || !isPicture(found.pathname)) return;
  event.preventDefault();
  const path = found.pathname;
  if (history.state?.drawer) history.replaceState({ drawer: path }, "", path);
  else history.pushState({ drawer: path }, "", path);
  open(path).catch(() => location.assign(path));
});

window.addEventListener("popstate", () => {
  if (isPicture(location.pathname)) open(location.pathname).catch(() => location.reload());
  else if (location.pathname + location.search === here) shut();
});

drawer.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target === drawer || event.target.closest("[data-close]")) leave();
});

drawer.addEventListener("cancel", (event) => {
  event.preventDefault();
  leave();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.open && !drawer.matches(":modal")) leave();
});

drawer.addEventListener("sent", (event) => {
  const form = event.target;
  const isErased = form instanceof HTMLFormElement && form.action.endsWith("/erase");
  if (isErased && event instanceof CustomEvent && event.detail.ok) leave();
});
