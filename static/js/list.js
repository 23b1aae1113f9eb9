// Changes a list in place when its filters do: a convenience, the page does without. The server
// sends the same markup as in the whole page (portal/in_place.py); the URL always says what is shown.

const list = () => document.getElementById("liste");
const status = document.querySelector("[role=status]"); // empty until something changes

let asked; // what is on its way

async function show(url, { push = true, focus } = {}) {
  asked?.abort();
  asked = new AbortController();
  list().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { "X-In-Place": "1" }, signal: asked.signal });
    const html = await answer.text();
    const part = new DOMParser().parseFromString(html, "text/html");
    const next = part.getElementById("liste");
    if (!answer.ok || !next) return location.assign(url);
    // A name that leaves no doubt has been sent on to its territory.
    if (push) history.pushState(null, "", answer.redirected ? answer.url : url);
    put(next, part.title, focus);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

function put(next, title, focus) {
  const open = list().querySelector("details")?.open;
  list().replaceWith(next);
  if (open) next.querySelector("details").open = true;
  document.title = title;
  // The same page in another language keeps everything, every other page the visitor's selection.
  for (const link of document.querySelectorAll("body > header a")) {
    const query = new URLSearchParams(location.search);
    const fiches = query.getAll("fiches").join();
    query.delete("page");
    link.search = link.hreflang ? query : fiches && `?fiches=${fiches}`;
  }
  // What was used keeps the focus, and what it changed is said; else the focus goes to the count.
  const count = next.querySelector("h2");
  const used = focus ? document.getElementById(focus) : null;
  const told = used?.matches(".choice") ? next.querySelector(".kept > *") : count;
  status.textContent = used && told ? told.textContent : "";
  if (used) return used.focus({ preventScroll: true });
  count.tabIndex = -1;
  count.focus();
}

// The address that the form would lead to, without what is left blank.
function address(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
  return `${form.action}${query.size ? `?${query}` : ""}`;
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("#liste .filters :is([type=checkbox], select)"))
    show(address(target.form), { focus: target.id });
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("#liste .filters")) return;
  event.preventDefault();
  show(address(event.target));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#liste a");
  const plain = !event.defaultPrevented && !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.pathname !== location.pathname || link.type || link.search.includes("format=")) return;
  if (link.hash && link.search === location.search) return;
  event.preventDefault();
  show(link.href.replace(link.hash, ""), { focus: link.id || link.hash.slice(1) });
});

addEventListener("popstate", () => {
  if (!location.hash) show(location.href, { push: false });
});
