"""Pages that are broken or made to harm end with a clear answer."""

from __future__ import annotations

import pytest

from crawlers.lists import read, read_pager, read_profile

PAGES = {
    "empty": "",
    "blank": " \n\t ",
    "not markup": "\x00\x01\x02",
    "lone surrogates": "\ud800<ul><li>\udfff</ul>",
    "deep nesting": "<div>" * 20000 + "x GmbH" + "</div>" * 20000,
    "unclosed lists": "".join(f"<ul><li>Firm{n} GmbH" for n in range(800)),
    "thousands of attributes": "<div " + " ".join(f"a{n}=1" for n in range(20000)) + ">x</div>",
    "brackets without end": "<script>var a = " + "[" * 50000 + "</script>",
    "login": "<title>Login</title><form><input name=u><input type=password name=p><button>Sign in</button></form>",
    "challenge": "<title>Just a moment...</title><h1>Checking your browser</h1><div id=challenge></div>",
    "iframe": "<title>Exhibitors</title><h1>Exhibitors</h1><iframe src='https://list.example/x'></iframe>",
    "broken json": '{"exhibitors": [',
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_firm_is_read_and_the_reason_is_given(name: str) -> None:
    reading = read(PAGES[name], "https://x.example/")
    assert reading.records == ()
    assert reading.refused
    assert read_profile(PAGES[name], "https://x.example/") is None
    assert read_pager(PAGES[name], "https://x.example/").next is None


def test_every_row_of_a_very_long_table_is_read() -> None:
    rows = "".join(f"<tr><td>Firm {n} GmbH<td>A{n}" for n in range(4000))
    reading = read(f"<title>Exhibitors</title><table><tr><th>Company<th>Booth</tr>{rows}</table>", "https://x.example/")
    assert len(reading.records) == 4000


def test_a_page_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from crawlers.lists import reading

    rows = "".join(f"<tr><td>Maker {chr(65 + n)} GmbH</td><td>Hall 1 / A{n + 10}</td></tr>" for n in range(20))
    text = f"<h1>Exhibitors</h1><table><tr><th>Company</th><th>Stand</th></tr>{rows}</table>"
    monkeypatch.setattr(reading, "MOST_CHARS", len(text) - 300)
    found = read(text, "https://www.show.example/exhibitors")
    assert 0 < len(found.records) < 20
    assert found.refused
    assert "only its beginning was read" in found.refused
