"""The words of a menu, a breadcrumb or a download page prove no R&D; nor does a question or a missing department."""

import pytest

from enrich.rd_centre import parse_rd

ADDRESS = "<p>地址：苏州市 电话：0512-65012345</p><footer>苏州示例机械有限公司 版权所有</footer>"
CASES = [
    ("zh", "<p>[主页] [技术中心] [联系我们]</p>", "unknown"),
    ("zh", "<table><tr><td>[<a>主页</a>] [<a>公司简介</a>] [<a>技术中心</a>]</td></tr></table>", "unknown"),
    ("zh", "<p>首页 研发中心 产品中心 联系我们</p>", "unknown"),
    ("en", "<p>Article: Why every company needs an R&amp;D department</p>", "unknown"),
    ("zh", "<p>当前位置：首页 &gt; 研发中心</p>", "unknown"),
    ("zh", "<ul><li>首页</li><li>研发中心</li><li>联系我们</li></ul>", "unknown"),
    ("ja", "<p>ホーム ｜ 技術センター ｜ お問い合わせ</p>", "unknown"),
    ("en", "<p>Home | R&amp;D Center | Contact us</p>", "unknown"),
    ("en", "<p>Find data sheets and manuals in our Technical Center.</p>", "unknown"),
    ("en", "<p>Do you have an own R&amp;D department? Then talk to us.</p>", "unknown"),
    ("de", "<p>Eine eigene Entwicklungsabteilung haben wir nicht.</p>", "no"),
    ("de", "<p>In unserer Entwicklungsabteilung entstehen neue Antriebe.</p>", "yes"),
    ("zh", "<h1>研发中心</h1><p>公司研发中心现有工程师45名。</p>", "yes"),
]


@pytest.mark.parametrize(("lang", "body", "says"), CASES, ids=lambda value: str(value)[:40])
def test_says(lang: str, body: str, says: str) -> None:
    page = f"<html lang='{lang}'><body>{body}{ADDRESS if lang != 'de' else ''}</body></html>"
    assert parse_rd(page, "https://www.firm.example/about").has_rd == says
