"""Whose address it is, and one spelling for one page."""

import pytest

from core.web.domains import canonical_url, is_platform, registrable_domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.firm.com.cn/x?y", "firm.com.cn"),
        ("shop.firm.co.jp", "firm.co.jp"),
        ("http://sub.公司.cn/", "sub.xn--55qx5d.cn"),
        ("www.huayu.demo.example", "huayu.demo.example"),
        ("www.firm.example", "firm.example"),
        ("company.en.alibaba.com", "alibaba.com"),
        ("http://192.168.1.1/", None),
        ("localhost", None),
        ("", None),
        ("http://[bad", None),
    ],
)
def test_the_domain_that_somebody_registered(address: str, domain: str | None) -> None:
    assert registrable_domain(address) == domain


@pytest.mark.parametrize(
    ("address", "platform"),
    [
        ("https://firm.en.alibaba.com/", True),
        ("firm.en.made-in-china.com", True),
        ("https://www.linkedin.com/company/x", True),
        ("firm.wixsite.com/home", True),
        ("https://www.firm.com/", False),
        ("https://notalibaba.com/", False),
    ],
)
def test_platforms_are_nobodys_own_site(address: str, platform: bool) -> None:
    assert is_platform(address) is platform


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTP://WWW.Firm.com:80/a/../b/?utm_source=x&spm=a.b&id=3#top", "http://www.firm.com/b/?id=3"),
        ("https://firm.de", "https://firm.de/"),
        ("https://m.alibaba.com/?spm=1", "https://m.alibaba.com/"),
        ("http://a.cn/产品?b=2&a=1", "http://a.cn/%E4%BA%A7%E5%93%81?a=1&b=2"),
    ],
)
def test_one_page_has_one_spelling(one: str, other: str) -> None:
    assert canonical_url(one) == other
    assert canonical_url(canonical_url(one)) == canonical_url(one)
