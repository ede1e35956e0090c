// Runs inside a page and hands back its faults, one line each.
const [acted, done] = arguments;
const faults = [];
for (const motion of document.getAnimations()) motion.finish();
const style = (e) => getComputedStyle(e);
const words = (e) => e.tagName.toLowerCase() + (e.className && typeof e.className == "string" ? "." + e.className : "") + " " + e.textContent.trim().slice(0, 40);
const hidden = ".unseen, .announcer, .skip, script, style, option, optgroup";
const seen = (e) => {
  const r = e.getBoundingClientRect();
  return r.width > 1 && r.height > 1 && !e.closest(hidden) && e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
};
const every = (selector) => [...document.querySelectorAll(selector)].filter(seen);

const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) faults.push("scrolls sideways by " + (root.scrollWidth - root.clientWidth));

// Words that something cuts off.
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const owner = node.parentElement;
  if (!node.data.trim() || owner.tagName == "TEXTAREA" || !seen(owner)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  for (let e = owner; e && e != document.body; e = e.parentElement) {
    const { overflowX, overflowY, display, webkitLineClamp } = style(e);
    if (display == "inline" || display == "contents") continue;
    const edge = e.getBoundingClientRect();
    const cutAside = /hidden|clip/.test(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1);
    const cutBelow = /hidden|clip/.test(overflowY) && webkitLineClamp == "none" && (box.top < edge.top - 2 || box.bottom > edge.bottom + 2);
    if (cutAside || cutBelow) faults.push("clipped: " + words(owner));
    if (/auto|scroll/.test(overflowX + overflowY)) break;
  }
}
// Words that are broken where no hyphen may stand.
for (const e of every(".rail span, h1, h2, button, a.button, dt, label, summary")) {
  for (const node of [...e.childNodes].filter((node) => node.nodeType == 3)) {
    for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{M}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, index + 1);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].filter((r) => r.width > 1).map((r) => r.top)).size > 1) faults.push("broken word: " + word);
    }
  }
}
const pen = document.createElement("canvas").getContext("2d");
const width = (text, e) => {
  const { fontWeight, fontSize, fontFamily } = style(e);
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  return pen.measureText(text).width;
};
const room = (e) => e.clientWidth - parseFloat(style(e).paddingLeft) - parseFloat(style(e).paddingRight);
for (const e of every("select")) {
  const text = e.selectedOptions[0]?.text ?? "";
  if (width(text, e) > room(e) - 16) faults.push("clipped choice: " + text);
}
for (const e of every("input[placeholder]")) {
  if (width(e.placeholder, e) > room(e)) faults.push("clipped placeholder: " + e.placeholder);
}

// Targets; a link inside a sentence is as high as its line (WCAG 2.5.8).
for (const e of every("button, summary, select, textarea, input, a")) {
  let sentence = e.parentElement;
  while (style(sentence).display == "inline") sentence = sentence.parentElement;
  const inSentence = e.tagName == "A" && style(e).display == "inline" && sentence.textContent.trim() != e.textContent.trim();
  if (inSentence) continue;
  const target = /checkbox|radio/.test(e.type) ? (e.closest("label") ?? e) : e;
  const r = target.getBoundingClientRect();
  if (r.width < 24 || r.height < 24) faults.push("small target: " + Math.round(r.width) + "x" + Math.round(r.height) + " " + words(e));
}

// Nothing lies over the newest result.
const stage = document.querySelector(".stage");
const newest = stage?.querySelector(".results > li");
if (newest && !document.querySelector("dialog[open]")) {
  const r = newest.getBoundingClientRect();
  for (const y of [r.top + 4, r.bottom - 4]) {
    const top = document.elementFromPoint(r.left + r.width / 2, y);
    if (y > 0 && !newest.contains(top)) faults.push("the newest result is covered by " + (top ? words(top) : "nothing"));
  }
}

// Tokens only.
const probe = document.body.appendChild(document.createElement("i"));
const tokens = (names, property) => new Set(names.map((name) => { probe.style[property] = `var(--${name})`; return style(probe)[property]; }));
const colours = tokens(["bg", "raise", "ink", "soft", "line", "edge", "fill", "accent", "on-accent", "veil", "on-veil", "shadow"], "color");
const sizes = tokens(["t1", "t2", "t3", "t4", "t5"], "fontSize");
probe.remove();
const odd = new Set();
for (const e of every("body, body *:not(svg *)")) {
  const s = style(e);
  const own = [...e.childNodes].some((node) => node.nodeType == 3 && node.data.trim());
  if (own && !sizes.has(s.fontSize)) odd.add(`size ${s.fontSize}: ${words(e)}`);
  if (own && !colours.has(s.color)) odd.add(`colour ${s.color}: ${words(e)}`);
  if (s.backgroundColor != "rgba(0, 0, 0, 0)" && !colours.has(s.backgroundColor)) odd.add(`background ${s.backgroundColor}: ${words(e)}`);
  for (const side of ["Top", "Right", "Bottom", "Left"]) {
    const colour = s[`border${side}Color`];
    const drawn = parseFloat(s[`border${side}Width`]) > 0 && !/none|hidden/.test(s[`border${side}Style`]);
    if (drawn && colour != "rgba(0, 0, 0, 0)" && !colours.has(colour)) odd.add(`border ${colour}: ${words(e)}`);
  }
}
for (const one of odd) faults.push("not a token: " + one);

const missing = document.body.innerText.match(/\b(stage|failed|invalid|problem|empty|size|outbound|drawer)-[a-z-]+\b/);
if (missing) faults.push("a message without words: " + missing[0]);

// What moved, from where to where; marks before and after a text have no node of their own.
const place = ({ left, top, width, height }) => `${[left, top].map(Math.round)} (${[width, height].map(Math.round)})`;
const moved = ({ node, previousRect, currentRect }) =>
  `${node ? (node.tagName ? words(node) : node.data) : "a mark"} from ${place(previousRect)} to ${place(currentRect)}`;

// The browser's own controls take their places within a film once it knows the film; the film itself stays where it is.
const films = [...document.querySelectorAll("video")].map((film) => film.getBoundingClientRect());
const within = ({ left, top, right, bottom }, film) => left >= film.left - 1 && top >= film.top - 1 && right <= film.right + 1 && bottom <= film.bottom + 1;
const isControls = (move) => move.sources.every(({ node, currentRect }) => !node && films.some((film) => within(currentRect, film)));

// Moves are told to observers only, after the frame in which they happened.
const moves = [];
new PerformanceObserver((list) => moves.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
  // What a person has just done may move things; a script in their place does not count as a person.
  for (const move of moves.filter((move) => !move.hadRecentInput && !acted && !isControls(move))) {
    faults.push(`layout shift ${move.value.toFixed(4)} at ${Math.round(move.startTime)} ms: ${move.sources.map(moved).join(", ")}`);
  }
  done(faults);
})));
