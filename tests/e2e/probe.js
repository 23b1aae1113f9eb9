// What the browser tests ask of a page. Added to each page by open_page() and visit(), never served.
window.probe = (() => {
  const violations = [];
  const paint = {lcp: 0, cls: 0};
  addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) paint.lcp = entry.startTime;
  }).observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) paint.cls += entry.value;
  }).observe({type: "layout-shift", buffered: true});

  const INTERACTIVE = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const all = (selector) => [...document.querySelectorAll(selector)];
  // Of an element of a drawing that is not shown, checkVisibility says nothing.
  const shown = (element) => element.checkVisibility({visibilityProperty: true})
    && !(element.ownerSVGElement && !element.getBoundingClientRect().width);
  // Its first line; of an element of a drawing, which has none, the whole.
  const boxOf = (element) => element.getClientRects()[0] ?? element.getBoundingClientRect();

  function label(element) {
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.localName}[${element.name || element.getAttribute("href") || ""}] ${words}`;
  }

  // Weight

  async function everything() {
    scrollTo(0, document.documentElement.scrollHeight);
    const icons = all("link[rel~=icon]").map((link) => fetch(link.href));
    await Promise.all([...icons, document.fonts.ready, ...[...document.images].map(
      (image) => image.complete || new Promise((done) => { image.onload = image.onerror = done; }))]);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }

  async function found() {
    return {
      text: document.querySelector("main").innerText,
      titles: all("h1").length,
      // EcoIndex's own count: every element, those inside an <svg> left out.
      elements: document.querySelectorAll(":not(svg *)").length,
      scripts: all("script:not([type='application/ld+json'])").length,
      inline: all("style, [style], script:not([src], [type='application/ld+json'])").map(label)
        .concat(all("*").filter((element) => element.getAttributeNames()
          .some((name) => name.startsWith("on"))).map(label)),
      violations,
      kept: {
        localStorage: localStorage.length,
        sessionStorage: sessionStorage.length,
        indexedDB: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
      },
    };
  }

  async function painted() { // once the fonts are there and nothing larger comes
    await document.fonts.ready;
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    while (!paint.lcp) await wait(20);
    await wait(200);
    return paint;
  }

  // Texts that cannot be read whole: outside of the window, or cut by a box that does not scroll.

  function cut(rect, style, box) {
    const scrollsX = /auto|scroll/.test(style.overflowX);
    const scrollsY = /auto|scroll/.test(style.overflowY);
    const middle = (rect.top + rect.bottom) / 2; // a glyph's box is taller than a tight line
    return (style.overflowX !== "visible" && !scrollsX
        && (rect.left < box.left - 2 || rect.right > box.right + 2))
      || (style.overflowY !== "visible" && !scrollsY && (middle < box.top || middle > box.bottom));
  }

  function isLost(rect, parent) {
    for (let element = parent; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width <= 2 || box.height <= 2) return false; // for screen readers only
      if (/auto|scroll/.test(style.overflowX)) return false;
      if (cut(rect, style, box)) return true;
    }
    const aboveTheSheet = rect.bottom + scrollY <= 0; // the skip link, until it is focused
    return !aboveTheSheet && (rect.left < -2 || rect.right > document.documentElement.clientWidth + 2);
  }

  function lost() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const texts = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.data.trim() || !shown(text.parentElement)) continue;
      range.selectNodeContents(text);
      const rects = [...range.getClientRects()].filter((rect) => rect.width > 1);
      if (rects.some((rect) => isLost(rect, text.parentElement))) texts.push(text.data.trim().slice(0, 40));
    }
    const overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return overflow > 0 ? [`${overflow} px too wide`, ...texts] : texts;
  }

  function addStyle(css) { // a constructed sheet: the page's policy refuses a <style>
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }

  // Targets: at least 24 × 24 px where a pointer really reaches them, links within a sentence aside.

  const isSelf = (element, hit) => Boolean(hit) && (element.contains(hit) || hit === element
    || hit.closest("label")?.control === element);

  function inSentence(element) {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll(INTERACTIVE).forEach((link) => link.remove());
    return /[\p{L}\d]/u.test(copy.textContent);
  }

  // From where a pointer would start: the middle; on a drawing, whose shapes bend and lie under
  // others, the best of many places.
  function starts(element) {
    const rect = boxOf(element);
    if (!element.ownerSVGElement) return [[(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2]];
    const steps = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];
    return steps.flatMap((x) => steps.map((y) => [rect.left + x * rect.width, rect.top + y * rect.height]));
  }

  function reached(element) {
    element.focus(); // shows the skip link
    element.scrollIntoView({block: "center", behavior: "instant"});
    const extent = (x, y, dx, dy) => {
      let far = 0;
      while (far < 24 && isSelf(element, document.elementFromPoint(x + dx * (far + 0.5), y + dy * (far + 0.5)))) far += 0.5;
      return far;
    };
    let best = [0, 0];
    for (const [x, y] of starts(element)) {
      const found = [extent(x, y, -1, 0) + extent(x, y, 1, 0), extent(x, y, 0, -1) + extent(x, y, 0, 1)];
      if (Math.min(...found) > Math.min(...best)) best = found;
      if (Math.min(...best) >= 24) break;
    }
    return best;
  }

  function smallTargets() {
    const small = [];
    for (const element of all(INTERACTIVE)) {
      if (!shown(element) || inSentence(element)) continue;
      const [width, height] = reached(element);
      if (width < 23.5 || height < 23.5) small.push(`${label(element)}: ${width} × ${height}`);
    }
    scrollTo(0, 0);
    return small;
  }

  // Colours

  const ink = document.createElement("canvas").getContext("2d", {willReadFrequently: true});

  function rgba(colour) {
    ink.clearRect(0, 0, 1, 1);
    ink.fillStyle = "transparent"; // which stays, where the colour is none: a pattern
    ink.fillStyle = colour;
    ink.fillRect(0, 0, 1, 1);
    return [...ink.getImageData(0, 0, 1, 1).data];
  }

  function luminance([red, green, blue]) {
    const linear = [red, green, blue].map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function over(colour, background) { // both opaque or not, as painted one over the other
    const alpha = colour[3] / 255;
    return [0, 1, 2].map((i) => colour[i] * alpha + background[i] * (1 - alpha)).concat(255);
  }

  function ownColour(element) {
    const style = getComputedStyle(element);
    const shape = element instanceof SVGGeometryElement;
    const colour = rgba(shape ? style.fill : style.backgroundColor);
    colour[3] *= style.opacity * (shape ? style.fillOpacity : 1);
    return colour;
  }

  function backgroundAt(x, y) {
    const layers = [];
    for (const element of [...document.elementsFromPoint(x, y), document.body, document.documentElement]) {
      layers.unshift(ownColour(element));
      if (layers[0][3] >= 254) break;
    }
    return layers.reduce((below, colour) => over(colour, below), rgba("Canvas"));
  }

  // Focus

  function lowestContrast(element, rect) {
    const style = getComputedStyle(element);
    const width = parseFloat(style.outlineWidth);
    if (style.outlineStyle === "none" || width < 2) return 0;
    const colour = rgba(style.outlineColor);
    const out = width + parseFloat(style.outlineOffset) + 1.5;
    const [x, y] = [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];
    const around = [
      [x, rect.top - out], [x, rect.bottom + out], [rect.left - out, y], [rect.right + out, y],
    ].filter(([left, top]) => left >= 0 && top >= 0 && left < innerWidth && top < innerHeight);
    return Math.min(...around.map((point) => {
      const background = backgroundAt(...point);
      return contrast(over(colour, background), background);
    }));
  }

  function drawingOf(element) { // the <svg> of the page that holds it
    let drawing = element.ownerSVGElement;
    while (drawing?.ownerSVGElement) drawing = drawing.ownerSVGElement;
    return drawing;
  }

  function state() { // of the focused element; null when the focus has left the page
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const whole = element.getBoundingClientRect();
    const rect = [...element.getClientRects()].find((part) => part.width > 0) ?? whole;
    const x = (Math.max(rect.left, 0) + Math.min(rect.right, innerWidth)) / 2;
    const y = (Math.max(rect.top, 0) + Math.min(rect.bottom, innerHeight)) / 2;
    const points = element.ownerSVGElement ? starts(element) : [[x, y]];
    // A drawing is not read by lines: where its links stand among the others, it does.
    const place = drawingOf(element)?.getBoundingClientRect() ?? rect;
    const marked = element.localName === "input" && getComputedStyle(element).opacity === "0"
      ? element.labels[0] : element;
    return {
      name: label(element),
      index: tabbable().indexOf(element),
      skip: element.getAttribute("href")?.startsWith("#") && !element.closest("main"),
      inView: rect.top >= -1 && rect.left >= -1 && rect.right <= innerWidth + 1
        && (rect.bottom <= innerHeight + 1 || rect.height > innerHeight),
      reached: points.some(([left, top]) => isSelf(element, document.elementFromPoint(left, top))),
      indicated: element.matches(":focus-visible"),
      contrast: lowestContrast(marked, boxOf(marked)),
      box: [place.left + scrollX, place.top + scrollY, place.right + scrollX, place.bottom + scrollY],
    };
  }

  function tabbable() { // what the Tab key should reach, in reading order
    return all(`${INTERACTIVE}, [tabindex]`).filter((element) => element.tabIndex >= 0
      && !element.disabled && shown(element)
      && !(element.type === "radio" && !element.checked
        && document.querySelector(`input[type=radio][name="${element.name}"]:checked`)));
  }

  function focusEach() { // after one Tab, a script's focus shows as the keyboard's does
    const states = tabbable().map((element) => {
      element.focus();
      return state();
    });
    scrollTo(0, 0);
    return states.filter(Boolean);
  }

  // What moves

  function moving() {
    const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
    const moves = all("*").filter((element) => ["", "::before", "::after"].some((pseudo) => {
      const style = getComputedStyle(element, pseudo || null);
      return seconds(style.transitionDuration) > 0.01
        || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01)
        || style.scrollBehavior === "smooth";
    }));
    return [...document.getAnimations().map((animation) => animation.animationName ?? "animation"),
      ...moves.map(label)];
  }

  // Glyphs (the empty boxes drawn before a word) and controls, each kind once: where they stand
  // on the whole sheet.

  function drawn() {
    const kinds = {};
    const add = (kind, element, width = Infinity, edge = 0) => {
      const rect = element.getClientRects()[0];
      if (kinds[kind] || !shown(element) || !rect || rect.width < 3 || rect.height < 3) return;
      const right = Math.min(rect.right, rect.left + width);
      kinds[kind] = [rect.left + scrollX - edge, rect.top + scrollY - edge,
        right + scrollX + edge, rect.bottom + scrollY + edge];
    };
    for (const element of all("body *")) {
      const glyph = getComputedStyle(element, "::before");
      if (glyph.content === '""' && glyph.position === "static" && parseFloat(glyph.width) > 3) {
        add(`glyph ${element.className}`, element, parseFloat(glyph.width));
      }
    }
    for (const element of all("button, input:not([type=hidden]), select, textarea")) {
      const hidden = getComputedStyle(element).opacity === "0";
      add(`control ${element.localName} ${element.type}`, hidden ? element.labels[0] : element, Infinity, 4);
    }
    return kinds;
  }

  return {painted, everything, found, lost, addStyle, smallTargets, state, tabbable, focusEach, moving, drawn};
})();
