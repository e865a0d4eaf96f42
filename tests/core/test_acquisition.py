"""Vague sources are refused in every spelling; a document that names a search engine as a firm is not one."""

import pytest

from core.acquisition import vague

VAGUE = """网络 百度 互联网 网上 搜索 谷歌 必应 朋友 其他 其它 未知 无 暂无 官网 微信 公开渠道 公开资料 因特网 线上 抖音 搜狗
百度搜索 网上搜索 网络查询 网上找的 来自网络 从网上 通过百度 朋友介绍 客户介绍 网站
internet Internet INTERNET online Google google Bing baidu web website www search unknown other n/a N/A NA - none
ＢＡＩＤＵ ｉｎｔｅｒｎｅｔ 网-络 LinkedIn tbd""".split()

PRECISE = (
    "2025上海车展参展名录",
    "百度(公司) 2025上海车展参展名录",
    "EQUIP AUTO Paris 2025 exhibitor list",
    "中国汽车工业协会会员名录2026",
    "汽车工业协会官网",
    "CAAM member directory 2026",
    "IAA MOBILITY 2025",
    "Automechanika Frankfurt 2026, exhibitor search",
    "中国汽车报 2026-03-02 第4版",
    "Google Cloud Next 2026 sponsor list",
)


@pytest.mark.parametrize(
    "title",
    [
        *VAGUE,
        "",
        "  ",
        "from the internet",
        "some website",
        "Google search 2025",
        "网络 2025",
        "\u200b网\u200b络",
        "百 度",
    ],
)
def test_a_vague_source_is_refused_with_a_reason_in_both_languages(title: str) -> None:
    reason = vague(title)
    assert reason is not None
    assert "模糊" in reason.zh
    assert "vague" in reason.en


def test_there_are_at_least_forty_variants() -> None:
    assert len(VAGUE) >= 40


@pytest.mark.parametrize("title", PRECISE)
def test_a_document_is_a_source(title: str) -> None:
    assert vague(title) is None
