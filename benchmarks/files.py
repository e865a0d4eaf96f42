"""File readers: a 200-page PDF in two columns and a workbook of 50,000 rows, beside peers where they are installed.

    python benchmarks/files.py [--quick]

CPU seconds of a process of its own for each line, without the start of Python; the ratio is to our whole reading
(labelled rows), while peers only extract text or cells. Goals: PDF ≤ 5 CPU-s, workbook ≤ 3 CPU-s.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_OURS = "from crawlers.files import read; rows = lambda path: len(read(path).records)"
JOBS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "catalogue.pdf": (
        ("showfloor: labelled rows", "", _OURS),
        (
            "pypdfium2: text of pages",
            "pypdfium2",
            "import pypdfium2 as p; rows = lambda path: sum(len(d.get_textpage().get_text_bounded().splitlines()) for d in p.PdfDocument(path))",
        ),
        (
            "pypdf: text of pages",
            "pypdf",
            "import pypdf; rows = lambda path: sum(len(d.extract_text().splitlines()) for d in pypdf.PdfReader(path).pages)",
        ),
    ),
    "list.xlsx": (
        ("showfloor: labelled rows", "", _OURS),
        (
            "calamine: cells",
            "python_calamine",
            "import python_calamine as c; rows = lambda path: len(c.load_workbook(path).get_sheet_by_index(0).to_python())",
        ),
        (
            "openpyxl read_only: cells",
            "openpyxl",
            "import openpyxl; rows = lambda path: sum(1 for _ in openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True))",
        ),
    ),
}
_RUN = """
import resource, sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
{code}
path = Path({path!r})
begin = time.process_time()
count = rows(path)
print(count, time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> None:
    """Make both files, run every job, print the table."""
    scale = 10 if "--quick" in sys.argv else 1
    with tempfile.TemporaryDirectory() as folder:
        _make(Path(folder), scale)
        print(f"{'file':14} {'reader':28} {'rows':>7} {'CPU s':>7} {'ratio':>6} {'RSS MB':>7}")
        for name, jobs in JOBS.items():
            ours = 0.0
            for title, module, code in jobs:
                if module and importlib.util.find_spec(module) is None:
                    print(f"{name:14} {title:28} not installed")
                    continue
                count, cpu, memory = _measure(Path(folder) / name, code)
                ours = ours or cpu
                print(f"{name:14} {title:28} {count:7} {cpu:7.2f} {cpu / ours:6.2f} {memory:7}")


def _measure(path: Path, code: str) -> tuple[int, float, int]:
    program = _RUN.format(root=str(ROOT), code=code, path=str(path))
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    return int(said[-3]), float(said[-2]), int(said[-1])


def _make(folder: Path, scale: int) -> None:
    from tests.files.documents import columns, pdf, xlsx
    from tests.files.firms import latin

    names = latin(1600)
    entries = [[f"{names[i % 1600][:24]} {i}", f"A{i % 9}.{10 + i % 89}"] for i in range(200 * 60 // scale)]
    (folder / "catalogue.pdf").write_bytes(
        pdf(columns(entries, 2, lines=30, head="Exhibitors of the Example Show"), size=7)
    )
    header = [
        "No.",
        "Company",
        "Company (zh)",
        "Hall",
        "Booth",
        "Country",
        "City",
        "Website",
        "Phone",
        "E-mail",
        "Category",
        "Products",
    ]
    table = [_record(i, names) for i in range(50_000 // scale)]
    (folder / "list.xlsx").write_bytes(xlsx({"List": [header, *table]}))


def _record(i: int, names: list[str]) -> list[object]:
    site = f"firm{i}.example"
    return [
        i + 1, f"{names[i % 1600]} {i}", f"示例{i}汽车零部件有限公司", f"Hall {i % 9 + 1}", f"B{i % 997}", "Germany",
        "Stuttgart", f"https://www.{site}", f"+49 711 {100000 + i}", f"info@{site}", "Brakes", "Discs, pads, calipers",
    ]  # fmt: skip


if __name__ == "__main__":
    main()
