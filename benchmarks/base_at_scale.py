"""The review pages' queries on a big base: N firms, ten facts each, on SQLite or PostgreSQL.

    python -m benchmarks.base_at_scale [--firms 20000] [--engine sqlite|postgresql]

Fills the base as a nightly run would leave it, then prints median and p95 of what each page asks for.
The target is p95 < 300 ms for a page at one million firms (DESIGN section 11).
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.filling import Filling, filling
from benchmarks.fresh_base import ENGINES, fresh_base
from core.identity import firm_id
from core.words import Status
from storage import mapping
from storage.database import Database, Transaction
from storage.models import SourceRow
from storage.repositories import firms, identity, queue, runs, search, tally, verdicts
from storage.text_index import searchable
from storage.views import Filter
from tests.storage.made import REGISTRY, SHOW

PLACES = "上海 北京 深圳 苏州 宁波 重庆 武汉 长春 柳州 芜湖 合肥 广州 天津 杭州 无锡 常州".split()
BRANDS = "华 域 德 赛 均 胜 拓 普 旭 升 星 宇 万 里 扬 伯 特 利 保 隆 继 峰 精 锻 双 环 银 轮 中 鼎 亚 太 科 博 达 福 耀".split()
TRADES = "汽车零部件 汽车电子 新能源科技 动力电池 底盘系统 智能驾驶 内饰 车灯 传动 热管理".split()
FORMS = "有限公司 股份有限公司 (集团)有限公司 科技有限公司".split()
LATIN = "Bosch Denso Valeo Magna Aptiv Mahle Hella Schaeffler Brembo Faurecia Gestamp Marelli".split()
CHUNK = 5000
FIELDS = "legal_name uscc registry_status capital address scope website hq_city sub_field insured_count".split()


COLUMNS = {
    "firm": "id name country source first_seen_at status machine_status rank "
    "verdict legal_name uscc domain sub_field province version enriched_at screened_at",
    "sighting": "id source firm kind name url page row booth country website rest first_seen_at last_seen_at",
    "fact": "firm id field value source capture quote extractor confidence found_at confirmed_at",
    "verdict": "firm id status grade findings missing policy inputs at",
    "firm_code": "firm code outcome status",
    "tally": "status n",
}


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
    """Write the base in the order of the firms' ids, so that the tables clustered by firm only grow at their end."""
    order = sorted((firm_of(n), n) for n in range(count))
    with filling(database) as into:
        into.put(SourceRow, [mapping.source_values(source) for source in (SHOW, REGISTRY)])
        for start in range(0, count, CHUNK):
            fill_chunk(into, start, order[start : start + CHUNK])
            into.commit()


def firm_of(n: int) -> str:
    """Id of the nth firm."""
    return firm_id(f"bench/{n}", "cn")


def fill_chunk(into: Filling, start: int, order: list[tuple[str, int]]) -> None:
    """These firms with everything that hangs on them, as the driver takes it; `start` rows of text stand before."""
    now, statuses, counts = "2026-03-02 01:30:00.000000", list(Status), Counter[str]()
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in COLUMNS}
    texts = []
    for no, (of, n) in enumerate(order, start + 1):
        zh, en = name_of(n)
        status = statuses[n * 7 % 4].value
        counts[status] += 1
        shown = (f"v{of}", zh, uscc(n), f"firm{n}.example", f"sub{n % 40}", PLACES[n % 16], 0, now, now)
        rows["firm"].append((of, zh, "cn", SHOW.key, now, status, status, -float(n * 7919 % 1000), *shown))
        place = ("https://show.example/list", "1", n, "1A", "cn", None, json.dumps({"name_alt": en}), now, now)
        rows["sighting"].append((f"s{of}", SHOW.key, of, "firm", zh, *place))
        rows["fact"] += [
            (of, f"t{k}{of}", field, f'"{field} {n}"', REGISTRY.key, None, f"……{field} {n}……", "registry", 1.0, now, now)
            for k, field in enumerate(FIELDS)
        ]  # fmt: skip
        rows["verdict"].append((of, f"v{of}", status, None, "[]", "[]", "1", "i", now))
        rows["firm_code"].append((of, f"E{n % 6 + 1}", "unknown", status))
        texts.append({"no": no, "firm": of, "text": searchable([zh, en, uscc(n), f"firm{n}.example"])})
    rows["tally"] += counts.items()
    for table, names in COLUMNS.items():
        into.raw(table, names.split(), rows[table])
    into.texts(texts)


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
    parser.add_argument("--firms", type=int, default=20_000)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = fresh_base(options.engine, folder, stack)
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
