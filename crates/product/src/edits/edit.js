// The brush: what is painted over is transparent in the mask that goes along with the form.

const figure = document.getElementById("canvas");
const tools = document.querySelector(".tools");
const form = document.getElementById("edit-form");
const range = document.getElementById("brush-size");
const state = document.getElementById("mask-state");

/** @typedef {{ erase: boolean, width: number, points: [number, number][] }} Stroke */
/** @typedef {Stroke | "invert" | "clear"} Step */

/** What was done, in order; what was undone waits behind `done`. @type {Step[]} */
let steps = [];
let done = 0;
let isErasing = false;

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} tools
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} range
 */
function start(figure, tools, form, range) {
  const canvas = document.createElement("canvas");
  canvas.width = Number(figure.dataset["width"]);
  canvas.height = Number(figure.dataset["height"]);
  canvas.setAttribute("aria-hidden", "true");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return;
  const ring = document.createElement("div");
  ring.className = "ring";
  ring.hidden = true;
  figure.append(canvas, ring);
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--accent");

  const reach = () => (Number(range.value) / 100) ** 2 * Math.max(canvas.width, canvas.height) * 0.5 + 2;

  /** @param {Step} step */
  const draw = (step) => {
    if (step === "clear") return context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = context.strokeStyle = colour;
    if (step === "invert") {
      context.globalCompositeOperation = "xor";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.globalCompositeOperation = "source-over";
      return;
    }
    context.globalCompositeOperation = step.erase ? "destination-out" : "source-over";
    context.lineWidth = step.width;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    const [first, ...rest] = step.points;
    if (first) context.moveTo(first[0], first[1]);
    for (const [x, y] of rest.length > 0 ? rest : step.points) context.lineTo(x, y);
    context.stroke();
    context.globalCompositeOperation = "source-over";
  };

  const show = () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    steps.slice(0, done).forEach(draw);
    tell();
  };

  const isEmpty = () => !context.getImageData(0, 0, canvas.width, canvas.height).data.some((value, at) => at % 4 === 3 && value > 127);

  const tell = () => {
    if (state) state.textContent = (isEmpty() ? state.dataset["whole"] : state.dataset["part"]) ?? "";
    for (const [name, there] of [["undo", done > 0], ["redo", done < steps.length]]) {
      tools.querySelector(`[data-action=${name}]`)?.toggleAttribute("disabled", !there);
    }
  };

  /** @param {Step} step */
  const add = (step) => {
    steps = [...steps.slice(0, done), step];
    done = steps.length;
  };

  /** @param {PointerEvent} event @returns {[number, number]} */
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height];
  };

  /** @param {PointerEvent} event */
  const follow = (event) => {
    const box = canvas.getBoundingClientRect();
    const outer = figure.getBoundingClientRect();
    const size = (reach() * 2 * box.width) / canvas.width;
    ring.hidden = event.pointerType === "touch";
    Object.assign(ring.style, {
      width: `${size}px`,
      height: `${size}px`,
      left: `${event.clientX - outer.left - size / 2}px`,
      top: `${event.clientY - outer.top - size / 2}px`,
    });
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    add({ erase: isErasing || event.ctrlKey, width: reach() * 2, points: [place(event)] });
    show();
  });
  canvas.addEventListener("pointermove", (event) => {
    follow(event);
    const stroke = steps[done - 1];
    if (!canvas.hasPointerCapture(event.pointerId) || !stroke || typeof stroke === "string") return;
    const before = stroke.points.at(-1);
    stroke.points.push(place(event));
    draw({ ...stroke, points: before ? [before, place(event)] : [place(event)] });
  });
  canvas.addEventListener("pointerup", tell);
  canvas.addEventListener("pointerleave", () => (ring.hidden = true));

  /** @param {string} tool */
  const take = (tool) => {
    isErasing = tool === "eraser";
    for (const button of Array.from(tools.querySelectorAll("[data-tool]"))) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-tool") === tool));
    }
  };

  /** @param {string} action */
  const act = (action) => {
    if (action === "undo") done = Math.max(0, done - 1);
    else if (action === "redo") done = Math.min(steps.length, done + 1);
    else if (action === "invert" || action === "clear") add(action);
    show();
  };

  tools.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { tool, action } = button?.dataset ?? {};
    if (tool) take(tool);
    if (action) act(action);
  });

  document.addEventListener("keydown", (event) => {
    if (document.activeElement?.matches("input:not([type=range]), textarea, select") || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key !== "z") return;
      act(event.shiftKey ? "redo" : "undo");
    } else if (key === "b") take("brush");
    else if (key === "e") take("eraser");
    else if (key === "[" || key === "]") range.value = String(Number(range.value) + (key === "]" ? 5 : -5));
    else return;
    event.preventDefault();
  });

  // The mask is opaque where the picture stays.
  form.addEventListener("formdata", (event) => {
    const chosen = event.formData.get("mask");
    if (isEmpty() || (chosen instanceof File && chosen.size > 0)) return;
    event.formData.set("mask", fileOf(canvas), "mask.png");
  });

  tell();
}

/** @param {HTMLCanvasElement} painted */
function fileOf(painted) {
  const mask = document.createElement("canvas");
  mask.width = painted.width;
  mask.height = painted.height;
  const context = mask.getContext("2d");
  context?.fillRect(0, 0, mask.width, mask.height);
  if (context) context.globalCompositeOperation = "destination-out";
  context?.drawImage(painted, 0, 0);
  // Within the event a file has to be there at once.
  const base64 = mask.toDataURL("image/png").split(",")[1] ?? "";
  return new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], "mask.png", { type: "image/png" });
}

if (figure && tools instanceof HTMLElement && form instanceof HTMLFormElement && range instanceof HTMLInputElement) {
  start(figure, tools, form, range);
}
