// For authors: while a course is being edited, an open page follows its files. What changed is put in the place of what was
// there; programs whose code didn't change go on running, and the page stays where it was scrolled to. Where a piece
// is joined to programs in other ways, the page is loaded again.
//
// A plain module that only pages of such a course load. When it has changed the page it fires `lesson-changed` on the document,
// for everything that has mounted itself on parts of the lesson: those may be gone, and there may be new ones.

const root = document.documentElement;
const article = document.querySelector("article");
const notice = document.querySelector("[data-mistakes]");
let shown = root.dataset.course;
let pieces = [...article.children].map((node) => ({ node, html: node.outerHTML }));
const around = new Map([".contents-list", ".turn"].map((part) => [part, document.querySelector(part)?.innerHTML]));
let updating = Promise.resolve();
let source;

function listen() {
  source = new EventSource("/changes");
  source.onmessage = ({ data }) => {
    const { course, mistakes } = JSON.parse(data);
    showMistakes(mistakes);
    updating = updating.then(() => course === shown || update()).catch(() => {});
  };
}

/** A browser opens only six connections to a relay: pages that nobody sees give theirs back. */
function whenSeen() {
  source?.close();
  source = undefined;
  if (!document.hidden) listen();
}

function showMistakes(mistakes) {
  notice.hidden = mistakes.length === 0;
  const items = mistakes.map((mistake) => {
    const item = document.createElement("li");
    item.textContent = mistake;
    return item;
  });
  notice.querySelector("ul").replaceChildren(...items);
}

async function update() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("article");
  const built = (one) => one.documentElement.dataset.assets;
  const lacksPrograms = !document.querySelector("[data-cell]") && fresh?.querySelector("[data-cell]");
  // A page that had no program has nothing that could run one; and another build is another page.
  if (!fresh || lacksPrograms || built(page) !== built(document)) return location.reload();
  document.title = page.title;
  for (const part of around.keys()) exchange(part, page);
  replacePieces([...fresh.children]);
  shown = page.documentElement.dataset.course;
  document.dispatchEvent(new CustomEvent("lesson-changed"));
}

/** Replaces a part of the page around the lesson if it is different now. */
function exchange(selector, page) {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
  const html = fresh?.innerHTML;
  if (!old || !fresh || html === around.get(selector)) return;
  around.set(selector, html);
  old.replaceChildren(...fresh.childNodes);
}

/** The lesson piece by piece: those that are as they were stay, and so do the programs that are. */
function replacePieces(fresh) {
  const left = new Set(pieces);
  const take = (fits) => {
    for (const piece of left)
      if (fits(piece)) {
        left.delete(piece);
        return piece;
      }
    return undefined;
  };
  const same = fresh.map((node) => take(({ html }) => html === node.outerHTML));
  const next = fresh.map((node, at) => {
    const html = node.outerHTML;
    const kept = same[at] ?? take((piece) => piece.node.isConnected && adopt(piece.node, node));
    return { node: kept ? kept.node : node, html };
  });
  if ([...left].some(({ node }) => isJoined(node)) || fresh.some((node, at) => !same[at] && isJoined(node))) return location.reload();
  for (const { node } of left) outermost(node)?.remove();
  let place = article.firstElementChild;
  for (const { node } of next) {
    const outer = outermost(node) ?? node;
    if (outer === place) place = place.nextElementSibling;
    else article.insertBefore(outer, place);
  }
  pieces = next;
}

/** Whether a piece is joined to programs when the page starts, and only then: pictures that follow, exercises, questions, progress. */
function isJoined(node) {
  const joined = "[data-follows], [data-exercise], [data-question], [data-lesson]";
  return node.matches(joined) || node.querySelector(joined) !== null;
}

/** The child of the article that a piece is in: something may have wrapped it. */
function outermost(node) {
  let outer = node;
  while (outer && outer.parentNode !== article) outer = outer.parentNode;
  return outer;
}

/** Makes what is on the page of what is to be there, if the programs in it are the same. */
function adopt(old, fresh) {
  const cells = (one) => (one.matches("[data-cell]") ? [one] : [...one.querySelectorAll("[data-cell]")]);
  const [before, after] = [cells(old), cells(fresh)];
  const isSame = (cell, at) => ["cell", "version", "file", "role", "pair"].every((name) => cell.dataset[name] === after[at].dataset[name]);
  if (!old.matches(".pair, [data-cell]") || old.className !== fresh.className) return false;
  if (before.length !== after.length || !before.every(isSame)) return false;
  before.forEach((cell, at) => adoptOutput(cell, after[at]));
  return true;
}

/** The recorded output is all that may have changed beside a program. */
function adoptOutput(cell, fresh) {
  const [old, recorded] = [cell, fresh].map((one) => one.querySelector(".cell-expect"));
  // Folded or not, it stays as it is.
  if (old && recorded) old.replaceChildren(...recorded.childNodes);
  else if (recorded) cell.append(recorded);
  else old?.remove();
}

document.addEventListener("visibilitychange", whenSeen);
whenSeen();
