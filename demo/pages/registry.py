"""A company registry portal: search with look-alikes, and pages in the shapes of three real portals.

Pages that are behind a challenge lie on a host of their own, as provincial registries do: a reader that stops a host
at the first challenge loses those firms only, whatever the order of work.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from rapidfuzz import fuzz, process

from demo.draw import dice
from demo.records import RegistryEntry, World
from demo.reply import NOT_FOUND, Reply, drawn

HOST, CHALLENGED_HOST = "registry.demo.example", "gsxt.demo.example"
CONFIG: dict[str, object] = {
    "apis": {},
    "portals": {
        "demo_registry": {
            "title": "Demo company registry",
            "title_zh": "示例企业信息平台",
            "search_url": f"http://{HOST}/search?key={{name}}",
            "detail_link": r"/(?:company/\d+|firm/\w+\.html|corp/\w+\.html)$",
            "per_day": 100_000,
        }
    },
}
"""What `config/registries.yml` must hold for the pipeline to ask this portal."""
_PATHS = {"tianyancha": "/company/{}", "qichacha": "/firm/{}.html", "gsxt": "/corp/{}.html"}
OVER_BUDGET = Reply(
    429,
    '<html><head><meta charset="utf-8"><title>访问超频 - 企业查询</title></head><body>今日查询次数已用完</body></html>'.encode(),
)
_SCRIPT_WALL = Reply(521, b"<script>document.cookie='__jsl_clearance_s=demo';location.href=location.pathname</script>")
_CAPTCHA_WALL = Reply(
    200,
    '<html><head><meta charset="utf-8"><title>安全验证</title></head><body><div class="geetest_holder">请完成安全验证，'
    "拖动滑块后继续访问</div></body></html>".encode(),
)


@lru_cache(maxsize=8)
def entries(world: World) -> dict[str, RegistryEntry]:
    """Every entry of the registry by the last part of its address."""
    firms = (*world.firms, *world.bystanders)
    return {number(firm.registry): firm.registry for firm in firms if firm.registry is not None}


@lru_cache(maxsize=8)
def _names(world: World) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for key, entry in entries(world).items():
        found += [(name, key) for name in (entry.name, *entry.former, entry.english) if name]
    return tuple(found)


def number(entry: RegistryEntry) -> str:
    """The key of an entry in addresses: digits for one portal, a hash for the others."""
    draw = dice("registry", entry.key)
    if entry.layout == "tianyancha":
        return str(draw.randrange(2_000_000, 4_000_000_000))
    return "".join(draw.choice("0123456789abcdef") for _ in range(32))


def address(entry: RegistryEntry) -> str:
    """Where an entry's page lies."""
    host = CHALLENGED_HOST if entry.challenged else HOST
    return f"http://{host}" + _PATHS[entry.layout].format(number(entry))


def respond(world: World, target: str) -> Reply:
    """The answer of the portal."""
    parts = urlsplit(target)
    if parts.path == "/":
        return drawn("registry_search.html", query="", rows=[], total=None)
    if parts.path in ("/search", "/web/search"):
        return _search(world, parse_qs(parts.query).get("key", [""])[0].strip())
    key = parts.path.rsplit("/", 1)[-1].removesuffix(".html")
    entry = entries(world).get(key)
    if entry is None or urlsplit(address(entry)).path != parts.path or entry.challenged:
        return NOT_FOUND
    return _detail(entry)


def challenge(world: World, target: str) -> Reply:
    """The answer of the host behind a wall: a script challenge for some firms, a captcha for the others."""
    return _SCRIPT_WALL if dice("wall", world.seed, target).random() < 0.5 else _CAPTCHA_WALL


def _search(world: World, query: str) -> Reply:
    names = _names(world)
    exact = [key for name, key in names if name == query]
    exact += [key for key, entry in entries(world).items() if entry.uscc == query]
    near = process.extract(query, [name for name, _ in names], scorer=fuzz.ratio, limit=8, score_cutoff=62)
    keys = list(dict.fromkeys([*exact, *(names[index][1] for _, _, index in near)]))[:6]
    found = [entries(world)[key] for key in keys]
    rows = [(entry, address(entry), next((old for old in entry.former if old == query), None)) for entry in found]
    return drawn("registry_search.html", query=query, rows=rows, total=len(rows))


def _detail(entry: RegistryEntry) -> Reply:
    draw = dice("detail", entry.key)
    hidden = "企业选择不公示"
    values: dict[str, Any] = {
        "e": entry, "revenue": entry.revenue or hidden, "year": entry.revenue_year, "style": draw.randrange(2),
        "established": f"{entry.established_on.year}年{entry.established_on.month:02d}月{entry.established_on.day:02d}日",
        "branch": entry.parent is not None or "代表机构" in entry.company_type,
    }  # fmt: skip
    if entry.layout == "tianyancha":
        values["data"] = json.dumps(_next_data(entry), ensure_ascii=False).replace("</", "<\\/")
    return drawn(f"registry_{entry.layout}.html", **values)


def _next_data(entry: RegistryEntry) -> dict[str, object]:
    """The shape of the portal's embedded data (SOURCES section 4): queries are found by key, times are China midnight."""
    day = entry.established_on
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000) - 8 * 3_600_000
    income = [
        {"amount": entry.revenue, "year": str(entry.revenue_year), "source": f"{entry.revenue_year}年报", "route": None}
    ]
    base = {
        "id": int(number(entry)), "name": entry.name, "property3": entry.english or None, "creditCode": entry.uscc,
        "regStatus": entry.status, "companyOrgType": entry.company_type, "legalPersonName": entry.legal_person,
        "regCapital": entry.capital, "estiblishTime": midnight, "regLocation": entry.address, "businessScope": entry.scope,
        "industry": entry.industry[1], "socialStaffNum": str(entry.insured) if entry.insured else "",
        "industryInfo": {"nameLevel3": entry.industry[1], "code": entry.industry[0]}, "staffNumRange": entry.headcount,
        "historyNames": "\n".join(entry.former) + ("\t" if entry.former else ""), "websiteList": entry.website or "",
        "operatingIncomeInfo": {"explainText": "来自公开披露的企业营业收入", "incomeList": income if entry.revenue else []},
    }  # fmt: skip
    queries = [
        {"queryKey": "base_count", "state": {"data": {"patentCount": 3, "branchCount": 1}}},
        {
            "queryKey": ["/cloud-other-information/companyinfo/baseinfo/web", {"id": number(entry)}],
            "state": {"data": {"state": "ok", "message": "", "data": base}},
        },
    ]
    return {"props": {"pageProps": {"dehydratedState": {"queries": queries}}}, "page": "/company/[cid]"}
