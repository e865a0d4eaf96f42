"""Paging of a JSON endpoint from two observed calls, and the firms in what a page fetched by itself."""

from __future__ import annotations

import json
from typing import Any

from core.listing import NetworkCall
from crawlers.lists import infer_endpoint, read_calls


def firms(first: int, count: int) -> list[dict[str, Any]]:
    return [{"companyName": f"Firm {n} GmbH", "stand": f"A{n}"} for n in range(first, first + count)]


def call(url: str, answer: Any, body: str | None = None) -> NetworkCall:
    return NetworkCall(
        url=url, method="POST" if body else "GET", status=200, body=json.dumps(answer), request_body=body
    )


def test_an_offset_moves_by_the_rows_of_a_call_until_the_total_is_reached() -> None:
    calls = [call(f"https://x.example/api?start={s}&n=10&_={s}7", {"total": 25, "hits": firms(s, 10)}) for s in (0, 10)]
    template = infer_endpoint(calls)
    assert template is not None
    assert (template.kind, template.key, template.step) == ("offset", "start", 10)
    ask = template.next_ask(calls[1].body)
    assert ask is not None
    assert "start=20" in ask.url
    assert template.moved(ask).next_ask(json.dumps({"total": 25, "hits": firms(20, 5)})) is None


def test_a_page_number_in_a_json_body_moves_by_one_and_ends_at_an_empty_answer() -> None:
    calls = [
        call("https://x.example/list", {"rows": firms(p * 9, 9)}, json.dumps({"q": "", "pageNo": p})) for p in (1, 2)
    ]
    template = infer_endpoint(calls)
    assert template is not None
    ask = template.next_ask(calls[1].body)
    assert ask is not None
    assert json.loads(ask.body or "")["pageNo"] == 3
    assert template.moved(ask).next_ask(json.dumps({"rows": []})) is None


def test_a_cursor_is_taken_from_the_answer_before() -> None:
    def answer(cursor: str, more: bool) -> dict[str, Any]:
        return {"data": {"nodes": firms(0, 5), "pageInfo": {"endCursor": cursor, "hasNextPage": more}}}

    url = "https://x.example/graphql"
    calls = [
        call(url, answer("abc", True), json.dumps({"v": {}})),
        call(url, answer("def", True), json.dumps({"v": {"after": "abc"}})),
    ]
    template = infer_endpoint(calls)
    assert template is not None
    assert template.kind == "cursor"
    ask = template.next_ask(calls[1].body)
    assert ask is not None
    assert json.loads(ask.body or "")["v"]["after"] == "def"
    assert template.moved(ask).next_ask(json.dumps(answer("xyz", False))) is None


def test_two_parameters_that_move_at_once_give_no_template() -> None:
    calls = [call(f"https://x.example/api?a={n}&b={n + 5}", {"rows": firms(n, 5)}) for n in (1, 2)]
    assert infer_endpoint(calls) is None


def test_the_firms_of_all_answers_are_read_once_each() -> None:
    calls = [call(f"https://x.example/api?p={p}", {"rows": firms(p * 5, 6)}) for p in (0, 1)]
    reading = read_calls([*calls, call("https://x.example/menu", [{"name": "Home"}, {"name": "Press"}])])
    assert len(reading.records) == 11
    assert reading.records[0].booth == "A0"


def test_answers_without_firms_are_refused() -> None:
    assert read_calls([call("https://x.example/menu", [{"title": "Home"}, {"title": "Press"}])]).refused
