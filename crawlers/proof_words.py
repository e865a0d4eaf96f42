"""The completeness proof as a sentence, in both languages of the product."""

from __future__ import annotations

from core.listing import Proof, ProofVerdict
from core.records import Reason

_VERDICT = {
    ProofVerdict.complete: Reason(zh="完整", en="complete"),
    ProofVerdict.incomplete: Reason(zh="不完整", en="incomplete"),
    ProofVerdict.unknown: Reason(zh="无法判断是否完整", en="cannot tell whether it is complete"),
}
_FIELDS = {
    "name_alt": "另一语言名称",
    "booth": "展位",
    "country": "国家",
    "city": "城市",
    "address": "地址",
    "website": "网站",
    "profile_url": "展商页面",
    "phone": "电话",
    "email": "邮箱",
    "category": "类别",
}


def verdict_in_words(verdict: ProofVerdict) -> Reason:
    """complete, incomplete, cannot tell."""
    return _VERDICT[verdict]


def proof_in_words(proof: Proof) -> Reason:
    """Verdict, counts, pages and gaps: what a rep needs to decide whether to trust the list."""
    said = _VERDICT[proof.verdict]
    stated = proof.declared_total
    zh = [f"{said.zh}：共读取 {proof.unique_rows:,} 条"]
    en = [f"{said.en}: {proof.unique_rows:,} entries read"]
    zh.append(f"页面声明总数 {stated:,}" if stated is not None else "页面未声明总数")
    en.append(f"the page states {stated:,}" if stated is not None else "the page states no total")
    if proof.duplicate_rows:
        zh.append(f"另有 {proof.duplicate_rows:,} 条重复")
        en.append(f"{proof.duplicate_rows:,} more were repeats")
    known = f" / {proof.pages_known:,}" if proof.pages_known and proof.pages_known != proof.pages_reached else ""
    zh.append(f"读取页数 {proof.pages_reached:,}{known}")
    en.append(f"pages read {proof.pages_reached:,}{known}")
    if proof.gaps:
        gaps = "; ".join(proof.gaps[:5]) + (" …" if len(proof.gaps) > 5 else "")
        zh.append(f"缺少：{gaps}")
        en.append(f"missing: {gaps}")
    return Reason(zh="，".join(zh) + "。", en=", ".join(en) + ".")


def filled_in_words(proof: Proof) -> Reason:
    """Which fields the list gives, as shares of its firms; empty where none."""
    zh = "，".join(f"{_FIELDS.get(field, field)} {share:.0%}" for field, share in proof.filled.items())
    en = ", ".join(f"{field.replace('_', ' ')} {share:.0%}" for field, share in proof.filled.items())
    return Reason(zh=zh, en=en)
