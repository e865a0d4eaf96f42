"""Pages that turn a visitor away or lead nowhere: a challenge, a sign-in, a calendar without end, dates that date nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta

from demo.draw import dice
from demo.reply import NOT_FOUND, Reply, html

CALENDAR = "/events/"
CALENDAR_NAMES = {"zh": "活动日历", "en": "Event calendar", "de": "Terminkalender", "ja": "イベントカレンダー"}
UPDATED = {
    "zh": "网站最后更新：{day}　今天是{day}", "en": "Site last updated: {day}", "de": "Letzte Aktualisierung: {day}",
    "ja": "最終更新日：{day}",
}  # fmt: skip
"""A footer's date, which dates the footer."""
_CHALLENGES = (
    Reply(403, b"<html><head><title>Just a moment...</title></head><body><div id='cf-wrapper'>Checking your browser before "
               b"accessing the site. Please enable cookies.</div></body></html>", headers=(("cf-mitigated", "challenge"),)),
    Reply(200, '<html><head><meta charset="utf-8"><title>安全验证</title></head><body><p>访问过于频繁，请按住滑块完成安全验证</p>'
               "</body></html>".encode()),
)  # fmt: skip
_SIGN_IN = (
    '<html><head><meta charset="utf-8"><title>用户登录</title></head><body><form action="/login" method="post"><h2>用户登录</h2>'
    '<input name="user" placeholder="用户名"><input name="word" type="password" placeholder="密码"><button>登录</button></form>'
    "</body></html>"
)


def challenge(host: str) -> Reply:
    """A page that wants a person to prove that they are one."""
    return dice("wall", host).choice(_CHALLENGES)


def sign_in(path: str) -> Reply:
    """Every page leads to the sign-in."""
    return html(_SIGN_IN) if path == "/login" else Reply(302, headers=(("Location", "/login"),))


def calendar(path: str, today: date) -> Reply:
    """A month of a calendar that goes on for ever: each day is a link, each month leads to the next."""
    found = re.fullmatch(rf"{CALENDAR}(\d{{4}})/(\d{{2}})(?:/(\d{{2}}))?", path)
    if found is None or not 1 <= int(found[2]) <= 12:
        return NOT_FOUND
    month = date(int(found[1]), int(found[2]), 1)
    after, before = month + timedelta(days=32), month - timedelta(days=1)
    days = "".join(f'<td><a href="{CALENDAR}{month:%Y/%m}/{n:02d}">{n}</a></td>' for n in range(1, 29))
    turn = (
        f'<a href="{CALENDAR}{before:%Y/%m}">&lt;</a> <b>{month:%Y-%m}</b> <a href="{CALENDAR}{after:%Y/%m}">&gt;</a>'
    )
    return html(
        f"<html><head><title>{month:%Y-%m}</title></head><body>{turn}<table><tr>{days}</tr></table></body></html>"
    )
