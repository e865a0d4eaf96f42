"""The demo's lists as a rep would configure them, and two files that nobody may trust."""

from __future__ import annotations

import csv
from pathlib import Path

import xlsxwriter
import yaml

from core.listing import Expect, ListConfig, Pace
from core.records import Frozen
from core.words import SourceKind
from demo.memberships import ASSOCIATION, PARTS, SHOW, SOURCELESS_FILE, VAGUE_FILE
from demo.pages import lists
from demo.records import World


class Files(Frozen):
    """Where the two untrustworthy files and the YAML of the first were written."""

    vague: Path
    vague_yaml: Path
    sourceless: Path


def list_configs(world: World) -> dict[str, ListConfig]:
    """The three lists by their key."""
    year = world.today.year
    pace = Pace(delay_seconds=0, concurrency=4)
    counts = {key: len(lists.rows(world, key)) for key in (SHOW, PARTS, ASSOCIATION)}
    expects = {key: Expect(min=max(1, count * 8 // 10), max=count * 2 + 10) for key, count in counts.items()}
    return {
        f"{SHOW}_{year}": ListConfig(
            title=f"AutoExpo Demo {year} exhibitor list", title_zh=f"{year}示例国际汽车展览会参展商名录",
            url=f"http://{lists.SHOW_HOST}/exhibitors?page=1", country="cn", pace=pace, expect=expects[SHOW],
        ),
        f"{PARTS}_{year}": ListConfig(
            title=f"Parts Expo Demo {year} exhibitor list", title_zh=f"{year}示例零部件展参展商名录",
            url=f"http://{lists.PARTS_HOST}/exhibitors", country="cn", pace=pace, expect=expects[PARTS],
        ),
        f"{ASSOCIATION}_{year}": ListConfig(
            title=f"Demo Automobile Industry Association members {year}", title_zh=f"示例汽车工业协会会员名录{year}",
            kind=SourceKind.association, url=f"http://{lists.ASSOCIATION_HOST}/members/index.html", country="cn",
            pace=pace, expect=expects[ASSOCIATION],
        ),
    }  # fmt: skip


def write_lists(world: World, folder: Path) -> tuple[Path, ...]:
    """The lists as YAML files, one each, named by their key."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for key, config in list_configs(world).items():
        path = folder / f"{key}.yml"
        data = config.model_dump(mode="json", exclude_defaults=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        written.append(path)
    return tuple(written)


def write_files(world: World, folder: Path) -> Files:
    """An XLSX whose title is 「网络」 with its YAML, and a CSV with rows that name no source."""
    folder.mkdir(parents=True, exist_ok=True)
    vague, sheet_yaml, sourceless = folder / "网络.xlsx", folder / "wangluo.yml", folder / "企业导出.csv"
    with xlsxwriter.Workbook(str(vague)) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["企业名称", "城市", "主营产品"])
        for number, entry in enumerate(lists.rows(world, VAGUE_FILE), start=1):
            sheet.write_row(number, 0, [entry.name, entry.city or "", entry.category or ""])
    sheet_yaml.write_text(
        yaml.safe_dump({"title": "网络", "platform": "file", "url": vague.name, "kind": "file"}, allow_unicode=True),
        encoding="utf-8",
    )
    with sourceless.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["企业名称", "城市", "主营产品", "信息来源"])
        for entry in lists.rows(world, SOURCELESS_FILE):
            writer.writerow([entry.name, entry.city or "", entry.category or "", ""])
    return Files(vague=vague, vague_yaml=sheet_yaml, sourceless=sourceless)
