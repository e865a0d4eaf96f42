"""Ordinary pages that speak of maintenance, building and sign-in, and challenges that say so in their address only."""

import pytest

from core.web.access import classify


def page(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


CASES = [
    ("ok", 200, {}, page("Service", "<h1>Wartungsarbeiten an Getrieben</h1><p>Vor Ort oder in unserem Werk in Ulm.</p>")),
    ("ok", 200, {}, page("Gear Co", "<p>We offer scheduled maintenance of gearboxes.</p>")),
    ("ok", 200, {}, page("工程案例", "<p>苏州地铁五号线正在建设中，我司承担防水工程。</p>")),
    ("ok", 200, {}, page("会员单位", "<li>苏州示例机械有限公司</li><li>宁波示例传动股份有限公司</li>" * 4 + "<a>会员登录</a>")),
    ("down", 200, {}, page("提示", "<p>网站正在建设中，敬请期待</p>")),
    ("down", 200, {}, page("Info", "<p>Wegen Wartungsarbeiten ist unsere Seite nicht erreichbar.</p>")),
    ("challenged", 200, {}, page("滑动验证页面", "<div id='renderData'></div>")),
    ("challenged", 307, {"Location": "https://firm.example/captcha"}, ""),
    ("login_required", 302, {"Location": "https://passport.firm.example/login"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("want", "status", "headers", "text"), CASES, ids=lambda value: str(value)[:50])
def test_an_answer_is_what_it_says(want: str, status: int, headers: dict[str, str], text: str) -> None:
    assert classify(status, headers, text, "https://firm.example/page") == want


def test_many_labels_of_a_register_outweigh_masked_values() -> None:
    labels = ("企业名称", "信用代码", "法定代表人", "注册资本", "成立日期", "经营状态", "参保人数", "地址")
    rows = "".join(f"<tr><td>{label}</td><td>登录后可见</td></tr>" for label in labels)
    assert classify(200, {}, page("某公司", f"<table>{rows}</table>"), "https://q.example/firm/1", labels) == "ok"
