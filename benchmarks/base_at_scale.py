"""The review pages' queries on a big base: N firms, ten facts each, on SQLite or PostgreSQL.

    python -m benchmarks.base_at_scale [--firms 200000] [--engine sqlite|postgresql]

Fills the base as a nightly run would leave it, then prints median and p95 of what each page asks for.
The target is p95 < 300 ms for a page at one million firms (DESIGN section 11).
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import text

from core.identity import fact_id, firm_id, verdict_id
from core.words import Status
from storage.database import Database, Transaction
from storage.models import FactRow, FirmCode, FirmRow, FirmText, SightingRow, VerdictRow
from storage.repositories import firms, identity, queue, runs, search, sources, tally, verdicts
from storage.text_index import index, searchable
from storage.upsert import insert_new
from storage.views import Filter
from tests.databases import fresh_postgres, fresh_sqlite, postgres_server, sqlite_template
from tests.storage.made import NOW, REGISTRY, SHOW

PLACES = "上海 北京 深圳 苏州 宁波 重庆 武汉 长春 柳州 芜湖 合肥 广州 天津 杭州 无锡 常州".split()
BRANDS = "华 域 德 赛 均 胜 拓 普 旭 升 星 宇 万 里 扬 伯 特 利 保 隆 继 峰 精 锻 双 环 银 轮 中 鼎 亚 太 科 博 达 福 耀".split()
TRADES = "汽车零部件 汽车电子 新能源科技 动力电池 底盘系统 智能驾驶 内饰 车灯 传动 热管理".split()
FORMS = "有限公司 股份有限公司 (集团)有限公司 科技有限公司".split()
LATIN = "Bosch Denso Valeo Magna Aptiv Mahle Hella Schaeffler Brembo Faurecia Gestamp Marelli".split()
CHUNK = 5000


def uscc(n: int) -> str:
    """A number in the shape of a registry number."""
    return f"91{310000 + n % 300000:06d}{n:09d}X"


def name_of(n: int) -> tuple[str, str]:
    """Chinese and English name of the nth firm."""
    luck = random.Random(n)
    brand = "".join(luck.sample(BRANDS, 3))
    place = luck.choice(PLACES)
    zh = f"{place}{brand}{luck.choice(TRADES)}{luck.choice(FORMS)}"
    return f"{zh}" if n % 7 else f"{zh}{n}", f"{luck.choice(LATIN)} {brand} {n} Automotive Technology Co., Ltd."


def fill(database: Database, count: int) -> None:
    """Write the base, five thousand firms a transaction."""
    with database.writing() as tx:
        sources.save_sources(tx, [SHOW, REGISTRY])
    for start in range(0, count, CHUNK):
        with database.writing() as tx:
            fill_chunk(tx, range(start, min(start + CHUNK, count)))
    with database.writing() as tx:
        if database.is_sqlite:
            tx.execute(text("INSERT INTO firm_gram(firm_gram) VALUES ('optimize')"))
            tx.execute(text("ANALYZE"))
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def fill_chunk(tx: Transaction, numbers: range) -> None:
    """Firms of these numbers with everything that hangs on them."""
    rows: dict[type, list[dict[str, Any]]] = {
        model: [] for model in (FirmRow, SightingRow, FactRow, VerdictRow, FirmCode, FirmText)
    }
    for n in numbers:
        zh, en = name_of(n)
        of = firm_id(f"{zh}/{n}", "cn")
        status = list(Status)[n * 7 % 4]
        seen = verdict_id(of, "i", "1")
        rows[FirmRow].append(
            {
                "id": of, "name": zh, "country": "cn", "source": SHOW.key, "first_seen_at": NOW, "status": status.value, "machine_status": status.value,
                "rank": -float(n * 7919 % 1000), "verdict": seen, "legal_name": zh, "uscc": uscc(n), "domain": f"firm{n}.example",
                "sub_field": f"sub{n % 40}", "province": PLACES[n % 16], "version": 0, "enriched_at": NOW, "screened_at": NOW,
            }
        )  # fmt: skip
        rows[SightingRow].append(
            {
                "id": f"s{of}", "source": SHOW.key, "firm": of, "kind": "firm", "name": zh, "url": "https://show.example/list", "page": "1", "row": n,
                "booth": "1A", "country": "cn", "website": None, "rest": {"name_alt": en}, "first_seen_at": NOW, "last_seen_at": NOW,
            }
        )  # fmt: skip
        for _k, field in enumerate(
            "legal_name uscc registry_status capital address scope website hq_city sub_field insured_count".split()
        ):
            value = f"{field} {n}"
            rows[FactRow].append(
                {
                    "firm": of, "id": fact_id(of, field, value, "r", None, None), "field": field, "value": value, "source": REGISTRY.key,
                    "capture": None, "quote": f"……{value}……", "extractor": "registry", "confidence": 1.0, "found_at": NOW, "confirmed_at": NOW,
                }
            )  # fmt: skip
        rows[VerdictRow].append(
            {
                "firm": of, "id": seen, "status": status.value, "grade": None, "findings": [], "missing": [], "policy": "1", "inputs": "i", "at": NOW,
            }
        )  # fmt: skip
        rows[FirmCode].append({"firm": of, "code": f"E{n % 6 + 1}", "outcome": "unknown"})
        rows[FirmText].append({"no": n + 1, "firm": of, "text": searchable([zh, en, uscc(n), f"firm{n}.example"])})
    for model, values in rows.items():
        insert_new(tx, model, values)
    index(tx, [(row["no"], row["text"]) for row in rows[FirmText]])
    counts = {status.value: sum(row["status"] == status.value for row in rows[FirmRow]) for status in Status}
    tally.count_change(tx, counts)


def questions(tx: Transaction, count: int) -> dict[str, Callable[[random.Random], object]]:
    """What pages ask, each with a fresh draw."""
    some = [line.id for line in queue.firms_page(tx, limit=500).items]
    deep = queue.firms_page(tx, Filter(status=Status.review), limit=5000).next

    def start(_: random.Random) -> object:
        return (
            tally.status_counts(tx),
            runs.recent_runs(tx),
            identity.count_open_proposals(tx),
            queue.firms_page(tx, Filter(status=Status.review), limit=10),
        )

    return {
        "start page": start,
        "queue, first page": lambda luck: queue.firms_page(tx, Filter(status=luck.choice(list(Status)))),
        "queue, page 100": lambda _: queue.firms_page(tx, Filter(status=Status.review), deep),
        "queue, province + sub-field": lambda luck: queue.firms_page(
            tx, Filter(status=Status.review, province=luck.choice(PLACES), sub_field=f"sub{luck.randrange(40)}")
        ),
        "queue, source + rule": lambda luck: queue.firms_page(tx, Filter(status=Status.review, source=SHOW.key, rule=f"E{luck.randint(1, 6)}")),
        "count of a filter": lambda luck: queue.count_firms(tx, Filter(status=Status.review, province=luck.choice(PLACES))),
        "facets": lambda _: queue.facets(tx, "province"),
        "findings by code": lambda _: verdicts.code_counts(tx),
        "firm page": lambda luck: (firms.load_firm(tx, luck.choice(some)), verdicts.verdict_history(tx, some[0])),
        "search zh, 2 characters": lambda luck: search.search_firms(tx, "".join(luck.sample(BRANDS, 2))),
        "search zh, 3 characters": lambda luck: search.search_firms(tx, "".join(luck.sample(BRANDS, 3))),
        "search zh, very common": lambda luck: search.search_firms(tx, luck.choice(["汽车零部件", "有限公司", "上海", "科技有限"])),
        "search English part": lambda luck: search.search_firms(tx, luck.choice(["osch", "enso", "automotive tech", "haeffl", "ZF"])),
        "search registry number": lambda luck: search.search_firms(tx, uscc(luck.randrange(count))),
        "search part of a number": lambda luck: search.search_firms(tx, uscc(luck.randrange(count))[6:14]),
        "search domain": lambda luck: search.search_firms(tx, f"firm{luck.randrange(count)}.example"),
        "search in vain": lambda _: search.search_firms(tx, "不存在的公司名称"),
        "find exact": lambda luck: firms.find_firm(tx, uscc(luck.randrange(count))),
    }  # fmt: skip


def measure(database: Database, count: int, rounds: int) -> None:
    """Print median and p95 of every question, in milliseconds."""
    print(f"{'question':<32}{'median ms':>12}{'p95 ms':>10}")
    with database.reading() as tx:
        for name, ask in questions(tx, count).items():
            times = []
            for round_ in range(rounds):
                began = time.perf_counter()
                ask(random.Random(round_))
                times.append((time.perf_counter() - began) * 1000)
            p95 = statistics.quantiles(times, n=20)[-1]
            print(
                f"{name:<32}{statistics.median(times):>12.1f}{p95:>10.1f}{'' if p95 < 300 else '  over 300'}",
                flush=True,
            )


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=200_000)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.engine == "sqlite":
            url = fresh_sqlite(folder / "base", sqlite_template(folder))
        else:
            server = stack.enter_context(postgres_server())
            if server is None:
                raise SystemExit("no PostgreSQL server binaries here")
            url = stack.enter_context(fresh_postgres(server))
        database = Database(url)
        began = time.perf_counter()
        fill(database, options.firms)
        print(
            f"{options.engine}: {options.firms:,} firms, {options.firms * 10:,} facts, filled in {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        measure(database, options.firms, options.rounds)
        database.close()


if __name__ == "__main__":
    main()
