"""Sites of the demo that let nobody in, and calendars that never end."""

from datetime import date

import pytest

from core.web.access import classify
from core.words import Access
from demo.pages import walls
from demo.reply import Reply

TODAY = date(2026, 11, 21)


def access(reply: Reply, url: str) -> Access:
    headers = {"content-type": reply.content_type, **dict(reply.headers)}
    return classify(reply.status, headers, reply.body.decode(), url)


@pytest.mark.parametrize("host", [f"www.firm{n}.example" for n in range(8)])
def test_a_challenge_is_one(host: str) -> None:
    assert access(walls.challenge(host), f"http://{host}/") is Access.challenged


def test_every_page_leads_to_the_sign_in() -> None:
    assert dict(walls.sign_in("/news.html").headers)["Location"] == "/login"
    assert access(walls.sign_in("/login"), "http://www.a.example/login") is Access.login_required


def test_a_calendar_goes_on_for_ever() -> None:
    path = f"{walls.CALENDAR}2031/12"
    for _ in range(30):
        shown = walls.calendar(path, TODAY).body.decode()
        path = shown.rpartition('">&gt;')[0].rpartition('href="')[2]
    assert path == f"{walls.CALENDAR}2034/06"
    assert walls.calendar(f"{walls.CALENDAR}2031/13", TODAY).status == 404
