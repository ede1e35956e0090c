// The prompt bar: keys, and what follows the choice of a kind and of a model.

const bar = document.querySelector(".bar");
const area = bar?.querySelector("textarea");

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (!(area instanceof HTMLTextAreaElement) || document.querySelector("dialog:modal")) return;
  const isWriting = document.activeElement?.matches("input:not([type=radio]), textarea, select, [contenteditable]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && area.form?.contains(document.activeElement)) {
    event.preventDefault();
    area.form.requestSubmit();
  } else if (event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    area.focus();
    area.select();
  }
}

/**
 * Shows where orders to the chosen model go, and offers only what it makes.
 * @param {Element} row
 */
function follow(row) {
  const models = row.querySelector("[data-choice=models]");
  const chosen = models instanceof HTMLSelectElement ? models.selectedOptions[0] : undefined;
  if (!chosen) return;
  for (const place of Array.from(row.querySelectorAll(".destinations li"))) {
    place.toggleAttribute("data-chosen", place.getAttribute("data-destination") === chosen.dataset["destination"]);
  }
  for (const choice of ["sizes", "seconds"]) {
    const select = row.querySelector(`[data-choice=${choice}]`);
    if (select instanceof HTMLSelectElement) offer(select, (chosen.dataset[choice] ?? "").split(" ").filter(Boolean));
  }
}

/** What would be sent was shown for another choice. */
function forget() {
  document.getElementById("outbound")?.replaceChildren();
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} known what the model makes; empty where it makes anything
 */
function offer(select, known) {
  for (const option of Array.from(select.options)) {
    const isMade = known.length === 0 || known.includes(option.value);
    option.hidden = !isMade;
    option.disabled = !isMade;
  }
  if (select.selectedOptions[0]?.disabled) select.value = known[0] ?? "";
}

document.addEventListener("keydown", onKey);
for (const row of Array.from(bar?.querySelectorAll("[data-kind]") ?? [])) {
  row.querySelector("[data-choice=models]")?.addEventListener("change", () => {
    follow(row);
    forget();
  });
  follow(row);
}
for (const kind of Array.from(bar?.querySelectorAll("[name=kind]") ?? [])) {
  kind.addEventListener("change", forget);
}
