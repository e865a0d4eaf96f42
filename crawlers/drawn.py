"""Drives a drawn page until it shows its whole list: load-more buttons, endless scroll, next buttons without an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.listing import NetworkCall
from core.web.browser import Browser, Session
from crawlers.page_turning import turn_phrases, turn_words

_PATIENCE = 2
"""So many turns without anything new end a page: some lists answer a scroll only at the second."""
_FIND = """([words, inside]) => {
  for (const old of document.querySelectorAll('[data-showfloor-turn]')) old.removeAttribute('data-showfloor-turn');
  const norm = s => (s || '').normalize('NFKC').replace(/[\\s\\u200b]+/g, ' ').replace(/\\s*[(\\[]?[\\d.,/ ]+[)\\]]?\\s*$/, '')
    .trim().toLowerCase();
  const found = [];
  for (const el of document.querySelectorAll('button, a, [role=button], input[type=button], input[type=submit]')) {
    const said = [el.innerText, el.getAttribute('aria-label'), el.title, el.value].map(norm);
    if (!said.some(s => words.includes(s) || (s.length <= 40 && inside.some(w => s.includes(w))))) continue;
    if (el.disabled || el.getAttribute('aria-disabled') === 'true' || /\\bdisabled\\b/.test(el.className)) continue;
    if (el.parentElement && /\\bdisabled\\b/.test(el.parentElement.className)) continue;
    const href = el.getAttribute('href') || '';
    if (el.tagName === 'A' && href && !href.startsWith('#') && !href.startsWith('javascript:')) continue;
    const box = el.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    found.push(el);
  }
  if (!found.length || found.length > 3) return false;  // one a card opens that card
  found[found.length - 1].setAttribute('data-showfloor-turn', '1');
  return true;
}"""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page after its scripts have run. `html` is how it stood at the end, `earlier` what it showed before and took away."""

    final_url: str
    status: int
    html: str
    calls: tuple[NetworkCall, ...] = ()
    earlier: tuple[str, ...] = ()


async def draw_whole(browser: Browser, url: str, turns: int) -> DrawnPage:
    """Draw a page, and go on as long as it has more to show, at most `turns` times."""
    async with browser.session(url) as page:
        html = await page.html()
        shown: list[str] = []
        idle, size = 0, await _size(page, html)
        for _ in range(turns - 1):
            turned = await _turn(page)
            before, html = html, await page.html()
            now = await _size(page, html)
            if turned == "next" and html != before:
                shown.append(before)
            idle = 0 if now > size or (turned == "next" and html != before) else idle + 1
            size = max(now, size)
            if idle >= _PATIENCE or (turned == "next" and html == before):
                break
        return DrawnPage(page.url, page.status or 200, html, await page.calls(), tuple(shown))


async def _turn(page: Session) -> str:
    """Ask the page for more, as a visitor would."""
    for name in ("more", "next"):
        if await _marked(page, name) and await page.click("[data-showfloor-turn]"):
            return name
    await page.scroll_to_end()
    return "scroll"


async def _marked(page: Session, name: str) -> bool:
    # Links with an address of their own are pages of the list, which are read without the browser.
    found: Any = await page.page.evaluate(_FIND, [sorted(turn_words(name)), sorted(turn_phrases(name))])
    return bool(found)


async def _size(page: Session, html: str) -> int:
    return len(html) + len(await page.calls())
