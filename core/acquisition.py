"""The acquisition channel: what a rep may write as the source of a firm, and what is refused (R-027, R-046, R-047).

The brief forbids "网络/百度等模糊来源". A title is vague when nothing is left of it once the words for "the internet",
search engines, hearsay and "other" are taken away; 「百度(公司) 2025上海车展参展名录」 keeps a document and passes.
"""

import re
import unicodedata
from functools import lru_cache

from core.records import Reason

_VAGUE = (
    "网络搜索 网络 网上查询 网上 网站 互联网 因特网 线上 百度一下 百度 谷歌 必应 搜狗 360搜索 搜索引擎 搜索 查询 官网 微信 朋友圈 抖音 "
    "朋友介绍 朋友 同事 客户介绍 熟人 听说 其他 其它 未知 不详 不明 无 暂无 待定 多渠道 各种渠道 公开信息 公开渠道 公开资料 资料 自己找的 自行查找 "
    "internet the-internet web the-web website websites online on-line google googled bing baidu yahoo search searching searched "
    "search-engine engine wechat linkedin facebook twitter friend friends colleague hearsay other others unknown misc various none null nil "
    "na n/a tbd tba test source sources public information info www net network somewhere found"
).split()
_GLUE = {"the", "from", "via", "by", "on", "in", "of", "a", "an", "and", "or", "some", "my", "through", "com", "cn"}
_CHINESE_GLUE = re.compile(
    r"(从|通过|在|来自|来源于?|经|由|的|上|里|找到?的?|查到?的?|得到?的?|搜到?的?|信息|渠道|等|和|与|或|及)"
)
_LATIN_VAGUE = {w.replace("-", " ") for w in _VAGUE if w.isascii()}
_CHINESE_VAGUE = sorted((w for w in _VAGUE if not w.isascii()), key=len, reverse=True)


@lru_cache(maxsize=4096)
def vague(title: str) -> Reason | None:
    """Why this title is no acquisition channel, or None where it names something that can be looked up."""
    text = unicodedata.normalize("NFKC", title or "").casefold()
    text = "".join(ch for ch in text if unicodedata.category(ch) not in ("Cf", "Cc"))
    squeezed = re.sub(r"(?<=[\u4e00-\u9fff])[\s\-_·.,、]+(?=[\u4e00-\u9fff])", "", text)
    for word in _CHINESE_VAGUE:
        squeezed = squeezed.replace(word, " ")
    squeezed = re.sub(r"(?<![a-z])n\s*/\s*a(?![a-z])", " ", squeezed)
    squeezed = _CHINESE_GLUE.sub(" ", squeezed)
    tokens = re.findall(r"[a-z]+(?:-[a-z]+)*|\d+|[^\W\d_a-z]+", squeezed)
    kept = [t for t in tokens if t not in _GLUE and t.replace("-", " ") not in _LATIN_VAGUE and not t.isdigit()]
    if any(len(t) >= 2 for t in kept):
        return None
    shown = (title or "").strip() or "(空)"
    return Reason(
        zh=f"来源“{shown}”太模糊，无法追溯；请写明发布方、名录名称和年份，例如“2025上海车展参展名录”",
        en=f"the source {shown!r} is too vague to be traced; name publisher, list and year, "
        "for example “Auto Shanghai 2025 exhibitor list”",
    )
