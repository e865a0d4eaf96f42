"""Grouping from nothing: CPU seconds, memory and growth from 10,000 rows up; the same by several workers; a look-up among millions.

    python -m benchmarks.resolve [ROWS …]
    python -m benchmarks.resolve --workers 2 [ROWS]                            the same groups by several processes
    python -m benchmarks.resolve --lookup FIRMS [--engine sqlite|postgresql]   one look-up among so many firms

Names are made: 60 % Chinese, 40 % Latin; one row in five is a copy with another case, bracket, form, or one slip. Each
size runs in a process of its own, so that memory is that size's.
"""

from __future__ import annotations

import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial

CHARS = (
    "华辰瑞恒博泰科力盛宏星远驰拓精达安凯捷诺德鑫航昊森骏腾冠伟旭嘉铭润坤朗沃卓毅正隆福康佳迈威奥利"
    "通联创新晟昌峰海云鼎万金亿尔普朋群雷双川浦柏桐松岩磊钧甬湘鲁皓轩宇哲睿"
)
PLACES = "上海 苏州 深圳市 浙江 宁波 广东 重庆 武汉 昆山 芜湖 安徽 十堰 无锡 台州 烟台 厦门 陕西 西安 常州 河北 北京 天津".split()
TRADES = "汽车零部件 汽车电子 精密机械 新能源科技 橡塑制品 电机 轴承 模具 智能科技 新材料 铝业 半导体 机电 软件 紧固件 车灯".split()
WORDS = "Automotive Systems|Electronics|Precision|Technologies|Components|Engineering|Plastics|Tools|Bearings".split(
    "|"
)
SYLLABLES = "ka to mi ra no sel var den kor lin bru mar tek sol fen gar hol jun wes par ba cu del fi go hu".split()


def made(draw: random.Random) -> str:
    """A name that may be a firm's."""
    if draw.random() < 0.6:
        brand = "".join(draw.sample(CHARS, draw.choice([2, 2, 3])))
        return (
            draw.choice(PLACES)
            + brand
            + draw.choice(TRADES)
            + draw.choice(["有限公司", "股份有限公司", "集团有限公司"])
        )
    brand = "".join(draw.choices(SYLLABLES, k=draw.choice([2, 3, 4]))).title()
    return f"{brand} {draw.choice(WORDS)} {draw.choice(['GmbH', 'Co., Ltd.', 'Inc.', 'S.p.A.', 'Ltd'])}"


def copied(draw: random.Random, name: str) -> str:
    """The name as another list may write it."""
    kind, at = draw.randrange(4), draw.randrange(len(name))
    if kind == 0:
        return name.upper().replace("有限公司", "（有限公司）")
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[: at + 1] + name[at:]
    return name.replace("Co., Ltd.", "CO LTD").replace("有限公司", "有 限 公 司")


def one_size(rows: int) -> None:
    """Group so many rows; print rows, firms, CPU seconds, MB and the share of copies found."""
    from screen.resolve import Resolver

    draw = random.Random(rows)
    originals = int(rows * 0.8)
    resolver = Resolver()
    names = [made(draw) for _ in range(originals)]
    origin = [draw.randrange(originals) for _ in range(rows - originals)]
    names += [copied(draw, names[at]) for at in origin]
    began = time.process_time()
    for number, name in enumerate(names):
        resolver.add({"id": str(number), "name": name})
    del names
    found = [int(firm) for _, firm in resolver.resolve()]
    spent = time.process_time() - began
    hits = sum(found[originals + n] == found[at] for n, at in enumerate(origin))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(rows, len(set(found)), round(spent, 2), megabytes, round(hits / len(origin), 3))


def rows_of(rows: int) -> Iterator[dict[str, object]]:
    """The rows of one size, the same in every process."""
    draw = random.Random(rows)
    names = [made(draw) for _ in range(int(rows * 0.8))]
    names += [copied(draw, draw.choice(names)) for _ in range(rows - len(names))]
    yield from ({"id": str(number), "name": name} for number, name in enumerate(names))


def by_workers(workers: int, rows: int) -> None:
    """Group so many rows by one process and by several; say whether the groups are the same."""
    from screen.resolve import Resolver
    from screen.resolve.workers import processes, resolve_shared

    alone = Resolver()
    for row in rows_of(rows):
        alone.add(row)
    expected = list(alone.resolve())
    with processes(workers) as pools:
        found = list(resolve_shared(partial(rows_of, rows), pools))
    firms = len({firm for _, firm in expected})
    same = "the same groups" if found == expected else "OTHER GROUPS"
    print(f"{rows:,} rows, {firms:,} firms: {workers} workers make {same} as one process")


def main() -> None:
    """Run each size in a process of its own and print the curve."""
    if "--one" in sys.argv:
        one_size(int(sys.argv[-1]))
        return
    if "--lookup" in sys.argv:
        from benchmarks.look_up import look_up

        engine = sys.argv[sys.argv.index("--engine") + 1] if "--engine" in sys.argv else "sqlite"
        look_up(int(sys.argv[sys.argv.index("--lookup") + 1]), engine, made, copied)
        return
    if "--workers" in sys.argv:
        numbers = [int(a) for a in sys.argv[sys.argv.index("--workers") + 1 :]]
        by_workers(numbers[0], (numbers[1:] or [100_000])[0])
        return
    sizes = [int(a) for a in sys.argv[1:] if a.isdigit()] or [10_000, 100_000, 1_000_000]
    print(f"{'rows':>10}{'firms':>10}{'CPU s':>8}{'MB':>7}{'copies found':>14}{'exponent':>10}")
    before: tuple[int, float] | None = None
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.resolve", "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows, firms, spent, megabytes, share = done.stdout.split()
        growth = math.log(float(spent) / before[1]) / math.log(size / before[0]) if before else float("nan")
        print(f"{rows:>10}{firms:>10}{spent:>8}{megabytes:>7}{share:>14}{growth:10.2f}", flush=True)
        before = size, float(spent)


if __name__ == "__main__":
    main()
