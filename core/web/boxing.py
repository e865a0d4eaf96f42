"""Finding quoted text on a drawn page and boxing it, in JavaScript that runs in the page."""

BOX = r"""
(quotes) => {
  const skip = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA']);
  const loose = (c) => c.normalize('NFKC').toLowerCase().replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]/gu, '');
  const bare = (s) => s.replace(/[^\p{L}\p{N}]/gu, '');
  const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT, {
    acceptNode: (n) => n.parentElement && !skip.has(n.parentElement.tagName) && !n.parentElement.closest('.showfloor-box')
      ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT});
  let text = '', plain = ''; const at = [], plainAt = [];
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    let i = 0;
    for (const c of n.data) {
      for (const f of loose(c)) { text += f; for (let k = 0; k < f.length; k++) at.push([n, i, c.length]);
        if (bare(f)) { plain += f; for (let k = 0; k < f.length; k++) plainAt.push([n, i, c.length]); } }
      i += c.length;
    }
  }
  const rects = (range) => [...range.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
  const find = (hay, map, needle) => {
    if (!needle) return null;
    let first = null;
    for (let i = hay.indexOf(needle), tries = 0; i >= 0 && tries < 50; i = hay.indexOf(needle, i + 1), tries++) {
      const range = document.createRange();
      const [s, so] = map[i], [e, eo, el] = map[i + needle.length - 1];
      range.setStart(s, so); range.setEnd(e, Math.min(eo + el, e.data.length));
      const style = getComputedStyle(s.parentElement);
      const seen = style.visibility !== 'hidden' && style.opacity !== '0' && rects(range).length > 0;
      if (seen) return range;
      first = first || range;
    }
    return first;
  };
  const reveal = (range) => {
    for (let el = range.startContainer.parentElement; el && el !== document.body; el = el.parentElement) {
      if (el.tagName === 'DETAILS') el.open = true;
      const style = getComputedStyle(el);
      if (style.display === 'none') el.style.setProperty('display', 'block', 'important');
      if (style.visibility === 'hidden') el.style.setProperty('visibility', 'visible', 'important');
      if (style.opacity === '0') el.style.setProperty('opacity', '1', 'important');
      if (parseFloat(style.height) === 0) el.style.setProperty('height', 'auto', 'important');
    }
  };
  const uncover = (range) => {
    for (let k = 0; k < 6; k++) {
      range.startContainer.parentElement.scrollIntoView({block: 'center', behavior: 'instant'});
      const r = rects(range)[0]; if (!r) return;
      let top = document.elementFromPoint(Math.min(r.left + 2, innerWidth - 1), r.top + r.height / 2), cover = null;
      const own = range.startContainer.parentElement;
      for (let el = top; el && !el.contains(own); el = el.parentElement)
        if (['fixed', 'sticky'].includes(getComputedStyle(el).position)) cover = el;
      if (!cover) return;
      cover.style.setProperty('visibility', 'hidden', 'important');
    }
  };
  const found = [];
  for (const quote of quotes) {
    const needle = [...quote].map(loose).join('');
    const range = find(text, at, needle) || (bare(needle).length > 3 ? find(plain, plainAt, bare(needle)) : null);
    if (!range) { found.push(null); continue; }
    if (!rects(range).length) reveal(range);
    uncover(range);
    found.push(range);
  }
  scrollTo(0, 0);
  return found.map((range) => {
    const boxes = range ? rects(range) : [];
    if (!boxes.length) return null;
    let top = Infinity, bottom = 0;
    for (const r of boxes.slice(0, 60)) {
      const box = document.createElement('div'); box.className = 'showfloor-box';
      const y = r.top + scrollY, x = r.left + scrollX;
      box.style.cssText = `all:initial;position:absolute;pointer-events:none;box-sizing:border-box;z-index:2147483647;` +
        `border:3px solid #d4001a;background:rgba(255,214,0,.18);left:${x - 4}px;top:${y - 4}px;width:${r.width + 8}px;height:${r.height + 8}px`;
      document.documentElement.appendChild(box);
      top = Math.min(top, y); bottom = Math.max(bottom, y + r.height);
    }
    return [top, bottom];
  });
}
"""
"""Takes the quotes; returns for each the top and bottom of its box in page pixels, or null where it cannot be shown.

White space, width, case and, if need be, punctuation are ignored. A quote inside a closed panel is opened, and whatever
is fixed over it (a cookie banner) is hidden.
"""

HEIGHT = "() => Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0)"
SCROLL_END = (
    "() => { scrollTo(0, document.documentElement.scrollHeight); return document.documentElement.scrollHeight; }"
)
