"""Mistakes in YAML are errors that name file, line and key."""

from pathlib import Path

import pytest

from core.catalogue import load, parse
from core.errors import BadInput
from core.listing import ListConfig
from core.policy import Policy, load_policy
from core.settings import ROOT

GOOD = "title: Example Auto Show 2027\nplatform: generic\nurl: https://show.example/list\n"


def test_a_good_list_is_read() -> None:
    assert parse(GOOD, ListConfig).title == "Example Auto Show 2027"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("title: A show 2027\nplatfrom: generic\nurl: https://x.example\n", 2, "unknown key 'platfrom'"),
        (GOOD + "expect:\n  min: 3\n  fill: {}\n", 6, "unknown key 'fill'"),
        (GOOD + "pace: {delay_seconds: -1}\n", 4, "greater than or equal to 0"),
        ("title: 网络\nurl: https://x.example\n", 1, "too vague"),
        ("title: [unclosed\n", 2, "not YAML"),
        ("- a list\n", 1, "expected keys and values"),
    ],
)
def test_a_mistake_names_file_line_and_key(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = tmp_path / "show_2027.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(path, ListConfig)
    assert f"show_2027.yml:{line}:" in str(caught.value)
    assert says in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load(tmp_path / "none.yml", ListConfig)


def test_the_shipped_policy_is_the_default_of_the_brief() -> None:
    policy = load_policy(ROOT / "config")
    assert isinstance(policy, Policy)
    assert policy.revenue.minimum_cny == 200_000_000
    assert policy.rd.mode == "strict"
    assert policy.targets.qualified_day == 50
