// The prompt bar: keys, and what follows the choice of a model.

const bar = document.querySelector(".bar");
const area = bar?.querySelector("textarea");
const models = bar?.querySelector("#model");
const sizes = bar?.querySelector("#size");

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (!(area instanceof HTMLTextAreaElement) || document.querySelector("dialog:modal")) return;
  const isWriting = document.activeElement?.matches("input, textarea, select, [contenteditable]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && area.form?.contains(document.activeElement)) {
    event.preventDefault();
    area.form.requestSubmit();
  } else if (event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    area.focus();
    area.select();
  }
}

/** Shows where orders to the chosen model go, and offers only the sizes that it makes. */
function follow() {
  if (!(models instanceof HTMLSelectElement) || !(sizes instanceof HTMLSelectElement)) return;
  const chosen = models.selectedOptions[0];
  if (!chosen) return;
  for (const place of Array.from(bar?.querySelectorAll(".destinations li") ?? [])) {
    place.toggleAttribute("data-chosen", place.getAttribute("data-destination") === chosen.dataset["destination"]);
  }
  const known = (chosen.dataset["sizes"] ?? "").split(" ").filter(Boolean);
  for (const size of Array.from(sizes.options)) {
    const isMade = known.length === 0 || known.includes(size.value);
    size.hidden = !isMade;
    size.disabled = !isMade;
  }
  if (sizes.selectedOptions[0]?.disabled) sizes.value = known[0] ?? "";
  document.getElementById("outbound")?.replaceChildren();
}

document.addEventListener("keydown", onKey);
models?.addEventListener("change", follow);
if (models instanceof HTMLSelectElement && models.selectedIndex > 0) follow();
