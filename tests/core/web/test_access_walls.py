"""Walls of the well-known guards, each in many guises, and ordinary pages that speak of captchas, sign-in and verification."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from core.web.access import classify

CASES = yaml.safe_load((Path(__file__).parent / "access_walls.yml").read_text(encoding="utf-8"))["cases"]
FRAMES = {
    "plain": "<html><head><title>{title}</title>{code}</head><body>{body}</body></html>",
    "capitals and blanks": "<HTML LANG=zh>\n<HEAD>\n<TITLE>\n {title} \n</TITLE>{code}</HEAD>\n<BODY>\n\n<DIV>{body}</DIV></BODY></HTML>",
    "styles, a comment and a footer": "<html><head><style>.a{{color:red}}</style><!-- Copyright -->"
    "<title>{title}</title>{code}</head><body><div><div>{body}</div></div><footer>© 2026 firm.example</footer><script>var t=Date.now()</script></body></html>",
}

ORDINARY = {
    "zh": "<html><head><title>{title}</title></head><body><ul><li><a href=/>首页</a><li><a href=/p>产品中心</a><li><a href=/n>新闻</a></ul>{body}"
    "<footer><p>苏州示例传动科技有限公司 地址：江苏省苏州市相城区示例路8号</p><p>版权所有 苏ICP备00000000号</p></footer></body></html>",
    "en": "<html><head><title>{title}</title></head><body><nav><a href=/>Home</a> <a href=/p>Products</a></nav>{body}"
    "<footer><p>Example Drives Ltd, 1 Mill Road, Coventry. Gearboxes and shafts since 1950.</p><p>Imprint Privacy</p></footer></body></html>",
}
"""No page of a firm is quite without its menu, name and place."""


def page(case: dict[str, Any], frame: str) -> str:
    if "page" in case:
        return str(case["page"])
    filler = " ".join(["gear housing 齿轮箱壳体 Getriebe"] * (case.get("filler", 0) // 3))
    body = case["body"] + (f"<p>{filler}</p>" if filler else "")
    return (FRAMES | ORDINARY)[frame].format(title=case["title"], code=case.get("code", ""), body=body)


@pytest.mark.parametrize(
    ("case", "frame"),
    [(c, f) for c in CASES for f in (ORDINARY if c["want"] == "ok" else FRAMES)],
    ids=lambda value: value if isinstance(value, str) else value["id"],
)
def test_a_wall_is_named_and_an_ordinary_page_is_ok(case: dict[str, Any], frame: str) -> None:
    url = case.get("url", "https://firm.example/page")
    assert classify(case["status"], case.get("headers", {}), page(case, frame), url) == case["want"], case["id"]
